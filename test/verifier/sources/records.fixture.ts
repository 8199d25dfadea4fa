import { expect } from "chai";
import { checkAnswer } from "../../../src/facts/checked.ts";
import type { Facts, FactsQuery, TrustRecords } from "../../../src/facts/facts.ts";
import { createProofFacts } from "../../../src/facts/proof/proof.ts";
import type { ReplicaOptions } from "../../../src/facts/replica/options.ts";
import { openReplica, type Replica } from "../../../src/facts/replica/replica.ts";
import { decodeStaple, encodeStaple } from "../../../src/trust-anchor/staple/staple.ts";
import { asProved, type Chain, following, lensSays } from "../../facts/replica/chain.fixture.ts";
import { vouchedFor } from "../../trust-anchor/members.fixture.ts";
import { expectSame } from "./same.fixture.ts";

/** Queries per staple; a staple has room for those of thirty credentials. */
const IN_ONE_STAPLE = 20;

/** Each source's answer at the chain's head must equal TrustLens's answer. A proof's answer may lack names. */
export async function sameRecords(chain: Chain, replicas: readonly Replica[], queries: readonly FactsQuery[]) {
  const head = BigInt(await chain.networkHelpers.time.latestBlock());
  const said = await lensSays(chain, queries, head);
  for (const replica of replicas) {
    await replica.sync();
    same(queries, await answerOf(replica, queries, head), said);
  }
  const proved = await answerOf(await proofOf(chain, queries), queries, head);
  same(queries, proved, said.map(asProved));
}

/** Compares one by one, so that a failure shows only the query whose answers differ. */
function same(queries: readonly FactsQuery[], found: readonly TrustRecords[], said: readonly TrustRecords[]): void {
  expect(found.length).to.equal(said.length);
  for (const [i, query] of queries.entries()) expectSame(found[i], said[i], query);
}

async function answerOf(facts: Facts, queries: readonly FactsQuery[], head: bigint) {
  const { asOf, records } = checkAnswer(await facts.lookup(queries), queries);
  expect(asOf.block, facts.source).to.equal(head);
  return records;
}

/** A source over proofs of these queries, encoded and decoded again, by a block that members vouch for. */
async function proofOf(chain: Chain, queries: readonly FactsQuery[]): Promise<Facts> {
  const now = await chain.networkHelpers.time.latest();
  const { anchor, prover } = await vouchedFor(chain.send, chain.addresses, now);
  const groups = Array.from({ length: Math.ceil(queries.length / IN_ONE_STAPLE) }, (_, i) =>
    queries.slice(i * IN_ONE_STAPLE, (i + 1) * IN_ONE_STAPLE),
  );
  const staples = (await prover.prove(groups)).map((staple) => decodeStaple(encodeStaple(staple)));
  return createProofFacts({ anchor, staples, clock: { now: () => now } });
}

/** A replica that has read all blocks. */
export async function replicaOf(chain: Chain, options: Partial<ReplicaOptions> = {}): Promise<Replica> {
  const replica = await openReplica(following(chain, options));
  await replica.sync();
  return replica;
}
