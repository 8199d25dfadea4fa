import {
  type Bilingual,
  DidimError,
  ERROR_EXIT,
  type ErrorCode,
  errorEntry,
  showUnseen,
  toJson,
} from "../../../../src/public/errors.ts";
import { koreanOf } from "../language/korean.ts";
import { asCalledHere } from "../place.ts";
import { withLocalTimes } from "./times.ts";

export type { Bilingual };

export type Language = keyof Bilingual;

/** A command's output: `json` for machines, `text` for people. */
export interface CommandResult {
  /** An object: a list has a name in it. */
  readonly json: object;
  readonly text: Bilingual;
  /** The exit code; default 0. */
  readonly exit?: number;
}

/** 0 to 2 are the verdicts of `credential verify`; the others come from the catalogue of errors. */
export const EXIT = { ok: 0, notValid: 1, couldNotFindOut: 2, ...ERROR_EXIT } as const;

export function exitCodeOf(thrown: unknown): number {
  const error = ofFiles(thrown);
  if (!(error instanceof DidimError)) return EXIT.internal;
  return errorEntry(error.code)?.exit ?? EXIT.refused;
}

const PATHLESS: ReadonlySet<string> = new Set(["EISDIR", "ENOSPC", "EDQUOT", "EFBIG", "EIO", "EROFS", "EBADF"]);

/** An unusable file or folder is the caller's problem, not an internal error. */
function ofFiles(error: unknown): unknown {
  const { code, path } = (error instanceof Error ? error : {}) as NodeJS.ErrnoException;
  // Node's error has no path for a folder read as a file, nor for a write that finds no room.
  const isOfFiles = PATHLESS.has(code ?? "") || (path !== undefined && /^E[A-Z]+$/.test(code ?? ""));
  if (error instanceof DidimError || !isOfFiles) return error;
  const message = `${path ?? "A file"} cannot be used: ${(error as Error).message}.`;
  return new DidimError("cli.file-access", message, { file: path, why: code });
}

/** Untrusted text (claims, names, notes, descriptions) on one line of ours. */
export function oneLine(text: string): string {
  return showUnseen(text);
}

/**
 * The last filter before a terminal: only line breaks and tabs are kept; commands are named as they are called here.
 */
function visible(text: string): string {
  return showUnseen(asCalledHere(text), (unseen) => (unseen === "\n" || unseen === "\t" ? unseen : showUnseen(unseen)));
}

/** JSON for machines. Unseen characters are escaped, because people look at it too. */
export function printedJson(value: unknown, indent = 2): string {
  return showUnseen(toJson(value, indent), (unseen) => (unseen === "\n" ? unseen : escaped(unseen)));
}

/** RFC 8259 §7: escapes each UTF-16 unit. */
function escaped(text: string): string {
  return text
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}

export function print(result: CommandResult, how: { readonly json: boolean; readonly lang: Language }): void {
  process.stdout.write(`${how.json ? printedJson(result.json) : visible(result.text[how.lang])}\n`);
}

/** With --json, an error is also one JSON object on standard output. */
export function printError(thrown: unknown, how: { readonly json: boolean; readonly lang?: Language }): void {
  const error = ofFiles(thrown);
  if (how.json) process.stdout.write(`${printedJson({ error: errorJson(error) })}\n`);
  else process.stderr.write(`${visible(how.lang === "ko" ? inKorean(error) : inEnglish(error))}\n`);
}

function errorJson(error: unknown): object {
  if (!(error instanceof DidimError)) return { code: "internal", message: String(error) };
  return { code: error.code, message: error.message, details: error.details };
}

function inEnglish(error: unknown): string {
  if (error instanceof DidimError) return `${edged(withLocalTimes(error.message))} (${error.code})${causeOf(error)}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Of a failure that nobody foresaw, what its cause says, on a line below. */
function causeOf({ code, cause }: DidimError): string {
  if (!UNFORESEEN.has(code) || !(cause instanceof Error) || cause.message === "") return "";
  // A URL may hold a password.
  const said = oneLine(cause.message.replaceAll(/https?:\/\/\S+/g, "…"));
  return `\n  | ${said.slice(0, LONGEST_CAUSE)}`;
}

const UNFORESEEN: ReadonlySet<string> = new Set([
  "registry.failed",
  "facts.failed",
  "format.failed",
  "facts.replica-failed",
  "did.internal",
  "issuer.journal-failed",
  "issuer.signing-failed",
] as const satisfies readonly ErrorCode[]);
const LONGEST_CAUSE = 400;

/** A message may quote a node or a made-up contract. Marks its lines, so that they cannot pass for ours. */
function edged(message: string): string {
  return message.replaceAll("\n", "\n  | ");
}

/** The code's Korean sentence, then the English message, which has all details and helps when asking for support. */
function inKorean(error: unknown): string {
  const sentence = error instanceof DidimError ? koreanOf(error) : INTERNAL;
  return sentence === undefined ? inEnglish(error) : `오류: ${withLocalTimes(sentence)}\n  ${inEnglish(error)}`;
}

const INTERNAL = "디딤 내부의 오류입니다. 아래 내용을 지원 담당자에게 전달하십시오.";

/** Text to read before the command goes on; never on standard output. */
export function show(text: string): void {
  process.stderr.write(`${visible(text)}\n`);
}

/** A line for a waiting user; never on standard output. */
export function progress(text: string): void {
  process.stderr.write(`… ${visible(edged(text))}\n`);
}
