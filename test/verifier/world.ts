import { expect } from "chai";
import { network } from "hardhat";
import { compressPoint, thumbprint } from "../../src/crypto/keys/jwk.ts";
import type { PublicJwk } from "../../src/crypto/keys/keys.ts";
import { generateSigner } from "../../src/crypto/signatures/signer.ts";
import { formatDid } from "../../src/did/did.ts";
import type { Facts } from "../../src/facts/facts.ts";
import { createProofFacts } from "../../src/facts/proof/proof.ts";
import type { Prover } from "../../src/facts/proof/prover.ts";
import { stapleClaim } from "../../src/facts/proof/staple-claim.ts";
import { queryFor } from "../../src/facts/query.ts";
import { openReplica, type Replica } from "../../src/facts/replica/replica.ts";
import { lensFacts } from "../../src/facts/rpc/rpc.ts";
import { decode } from "../../src/formats/index.ts";
import type { Policy, Verdict } from "../../src/public/verifier.ts";
import { jsonRpcLogSource } from "../../src/registry/logs/source.ts";
import { lensReader } from "../../src/registry/questions/lens.ts";
import type { TrustAnchor } from "../../src/trust-anchor/anchor.ts";
import { CLOCK_SKEW } from "../../src/verdict/checks/holder-binding.ts";
import { SealedClock } from "../../src/verdict/clock.ts";
import { verify } from "../../src/verifier/verify.ts";
import { issueSdJwtVc } from "../formats/issuing.ts";
import { presentSdJwtVc } from "../formats/presenting.ts";
import { vouchedFor } from "../trust-anchor/members.fixture.ts";

export const connection = await network.getOrCreate("local");
export const { ethers, networkHelpers } = connection;

const CHAIN = 31337n;
const SALT = ethers.id("verifier tests");
const NO_END = 2n ** 40n - 1n;
export const P256 = ethers.encodeBytes32String("did/pub/JsonWebKey2020/veriKey");

export const VCT = "https://credentials.go.kr/civil-servant-id/1";
export const TYPE = ethers.id(VCT);
export const EXTRACT = "https://credentials.go.kr/resident-extract/1";
export const AUDIENCE = "https://gate.sejong.go.kr";
export const NONCE = "n-0S6_WzA2Mj-n-0S6_WzA2Mj";
export const HOUR = 3600;
export const DAY = 24 * HOUR;

type Account = Awaited<ReturnType<typeof ethers.getSigners>>[number];
export type World = Awaited<ReturnType<typeof openWorld>>;

/** An agency: an account on chain, its DID, and its signing key. */
export interface Agency {
  readonly account: Account;
  readonly identity: string;
  readonly did: string;
  readonly signer: ReturnType<typeof generateSigner>;
  /** The signing key's thumbprint, 0x-hex, as on the chain. */
  readonly key: string;
}

/**
 * The registries on a real chain, and four agencies with a signing key each. None is accredited yet. List 0 of each is
 * open.
 */
export async function openWorld() {
  const [council, ...accounts] = (await ethers.getSigners()) as [Account, ...Account[]];
  const dids = await ethers.deployContract("DIDRegistry", [SALT]);
  const seats = await ethers.deployContract("SeatsDouble");
  const types = await ethers.deployContract("CredentialTypes", [dids, council, SALT]);
  const accreditations = await ethers.deployContract("Accreditations", [dids, types, seats, SALT]);
  const statuses = await ethers.deployContract("StatusLists", [dids, SALT]);
  const lens = await ethers.deployContract("TrustLens", [dids, types, accreditations, statuses, SALT]);

  const agency = async (account: Account): Promise<Agency> => {
    const signer = generateSigner("ES256");
    const identity = account.address.toLowerCase();
    await dids.connect(account).setAttribute(account, P256, compressPoint(signer.publicJwk), NO_END);
    await statuses.connect(account).openList(account, 0, 1024, ethers.ZeroAddress);
    return { account, identity, did: formatDid(CHAIN, identity), signer, key: keyOnChain(signer.publicJwk) };
  };
  const [ministry, province, sejong, stranger] = (await Promise.all(accounts.slice(0, 4).map(agency))) as [
    Agency,
    Agency,
    Agency,
    Agency,
  ];
  await types.register(VCT, ministry.account, ethers.ZeroHash, "", "", 0);
  const reads = { lens: lensReader(ethers.provider, await lens.getAddress()), chainId: CHAIN };
  const facts = lensFacts(reads);
  const addresses = {
    dids: await addressOf(dids),
    types: await addressOf(types),
    accreditations: await addressOf(accreditations),
    statuses: await addressOf(statuses),
  };
  return {
    council,
    dids,
    types,
    accreditations,
    statuses,
    lens,
    addresses,
    reads,
    facts,
    ministry,
    province,
    sejong,
    stranger,
  };
}

export const send = (method: string, params: readonly unknown[]): Promise<unknown> =>
  connection.provider.request({ method, params: [...params] });

/** A replica that has read the registries' logs from the beginning. */
export async function replicaOf({ addresses }: Pick<World, "addresses">): Promise<Replica> {
  const source = jsonRpcLogSource(send, addresses);
  const replica = await openReplica({ source, addresses, chainId: CHAIN, pollMs: 0 });
  await replica.sync();
  return replica;
}

async function addressOf(contract: { getAddress(): Promise<string> }): Promise<string> {
  return (await contract.getAddress()).toLowerCase();
}

/** Ministry (the type's authority) → province (accredits one level) → Sejong (issues). */
export async function chainOfTwo(): Promise<World> {
  const world = await openWorld();
  await accredit(world, world.province, { by: world.ministry, levels: 1 });
  await accredit(world, world.sejong, { by: world.province });
  return world;
}

export async function accredit(
  { accreditations, ministry }: World,
  agency: Agency,
  { by, levels = 0 }: { by: Agency; levels?: number },
): Promise<void> {
  const to = by === ministry ? ethers.ZeroAddress : by.identity;
  await accreditations.connect(agency.account).applyFor(agency.identity, TYPE, to, true, levels, "");
  await accreditations.connect(by.account).accredit(agency.identity, TYPE, true, levels, NO_END, 0);
}

/** A second type of credential under the ministry, and an agency that issues it. */
export async function registerExtract({ types, accreditations, ministry }: World, agency: Agency): Promise<void> {
  const type = ethers.id(EXTRACT);
  await types.register(EXTRACT, ministry.account, ethers.ZeroHash, "", "", 0);
  await accreditations.connect(agency.account).applyFor(agency.identity, type, ethers.ZeroAddress, true, 0, "");
  await accreditations.connect(ministry.account).accredit(agency.identity, type, true, 0, NO_END, 0);
}

/** A thief with the ministry's key retires the type; then the council appoints a successor. */
export async function retiredByThief({ types, ministry, stranger, council }: World): Promise<void> {
  const since = await now();
  await types.connect(ministry.account).retire(TYPE, since + 10);
  await wait(20);
  await types.connect(council).replaceAuthority(TYPE, stranger.identity, since);
}

export async function now(): Promise<number> {
  return networkHelpers.time.latest();
}

export const wait = (seconds: number): Promise<number> => networkHelpers.time.increase(seconds);

export interface Credential {
  readonly credential: string;
  readonly holder: ReturnType<typeof generateSigner>;
}

const CLAIMS = { family_name: "정", given_name: "새롬", department: "세종특별자치시청 자치행정과" };

/** Issues 정새롬's ID now, with the status at `index` of the issuer's list 0. */
export async function issue(issuer: Agency, changes: Record<string, unknown> = {}): Promise<Credential> {
  const holder = generateSigner("ES256");
  const credential = await issueSdJwtVc({
    signer: issuer.signer,
    issuer: issuer.did,
    vct: VCT,
    claims: CLAIMS,
    holderKey: holder.publicJwk,
    issuedAt: await now(),
    status: { list: 0, index: 7 },
    ...changes,
  });
  return { credential, holder };
}

export async function present(
  { credential, holder }: Credential,
  changes: Record<string, unknown> = {},
): Promise<string> {
  const request = { audience: AUDIENCE, nonce: NONCE, issuedAt: await now(), disclose: ["family_name"], ...changes };
  return presentSdJwtVc({ credential, holder, ...request });
}

export const POLICY: Policy = {
  audience: AUDIENCE,
  nonce: NONCE,
  credentials: [{ id: "id", type: VCT, claims: ["family_name"] }],
};

/**
 * A staple for the holder to sign along. It proves all records that verification under this policy reads, at the newest
 * block, which council members vouch for.
 */
export async function stapleFor(
  { addresses }: World,
  { credential }: Credential,
  { asOf }: Partial<Policy> = {},
): Promise<{ anchor: TrustAnchor; prover: Prover; extra: Readonly<Record<string, string>> }> {
  const { anchor, prover } = await vouchedFor(send, addresses, await now());
  const queries = decode(credential).map(queryFor);
  const ofThen = (issuedAt: number) => queries.map((query) => ({ ...query, issuedAt, withTerm: true }) as const);
  const [staple] = await prover.prove([[...queries, ...(asOf === undefined ? [] : ofThen(asOf))]]);
  return { anchor, prover, extra: staple === undefined ? {} : stapleClaim(staple) };
}

/**
 * Presents the credential at the gate, whose clock shows `at`, or else the chain's time. The gate asks a node, a
 * replica and the holder's staple; all must lead to the same verdict.
 */
export async function show(
  world: World,
  credential: Credential,
  { at, policy }: { at?: number; policy?: Partial<Policy> } = {},
): Promise<Verdict> {
  const time = at ?? (await now());
  const clock = new SealedClock({ now: () => time });
  const { anchor, extra } = await stapleFor(world, credential, policy);
  const presented = await present(credential, { issuedAt: time, extra });
  const decide = (facts: Facts) => verify(presented, { ...POLICY, ...policy }, facts, clock);
  const verdict = await decide(world.facts);
  const sources = [await replicaOf(world), createProofFacts({ anchor, clock })];
  // By a clock that is behind the trust anchor, no proof is read.
  for (const facts of time < (await now()) - CLOCK_SKEW ? sources.slice(0, 1) : sources) {
    const { source, ...sameOtherwise } = await decide(facts);
    expect(source).to.equal(facts.source);
    expect(told(sameOtherwise)).to.deep.equal(told(verdict));
  }
  return verdict;
}

/** The verdict without its source. Leaves out the block's hash, which only some sources know. */
function told({ outcome, text, credentials, presentation, asOf }: Omit<Verdict, "source">) {
  return { outcome, text, credentials, presentation, block: asOf?.block, time: asOf?.time };
}

/** The codes of all findings with the verdict's outcome; none if it is valid. */
export function reasons(verdict: Verdict): string[] {
  const findings = [
    ...verdict.presentation,
    ...verdict.credentials.flatMap((credential) => [...Object.values(credential.checks), ...credential.policy]),
  ];
  const worst = verdict.outcome === "valid" ? undefined : verdict.outcome;
  return findings.filter((finding) => finding.outcome === worst).map((finding) => finding.code);
}

function keyOnChain(jwk: PublicJwk): string {
  return `0x${Buffer.from(thumbprint(jwk), "base64url").toString("hex")}`;
}
