import {
  DidimError,
  type Facts,
  isDidimError,
  lensOf,
  rpc,
  SealedClock,
  type Verdict,
  verify,
  WITHHELD,
} from "../../../src/index.ts";
import { didsOf } from "../keys/identities.ts";
import { type ProofOptions, provedFacts } from "../proofs/proofs.ts";
import { type CommandResult, EXIT, type Language, oneLine, printedJson } from "../terminal/output.ts";
import { blockNamed, inputText, moment, when } from "../terminal/values.ts";
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
  issuerKey: { en: "issuer key", ko: "발급 키" },
  accreditation: { en: "accreditation", ko: "발급 권한" },
  status: { en: "status", ko: "상태" },
  holderBinding: { en: "holder", ko: "소지자" },
} as const;

const OUTCOMES = {
  valid: { en: "valid", ko: "유효" },
  invalid: { en: "not valid", ko: "무효" },
  indeterminate: { en: "could not find out", ko: "확인 불가" },
} as const;

/** Presentations in files, one a line. */
export function presentationsIn(files: readonly string[]): string[] {
  return files.flatMap((file) => inputText(file).split(/\r?\n/)).filter((line) => line.trim() !== "");
}

/** A verifier's command: the verdict on what is in the files. */
export async function decide(context: Context, files: readonly string[], options: VerifyOptions): Promise<Verdict> {
  const presentations = presentationsIn(files);
  const clock = new SealedClock();
  const asOf = options.asOf === undefined ? undefined : moment(options.asOf, clock.now());
  const { anchor } = options;
  const chainOf = async () =>
    anchor === undefined ? (await context.network()).addresses.chainId : anchorIn(anchor).chainId;
  const policy = await policyOf(options, didsOf(context.keys, chainOf));
  const facts = await factsOf(context, options, clock);
  return verify(presentations, { ...policy, ...(asOf !== undefined && { asOf }) }, facts, clock);
}

/** A registry that cannot be asked is no reason for an error: the verdict then is that it could not be found out. */
export async function factsOf(context: Context, options: ProofOptions = {}, clock = new SealedClock()): Promise<Facts> {
  if (options.anchor !== undefined) return provedFacts(options.anchor, options, { ...context, clock });
  if (options.prove)
    throw new DidimError("cli.value", "By what a node is to prove its answers, a trust anchor says: --anchor.");
  const block = options.pin === undefined ? "latest" : blockNamed(options.pin);
  try {
    const registry = await context.registry();
    return rpc({ lens: lensOf(registry), chainId: registry.chainId, block });
  } catch (error) {
    if (!isDidimError(error) || !error.code.startsWith("facts.")) throw error;
    return { source: "rpc", lookup: () => Promise.reject(error) };
  }
}

/** A verdict as a command says it; in full: all five checks with what they looked at. */
export function verdictResult(verdict: Verdict, inFull: boolean): CommandResult {
  return {
    json: verdict,
    text: { en: describe(verdict, "en", inFull), ko: describe(verdict, "ko", inFull) },
    exit: EXITS[verdict.outcome],
  };
}

function describe(verdict: Verdict, lang: Language, inFull: boolean): string {
  const asOf = verdict.asOf === undefined ? "" : ` [${verdict.asOf.block}, ${when(verdict.asOf.time)[lang]}]`;
  const lines = [`${OUTCOMES[verdict.outcome][lang]}: ${verdict.words[lang]}${asOf}`];
  for (const { type, issuer, checks, policy, claims } of verdict.credentials) {
    if (!inFull && claims === undefined) continue;
    lines.push(`  ${oneLine(type)}`, `  ${issuer}`);
    if (inFull) {
      for (const [name, words] of Object.entries(CHECK_NAMES)) {
        const { outcome, words: why, evidence } = checks[name as keyof typeof CHECK_NAMES];
        lines.push(`    ${words[lang]}: ${OUTCOMES[outcome][lang]}. ${why[lang]}`, `      ${compact(evidence)}`);
      }
      for (const { outcome, words } of policy) lines.push(`    ${OUTCOMES[outcome][lang]}. ${words[lang]}`);
    }
    if (claims !== undefined)
      lines.push(...Object.entries(claims).map(([name, value]) => `    ${oneLine(name)}: ${compact(value)}`));
  }
  if (inFull)
    for (const { outcome, words } of verdict.presentation) lines.push(`  ${OUTCOMES[outcome][lang]}. ${words[lang]}`);
  return lines.join("\n");
}

/** A holder's or an issuer's text must not look like a line of ours. What was withheld of a list is shown as …, which JSON has no other use for. */
function compact(value: unknown): string {
  if (typeof value === "string") return oneLine(value);
  // Within a text of JSON its quotes would be escaped.
  return printedJson(value, 0).replaceAll(JSON.stringify(WITHHELD), "…");
}
