import { expect } from "chai";
import { compressPoint } from "../../src/crypto/keys/jwk.ts";
import { generateSigner } from "../../src/crypto/signatures/signer.ts";
import type { Facts, FactsQueryByName } from "../../src/facts/facts.ts";
import { readIssued } from "../../src/public/issuer.ts";
import { presentVcJwt } from "../formats/presenting.ts";
import { refusedLater } from "../support/refused.ts";
import { CIVIL_SERVANT_ID, CLAIMS, clock, factsSaying, GOOD, issuerFor, NOW, SEJONG, saerom } from "./fixture.ts";

const REQUEST = { type: CIVIL_SERVANT_ID, claims: CLAIMS, holderKey: saerom.publicJwk, validFor: 86_400 };

const KEY = GOOD.key as NonNullable<typeof GOOD.key>;
const AS_OF = { chainId: 31337n, block: 100n, time: NOW };

async function issuedAs(format: "dc+sd-jwt" | "vc+jwt" = "dc+sd-jwt") {
  return (await issuerFor({ format })).issue(REQUEST);
}

/** The reason why it is refused with these facts. */
async function whyNot(facts: ReturnType<typeof factsSaying>, credential?: string): Promise<unknown> {
  const text = credential ?? (await issuedAs()).credential;
  const { details: told } = await refusedLater(readIssued(text, { facts, clock }), "issuer.not-genuine");
  return told.code;
}

describe("A credential that its issuer reads in order to revoke it", () => {
  it("is read, in either format, once the registry's key has verified it; the node does not learn its status index", async () => {
    for (const format of ["dc+sd-jwt", "vc+jwt"] as const) {
      const facts = factsSaying();
      const { credential, status } = await issuedAs(format);
      const read = await readIssued(credential, { facts, clock });
      expect(read).to.deep.equal({ issuer: SEJONG, type: CIVIL_SERVANT_ID, issuedAt: NOW, status });
      expect(facts.asked).to.have.length(1);
      expect(facts.asked[0]).not.to.have.property("status");
    }
  });

  it("is read as presented too, even if expired, and even if its issuer is no longer accredited", async () => {
    const late = { now: () => NOW + 86_400 * 30 };
    const facts = factsSaying({ links: [] }, { time: late.now() });
    const { credential, status } = await issuedAs();
    expect(await readIssued(credential, { facts, clock: late })).to.deep.include({ status });
  });

  it("is refused unless the registered key signed it", async () => {
    const another = { ...KEY, publicKey: compressPoint(generateSigner("ES256").publicJwk) };
    const { key: _, ...unregistered } = GOOD;
    expect(await whyNot(factsSaying({ key: another }))).to.equal("signature.other-key");
    const lookup: Facts["lookup"] = async ([query]) => {
      const { issuer, typeId } = query as FactsQueryByName;
      return { asOf: AS_OF, records: [{ ...unregistered, issuer, typeId }] };
    };
    expect(await whyNot({ ...factsSaying(), lookup })).to.equal("issuerKey.unknown");
    const { credential } = await issuedAs();
    const [jwt = "", ...rest] = credential.split("~");
    const forged = [`${jwt.slice(0, -4)}${jwt.endsWith("AAAA") ? "BBBB" : "AAAA"}`, ...rest].join("~");
    expect(await whyNot(factsSaying(), forged)).to.equal("signature.forged");
  });

  it("is refused if its key was stolen or had ended, or if its issuer's DID is deactivated", async () => {
    const stolen = { ...KEY, reason: "compromised", until: NOW, compromisedSince: NOW } as const;
    expect(await whyNot(factsSaying({ key: stolen }))).to.equal("issuerKey.compromised");
    const ended = { ...KEY, reason: "retired", until: NOW - 1 } as const;
    expect(await whyNot(factsSaying({ key: ended }))).to.equal("issuerKey.ended");
    expect(await whyNot(factsSaying({ issuerDeactivated: true }))).to.equal("issuerKey.did-deactivated");
  });

  it("is refused if the facts are old, missing or of another chain", async () => {
    expect(await whyNot(factsSaying({}, { time: NOW - 86_400 }))).to.equal("facts.stale");
    expect(await whyNot(factsSaying({}, { time: NOW + 3600 }))).to.equal("facts.ahead");
    expect(await whyNot(factsSaying({}, { chainId: 1n }))).to.equal("issuerKey.foreign-chain");
    const none = { ...factsSaying(), lookup: () => Promise.reject(new Error("down")) };
    expect(await whyNot(none)).to.equal("facts.unavailable");
  });

  it("must be a single one: a presentation of several is refused", async () => {
    const { credential } = await issuedAs("vc+jwt");
    const proof = { audience: "https://desk.example", nonce: "0123456789abcdef", issuedAt: NOW };
    const one = await presentVcJwt({ ...proof, credentials: [credential], holder: saerom });
    expect(await readIssued(one, { facts: factsSaying(), clock })).to.include({ issuer: SEJONG });
    const two = await presentVcJwt({ ...proof, credentials: [credential, credential], holder: saerom });
    await refusedLater(readIssued(two, { facts: factsSaying(), clock }), "issuer.several");
    await refusedLater(readIssued("nothing", { facts: factsSaying(), clock }), "format.unknown");
  });
});
