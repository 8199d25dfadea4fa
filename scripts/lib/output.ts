import { DidimError } from "../../src/index.ts";

/** One text in the two languages of the command line. */
export interface Words {
  readonly en: string;
  readonly ko: string;
}

export type Language = keyof Words;

/** What a command says: `json` to machines, `text` to people. */
export interface Outcome {
  readonly json: unknown;
  readonly text: Words;
  /** Exit code; 0 unless told. */
  readonly exit?: number;
}

/** After BSD's sysexits where it has one; 0 to 2 are the verdicts of `credential verify`. */
export const EXIT = {
  ok: 0,
  notValid: 1,
  couldNotFindOut: 2,
  usage: 64,
  refused: 65,
  noInput: 66,
  unavailable: 69,
  internal: 70,
  notAllowed: 77,
} as const;

const NOT_ALLOWED = /^registry\.(password|keystore|no-signer|unknown-account|not-permitted|insufficient-funds)$/;

const USAGE = new Set(["registry.node-url", "registry.quorum", "registry.arguments"]);

/** Codes by family; a contract's refusal bears the contract's own name. */
export function exitCodeOf(error: unknown): number {
  if (!(error instanceof DidimError)) return EXIT.internal;
  const { code } = error;
  if (/^(facts|node)\./.test(code) || code === "registry.timeout" || code === "registry.rpc") return EXIT.unavailable;
  if (NOT_ALLOWED.test(code)) return EXIT.notAllowed;
  if (code === "cli.no-file") return EXIT.noInput;
  if (/^(cli|did|crypto)\./.test(code) || USAGE.has(code)) return EXIT.usage;
  return code === "registry.failed" ? EXIT.internal : EXIT.refused;
}

/** JSON for machines: whole numbers as numbers while they are exact, else as text. */
export function toJson(value: unknown): string {
  return JSON.stringify(
    value,
    (_, one: unknown) =>
      typeof one !== "bigint" ? one : Number.isSafeInteger(Number(one)) ? Number(one) : String(one),
    2,
  );
}

export function print(outcome: Outcome, how: { readonly json: boolean; readonly lang: Language }): void {
  process.stdout.write(`${how.json ? toJson(outcome.json) : outcome.text[how.lang]}\n`);
}

/** With --json a failure, too, is one JSON object on standard output. */
export function printError(error: unknown, how: { readonly json: boolean }): void {
  const known = error instanceof DidimError;
  if (how.json) {
    const shown = known
      ? { code: error.code, message: error.message, facts: error.facts }
      : { code: "internal", message: String(error) };
    process.stdout.write(`${toJson({ error: shown })}\n`);
  } else if (known) {
    process.stderr.write(`${error.message} (${error.code})\n`);
  } else {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  }
}

/** A line for the person who waits; never on standard output. */
export function progress(text: string): void {
  process.stderr.write(`… ${text}\n`);
}
