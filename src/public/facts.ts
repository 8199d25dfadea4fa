/** The interface by which the registry is read: for code that asks, and for a new source of facts. No logic. */
export { type Answered, type Asked, type AskOptions, askFacts, type Unavailable } from "../facts/ask.ts";
export type {
  AsOf,
  Facts,
  FactsAnswer,
  FactsQuery,
  FactsQueryByName,
  OfIssuer,
  OfType,
  PinnedBlocks,
  TrustRecords,
} from "../facts/facts.ts";
export { type QuerySubject, queryFor } from "../facts/query.ts";
export type { EpochReason, KeyReason } from "../records/reasons.ts";
export type {
  EpochRecord,
  HashRecord,
  KeyRecord,
  LinkRecord,
  PointRecord,
  StatusRecord,
  TermRecord,
  TypeRecord,
} from "../records/records.ts";
