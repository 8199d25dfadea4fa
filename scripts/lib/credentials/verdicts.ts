import { createRpcFacts } from "../../../src/public/facts/rpc.ts";
import type { Facts } from "../../../src/public/facts.ts";
import type { Presentations } from "../../../src/public/holder.ts";
import { DidimError, isDidimError } from "../../../src/public/index.ts";
import { createVerifier, SealedClock, type Verdict, WITHHELD } from "../../../src/public/verifier.ts";
import { didsOf } from "../keys/identities.ts";
import { type ProofOptions, provedFacts } from "../proofs/proofs.ts";
import { inputText, onlyToken, writtenJson } from "../terminal/input/input.ts";
import { blockNamed, moment, when } from "../terminal/input/values.ts";
import { type CommandResult, EXIT, type Language, oneLine, printedJson } from "../terminal/output/output.ts";
import { withLocalTimes } from "../terminal/output/times.ts";
import type { Context } from "../terminal/verb.ts";
import { anchorIn } from "./evidence.ts";
import { policyOf, type VerifyOptions } from "./requests.ts";

const EXITS = {
  valid: EXIT.ok,
  invalid: EXIT.notValid,
  indeterminate: EXIT.couldNotFindOut,
} as const;

const CHECK_NAMES = {
  signature: { en: "signature", ko: "서명" },
  issuerKey: { en: "issuer key", ko: "발급기관 키" },
  accreditation: { en: "accreditation", ko: "발급 권한" },
  status: { en: "status", ko: "상태" },
  holderBinding: { en: "holder", ko: "소지자" },
} as const;

const OUTCOMES = {
  valid: { en: "valid", ko: "유효" },
  invalid: { en: "not valid", ko: "무효" },
  indeterminate: { en: "could not find out", ko: "확인 불가" },
} as const;

/** What a holder presented, as it is in a file: presentations by the id of a query, or a single one. */
export function presentedIn(file: string): Presentations | string {
  const text = inputText(file);
  return /^\s*\{/.test(text) ? (writtenJson(text, file) as Presentations) : onlyToken(text, file);
}

/** The verdict on the presentations in the file. */
export async function decide(context: Context, file: string, options: VerifyOptions): Promise<Verdict> {
  const presented = presentedIn(file);
  const clock = new SealedClock();
  const asOf = options.asOf === undefined ? undefined : moment(options.asOf, clock.now());
  const { anchor } = options;
  const chainOf = async () =>
    anchor === undefined ? (await context.network()).addresses.chainId : anchorIn(anchor).chainId;
  const policy = await policyOf(options, didsOf(context.keys, chainOf));
  const facts = await factsOf(context, options, clock);
  return createVerifier({ facts, clock }).verify(presented, { ...policy, ...(asOf !== undefined && { asOf }) });
}

/** An unreachable registry is not an error here: the verdict is then "indeterminate". */
export async function factsOf(context: Context, options: ProofOptions = {}, clock = new SealedClock()): Promise<Facts> {
  if (options.anchor !== undefined) return provedFacts(options.anchor, options, { ...context, clock });
  if (options.prove) throw new DidimError("cli.value", "To check the proofs of a node, name a trust anchor: --anchor.");
  const block = options.pin === undefined ? "latest" : blockNamed(options.pin);
  try {
    const registry = await context.registry();
    return createRpcFacts({ registry, block });
  } catch (error) {
    if (!isDidimError(error) || !error.code.startsWith("facts.")) throw error;
    return { source: "rpc", lookup: () => Promise.reject(error) };
  }
}

/** A verdict as output; `inFull` adds all five checks with their evidence. */
export function verdictResult(verdict: Verdict, inFull: boolean): CommandResult {
  return {
    json: verdict,
    text: { en: describe(verdict, "en", inFull), ko: describe(verdict, "ko", inFull) },
    exit: EXITS[verdict.outcome],
  };
}

/** What is suspended may hold again, so it is not called void. */
const SUSPENDED = { en: "not valid", ko: "효력 정지" } as const;

const isSuspension = ({ code }: { readonly code: string }): boolean => code.endsWith(".suspended");

/** The verdict in a word: of a suspension, if nothing else is wrong. */
function outcomeOf({ outcome, credentials, presentation }: Verdict, lang: Language): string {
  const all = [...credentials.flatMap(({ checks, policy }) => [...Object.values(checks), ...policy]), ...presentation];
  const wrong = all.filter((finding) => finding.outcome !== "valid");
  return outcome === "invalid" && wrong.length > 0 && wrong.every(isSuspension)
    ? SUSPENDED[lang]
    : OUTCOMES[outcome][lang];
}

/** Some texts begin with the outcome themselves. */
const headed = (outcome: string, text: string): string =>
  text.startsWith(`${outcome}:`) ? text : `${outcome}: ${text}`;

function describe(verdict: Verdict, lang: Language, inFull: boolean): string {
  const asOf = verdict.asOf === undefined ? "" : ` [${verdict.asOf.block}, ${when(verdict.asOf.time)[lang]}]`;
  const lines = [`${headed(outcomeOf(verdict, lang), withLocalTimes(verdict.text[lang]))}${asOf}`];
  for (const { query, type, issuer, checks, policy, claims } of verdict.credentials) {
    if (!inFull && claims === undefined) continue;
    lines.push(`  ${query}: ${oneLine(type)}`, `  ${issuer}`);
    if (inFull) {
      for (const [name, words] of Object.entries(CHECK_NAMES)) {
        const finding = checks[name as keyof typeof CHECK_NAMES];
        const outcome = isSuspension(finding) ? SUSPENDED[lang] : OUTCOMES[finding.outcome][lang];
        lines.push(
          `    ${words[lang]}: ${outcome}. ${withLocalTimes(finding.text[lang])}`,
          `      ${compact(finding.evidence)}`,
        );
      }
      for (const { outcome, text } of policy)
        lines.push(`    ${OUTCOMES[outcome][lang]}. ${withLocalTimes(text[lang])}`);
    }
    if (claims !== undefined)
      lines.push(...Object.entries(claims).map(([name, value]) => `    ${oneLine(name)}: ${compact(value)}`));
  }
  if (inFull)
    for (const { outcome, text } of verdict.presentation)
      lines.push(`  ${OUTCOMES[outcome][lang]}. ${withLocalTimes(text[lang])}`);
  return lines.join("\n");
}

/**
 * Untrusted text must not look like a line of ours. A withheld element of a list is shown as …, which JSON does not use
 * otherwise.
 */
function compact(value: unknown): string {
  if (typeof value === "string") return oneLine(value);
  // Inside a JSON string the quotes would be escaped, so this matches only whole elements.
  return printedJson(value, 0).replaceAll(JSON.stringify(WITHHELD), "…");
}
