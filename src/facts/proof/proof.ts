import { speedUp } from "../../crypto/addons.ts";
import { DidimError } from "../../errors.ts";
import type { AsOf, Facts, FactsQuery, TrustRecords } from "../facts.ts";
import type { TrustAnchor } from "./anchor.ts";
import { staplesIn } from "./carried.ts";
import { isMissing } from "./missing.ts";
import { pinnedAt } from "./pins.ts";
import { slotReader } from "./reader.ts";
import { issuerRecordsOf, type NamesReader, type SlotReader, statusOf } from "./records.ts";
import { type SealedBlock, sealedBlock } from "./sealed.ts";
import type { Staple } from "./staple.ts";
import { namesReader } from "./stapled-names.ts";

export interface ProofOptions {
  /** What the verifier knows beforehand. */
  readonly anchor: TrustAnchor;
  /** What it has by itself, beside what presentations bring: of the issuers, say, which change rarely. */
  readonly staples?: readonly Staple[];
  /** The verifier's time, in seconds, best a SealedClock. */
  readonly clock: { now(): number };
}

/**
 * Facts from staples, those that holders signed along and the verifier's own: no network, and no trust in whoever brought them. All that concerns
 * the issuer is read at one block, the newest that shows it, and the status itself at the newest that shows that: so the one can be kept, and the
 * other brought. The answer is as of the older of the two.
 *
 * @returns A source that throws DidimError `facts.staple-*` for what is no staple, and `facts.proof-*` when they do not prove what is asked.
 */
export function proof({ anchor, staples = [], clock }: ProofOptions): Facts {
  return {
    source: "proof",
    async lookup(queries) {
      await speedUp();
      const now = clock.now();
      const all = [...staples, ...staplesIn(queries)];
      const states = all.map((staple) => stateOf(staple, anchor, now)).sort(newestFirst);
      // What nothing is asked of is as of the newest.
      const used = new Set(queries.length > 0 ? [] : states.slice(0, 1).map(({ block }) => block));
      const records = queries.map((query) => look(query, states, used));
      return { asOf: asOf(anchor.chainId, [...used]), records };
    },
  };
}

/** The registries after a block, as far as a staple shows them. */
interface State {
  readonly block: SealedBlock;
  readonly read: SlotReader;
  /** Those that came along, by their hash. */
  readonly names: NamesReader;
}

function stateOf(staple: Staple, anchor: TrustAnchor, now: number): State {
  const block = sealedBlock(staple, anchor, now);
  const { stateRoot, time } = block;
  const read = slotReader(stateRoot, (name) => pinnedAt(anchor, name, time), staple.nodes);
  return { block, read, names: namesReader(staple.names) };
}

const newestFirst = (a: State, b: State): number => Number(b.block.number - a.block.number);

/**
 * The status is apart: lists stay open and never shrink, so that what an older header says of a list holds for a newer word of it. A word of before its list
 * was opened says nothing, whatever a newer header says.
 */
function look(query: FactsQuery, states: readonly State[], used: Set<SealedBlock>): TrustRecords {
  const { list, ...records } = newest(states, used, ({ read, names }) => issuerRecordsOf(query, read, names));
  if (list === undefined) return records;
  const since = states.filter(({ block }) => block.time >= list.opened);
  return { ...records, status: newest(since, used, ({ read }) => statusOf(query, records.issuer, list, read)) };
}

/** What the newest of the states says in which nothing is missing. What is missing in all of them is not known. */
function newest<T>(states: readonly State[], used: Set<SealedBlock>, look: (state: State) => T): T {
  let missing: unknown;
  for (const state of states) {
    try {
      const found = look(state);
      used.add(state.block);
      return found;
    } catch (error) {
      if (!isMissing(error)) throw error;
      missing ??= error;
    }
  }
  throw missing ?? none();
}

function asOf(chainId: bigint, used: readonly SealedBlock[]): AsOf {
  const [oldest = none(), ...later] = used.toSorted((a, b) => Number(a.number - b.number));
  const { number, time, hash } = oldest;
  const upTo = later.at(-1)?.time ?? time;
  return { chainId, block: number, time, hash, ...(upTo !== time && { upTo }) };
}

function none(): never {
  throw new DidimError("facts.proof-absent", "No proof came along, and the verifier has none.");
}
