import { parseDid } from "../did/did.ts";
import { isDidimError } from "../errors/error.ts";
import { askFacts } from "../facts/ask.ts";
import type { Facts, FactsAnswer, FactsQuery } from "../facts/facts.ts";
import { queryFor } from "../facts/query.ts";
import type { Encoded, PresentedCredential } from "../formats/format.ts";
import { decode, type Formats } from "../formats/index.ts";
import { judgeFreshness, judgePinned } from "../verdict/checks/freshness.ts";
import { judgePresentation } from "../verdict/checks/policy.ts";
import type { SealedClock } from "../verdict/clock.ts";
import { conclude } from "../verdict/conclude.ts";
import { bad, unknown } from "../verdict/finding.ts";
import { type Case, judge } from "../verdict/judge.ts";
import { DEFAULT_MAX_AGE, type Policy } from "../verdict/policy.ts";
import { checkPolicy } from "../verdict/policy-check.ts";
import type { Finding, Verdict } from "../verdict/verdict.ts";

/** The most presentations that one answer may carry, and the most credentials in all of them together. */
export const MAX_PRESENTATIONS = 16;

/**
 * Is it genuine, is it theirs, was its issuer entitled to issue it, and is it still good?
 *
 * @param presented What the holder sent: one presentation, or several (say, a licence and a register extract), in any
 *   format, as text or as bytes.
 * @param policy What this verifier asks for; see {@link Policy}.
 * @param facts Where the registry is read: rpc(), replica(), ... All credentials are looked up at once, as of one
 * block: the newest that the source knows, or one of the past where the verifier pinned it; the verdict is then as
 * known at that block, and says so.
 * @param clock The verifier's time. It must be one SealedClock for as long as the verifier lives, or time can go back: a {@link Verifier} keeps it.
 * @param formats What it may be written in; all formats that Didim knows, if not given.
 * @returns A verdict with all five checks, their evidence and their time. Never throws for a bad credential, an unreadable presentation or a
 * registry out of reach. Throws DidimError `policy.*` for a policy that would not say what it means, and `verifier.clock`.
 */
export async function verify(
  presented: Encoded | readonly Encoded[],
  policy: Policy,
  facts: Facts,
  clock: SealedClock,
  formats?: Formats,
): Promise<Verdict> {
  checkPolicy(policy, clock.now());
  const { subjects, unreadable } = read(presented, formats);
  const credentials = subjects.map((subject) => subject.credential);
  const { cases, answer } = await lookUp(subjects, policy, facts);
  // Only what validators sealed may move the clock, and not far; a node's word may not.
  if (answer !== undefined && facts.source === "proof") {
    const { time, upTo = time } = answer.asOf;
    clock.saw(upTo);
  }
  const now = clock.now();

  const about = momentOf(policy, answer?.asOf);
  const asked = about === undefined ? policy : { ...policy, asOf: about };
  return conclude({
    ...(answer && { asOf: answer.asOf }),
    ...(about !== undefined && { about }),
    ...(answer?.asOf.pinned && { asKnownAt: answer.asOf.time }),
    source: facts.source,
    decidedAt: now,
    credentials: cases.map((subject) => judge(subject, asked, now)),
    presentation: [
      ...unreadable,
      ...judgeAge(answer, asked, { now, clock: clock.own() }),
      ...judgeWhole(credentials, policy, unreadable),
    ],
  });
}

/** The moment asked about, if it isn't now: the policy's, or that of the newest block that the verifier pinned. */
function momentOf({ asOf }: Policy, known?: FactsAnswer["asOf"]): number | undefined {
  if (asOf !== undefined || known?.pinned !== true) return asOf;
  return known.upTo ?? known.time;
}

/** What was not verified, because its algorithm is not known, may be what is missing: that it is missing is not known then. */
function judgeWhole(credentials: readonly PresentedCredential[], policy: Policy, unreadable: readonly Finding[]) {
  const findings = judgePresentation(credentials, policy);
  const unknownAlgorithm = unreadable.some(({ code }) => code === "presentation.unknown-algorithm");
  return unknownAlgorithm ? findings.filter(({ code }) => code !== "policy.credential-missing") : findings;
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

type Subject = Pick<Case, "credential" | "identity" | "chainId">;

interface Reading {
  readonly subjects: Subject[];
  readonly unreadable: Finding[];
}

function read(presented: Encoded | readonly Encoded[], formats: Formats | undefined): Reading {
  const list = typeof presented === "string" || presented instanceof Uint8Array ? [presented] : presented;
  // What arrives by way of JSON may be anything.
  if (!Array.isArray(list)) return unreadable("neither a text nor a list of texts");
  if (list.length === 0) return { subjects: [], unreadable: [bad("presentation.empty")] };
  if (list.length > MAX_PRESENTATIONS) return unreadable("too many presentations");
  const all: Reading = { subjects: [], unreadable: [] };
  // Not forEach: it passes over the holes of a sparse array.
  for (const presentation of list) {
    const one = readOne(presentation, formats);
    all.subjects.push(...one.subjects);
    all.unreadable.push(...one.unreadable);
  }
  // Each is a question to the registry.
  return all.subjects.length > MAX_PRESENTATIONS ? unreadable("too many credentials") : all;
}

function unreadable(why: string, code?: string, facts: object = {}): Reading {
  return { subjects: [], unreadable: [bad("presentation.unreadable", { ...facts, why, ...(code && { code }) })] };
}

function readOne(presentation: Encoded, formats: Formats | undefined): Reading {
  try {
    const subjects = decode(presentation, formats).map((credential) => {
      const { identity, chainId } = parseDid(credential.issuer);
      return { credential, identity, chainId };
    });
    return { subjects, unreadable: [] };
  } catch (error) {
    // What a reader trips over, a stranger may have laid there: it must not bring the verifier down.
    if (!isDidimError(error)) return unreadable("its reader failed", "format.failed");
    // A verifier of later days may know it, and the registry may have a key of it: it is not forged, only not verified.
    if (error.code === "format.algorithm-unknown") {
      return { subjects: [], unreadable: [unknown("presentation.unknown-algorithm", { ...error.facts })] };
    }
    return unreadable(error.message, error.code, error.facts);
  }
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
