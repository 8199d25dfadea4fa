import type { FactsQuery } from "../../src/facts/facts.ts";
import { queryFor } from "../../src/facts/query.ts";
import { decode } from "../../src/formats/index.ts";
import type { Case } from "./cases/groups.ts";
import { callsOf, type RecordedCall, stapleOf } from "./chain/answers.ts";
import { type RegistryRecords, recordsOf } from "./chain/records.ts";
import type { World } from "./chain/world.ts";
import { AFTER, BEFORE } from "./constants.ts";
import { COMMON } from "./registries/histories.ts";
import type { History } from "./registries/registry.ts";

/** A registry as of its last block: its records, what a node answers about them, and a proof. */
export interface Recorded {
  readonly records: RegistryRecords;
  readonly calls: readonly RecordedCall[];
  readonly staple: string;
}

/** Lets the history happen, records what the cases ask about, and takes the chain back. */
export function record(world: World, history: History, cases: readonly Case[]): Promise<Recorded> {
  return world.chain.thenBack(async () => {
    world.chain.passTo(BEFORE);
    await COMMON.before(world);
    await history.before?.(world);
    world.chain.passTo(AFTER);
    await COMMON.after(world);
    await history.after?.(world);
    await world.chain.close();
    const batches = cases.map(queriesOf).filter((batch) => batch.length > 0);
    const single = batches.flat().map((query) => [query]);
    const calls = await callsOf(world, [...batches, ...single]);
    return { records: await recordsOf(world), calls, staple: await stapleOf(world, batches.flat()) };
  });
}

/** What a verifier asks the registry about a case: each credential, and for a question about the past again then. */
function queriesOf({ presented, request }: Case): readonly FactsQuery[] {
  const queries = Object.values(presented).flat().flatMap(readable);
  const { asOf } = request;
  if (typeof asOf !== "number") return queries;
  const then = queries.map(({ status: _, ...rest }) => ({ ...rest, issuedAt: asOf, withTerm: true }) as const);
  return [...queries, ...then];
}

/** Nobody asks about a presentation that cannot be read. */
function readable(presentation: string): readonly FactsQuery[] {
  try {
    return decode(presentation).map(queryFor);
  } catch {
    return [];
  }
}
