import { isObject } from "../crypto/json.ts";
import { parseDid } from "../did/did.ts";
import { isDidimError } from "../errors/error.ts";
import { askFacts } from "../facts/ask.ts";
import type { Facts, FactsAnswer, FactsQuery } from "../facts/facts.ts";
import { queryFor } from "../facts/query.ts";
import type { Encoded } from "../formats/format.ts";
import { decode, type Formats } from "../formats/index.ts";
import type { Made } from "../records/chain.ts";
import { type CredentialRequirement, MAX_PRESENTATIONS, type Presentations } from "../request/request.ts";
import { judgeFreshness, judgePinned } from "../verdict/checks/freshness.ts";
import { type Answer, judgePresentation } from "../verdict/checks/policy.ts";
import type { SealedClock } from "../verdict/clock.ts";
import { conclude, type Found } from "../verdict/conclude.ts";
import { bad, unknown } from "../verdict/finding.ts";
import { type Case, judge } from "../verdict/judge.ts";
import { DEFAULT_MAX_AGE, type Policy } from "../verdict/policy.ts";
import { checkPolicy } from "../verdict/policy-check.ts";
import type { Finding, Verdict } from "../verdict/verdict.ts";

/**
 * Is it genuine, is it theirs, was its issuer entitled to issue it, and is it still good?
 *
 * @param presented What the holder sent: presentations, in any format, as text or as bytes, by the ids of the queries
 *   that they answer. Where the policy has one query, a presentation alone is the answer to it.
 * @param policy What this verifier asks for; see {@link Policy}.
 * @param facts A source of facts: createRpcFacts(), openReplica(), ... All credentials are looked up at once, as of one
 * block: the newest that the source knows, or one of the past where the verifier pinned it; the verdict is then as
 * known at that block, and says so.
 * @param clock The verifier's time. It must be one SealedClock for as long as the verifier lives, or time can go back: a {@link Verifier} keeps it.
 * @param formats What it may be written in; all formats that Didim knows, if not given.
 * @returns A verdict with all five checks, their evidence and their time. Never throws for a bad credential, an unreadable presentation or a
 * registry out of reach. Throws DidimError `policy.*` for a policy that would not say what it means, and `verifier.clock`.
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
  const { cases, answer } = await lookUp(subjects, policy, facts);
  // Only what validators sealed may move the clock, and not far; a node's word may not.
  if (answer !== undefined && facts.source === "proof") {
    const { time, upTo = time } = answer.asOf;
    clock.saw(upTo);
  }
  const now = clock.now();

  const about = momentOf(policy, answer?.asOf);
  const asked = about === undefined ? policy : { ...policy, asOf: about };
  const credentials = cases.map((subject) => judge(subject, asked, now));
  const presentation = unreadable.concat(
    judgeAge(answer, asked, { now, clock: clock.own() }),
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

/** The moment asked about, if it isn't now: the policy's, or that of the newest block that the verifier pinned. */
function momentOf({ asOf }: Policy, known?: FactsAnswer["asOf"]): number | undefined {
  if (asOf !== undefined || known?.pinned !== true) return asOf;
  return known.upTo ?? known.time;
}

/** What was not verified, because its algorithm is not known, may be what was asked for: nobody knows that it is missing. */
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
  /** What the verifier takes for now. */
  readonly now: number;
  /** What its own clock says. */
  readonly clock: number;
}

function judgeAge(answer: FactsAnswer | undefined, policy: Policy, { now, clock }: Times): Finding[] {
  if (answer === undefined) return [];
  const { asOf } = answer;
  const { asOf: moment = now, maxAge = DEFAULT_MAX_AGE } = policy;
  return [asOf.pinned ? judgePinned(asOf, now, { moment, maxAge, clock }) : judgeFreshness(asOf, now, maxAge, clock)];
}

type Subject = Omit<Case, "known" | "why">;

interface Reading {
  readonly subjects: Subject[];
  readonly unreadable: Finding[];
}

/** What arrives by way of JSON may be anything; what does not may even throw when it is looked at. */
function read(presented: unknown, policy: Policy, formats: Formats | undefined): Reading {
  let answers: Answers | NoAnswers;
  try {
    answers = answersIn(presented, policy);
  } catch {
    return nothing(unreadable("its reader failed", { code: "format.failed" }));
  }
  if (typeof answers === "string") return nothing(unreadable(answers));
  if (answers.length === 0) return nothing(bad("presentation.empty"));
  const all: Reading = { subjects: [], unreadable: [] };
  for (const [id, list] of answers) {
    const query = policy.credentials.find((each) => each.id === id);
    if (query === undefined) all.unreadable.push(notAsked(id));
    else for (const presentation of list) readInto(all, query, presentation as Encoded, formats);
  }
  // Each is a question to the registry.
  return all.subjects.length > MAX_PRESENTATIONS ? nothing(unreadable("too many credentials")) : all;
}

const nothing = (why: Finding): Reading => ({ subjects: [], unreadable: [why] });

type Answers = readonly (readonly [id: string, presentations: readonly unknown[]])[];

/** Why there are none to judge. */
type NoAnswers = "no presentations by the id of a query" | "too many presentations";

/** A copy, so that what was counted is what is judged: no more of it is read than may be presented. */
function answersIn(presented: unknown, { credentials }: Policy): Answers | NoAnswers {
  const unordered = "no presentations by the id of a query";
  const tooMany = "too many presentations";
  if (typeof presented === "string" || presented instanceof Uint8Array) {
    const [only, ...others] = credentials;
    return only !== undefined && others.length === 0 ? [[only.id, [presented]]] : unordered;
  }
  if (!isObject(presented)) return unordered;
  // Own members only: "__proto__" is a name like any other among them.
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
    // The holes of a sparse array are undefined in it.
    answers.push([id, Array.from({ length }, (_, i): unknown => list[i])]);
  }
  return answers;
}

/** How much of a stranger's text is kept. */
const LONGEST_ID = 64;

function notAsked(id: string): Finding {
  return bad("presentation.unknown-query", { query: id.slice(0, LONGEST_ID) });
}

function unreadable(why: string, facts: object = {}): Finding {
  return bad("presentation.unreadable", { ...facts, why });
}

/** Adds all credentials of a presentation, or what is wrong with it. */
function readInto(
  all: Reading,
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
  // What a reader trips over, a stranger may have laid there: it must not bring the verifier down.
  if (!isDidimError(error)) return unreadable("its reader failed", { ...answer, code: "format.failed" });
  const { code, message, details: facts } = error;
  // A verifier of later days may know it, and the registry may have a key of it: it is not forged, only not verified.
  if (code === "format.algorithm-unknown") return unknown("presentation.unknown-algorithm", { ...facts, ...answer });
  return unreadable(message, { ...facts, ...answer, code });
}

async function lookUp(
  subjects: readonly Subject[],
  policy: Policy,
  facts: Facts,
): Promise<{ cases: Case[]; answer?: FactsAnswer }> {
  const queries = subjects.map(({ credential }) => queryFor(credential));
  const { asOf } = policy;
  // For "was it good then?" each chain is walked twice: when it was issued, and at the moment asked about.
  const ofThen = ({ status: _, ...rest }: FactsQuery, issuedAt: number) =>
    ({ ...rest, issuedAt, withTerm: true }) as const;
  const then = asOf === undefined ? [] : queries.map((query) => ofThen(query, asOf));
  if (queries.length === 0) return { cases: [] };
  const answer = await askFacts(facts, [...queries, ...then]);
  if (!answer.known) return { cases: subjects.map((subject) => ({ ...subject, why: answer.why })) };
  const { asOf: known, records: all } = answer;
  const cases = subjects.map((subject, i) => {
    const [records, then] = [all[i], all[subjects.length + i]];
    return { ...subject, ...(records && { known: { asOf: known, records, ...(then && { then }) } }) };
  });
  return { cases, answer };
}
