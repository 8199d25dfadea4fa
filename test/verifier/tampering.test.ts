import { expect } from "chai";
import fc from "fast-check";
import { generateSigner } from "../../src/crypto/signatures/signer.ts";
import type { Facts, FactsAnswer } from "../../src/facts/facts.ts";
import { signJws } from "../../src/formats/jose/jws.ts";
import { bind } from "../../src/formats/sd-jwt-vc/key-binding.ts";
import { envelope } from "../../src/formats/vc-jwt/presentation.ts";
import { SealedClock } from "../../src/verdict/clock.ts";
import { verify } from "../../src/verifier/verify.ts";
import { issueVcJwt } from "../formats/issuing.ts";
import { discloseSdJwtVc, plain, presentVcJwt } from "../formats/presenting.ts";
import { changedInside, changes, mixed } from "../support/broken-texts.ts";
import { often } from "../support/often.ts";
import { type Agency, AUDIENCE, chainOfTwo, issue, NONCE, networkHelpers, now, POLICY, VCT } from "./world.ts";

/** Caches the chain's answers, so that thousands of runs do not query the node each time. */
function remembering(facts: Facts): Facts {
  const known = new Map<string, Promise<FactsAnswer>>();
  return {
    source: facts.source,
    lookup(queries) {
      const question = JSON.stringify(queries);
      const answer = known.get(question) ?? facts.lookup(queries);
      known.set(question, answer);
      return answer;
    },
  };
}

const OTHER_NONCE = "o-1T7_XaB3Nk-o-1T7_XaB3Nk";

/** A credential with its shown claims, before the holder's proof, and a function that adds a proof to any text. */
interface UnboundPresentation {
  readonly text: string;
  readonly bind: (text: string, nonce: string) => Promise<string>;
  /** Whether a text contains only what was issued. */
  readonly isGenuine: (text: string) => boolean;
}

const FORMATS: Readonly<Record<string, (by: Agency) => Promise<UnboundPresentation>>> = {
  async "dc+sd-jwt"(by) {
    const { credential, holder } = await issue(by);
    const disclose = ["family_name", "department"];
    const text = discloseSdJwtVc(credential, disclose);
    const issuedAt = await now();
    const [jwt, ...disclosures] = credential.split("~");
    return {
      text,
      bind: (changed, nonce) => bind(changed, { session: plain(AUDIENCE, nonce), holder, issuedAt }),
      isGenuine: (changed) => {
        const [first, ...shown] = changed.split("~");
        return first === jwt && shown.every((one) => disclosures.includes(one));
      },
    };
  },
  async "vc+jwt"({ signer, did: issuer }) {
    const [holder, issuedAt] = [generateSigner("ES256"), await now()];
    const claims = { family_name: "정", given_name: "새롬" };
    const status = { list: 0, index: 7 };
    const text = await issueVcJwt({ signer, issuer, vct: VCT, claims, holderKey: holder.publicJwk, issuedAt, status });
    const genuine = await presentVcJwt({ credentials: [text], holder, audience: AUDIENCE, nonce: NONCE, issuedAt });
    const [header, payload] = genuine.split(".").map((part) => Buffer.from(part, "base64url").toString());
    const [said, document] = [JSON.parse(header ?? ""), JSON.parse(payload ?? "")];
    return {
      text,
      bind: (changed, nonce) =>
        signJws(holder, said, { ...document, nonce, verifiableCredential: [envelope(changed)] }),
      isGenuine: (changed) => changed === text,
    };
  },
};

/** A gate's judgement of texts, a genuine credential, and two others to mix parts from. */
async function gate(make: (by: Agency) => Promise<UnboundPresentation>) {
  const world = await networkHelpers.loadFixture(chainOfTwo);
  const [own, anothers, strangers] = [await make(world.sejong), await make(world.sejong), await make(world.stranger)];
  const time = await now();
  const facts = remembering(world.facts);
  const valid = async (text: string) =>
    (await verify(text, POLICY, facts, new SealedClock({ now: () => time }))).outcome === "valid";
  return { own, anothers, strangers, valid };
}

describe("A changed presentation is never valid", () => {
  for (const [format, make] of Object.entries(FORMATS)) {
    it(`in ${format}, if it is changed as text, inside its parts, or mixed with parts of genuine presentations`, async () => {
      const { own, anothers, strangers, valid } = await gate(make);
      const others = [
        await own.bind(own.text, OTHER_NONCE),
        await anothers.bind(anothers.text, OTHER_NONCE),
        await strangers.bind(strangers.text, NONCE),
      ];
      const shown = await own.bind(own.text, NONCE);
      expect(await Promise.all([shown, ...others].map(valid))).to.deep.equal([true, false, false, false]);
      await fc.assert(
        fc.asyncProperty(
          fc.oneof(changes(shown), changedInside(shown), mixed(shown, others)),
          async (text) => text === shown || !(await valid(text)),
        ),
        often(2000, `broken presentations in ${format}`),
      );
    });

    it(`in ${format}, if the holder changes the credential and then signs, unless it equals what was issued`, async () => {
      const { own, anothers, strangers, valid } = await gate(make);
      const others = [anothers.text, strangers.text];
      expect(await valid(await own.bind(own.text, NONCE))).to.equal(true);
      await fc.assert(
        fc.asyncProperty(
          fc.oneof(changes(own.text), changedInside(own.text), mixed(own.text, others)),
          async (text) => own.isGenuine(text) || !(await valid(await own.bind(text, NONCE))),
        ),
        often(1000, `credentials changed and shown by their holder in ${format}`),
      );
    });
  }
});
