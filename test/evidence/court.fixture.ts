import type { Rpc } from "../../src/chain/rpc/rpc.ts";
import { memoryOutboxes } from "../../src/chain/tx/outbox/outbox.ts";
import { anchorEvidence, dateEvidence } from "../../src/evidence/add-date.ts";
import { type Evidence, evidenceOf } from "../../src/evidence/file.ts";
import { type EvidenceOptions, type EvidenceVerdict, verifyEvidence } from "../../src/evidence/verify.ts";
import type { Facts, FactsQueryByName } from "../../src/facts/facts.ts";
import { createProver } from "../../src/facts/proof/prover.ts";
import { stapleClaim } from "../../src/facts/proof/staple-claim.ts";
import { type Client, client } from "../../src/registry/client.ts";
import type { Contracts } from "../../src/registry/contracts.ts";
import { advanceAnchor } from "../../src/trust-anchor/advance.ts";
import { advanceStaple } from "../../src/trust-anchor/advance-from.ts";
import type { TrustAnchor } from "../../src/trust-anchor/anchor.ts";
import { checkpointDigest } from "../../src/trust-anchor/checkpoint/checkpoint.ts";
import { headerFrom } from "../../src/trust-anchor/node-state.ts";
import type { SealedBlock } from "../../src/trust-anchor/seals/sealed.ts";
import type { Staple } from "../../src/trust-anchor/staple/staple.ts";
import { SealedClock } from "../../src/verdict/clock.ts";
import { Validator } from "../facts/proof/writing.fixture.ts";
import { sealed } from "../trust-anchor/seals/sealing.fixture.ts";
import {
  AUDIENCE,
  type Credential,
  chainOfTwo,
  connection,
  DAY,
  ethers,
  issue,
  NONCE,
  networkHelpers,
  now,
  POLICY,
  present,
  TYPE,
  type World,
  wait,
} from "../verifier/world.ts";

const CHAIN = 31_337n;
const YEAR = 365 * 86_400;

const ask = (method: string, params: readonly unknown[] = []): Promise<unknown> =>
  connection.provider.request({ method, params: [...params] });
const asking = (request: Rpc["request"]): Rpc => ({ request, nodes: [], agree: 1 });
const rpc = asking(ask);

/** The world of the verifier's tests, with an EvidenceLog and members or validators who vouch for blocks. */
export interface Court {
  readonly world: World;
  readonly anchor: TrustAnchor;
  readonly log: Client<Contracts["EvidenceLog"]>;
  readonly rpc: Rpc;
  /** Signs a checkpoint by two of three members, on a chain without seals. */
  readonly sign?: (block: SealedBlock) => Promise<readonly Uint8Array[]>;
}

const members = [new Validator(), new Validator(), new Validator()];
/** The first four are the initial validators. */
export const validators = Array.from({ length: 5 }, () => new Validator());

/** A court on a chain whose blocks have the seals of the ValidatorSet's validators. */
export interface SealedCourt extends Court {
  /** Changes the validators a day later, in the newest block. */
  readonly change: (what: "add" | "remove", validator: Validator) => Promise<void>;
  /** Advances an anchor by the newest block. */
  readonly advance: (anchor: TrustAnchor) => Promise<TrustAnchor>;
}

export async function sealedCourt(): Promise<SealedCourt> {
  const { sign: _, ...scene } = await court();
  const { council } = scene.world;
  const addresses = validators.map(({ address }) => address);
  const set = await ethers.deployContract("ValidatorSet", [
    council,
    addresses.slice(0, 4),
    ethers.id("evidence tests"),
  ]);
  const address = (await set.getAddress()).toLowerCase();
  const codeHash = ethers.keccak256(await ethers.provider.getCode(address));
  const { Directory: __, ...registries } = scene.anchor.registries;
  await networkHelpers.mine();
  const anchor: TrustAnchor = {
    ...scene.anchor,
    registries: { ...registries, ValidatorSet: { address, codeHash } },
    sealers: { kind: "qbft", validators: addresses.slice(0, 4) },
    advancedAt: await now(),
  };
  const request = sealed(address, validators)(ask);
  const sealing = asking((method, params = []) => request(method, params));
  return {
    ...scene,
    anchor,
    rpc: sealing,
    async change(what, validator) {
      await wait(DAY);
      await set.connect(council)[what](validator.address);
    },
    async advance(known) {
      const staple = await advanceStaple(sealing, known.registries, await headerFrom(sealing, "latest"));
      return advanceAnchor(known, staple, await now());
    },
  };
}

export async function court(): Promise<Court> {
  const world = await chainOfTwo();
  const salt = ethers.id("evidence tests");
  const evidenceLog = await ethers.deployContract("EvidenceLog", [salt]);
  const directory = await ethers.deployContract("Directory", [world.dids, world.council, salt]);
  const pin = async (contract: { getAddress(): Promise<string> }) => {
    const address = (await contract.getAddress()).toLowerCase();
    return { address, codeHash: ethers.keccak256(await ethers.provider.getCode(address)) };
  };
  const registries = {
    DIDRegistry: await pin(world.dids),
    CredentialTypes: await pin(world.types),
    Accreditations: await pin(world.accreditations),
    StatusLists: await pin(world.statuses),
    EvidenceLog: await pin(evidenceLog),
    Directory: await pin(directory),
  };
  const anchor: TrustAnchor = {
    chainId: CHAIN,
    registries,
    sealers: { kind: "checkpoint", members: members.map(({ address }) => address), threshold: 2 },
    advancedAt: await now(),
  };
  const signer = world.stranger.account;
  const log = client<Contracts["EvidenceLog"]>("EvidenceLog", registries.EvidenceLog.address, {
    rpc,
    chainId: CHAIN,
    block: "latest",
    timeoutMs: 60_000,
    chain: "court",
    outboxes: memoryOutboxes,
    checkWritten: () => Promise.resolve(),
    signer: {
      kind: "sends",
      address: world.stranger.identity,
      send: async ({ to, data, gas }) => (await signer.sendTransaction({ to: to ?? null, data, gasLimit: gas })).hash,
      signTypedData: async () => "0x",
    },
  });
  const sign = async (block: SealedBlock) => {
    const digest = checkpointDigest(block, CHAIN, registries.Directory.address);
    return members.slice(0, 2).map((member) => member.sign(digest));
  };
  return { world, anchor, log, rpc, sign };
}

const queryOf = (world: World, issuedAt: number): FactsQueryByName => ({
  issuer: world.sejong.identity,
  keyThumbprint: world.sejong.key,
  typeId: TYPE,
  issuedAt,
  status: { list: 0, index: 7 },
});

/**
 * A staple for the holder to sign along: it proves at the newest block that an ID issued now, or another credential, is
 * valid.
 */
export async function freshStaple(
  { world, anchor, rpc, sign }: Court,
  changes: Partial<FactsQueryByName> = {},
): Promise<Staple> {
  const query = { ...queryOf(world, await now()), ...changes };
  const [staple] = await createProver({ rpc, registries: anchor.registries, ...(sign && { sign }) }).prove([[query]]);
  return staple!;
}

/** The undated evidence that a notary keeps of an ID presented now, with this staple signed along. */
export async function kept(
  credential: Credential,
  staple: Staple | undefined,
  changes: Record<string, unknown> = {},
): Promise<Evidence> {
  const extra = staple === undefined ? {} : stapleClaim(staple);
  const presentation = await present(credential, { extra, ...changes });
  return evidenceOf({ audience: AUDIENCE, nonce: NONCE, credentials: POLICY.credentials }, { id: [presentation] });
}

export async function dated(
  { anchor, log, rpc, sign }: Court,
  pieces: readonly Evidence[],
): Promise<readonly Evidence[]> {
  await anchorEvidence(pieces, { evidence: log });
  const block = await headerFrom(rpc, "latest");
  const checkpoint = sign && { block, signatures: await sign(block) };
  return dateEvidence(pieces, { rpc, anchor, clock: { now: () => block.time }, ...(checkpoint && { checkpoint }) });
}

/** The verdict ten years later, from the file and the anchor of that time alone. */
export async function judgedInCourt(
  { anchor }: Court,
  evidence: Evidence,
  options: Partial<EvidenceOptions> = {},
): Promise<EvidenceVerdict> {
  const later = (await now()) + 10 * YEAR;
  return verifyEvidence(evidence, { anchors: [anchor], clock: new SealedClock({ now: () => later }), ...options });
}

/** The verdict of a reader today, who also asks the registries what became known later. */
export async function judgedSince(
  scene: Court,
  evidence: Evidence,
  later: Facts = scene.world.facts,
): Promise<EvidenceVerdict> {
  const time = await now();
  return judgedInCourt(scene, evidence, { later, clock: new SealedClock({ now: () => time }) });
}

/** 정새롬 presents her ID to a notary, who keeps it. The root of the day is anchored an hour later. */
export async function signedAndAnchored() {
  return signedAndAnchoredIn(await networkHelpers.loadFixture(court));
}

export async function signedAndAnchoredIn<Scene extends Court>(scene: Scene) {
  const credential = await issue(scene.world.sejong);
  const staple = await freshStaple(scene);
  const signedAt = await now();
  const undated = await kept(credential, staple);
  await wait(3600);
  const [evidence] = await dated(scene, [undated]);
  return { scene, credential, staple, signedAt, undated, evidence: evidence! };
}
