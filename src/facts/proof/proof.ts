import { speedUp } from "../../crypto/addons.ts";
import {
  issuerRecordsOf,
  type NamesReader,
  type SlotReader,
  type StatusList,
  statusOf,
} from "../../storage/proved-records.ts";
import type { TrustAnchor } from "../../trust-anchor/anchor.ts";
import { pinnedAt } from "../../trust-anchor/pins.ts";
import { checkEffort } from "../../trust-anchor/seals/effort.ts";
import { type SealedBlock, sealedBlock, type VerifierClock } from "../../trust-anchor/seals/sealed.ts";
import { namesReader } from "../../trust-anchor/staple/names.ts";
import type { Staple } from "../../trust-anchor/staple/staple.ts";
import type { AsOf, Facts, FactsAnswer, FactsQuery, PinnedBlocks, TrustRecords } from "../facts.ts";
import { checkedPin, isPinned } from "../pinned-blocks.ts";
import { checkRoom, checkTogether } from "./mixed-blocks.ts";
import { absent, newestOf, type Part, type PartReader, type State } from "./newest-parts.ts";
import { slotReader } from "./reader.ts";
import { staplesIn } from "./staple-claim.ts";

export interface ProofOptions {
  /** What the verifier knows in advance. */
  readonly anchor: TrustAnchor;
  /**
   * The verifier's own staples, besides those in presentations; for example of the issuers' records, which change
   * rarely.
   */
  readonly staples?: readonly Staple[];
  /** The verifier's time, in seconds since 1970; use a SealedClock. */
  readonly clock: VerifierClock;
  /** Past blocks. Staples of other blocks are ignored, and verdicts are as known at these. */
  readonly pin?: PinnedBlocks;
}

/**
 * Facts from staples, both those that holders signed and the verifier's own. Needs no network and no trust in whoever
 * brought them. Each fact is read from the newest block that shows it, whatever else that staple lacks. So the verifier
 * can keep one part and get another from the holder, and an older staple cannot hide what a newer one shows. The answer
 * is as of the oldest block used.
 *
 * @returns A source that throws `facts.staple-*` for a malformed staple, and `facts.proof-*` if the staples do not
 * prove what is asked. Throws `facts.block` at once for an invalid pin.
 */
export function createProofFacts(options: ProofOptions): Facts {
  const { pin } = options;
  if (pin !== undefined) checkedPin(pin);
  return { source: "proof", ...(pin && { pin }), lookup: (queries) => provedAnswer(options, queries) };
}

/**
 * What the staples prove for these queries. The pin must be checked already. Throws what a source made by {@link createProofFacts}
 * throws.
 */
export async function provedAnswer(
  { anchor, staples = [], clock, pin }: ProofOptions,
  queries: readonly FactsQuery[],
): Promise<FactsAnswer> {
  await speedUp();
  const isAsked = ({ block: { number, hash } }: State): boolean =>
    pin === undefined || isPinned(pin, { block: number, hash });
  const now = clock.now();
  const read = (staple: Staple): State => stateOf(staple, anchor, now);
  const kept = staples.map(read);
  const brought = staplesIn(queries);
  checkEffort(brought, anchor);
  const states = [...kept, ...brought.map(read)].filter(isAsked).sort(newestFirst);
  const newest = newestOf(states);
  // Without queries, the answer is as of the newest block.
  const used = new Set(queries.length > 0 ? [] : states.slice(0, 1).map(({ block }) => block));
  const looked = queries.map((query) => look(query, states, newest));
  for (const { parts } of looked) for (const { block } of parts) used.add(block);
  return {
    asOf: { ...asOf(anchor.chainId, [...used]), ...(pin && { pinned: true }) },
    records: looked.map(({ records }) => records),
  };
}

/** That a block is ahead of the clock is for the verdict to say, as of every source; what it proves is read. */
function stateOf(staple: Staple, anchor: TrustAnchor, now: number): State {
  const block = sealedBlock(staple, anchor, now, Number.POSITIVE_INFINITY);
  const { stateRoot, time } = block;
  const read = slotReader(stateRoot, (name) => pinnedAt(anchor, name, time), staple.nodes);
  return { block, read, names: namesReader(staple.names) };
}

const newestFirst = (a: State, b: State): number => Number(b.block.number - a.block.number);

interface Looked {
  readonly records: TrustRecords;
  /** Everything that the records were read from. */
  readonly parts: readonly Part[];
}

function look(query: FactsQuery, states: readonly State[], newest: PartReader): Looked {
  const parts: Part[] = [];
  const noting =
    (reader: PartReader): SlotReader =>
    (registry, slot) => {
      const part = reader(registry, slot);
      parts.push(part);
      return part.word;
    };
  const { list, ...records } = issuerRecordsOf(
    query,
    noting(newest),
    namesIn(states),
    (registry, slot) => newest(registry, slot).word,
  );
  checkTogether(query, records, parts);
  if (list === undefined) return { records, parts };
  const { issuer } = records;
  const status = statusOf(query, issuer, list, noting(statusWords(query, issuer, list, states)));
  return { records: { ...records, status }, parts };
}

function namesIn(states: readonly State[]): NamesReader {
  return (hash, holder, typeId) => {
    for (const { names } of states) {
      const found = names(hash, holder, typeId);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

/**
 * Reads status words. A word from before its list was opened, or before it had room for the index, says nothing,
 * whatever a newer header says. An older header stays valid: lists stay open and never shrink.
 */
function statusWords(
  query: FactsQuery,
  issuer: string | undefined,
  { opened }: StatusList,
  states: readonly State[],
): PartReader {
  const since = newestOf(states.filter(({ block }) => block.time >= opened));
  return (registry, slot) => {
    const word = since(registry, slot);
    checkRoom(query, issuer, word, newestOf(states.filter(({ block }) => block.number <= word.block.number)));
    return word;
  };
}

function asOf(chainId: bigint, used: readonly SealedBlock[]): AsOf {
  const [oldest, ...later] = used.toSorted((a, b) => Number(a.number - b.number));
  if (oldest === undefined) throw absent();
  const { number, time, hash } = oldest;
  const upTo = later.at(-1)?.time ?? time;
  return { chainId, block: number, time, hash, ...(upTo !== time && { upTo }) };
}
