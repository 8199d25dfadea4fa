import { expect } from "chai";
import type { Facts } from "../../../src/facts/facts.ts";
import { stapleClaim } from "../../../src/facts/proof/carried.ts";
import { proof } from "../../../src/facts/proof/proof.ts";
import type { Replica } from "../../../src/facts/replica/replica.ts";
import { rpc } from "../../../src/facts/rpc/rpc.ts";
import { SealedClock, toJson, type Verdict, verify } from "../../../src/verifier.ts";
import { vouchedFor } from "../../facts/proof/members.fixture.ts";
import type { Chain } from "../../facts/replica/chain.fixture.ts";
import type { MinedBlock } from "./blocks.fixture.ts";
import type { Choose } from "./choice.fixture.ts";
import type { Issued } from "./credentials.fixture.ts";
import { sameAsThen, type Then } from "./then.fixture.ts";

const CHAIN = 31_337n;
const MOMENTS_EACH = 3;

/** What verdicts said: about now, and about moments of the past. */
export interface Tally {
  readonly now: Record<Verdict["outcome"], number>;
  readonly past: Record<Verdict["outcome"], number>;
  /** What was valid in the block of then, and is known today to have been. */
  validThen: number;
  validThenKnown: number;
}

export const newTally = (): Tally => {
  const none = () => ({ valid: 0, "not valid": 0, "could not find out": 0 });
  return { now: none(), past: none(), validThen: 0, validThenKnown: 0 };
};

interface Scene {
  readonly chain: Chain;
  readonly blocks: readonly MinedBlock[];
  readonly replica: Replica;
}

/**
 * Verifies each credential now, and about some moments of the past, by a node, a replica and a proof: they agree. And
 * about the past, with what the verifier would have found out by the block of then.
 */
export async function sameVerdicts(
  { chain, blocks, replica }: Scene,
  issued: readonly Issued[],
  choose: Choose,
  tally: Tally,
) {
  const now = blocks.at(-1)!.time;
  const { anchor, prover } = await vouchedFor(chain.send, chain.addresses, now);
  const clockAt = (time: number) => new SealedClock({ now: () => time });
  const moments = issued.map(({ issuedAt }) => {
    const any = blocks.map(({ time }) => time);
    const since = any.filter((time) => time >= issuedAt);
    const one = () => choose(choose([true, true, true, false]) ? since : any) + choose([0, 0, 1]);
    return Array.from({ length: MOMENTS_EACH }, one).filter((moment) => moment <= now);
  });
  const staples = await prover.prove(
    issued.map(({ query }, i) => [
      query,
      ...moments[i]!.map((issuedAt) => ({ ...query, issuedAt, withTerm: true }) as const),
    ]),
  );
  const today = rpc({ lens: chain.read, chainId: CHAIN });
  for (const [i, one] of issued.entries()) {
    const presented = await one.present(now, stapleClaim(staples[i]!));
    const clock = clockAt(now);
    const sources: Facts[] = [today, replica, proof({ anchor, clock })];
    for (const asOf of [undefined, ...moments[i]!]) {
      const policy = { ...one.policy, ...(asOf !== undefined && { asOf }) };
      const verdicts = [];
      for (const facts of sources) verdicts.push(await verify(presented, policy, facts, clockAt(now)));
      const [verdict, ...others] = verdicts as [Verdict, ...Verdict[]];
      for (const other of others) expect(told(other), `${other.source}, as of ${asOf}`).to.deep.equal(told(verdict));
      tally[asOf === undefined ? "now" : "past"][verdict.outcome]++;
      if (asOf === undefined) continue;
      const then = await verdictThen({ chain, blocks }, one, asOf);
      await sameAsThen({ verdict, issued: one, asOf }, then);
      if (then.verdict.outcome === "valid") tally.validThen++;
      if (then.verdict.outcome === "valid" && verdict.outcome === "valid") tally.validThenKnown++;
    }
  }
}

/** What a verifier would have been told at that moment, by the last block that there was, and the facts of that block. */
async function verdictThen({ chain, blocks }: Omit<Scene, "replica">, one: Issued, moment: number): Promise<Then> {
  const block = blocks.findLast(({ time }) => time <= moment);
  if (block === undefined) throw new Error(`there was no block at ${moment}`);
  const facts = rpc({ lens: chain.read, chainId: CHAIN, block: BigInt(block.number) });
  // The last block may be older than facts may be; nothing has changed since.
  const policy = { ...one.policy, asOf: moment, maxAge: moment };
  const clock = new SealedClock({ now: () => moment });
  const verdict = await verify(await one.present(moment), policy, facts, clock);
  const ask = async (issuer: string) => {
    const { records } = await chain.read([{ ...one.query, issuer }], block.number);
    return records[0]!;
  };
  return { block: block.number, verdict, ask };
}

const UNTOLD = ["names", "issuerNames", "words"];

/** What a verdict says, but for who told it, and the names of agencies, some of which a proof leaves out. */
const told = ({ outcome, credentials, presentation }: Verdict): unknown =>
  JSON.parse(toJson({ outcome, credentials, presentation }), (name, value) =>
    UNTOLD.includes(name) ? undefined : value,
  );
