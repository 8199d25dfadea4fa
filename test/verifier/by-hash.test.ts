import { expect } from "chai";
import { thumbprint } from "../../src/crypto/keys/jwk.ts";
import type { Signer } from "../../src/crypto/keys/keys.ts";
import { generateSigner } from "../../src/crypto/signatures/signer.ts";
import { formatKeyId } from "../../src/did/did.ts";
import type { Facts, FactsQuery } from "../../src/facts/facts.ts";
import { createProofFacts } from "../../src/facts/proof/proof.ts";
import type { KeyRecord } from "../../src/records/records.ts";
import { createTestRegistry } from "../../src/testing/registry.ts";
import { SealedClock } from "../../src/verdict/clock.ts";
import { vouchedFor } from "../trust-anchor/members.fixture.ts";
import {
  type Agency,
  type Credential,
  chainOfTwo,
  ethers,
  HOUR,
  issue,
  networkHelpers,
  now,
  reasons,
  replicaOf,
  send,
  show,
  TYPE,
  type World,
  wait,
} from "./world.ts";

const { loadFixture } = networkHelpers;
const NO_END = 2 ** 40 - 1;
const KEY = ethers.id("a public key of 1,312 bytes");
const CERTIFICATE = ethers.id("a certificate");

const onChain = ({ publicJwk }: Signer): string =>
  `0x${Buffer.from(thumbprint(publicJwk), "base64url").toString("hex")}`;

const register = ({ dids }: World, { account }: Agency, algorithm: number, name: string, hash: string) =>
  dids.connect(account).registerByHash(account, algorithm, name, hash, NO_END);

/** All sources of facts at the chain's present state, each able to answer this query. */
async function sources(world: World, query: FactsQuery): Promise<readonly Facts[]> {
  const time = await now();
  const { anchor, prover } = await vouchedFor(send, world.addresses, time);
  const staples = await prover.prove([[query]]);
  const clock = new SealedClock({ now: () => time });
  return [world.facts, await replicaOf(world), createProofFacts({ anchor, clock, staples })];
}

/** The same credential, signed with the same key, but with another key named in its header. */
async function naming(credential: Credential, { did, signer }: Agency, name: string): Promise<Credential> {
  const [jwt = "", ...disclosures] = credential.credential.split("~");
  const [head = "", body = ""] = jwt.split(".");
  const header = { ...JSON.parse(Buffer.from(head, "base64url").toString()), kid: formatKeyId(did, name) };
  const input = `${Buffer.from(JSON.stringify(header)).toString("base64url")}.${body}`;
  const signature = Buffer.from(await signer.sign(Buffer.from(input))).toString("base64url");
  return { ...credential, credential: [`${input}.${signature}`, ...disclosures].join("~") };
}

describe("The record of a key or certificate that was registered by its hash", () => {
  it("is the same from every source of facts, for any algorithm and any end", async () => {
    const world = await loadFixture(chainOfTwo);
    const { dids, sejong } = world;
    const registered: readonly (readonly [number, string, string])[] = [
      [3, ethers.id("thumbprint of the key"), KEY],
      [127, ethers.id("thumbprint of another key"), KEY],
      [128, CERTIFICATE, CERTIFICATE],
      [129, ethers.id("exactly this one"), ethers.id("exactly this one")],
    ];
    const ends: readonly [KeyRecord["reason"], (name: string, time: number) => unknown][] = [
      ["none", () => undefined],
      ["retired", (name) => dids.connect(sejong.account).retireKey(sejong.account, name)],
      ["compromised", (name, time) => dids.connect(sejong.account).compromiseKey(sejong.account, name, time)],
    ];
    for (const [algorithm, name, hash] of registered) {
      await register(world, sejong, algorithm, name, hash);
      const from = await now();
      const query = { issuer: sejong.identity, keyThumbprint: name, typeId: TYPE, issuedAt: from };
      let until = NO_END;
      for (const [reason, end] of ends) {
        await end(name, from);
        if (reason === "retired") until = await now();
        const compromisedSince = reason === "compromised" ? from : 0;
        for (const facts of await sources(world, query)) {
          const [records] = (await facts.lookup([query])).records;
          const what = `${algorithm}, ${reason}, by ${facts.source}`;
          expect(records?.key, what).to.deep.equal({ algorithm, hash, from, until, reason, compromisedSince });
        }
      }
    }
  });

  it("is not found under another identity or another hash, from any source of facts", async () => {
    const world = await loadFixture(chainOfTwo);
    const { sejong, province } = world;
    await register(world, sejong, 128, CERTIFICATE, CERTIFICATE);
    for (const [issuer, keyThumbprint] of [
      [province.identity, CERTIFICATE],
      [sejong.identity, ethers.id("another certificate")],
    ] as const) {
      const query = { issuer, keyThumbprint, typeId: TYPE, issuedAt: await now() };
      for (const facts of await sources(world, query)) {
        expect((await facts.lookup([query])).records[0]?.key, facts.source).to.equal(undefined);
      }
    }
  });

  it("is the same in the registry in memory as on a chain", async () => {
    const registry = createTestRegistry();
    const agency = registry.agency("외국 기관");
    const from = registry.now();
    registry.registerByHash(agency, { algorithm: 3, hash: KEY, thumbprint: ethers.id("thumbprint") });
    registry.registerByHash(agency, { algorithm: 129, hash: CERTIFICATE });
    const keyOf = async (keyThumbprint: string) => {
      const query = { issuer: agency.identity, keyThumbprint, typeId: TYPE, issuedAt: registry.now() };
      return (await registry.facts.lookup([query])).records[0]?.key;
    };
    const epoch = { from, until: NO_END, reason: "none", compromisedSince: 0 };
    expect(await keyOf(ethers.id("thumbprint"))).to.deep.equal({ algorithm: 3, hash: KEY, ...epoch });
    registry.pass(60);
    registry.retireKey(agency, CERTIFICATE);
    const retired = { algorithm: 129, hash: CERTIFICATE, ...epoch, until: from + 60, reason: "retired" };
    expect(await keyOf(CERTIFICATE)).to.deep.equal(retired);
    registry.compromiseKey(agency, from, CERTIFICATE);
    const compromised = { ...retired, reason: "compromised", compromisedSince: from };
    expect(await keyOf(CERTIFICATE)).to.deep.equal(compromised);
    const refused = (act: () => void) => expect(act).to.throw().with.property("code", "testing.refused");
    for (const algorithm of [0, 1, 2, 130, 255])
      refused(() => registry.registerByHash(agency, { algorithm, hash: KEY }));
    refused(() => registry.registerByHash(agency, { algorithm: 128, hash: KEY, thumbprint: CERTIFICATE }));
    refused(() => registry.registerByHash(agency, { algorithm: 3, hash: CERTIFICATE }));
  });
});

describe("A credential whose issuer registered its key by its hash", () => {
  it("is indeterminate with every source of facts, because the verifier does not know the algorithm", async () => {
    const world = await loadFixture(chainOfTwo);
    const { sejong } = world;
    const signer = generateSigner("ES256");
    await register(world, sejong, 3, onChain(signer), KEY);
    const credential = await issue(sejong, { signer });
    await wait(HOUR);
    const verdict = await show(world, credential);
    expect(verdict.outcome).to.equal("indeterminate");
    expect(reasons(verdict)).to.deep.equal(["signature.unknown-algorithm"]);
    expect(verdict.credentials[0]?.checks.issuerKey.code).to.equal("issuerKey.good");
  });

  it("is invalid with every source of facts once that key is declared compromised", async () => {
    const world = await loadFixture(chainOfTwo);
    const { dids, sejong } = world;
    const signer = generateSigner("ES256");
    await register(world, sejong, 3, onChain(signer), KEY);
    const credential = await issue(sejong, { signer });
    await dids.connect(sejong.account).compromiseKey(sejong.account, onChain(signer), await now());
    const verdict = await show(world, credential);
    expect(verdict.outcome).to.equal("invalid");
    expect(reasons(verdict)).to.deep.equal(["issuerKey.compromised"]);
  });
});

describe("A credential that names its issuer's certificate anchor as its key", () => {
  for (const algorithm of [128, 129]) {
    it(`is invalid with every source of facts, even if a registered key signed it (algorithm ${algorithm})`, async () => {
      const world = await loadFixture(chainOfTwo);
      const { sejong } = world;
      await register(world, sejong, algorithm, CERTIFICATE, CERTIFICATE);
      const genuine = await issue(sejong);
      expect((await show(world, genuine)).outcome).to.equal("valid");
      const verdict = await show(world, await naming(genuine, sejong, CERTIFICATE));
      expect(verdict.outcome).to.equal("invalid");
      expect(reasons(verdict)).to.deep.equal(["signature.not-a-key", "issuerKey.not-a-key"]);
    });
  }
});
