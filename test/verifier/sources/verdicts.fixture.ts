import type { Facts } from "../../../src/facts/facts.ts";
import { createProofFacts } from "../../../src/facts/proof/proof.ts";
import { stapleClaim } from "../../../src/facts/proof/staple-claim.ts";
import type { Replica } from "../../../src/facts/replica/replica.ts";
import { lensFacts } from "../../../src/facts/rpc/rpc.ts";
import { type Policy, SealedClock, toJson, type Verdict } from "../../../src/public/verifier.ts";
import { CLOCK_SKEW } from "../../../src/verdict/checks/holder-binding.ts";
import { ONE_TIME_LIFE } from "../../../src/verdict/checks/status.ts";
import { verify } from "../../../src/verifier/verify.ts";
import type { Chain } from "../../facts/replica/chain.fixture.ts";
import { vouchedFor } from "../../trust-anchor/members.fixture.ts";
import type { MinedBlock } from "./blocks.fixture.ts";
import type { Choose } from "./choice.fixture.ts";
import type { Issued } from "./credentials.fixture.ts";
import { expectSame } from "./same.fixture.ts";
import { sameAsThen, type Then } from "./then.fixture.ts";

const CHAIN = 31_337n;
const MOMENTS_EACH = 3;

/** How many verdicts had each outcome, about now and about past moments. */
export interface Tally {
  readonly now: Record<Verdict["outcome"], number>;
  readonly past: Record<Verdict["outcome"], number>;
  /** Verdicts that were valid in the block of that moment, and how many of them are valid today. */
  validThen: number;
  validThenKnown: number;
}

export const newTally = (): Tally => {
  const none = () => ({ valid: 0, invalid: 0, indeterminate: 0 });
  return { now: none(), past: none(), validThen: 0, validThenKnown: 0 };
};

export interface Scene {
  readonly chain: Chain;
  readonly blocks: readonly MinedBlock[];
  readonly replica: Replica;
}

/** A credential, and the moments of the past that somebody asks about. */
export interface Asked {
  readonly one: Issued;
  readonly moments: readonly number[];
}

/**
 * Verifies each credential now and for some past moments, by a node, a replica and a proof, which must agree. Verdicts
 * about the past are compared with the verdict in the block of that moment.
 */
export async function sameVerdicts(scene: Scene, issued: readonly Issued[], choose: Choose, tally: Tally) {
  const asked = issued.map((one) => ({ one, moments: momentsFor(one, scene.blocks, choose) }));
  const verdicts = await verdictsOf(scene, asked);
  for (const [i, { one, moments }] of asked.entries()) {
    const ask = verdicts[i]!;
    tally.now[(await ask()).outcome]++;
    for (const asOf of moments) {
      const verdict = await ask(asOf);
      const then = await verdictThen(scene, one, asOf);
      await sameAsThen({ verdict, issued: one, asOf }, then);
      tally.past[verdict.outcome]++;
      if (then.verdict.outcome !== "valid") continue;
      tally.validThen++;
      if (verdict.outcome === "valid") tally.validThenKnown++;
    }
  }
}

/** Asks a node, a replica and a proof about a credential, now or as of one of its moments: the verdict of all three. */
export type Ask = (asOf?: number) => Promise<Verdict>;

export async function verdictsOf({ chain, blocks, replica }: Scene, asked: readonly Asked[]): Promise<readonly Ask[]> {
  const now = blocks.at(-1)!.time;
  const { anchor, prover } = await vouchedFor(chain.send, chain.addresses, now);
  const staples = await prover.prove(
    asked.map(({ one: { query }, moments }) => [
      query,
      ...moments.map((issuedAt) => ({ ...query, issuedAt, withTerm: true }) as const),
    ]),
  );
  const sources = [
    lensFacts({ lens: chain.read, chainId: CHAIN }),
    replica,
    createProofFacts({ anchor, clock: clockAt(now) }),
  ];
  return asked.map(({ one }, i) => async (asOf) => {
    const presented = await one.present(now, stapleClaim(staples[i]!));
    return sameBy(sources, presented, { ...one.policy, ...(asOf !== undefined && { asOf }) }, now);
  });
}

const clockAt = (time: number) => new SealedClock({ now: () => time });

/**
 * Random moments, mostly within a day after the credential's date, which is the life of a one-time copy, or just before
 * it, because clocks may differ.
 */
function momentsFor({ issuedAt }: Issued, blocks: readonly MinedBlock[], choose: Choose): readonly number[] {
  const any = blocks.map(({ time }) => time);
  const since = any.filter((time) => time >= issuedAt && time < issuedAt + ONE_TIME_LIFE);
  const before = any.filter((time) => time < issuedAt && time >= issuedAt - CLOCK_SKEW);
  const near = before.length > 0 ? before : since;
  const one = () => choose(choose([since, since, near, any])) + choose([0, 0, 1]);
  return Array.from({ length: MOMENTS_EACH }, one).filter((moment) => moment <= any.at(-1)!);
}

/** The verdict; asserts that all sources lead to it. */
async function sameBy(sources: readonly Facts[], presented: string, policy: Policy, now: number): Promise<Verdict> {
  const verdicts: Verdict[] = [];
  for (const facts of sources) verdicts.push(await verify(presented, policy, facts, clockAt(now)));
  const [verdict, ...others] = verdicts as [Verdict, ...Verdict[]];
  for (const other of others) expectSame(told(other), told(verdict), { source: other.source, presented, policy });
  return verdict;
}

/** The verdict at that moment, by the last block before it. */
async function verdictThen({ chain, blocks }: Scene, one: Issued, moment: number): Promise<Then> {
  const block = blocks.findLast(({ time }) => time <= moment);
  if (block === undefined) throw new Error(`there was no block at ${moment}`);
  const facts = lensFacts({ lens: chain.read, chainId: CHAIN, block: BigInt(block.number) });
  // The last block may be older than a policy allows, but nothing has changed since.
  const policy = { ...one.policy, asOf: moment, maxAge: moment };
  const verdict = await verify(await one.present(moment), policy, facts, clockAt(moment));
  const ask = async (issuer: string) => {
    const { records } = await chain.read([{ ...one.query, issuer }], block.number);
    return records[0]!;
  };
  return { block: block.number, verdict, ask };
}

const UNTOLD = ["names", "issuerNames", "text"];

/** A verdict without its source and without agencies' names, some of which a proof lacks. */
const told = ({ outcome, credentials, presentation }: Verdict): unknown =>
  JSON.parse(toJson({ outcome, credentials, presentation }), (name, value: unknown) =>
    UNTOLD.includes(name) ? undefined : value,
  );
