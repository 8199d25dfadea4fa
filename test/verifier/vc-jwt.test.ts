import { expect } from "chai";
import { compressPoint, thumbprint } from "../../src/crypto/keys/jwk.ts";
import { generateSigner } from "../../src/crypto/signatures/signer.ts";
import { createProofFacts } from "../../src/facts/proof/proof.ts";
import { stapleClaim } from "../../src/facts/proof/staple-claim.ts";
import { queryFor } from "../../src/facts/query.ts";
import { decode } from "../../src/formats/index.ts";
import { signJws } from "../../src/formats/jose/jws.ts";
import type { Presentations } from "../../src/public/holder.ts";
import type { Verdict } from "../../src/public/verifier.ts";
import { SealedClock } from "../../src/verdict/clock.ts";
import { verify } from "../../src/verifier/verify.ts";
import { issueVcJwt } from "../formats/issuing.ts";
import { presentVcJwt } from "../formats/presenting.ts";
import { vouchedFor } from "../trust-anchor/members.fixture.ts";
import {
  type Agency,
  AUDIENCE,
  chainOfTwo,
  EXTRACT,
  ethers,
  issue as issueSdJwt,
  NONCE,
  networkHelpers,
  now,
  POLICY,
  present as presentSdJwt,
  reasons,
  registerExtract,
  send,
  VCT,
  type World,
  wait,
} from "./world.ts";

const SECP256K1 = ethers.encodeBytes32String("did/pub/Secp256k1/veriKey");
const NO_END = 2n ** 40n - 1n;
const BOTH = [
  { id: "id", type: VCT, claims: ["family_name"] },
  { id: "extract", type: EXTRACT, claims: [["address", "region"]] },
];
const NAME = { family_name: "정", given_name: "새롬" };

/** Sejong has a second signing key, on secp256k1 (ES256K), for the extract. */
async function twoTypes(): Promise<World & { koblitz: Agency }> {
  const world = await chainOfTwo();
  await registerExtract(world, world.sejong);
  const signer = generateSigner("ES256K");
  const { account, identity } = world.sejong;
  await world.dids.connect(account).setAttribute(identity, SECP256K1, compressPoint(signer.publicJwk), NO_END);
  const key = `0x${Buffer.from(thumbprint(signer.publicJwk), "base64url").toString("hex")}`;
  return { ...world, koblitz: { ...world.sejong, signer, key } };
}

const saerom = generateSigner("ES256");

async function id({ sejong }: World, changes: object = {}): Promise<string> {
  const { signer, did: issuer } = sejong;
  const status = { list: 0, index: 7 };
  const holderKey = saerom.publicJwk;
  return issueVcJwt({ signer, issuer, vct: VCT, claims: NAME, holderKey, issuedAt: await now(), status, ...changes });
}

async function extract({ koblitz }: { koblitz: Agency }, changes: object = {}): Promise<string> {
  return issueVcJwt({
    signer: koblitz.signer,
    issuer: koblitz.did,
    vct: EXTRACT,
    claims: { ...NAME, address: { region: "세종" } },
    holderKey: saerom.publicJwk,
    issuedAt: await now(),
    status: { list: 0, index: 300 },
    ...changes,
  });
}

async function presentation(credentials: readonly string[], changes: object = {}): Promise<string> {
  const request = { holder: saerom, audience: AUDIENCE, nonce: NONCE, issuedAt: await now() };
  return presentVcJwt({ credentials, ...request, ...changes });
}

/** The ID and the extract, each in a presentation of its own. */
async function present([first = "", second = ""]: readonly string[], changes: object = {}): Promise<Presentations> {
  return { id: [await presentation([first], changes)], extract: [await presentation([second], changes)] };
}

async function gate(world: World, presented: Presentations, policy: object = {}): Promise<Verdict> {
  const time = await now();
  const asked = { ...POLICY, credentials: BOTH, ...policy };
  return verify(presented, asked, world.facts, new SealedClock({ now: () => time }));
}

describe("A pair of vc+jwt credentials, each in a vp+jwt,", () => {
  it("is valid if one is signed with ES256 and the other with ES256K", async () => {
    const world = await networkHelpers.loadFixture(twoTypes);
    const shown = await present([await id(world), await extract(world)]);
    const credentials = BOTH.map((query) => ({ ...query, claims: [...query.claims, ...Object.keys(NAME)] }));
    const asked = credentials.map(({ claims, ...query }) => ({ ...query, claims: [...new Set(claims)] }));
    const verdict = await gate(world, shown, { credentials: asked, sameHolder: Object.keys(NAME) });
    expect(reasons(verdict)).to.deep.equal([]);
    expect(verdict.outcome).to.equal("valid");
    expect(verdict.credentials.map(({ format, type }) => [format, type])).to.deep.equal([
      ["vc+jwt", VCT],
      ["vc+jwt", EXTRACT],
    ]);
    expect(verdict.credentials.map(({ claims }) => claims)).to.deep.equal([
      NAME,
      { ...NAME, address: { region: "세종" } },
    ]);
    expect(verdict.credentials[1]?.checks.signature.evidence).to.deep.equal({ algorithm: "ES256K" });
  });

  it("may be mixed with an SD-JWT VC", async () => {
    const world = await networkHelpers.loadFixture(twoTypes);
    const sdJwt = await presentSdJwt(await issueSdJwt(world.sejong));
    const presented = { id: [sdJwt], extract: [await presentation([await extract(world)])] };
    const [id, other] = BOTH;
    const credentials = [id, { ...other, claims: [["address", "region"], "family_name"] }];
    const verdict = await gate(world, presented, { credentials, sameHolder: ["family_name"] });
    expect(verdict.outcome).to.equal("valid");
    expect(verdict.credentials.map(({ format }) => format)).to.deep.equal(["dc+sd-jwt", "vc+jwt"]);
  });

  it("can be proved by one staple for both credentials", async () => {
    const world = await networkHelpers.loadFixture(twoTypes);
    const credentials = [await id(world), await extract(world)];
    const { anchor, prover } = await vouchedFor(send, world.addresses, await now());
    const queries = credentials.flatMap((each) => decode(each)).map(queryFor);
    const [staple] = await prover.prove([queries]);
    const shown = await present(credentials, { extra: stapleClaim(staple!) });
    const time = await now();
    const clock = new SealedClock({ now: () => time });
    const verdict = await verify(shown, { ...POLICY, credentials: BOTH }, createProofFacts({ anchor, clock }), clock);
    expect(reasons(verdict)).to.deep.equal([]);
    expect(verdict.outcome).to.equal("valid");
  });

  it("is invalid as a whole if one was revoked, and the verdict then has no claims of either", async () => {
    const world = await networkHelpers.loadFixture(twoTypes);
    const shown = await present([await id(world), await extract(world)]);
    await world.statuses.connect(world.sejong.account).setStatus(world.sejong.identity, 0, 300, 1);
    await networkHelpers.mine();
    const verdict = await gate(world, shown);
    expect(verdict.credentials.map(({ outcome }) => outcome)).to.deep.equal(["valid", "invalid"]);
    expect(reasons(verdict)).to.deep.equal(["status.revoked"]);
    expect(JSON.stringify(verdict, (_, value) => (typeof value === "bigint" ? `${value}` : value))).not.to.match(
      /새롬|세종|n-0S6/,
    );
  });

  it("is invalid if one credential belongs to another holder", async () => {
    const world = await networkHelpers.loadFixture(twoTypes);
    const thief = generateSigner("ES256");
    const own = await extract(world, { holderKey: thief.publicJwk });
    const stolen = await id(world);
    const shown = { id: [await forgePresentation([stolen], thief)], extract: [await forgePresentation([own], thief)] };
    const verdict = await gate(world, shown);
    expect(verdict.credentials.map(({ checks }) => checks.holderBinding.code)).to.deep.equal([
      "holderBinding.forged",
      "holderBinding.proved",
    ]);
    expect(verdict.outcome).to.equal("invalid");
  });

  it("is invalid for another verifier, another request, or without the holder's signature", async () => {
    const world = await networkHelpers.loadFixture(twoTypes);
    const credentials = [await id(world), await extract(world)];
    const elsewhere = await gate(world, await present(credentials, { audience: "https://evil.example" }));
    expect(new Set(reasons(elsewhere))).to.deep.equal(new Set(["holderBinding.wrong-audience"]));
    const again = await gate(world, await present(credentials, { nonce: "another-request-of-the-bank" }));
    expect(new Set(reasons(again))).to.deep.equal(new Set(["holderBinding.wrong-nonce"]));
    const bare = await gate(world, { id: credentials.slice(0, 1), extract: credentials.slice(1) });
    expect(new Set(reasons(bare))).to.deep.equal(new Set(["holderBinding.absent"]));
  });

  it("is valid with a key that was retired after signing, and invalid with one retired before", async () => {
    const world = await networkHelpers.loadFixture(twoTypes);
    const { sejong, koblitz, dids } = world;
    await wait(100);
    await dids.connect(sejong.account).retireKey(sejong.identity, koblitz.key);
    await networkHelpers.mine();
    const late = await gate(world, await present([await id(world), await extract(world)]));
    expect(reasons(late)).to.deep.equal(["issuerKey.ended"]);
    const before = await extract(world, { issuedAt: (await now()) - 50 });
    expect((await gate(world, await present([await id(world), before]))).outcome).to.equal("valid");
  });

  it("is invalid with an expired credential, even if the presentation has a later exp", async () => {
    const world = await networkHelpers.loadFixture(twoTypes);
    await wait(100);
    const time = await now();
    const old = await id(world, { issuedAt: time - 10, expires: time - 1 });
    const extra = { exp: time + 1000 };
    const verdict = await gate(world, await present([old, await extract(world)], { extra }));
    expect(reasons(verdict)).to.deep.equal(["policy.expired"]);
  });

  it("may be in one presentation if the query allows multiple and both have its type", async () => {
    const world = await networkHelpers.loadFixture(twoTypes);
    const two = [await id(world), await id(world, { status: { list: 0, index: 8 } })];
    const [query] = BOTH;
    const asked = (changes: object) => ({ credentials: [{ ...query, ...changes }] });
    const shown = { id: [await presentation(two)] };
    const several = await gate(world, shown, asked({ multiple: true }));
    expect([several.outcome, several.credentials.length]).to.deep.equal(["valid", 2]);
    expect(reasons(await gate(world, shown, asked({})))).to.deep.equal(["policy.credential-repeated"]);
    const mixed = { id: [await presentation([two[0]!, await extract(world)])] };
    expect(reasons(await gate(world, mixed, asked({ multiple: true })))).to.deep.equal(["policy.type-not-asked"]);
  });
});

/** A presentation that the wallet would refuse to sign: its credentials are not all bound to the holder's key. */
async function forgePresentation(credentials: readonly string[], holder: typeof saerom): Promise<string> {
  const document = {
    "@context": ["https://www.w3.org/ns/credentials/v2"],
    type: ["VerifiablePresentation"],
    verifiableCredential: credentials.map((credential) => ({
      id: `data:application/vc+jwt,${credential}`,
      type: "EnvelopedVerifiableCredential",
    })),
    aud: AUDIENCE,
    nonce: NONCE,
    iat: await now(),
  };
  return signJws(holder, { typ: "vp+jwt" }, document);
}
