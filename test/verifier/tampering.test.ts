import { expect } from "chai";
import fc from "fast-check";
import { generateSigner } from "../../src/crypto/signer.ts";
import type { Facts, FactsAnswer } from "../../src/facts/facts.ts";
import { issueVcJwt } from "../../src/formats/vc-jwt/issue.ts";
import { presentVcJwt } from "../../src/formats/vc-jwt/present.ts";
import { SealedClock } from "../../src/verdict/clock.ts";
import { verify } from "../../src/verifier.ts";
import { often } from "../support/often.ts";
import { type Agency, AUDIENCE, chainOfTwo, issue, NONCE, networkHelpers, now, POLICY, present, VCT } from "./world.ts";

/** The chain's answer, remembered: the node need not be asked thousands of times for the same. Unknown questions still reach it. */
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

/** One credential of an agency's, and how its holder shows it for a nonce. */
type Make = (by: Agency) => Promise<(nonce: string) => Promise<string>>;

const FORMATS: Readonly<Record<string, Make>> = {
  async "dc+sd-jwt"(by) {
    const credential = await issue(by);
    return (nonce) => present(credential, { nonce, disclose: ["family_name", "department"] });
  },
  async "vc+jwt"({ signer, did: issuer }) {
    const [holder, issuedAt] = [generateSigner("ES256"), await now()];
    const claims = { family_name: "정", given_name: "새롬" };
    const status = { list: 0, index: 7 };
    const stated = { signer, issuer, vct: VCT, claims, holderKey: holder.publicJwk, issuedAt, status };
    const credentials = [await issueVcJwt(stated)];
    return (nonce) => presentVcJwt({ credentials, holder, audience: AUDIENCE, nonce, issuedAt });
  },
};

/** Texts near this one: characters or parts of it taken out, put in, moved or repeated. */
function changes(text: string): fc.Arbitrary<string> {
  const place = fc.nat(text.length - 1);
  const piece = fc.string({
    minLength: 1,
    maxLength: 6,
    unit: fc.constantFrom(...text, "~", ".", "=", " ", "\0", "가"),
  });
  return fc.oneof(
    fc.tuple(place, piece).map(([i, put]) => text.slice(0, i) + put + text.slice(i + put.length)),
    fc.tuple(place, piece).map(([i, put]) => text.slice(0, i) + put + text.slice(i)),
    fc.tuple(place, place).map(([i, j]) => text.slice(0, Math.min(i, j)) + text.slice(Math.max(i, j) + 1)),
    fc.tuple(place, place).map(([i, j]) => text.slice(0, j) + text.slice(Math.min(i, j))),
  );
}

/** Where its signatures, headers, payloads and disclosures are, between the marks that separate them. */
const partsOf = (text: string): readonly string[] => text.split(/([.~])/);
const isPart = (part: string): boolean => part.length > 1;

/** The text with one part changed inside: what it encodes is another, and so well written that only a check can tell. */
function changedInside(text: string): fc.Arbitrary<string> {
  const parts = partsOf(text);
  return fc.oneof(
    ...parts.flatMap((part, i) => {
      if (!isPart(part)) return [];
      const inside = Buffer.from(part, "base64url").toString("latin1");
      return [
        changes(inside).map((bytes) => parts.with(i, Buffer.from(bytes, "latin1").toString("base64url")).join("")),
      ];
    }),
  );
}

/** Parts of genuine presentations in one another's place. */
function mixed(text: string, others: readonly string[]): fc.Arbitrary<string> {
  const parts = partsOf(text);
  const foreign = fc.constantFrom(...others.flatMap(partsOf).filter(isPart));
  const put = fc.tuple(fc.nat(parts.length - 1), foreign);
  return fc.oneof(
    fc
      .array(put, { minLength: 1, maxLength: 4 })
      .map((puts) => puts.reduce((all, [i, part]) => all.with(i, part), parts).join("")),
    fc.shuffledSubarray([...text.split("~")]).map((some) => some.join("~")),
    fc.shuffledSubarray([...text.split(".")]).map((some) => some.join(".")),
  );
}

describe("Whatever is changed in a presentation, it is never valid", () => {
  for (const [format, make] of Object.entries(FORMATS)) {
    it(`in ${format}: as text, inside its parts, or with parts of other genuine ones`, async () => {
      const world = await networkHelpers.loadFixture(chainOfTwo);
      const [own, anothers, strangers] = [
        await make(world.sejong),
        await make(world.sejong),
        await make(world.stranger),
      ];
      const others = [await own(OTHER_NONCE), await anothers(OTHER_NONCE), await strangers(NONCE)];
      const shown = await own(NONCE);
      const time = await now();
      const facts = remembering(world.facts);
      const valid = async (text: string) =>
        (await verify(text, POLICY, facts, new SealedClock({ now: () => time }))).outcome === "valid";
      expect(await Promise.all([shown, ...others].map(valid))).to.deep.equal([true, false, false, false]);
      await fc.assert(
        fc.asyncProperty(
          fc.oneof(changes(shown), changedInside(shown), mixed(shown, others)),
          async (text) => text === shown || !(await valid(text)),
        ),
        often(2000, `broken presentations in ${format}`),
      );
    });
  }
});
