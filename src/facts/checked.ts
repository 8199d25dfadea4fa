import { FIRST_BY_HASH } from "../crypto/keys/key-algorithms.ts";
import { RecentCache } from "../crypto/recent-cache.ts";
import { DidimError } from "../errors/error.ts";
import { MAX_NAME, type Names } from "../records/names.ts";
import { EPOCH_REASONS, KEY_REASONS } from "../records/reasons.ts";
import type {
  EpochRecord,
  HashRecord,
  LinkRecord,
  PointRecord,
  StatusRecord,
  TermRecord,
  TypeRecord,
} from "../records/records.ts";
import type { FactsAnswer, FactsQuery, PinnedBlocks, TrustRecords } from "./facts.ts";
import { isPinned } from "./pinned-blocks.ts";

/**
 * Returns the answer if it has the form that {@link Facts} promises; otherwise throws `facts.bad-answer`. The check is
 * needed because the rules compare numbers, and every comparison with something else is false, which would read as "not
 * ended" or "not too old".
 *
 * @param pin The source's own ({@link Facts.pin}). With a pin, the answer must be as of one of its blocks and say so;
 * without one, it must not claim to be pinned.
 */
export function checkAnswer(answer: FactsAnswer, queries: readonly FactsQuery[], pin?: PinnedBlocks): FactsAnswer {
  const wrong = ANSWER(answer);
  if (wrong !== undefined) throw refused(`answer${wrong}`);
  if (answer.records.length !== queries.length) throw refused("records (not one for each question)");
  for (const [i, query] of queries.entries()) {
    const { issuer, typeId, status } = answer.records[i] ?? {};
    if (query.status !== undefined && status === undefined) throw refused(`answer.records.${i}.status`);
    // If the query named the issuer or the type, the answer must be about that one.
    if (query.issuer !== undefined && issuer !== query.issuer) throw refused(`answer.records.${i}.issuer`);
    if (query.typeId !== undefined && typeId !== query.typeId) throw refused(`answer.records.${i}.typeId`);
  }
  const { asOf } = answer;
  const asAsked = pin === undefined ? asOf.pinned === undefined : asOf.pinned === true && isPinned(pin, asOf);
  if (!asAsked) throw refused("answer.asOf (not the block that the verifier chose)");
  return answer;
}

/** Where `value` is wrong, as a path from `value`: "" for `value` itself; undefined if nothing is wrong. */
type Check = (value: unknown) => string | undefined;

const that =
  (holds: (value: unknown) => boolean): Check =>
  (value) =>
    holds(value) ? undefined : "";
const count = (below: number): Check =>
  that((value) => typeof value === "number" && Number.isSafeInteger(value) && value >= 0 && value < below);
/** The longest text that is accepted: 0x and 33 bytes. */
const LONGEST_TEXT = 68;
const text = (pattern: RegExp): Check => {
  // Answers repeat the same addresses, and a cache hit takes a tenth of matching the pattern.
  const matches = new RecentCache<boolean>(256);
  return that(
    (value) =>
      typeof value === "string" && value.length <= LONGEST_TEXT && matches.get(value, () => pattern.test(value)),
  );
};
const oneOf = (...values: readonly unknown[]): Check => that((value) => values.includes(value));
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined ? undefined : check(value);
const listOf =
  (check: Check, most: number): Check =>
  (value) => {
    if (!Array.isArray(value) || value.length > most) return "";
    // By index, because forEach skips the holes of a sparse array.
    for (let i = 0; i < value.length; i++) {
      const wrong = check(value[i]);
      if (wrong !== undefined) return `.${i}${wrong}`;
    }
    return undefined;
  };
const record = <T>(members: { readonly [K in keyof Required<T>]: Check }): Check => {
  const entries = Object.entries<Check>(members);
  return (value) => {
    if (typeof value !== "object" || value === null) return "";
    for (const [name, check] of entries) {
      const wrong = check((value as Record<string, unknown>)[name]);
      if (wrong !== undefined) return `.${name}${wrong}`;
    }
    return undefined;
  };
};

/**
 * A record of plain values. An unchangeable record is checked only once: a replica returns the same key and epoch
 * records each time.
 */
const lastingRecord = <T>(members: { readonly [K in keyof Required<T>]: Check }): Check => {
  const check = record<T>(members);
  const names = Object.keys(members);
  const seen = new WeakSet();
  return (value) => {
    if (typeof value !== "object" || value === null) return "";
    if (seen.has(value)) return undefined;
    const wrong = check(value);
    if (wrong === undefined && isUnchangeable(value, names)) seen.add(value);
    return wrong;
  };
};

/** Whether the object is frozen and each member is its own plain value: not a getter, not inherited. */
function isUnchangeable(value: object, members: readonly string[]): boolean {
  return (
    Object.isFrozen(value) && members.every((name) => Object.getOwnPropertyDescriptor(value, name)?.value !== undefined)
  );
}

// The widths that the contracts store: see docs/storage.md.
const time = count(2 ** 40);
const flag = oneOf(true, false);
const natural = that((value) => typeof value === "bigint" && value >= 0n);
const address = text(/^0x[0-9a-f]{40}$/);
const id = text(/^0x[0-9a-f]{64}$/);
/** A chain has at most seven levels and the issuer (Rights.MAX_LEVELS + 1). */
const MAX_LINKS = 8;
/** Far more than verify() asks for at once; it only limits the work. */
const MAX_RECORDS = 1024;

const KEY_EPOCH = { from: time, until: time, reason: oneOf(...KEY_REASONS), compromisedSince: time };
const POINT = lastingRecord<PointRecord>({
  algorithm: that((value) => value === 1 || value === 2),
  publicKey: text(/^0x0[23][0-9a-f]{64}$/),
  ...KEY_EPOCH,
});
/** Unknown algorithm numbers pass; the verdict judges them. */
const BY_HASH = lastingRecord<HashRecord>({
  algorithm: that((value) => count(2 ** 8)(value) === undefined && (value as number) >= FIRST_BY_HASH),
  hash: text(/^0x[0-9a-f]{64}$/),
  ...KEY_EPOCH,
});
const KEY: Check = (value) =>
  typeof value === "object" && value !== null && "hash" in value ? BY_HASH(value) : POINT(value);

const demand = oneOf("required", "none");
const TYPE = record<TypeRecord>({
  registered: time,
  retired: time,
  applicationStatusIsValid: flag,
  status: demand,
  holderBinding: demand,
  authority: address,
  authorityDeactivated: flag,
});

const EPOCH = lastingRecord<EpochRecord>({
  index: count(2 ** 16),
  accreditor: address,
  root: flag,
  from: time,
  until: time,
  reason: oneOf(...EPOCH_REASONS),
  mayIssue: flag,
  levels: count(8),
  parentGeneration: count(2 ** 8),
});

/** A name has no more characters than bytes. Its content does not matter: it is for display. */
const name = that((value) => typeof value === "string" && value.length <= MAX_NAME);

const LINK = record<LinkRecord>({
  holder: address,
  holderDeactivated: flag,
  generation: count(2 ** 8),
  generationStart: count(2 ** 16),
  noStatus: flag,
  names: optional(lastingRecord<Names>({ ko: name, en: name })),
  atIssue: optional(EPOCH),
  newest: EPOCH,
});

const TERM = record<TermRecord>({ authority: address, deactivated: flag, from: time, until: time });

const STATUS = record<StatusRecord>({ opened: time, capacity: count(2 ** 32), value: oneOf(0, 1, 2, 3) });

const RECORDS = record<TrustRecords>({
  issuer: optional(address),
  typeId: optional(id),
  issuerDeactivated: flag,
  key: optional(KEY),
  type: optional(TYPE),
  links: listOf(LINK, MAX_LINKS),
  status: optional(STATUS),
  term: optional(TERM),
});

const ANSWER = record<FactsAnswer>({
  asOf: record<FactsAnswer["asOf"]>({
    chainId: natural,
    block: natural,
    time,
    hash: optional(id),
    pinned: optional(oneOf(true)),
    upTo: optional(time),
    proved: optional(natural),
  }),
  records: listOf(RECORDS, MAX_RECORDS),
});

function refused(place: string): DidimError {
  return new DidimError("facts.bad-answer", `The source of facts gave an answer that none can be: ${place}.`, {
    what: `is malformed at ${place}`,
  });
}
