import { isObject } from "../crypto/encodings/json.ts";
import { parseDid } from "../did/did.ts";
import { isDidimError } from "../errors/error.ts";
import { askFacts } from "../facts/ask.ts";
import type { Facts, FactsAnswer, FactsQuery } from "../facts/facts.ts";
import { queryFor } from "../facts/query.ts";
import type { Encoded } from "../formats/format.ts";
import { decode, type Formats } from "../formats/index.ts";
import type { Made } from "../records/chain.ts";
import { type CredentialRequirement, MAX_PRESENTATIONS, type Presentations } from "../request/request.ts";
import { ANCHOR_LIFE } from "../trust-anchor/anchor.ts";
import { type ClockDoubt, doubtOf } from "../verdict/checks/clock-doubt.ts";
import { judgeFreshness, judgePinned } from "../verdict/checks/freshness.ts";
import { type Answer, judgePresentation } from "../verdict/checks/policy.ts";
import type { SealedClock } from "../verdict/clock.ts";
import { conclude, type Found } from "../verdict/conclude.ts";
import { indeterminate, invalid } from "../verdict/finding.ts";
import { type Case, judge } from "../verdict/judge.ts";
import { DEFAULT_MAX_AGE, type Policy } from "../verdict/policy.ts";
import { checkPolicy } from "../verdict/policy-check.ts";
import type { Finding, Verdict } from "../verdict/verdict.ts";

/**
 * Verifies a presentation: whether it is genuine, belongs to its holder, comes from an entitled issuer, and is still
 * valid.
 *
 * @param presented The holder's answer: presentations in any format, as text or bytes, by the id of the query that they
 * answer. If the policy has only one query, a single presentation may stand alone.
 * @param policy What this verifier asks for; see {@link Policy}.
 * @param facts The source of facts: createRpcFacts(), openReplica(), ... All credentials are looked up together, at
 * one block: the newest that the source knows, or the past block that the verifier pinned. In that case the verdict is
 * as known at that block, and says so.
 * @param clock The verifier's time. Keep one SealedClock for the verifier's whole life, as a {@link Verifier} does;
 * otherwise its time can go back.
 * @param formats The accepted formats. Default: all formats of Didim.
 * @returns A verdict with all five checks, their evidence and their time. Does not throw for a bad credential, an
 * unreadable presentation or an unreachable registry. Throws DidimError `policy.*` for an invalid or ambiguous policy,
 * and `verifier.clock`.
 */
export async function verify(
  presented: Presentations | Encoded,
  policy: Policy,
  facts: Facts,
  clock: SealedClock,
  formats?: Formats,
): Promise<Verdict> {
  checkPolicy(policy, clock.now());
  const { subjects, unreadable } = read(presented, policy, formats);
  const { cases, answer, cause } = await lookUp(subjects, policy, facts);
  // Only a sealed time may move the clock, and only by 60 s; an unproved time from a node may not.
  if (answer !== undefined && facts.source === "proof") {
    const { time, upTo = time } = answer.asOf;
    clock.rememberSealedTime(upTo);
  }
  const now = clock.now();

  const about = momentOf(policy, answer?.asOf);
  const asked = about === undefined ? policy : { ...policy, asOf: about };
  const own = clock.own();
  const doubt = answer === undefined ? doubtOfAnchor(cause, own) : doubtOf(answer.asOf, own, maxAgeOf(policy));
  const credentials = cases.map((subject) => judge(subject, asked, now, doubt));
  const isFast = credentials.some(({ checks }) => checks.holderBinding.code === "holderBinding.clock-ahead");
  const presentation = unreadable.concat(
    judgeAge(answer, asked, { now, clock: own, isFast, ...(doubt && { doubt }) }),
    judgePresentation(subjects, countsOf(subjects, unreadable), policy),
  );
  // Assigned, because members that follow a spread in a literal take the engine 200 ns each.
  const found = {} as Made<Found>;
  if (answer !== undefined) found.asOf = answer.asOf;
  if (about !== undefined) found.about = about;
  if (answer?.asOf.pinned) found.asKnownAt = answer.asOf.time;
  found.source = facts.source;
  found.decidedAt = now;
  found.credentials = credentials;
  found.presentation = presentation;
  return conclude(found);
}

/** The moment asked about, if it is not now: the policy's, or the time of the newest pinned block. */
function momentOf({ asOf }: Policy, known?: FactsAnswer["asOf"]): number | undefined {
  if (asOf !== undefined || known?.pinned !== true) return asOf;
  return known.upTo ?? known.time;
}

/**
 * Counts the answers to each query. A presentation of an unknown algorithm counts, because it may be the credential
 * asked for.
 */
function countsOf(subjects: readonly Answer[], unreadable: readonly Finding[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const count = (id: string): void => void counts.set(id, (counts.get(id) ?? 0) + 1);
  for (const { query } of subjects) count(query.id);
  for (const { code, evidence } of unreadable) {
    if (code === "presentation.unknown-algorithm") count(String(evidence.query));
  }
  return counts;
}

interface Times {
  /** The verifier's time. */
  readonly now: number;
  /** The time of the verifier's own clock. */
  readonly clock: number;
  readonly doubt?: ClockDoubt;
  /** Whether the registry and a holder's signature agree that it is later by the clock than it is. */
  readonly isFast: boolean;
}

const maxAgeOf = ({ maxAge = DEFAULT_MAX_AGE }: Policy): number => maxAge;

function judgeAge(answer: FactsAnswer | undefined, policy: Policy, { now, clock, doubt, isFast }: Times): Finding[] {
  if (answer === undefined) {
    return doubt === undefined
      ? []
      : [indeterminate("facts.ahead", { time: doubt.from, now, clock, ahead: doubt.ahead })];
  }
  const { asOf } = answer;
  const [{ asOf: moment = now }, maxAge] = [policy, maxAgeOf(policy)];
  if (asOf.pinned) return [judgePinned(asOf, now, { moment, maxAge, clock })];
  const finding = judgeFreshness(asOf, now, maxAge, clock);
  return [isFast ? indeterminate("facts.clock-ahead", finding.evidence) : finding];
}

/** A proof is not even read by a clock that is behind the verifier's own trust anchor, which is good for 90 days. */
function doubtOfAnchor(cause: unknown, clock: number): ClockDoubt | undefined {
  if (!isDidimError(cause, "facts.proof-clock-behind")) return undefined;
  const from = Number(cause.details.advancedAt);
  return { ahead: from - clock, from, until: from + ANCHOR_LIFE };
}

type Subject = Omit<Case, "known" | "why">;

interface Decoded {
  readonly subjects: Subject[];
  readonly unreadable: Finding[];
}

/** Reads the presentations. The input may be of any shape, and reading its members may even throw. */
function read(presented: unknown, policy: Policy, formats: Formats | undefined): Decoded {
  let answers: Answers | NoAnswers;
  try {
    answers = answersIn(presented, policy);
  } catch {
    return nothing(unreadable("its reader failed", { code: "format.failed" }));
  }
  if (typeof answers === "string") return nothing(unreadable(answers));
  if (answers.length === 0) return nothing(invalid("presentation.empty"));
  const all: Decoded = { subjects: [], unreadable: [] };
  for (const [id, list] of answers) {
    const query = policy.credentials.find((each) => each.id === id);
    if (query === undefined) all.unreadable.push(notAsked(id));
    else for (const presentation of list) readInto(all, query, presentation as Encoded, formats);
  }
  // Each credential adds a query to the registry.
  return all.subjects.length > MAX_PRESENTATIONS ? nothing(unreadable("too many credentials")) : all;
}

const nothing = (why: Finding): Decoded => ({ subjects: [], unreadable: [why] });

type Answers = readonly (readonly [id: string, presentations: readonly unknown[]])[];

/** Why no answers can be read. */
type NoAnswers = "no presentations by the id of a query" | "too many presentations";

/**
 * Copies the answers, so that the presentations judged are those that were counted. Reads no more than may be
 * presented.
 */
function answersIn(presented: unknown, { credentials }: Policy): Answers | NoAnswers {
  const unordered = "no presentations by the id of a query";
  const tooMany = "too many presentations";
  if (typeof presented === "string" || presented instanceof Uint8Array) {
    const [only, ...others] = credentials;
    return only !== undefined && others.length === 0 ? [[only.id, [presented]]] : unordered;
  }
  if (!isObject(presented)) return unordered;
  // Own members only; "__proto__" is treated like any other name.
  const ids = Object.keys(presented);
  if (ids.length > MAX_PRESENTATIONS) return tooMany;
  const answers: [string, readonly unknown[]][] = [];
  let count = 0;
  for (const id of ids) {
    const list: unknown = presented[id];
    if (!Array.isArray(list)) return unordered;
    const { length } = list;
    if (length === 0) return unordered;
    count += length;
    if (count > MAX_PRESENTATIONS) return tooMany;
    // Holes of a sparse array become undefined.
    answers.push([id, Array.from({ length }, (_, i): unknown => list[i])]);
  }
  return answers;
}

/** The most characters of an unknown query id that are kept. */
const LONGEST_ID = 64;

function notAsked(id: string): Finding {
  return invalid("presentation.unknown-query", { query: id.slice(0, LONGEST_ID) });
}

function unreadable(why: string, facts: object = {}): Finding {
  return invalid("presentation.unreadable", { ...facts, why });
}

/** Adds all credentials of a presentation, or what is wrong with it. */
function readInto(
  all: Decoded,
  query: CredentialRequirement,
  presentation: Encoded,
  formats: Formats | undefined,
): void {
  try {
    const subjects = decode(presentation, formats).map((credential) => {
      const { identity, chainId } = parseDid(credential.issuer);
      return { query, credential, identity, chainId };
    });
    all.subjects.push(...subjects);
  } catch (error) {
    all.unreadable.push(whyUnreadable(query, error));
  }
}

function whyUnreadable(query: CredentialRequirement, error: unknown): Finding {
  const answer = { query: query.id };
  // A stranger may have made this input on purpose, so a failing reader must not stop the verifier.
  if (!isDidimError(error)) return unreadable("its reader failed", { ...answer, code: "format.failed" });
  const { code, message, details } = error;
  // A later version may know the algorithm, and the registry may have such a key. So the presentation is not forged,
  // only not verified.
  if (code === "format.algorithm-unknown")
    return indeterminate("presentation.unknown-algorithm", { ...details, ...answer });
  return unreadable(message, { ...details, ...answer, code });
}

async function lookUp(
  subjects: readonly Subject[],
  policy: Policy,
  facts: Facts,
): Promise<{ cases: Case[]; answer?: FactsAnswer; cause?: unknown }> {
  const queries = subjects.map(({ credential }) => queryFor(credential));
  const { asOf } = policy;
  // For a question about the past, each chain of trust is looked up twice: at the issuance and at the moment asked
  // about.
  const ofThen = ({ status: _, ...rest }: FactsQuery, issuedAt: number) =>
    ({ ...rest, issuedAt, withTerm: true }) as const;
  const then = asOf === undefined ? [] : queries.map((query) => ofThen(query, asOf));
  if (queries.length === 0) return { cases: [] };
  const answer = await askFacts(facts, [...queries, ...then]);
  if (!answer.known)
    return { cases: subjects.map((subject) => ({ ...subject, why: answer.why })), cause: answer.cause };
  const { asOf: known, records: all } = answer;
  const cases = subjects.map((subject, i) => {
    const [records, then] = [all[i], all[subjects.length + i]];
    return { ...subject, ...(records && { known: { asOf: known, records, ...(then && { then }) } }) };
  });
  return { cases, answer };
}
