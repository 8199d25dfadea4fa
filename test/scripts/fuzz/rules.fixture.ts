import { EXIT } from "../../../scripts/lib/terminal/output/output.ts";
import { isObject } from "../../../src/crypto/encodings/json.ts";
import { errorEntry } from "../../../src/public/errors.ts";
import type { Ran, Sandbox } from "./sandbox.fixture.ts";

/** What is said that must not be; none if all is well. */
type Broken = readonly string[];

const USUAL_CODES: readonly number[] = Object.values(EXIT).filter((code) => code !== EXIT.internal);

/** What no output has, whatever was asked. */
const NEVER: Readonly<Record<string, RegExp>> = {
  "a stack trace": /^\s*at .*(?::\d+:\d+|node:internal|<anonymous>)/m,
  "a name of Node's own": /node:internal/,
  "an error of Node's own": /\b(?:Type|Range|Syntax|Reference|Eval|URI|System|Aggregate)?Error(?: \[\w+\])?: /,
  "[object …]": /\[object \w+\]/,
  "the word undefined": /\bundefined\b/,
  "a replacement character": /\ufffd/,
};

/** The rules for what a command prints, and for its exit code. */
export function outputBroken(ran: Ran, json: boolean, secrets: readonly string[]): Broken {
  const { code, signal, stdout, stderr, hung } = ran;
  if (hung) return ["it hangs"];
  if (signal !== null) return [`it died of ${signal}`];
  const said = stdout + stderr;
  return [
    ...(USUAL_CODES.includes(code ?? -1) ? [] : [`exit code ${code}`]),
    ...Object.entries(NEVER).flatMap(([what, pattern]) => (pattern.test(said) ? [what] : [])),
    ...(secrets.some((secret) => said.includes(secret)) ? ["a secret"] : []),
    ...(json ? jsonBroken(ran) : textBroken(ran)),
  ];
}

function textBroken({ code, stdout, stderr }: Ran): Broken {
  if ((code ?? 0) < EXIT.usage) return stdout === "" ? ["it says nothing"] : [];
  return [
    ...(stdout === "" ? [] : ["an error, and standard output"]),
    ...(stderr === "" ? ["no word of the error"] : []),
  ];
}

function jsonBroken({ code, stdout }: Ran): Broken {
  const printed = parsed(stdout);
  if (!isObject(printed)) return ["standard output is not one JSON object"];
  if ((code ?? 0) < EXIT.usage) return "error" in printed ? ["success, and an error"] : [];
  const { error } = printed as { error?: { code?: unknown; message?: unknown; details?: unknown } };
  const entry = errorEntry(String(error?.code));
  if (entry === undefined) return [`an error that the catalogue lacks: ${stdout.slice(0, 200)}`];
  const whole = typeof error?.message === "string" && typeof error.details === "object" && error.details !== null;
  return [
    ...(whole ? [] : ["an error without message or details"]),
    ...(entry.exit === code ? [] : [`${String(error?.code)} with exit code ${code}`]),
  ];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Files = ReturnType<Sandbox["files"]>;

export interface Touching {
  readonly before: Files;
  readonly after: Files;
  readonly code: number | null;
  /** The paths that the command line names, in the sandbox. */
  readonly named: readonly string[];
  /** Whether it was killed: then temporary files may be left. */
  readonly killed?: boolean;
}

const DRAFT = /\.tmp$/;
const LOCK = /(?:^|[/.])(?:lock|process)(?:-wal|-shm|-journal)?$/;

/** The rules for files: nothing half written, nothing touched that is not named, nothing left behind. */
export function filesBroken({ before, after, code, named, killed = false }: Touching): Broken {
  const changed = [...after].filter(([name, content]) => before.get(name)?.equals(content) !== true);
  const removed = [...before.keys()].filter((name) => !after.has(name) && !/^home\/outbox\//.test(name));
  const isNamed = (name: string): boolean => named.some((one) => name === one || name.startsWith(`${one}/`));
  return [
    ...removed.filter((name) => !LOCK.test(name)).map((name) => `it removed ${name}`),
    ...changed.flatMap(([name, content]) => {
      if (DRAFT.test(name)) return killed ? [] : [`it left ${name}`];
      if (name.endsWith("/") || LOCK.test(name)) return [];
      if (!name.startsWith("home/") && !name.startsWith("out/") && !isNamed(name)) return [`it wrote ${name}`];
      if (!isWhole(name, content)) return [`${name} is half written: ${content.toString("utf8", 0, 100)}`];
      return mayWrite(name, killed ? EXIT.ok : code) ? [] : [`it ended with ${code}, and wrote ${name}`];
    }),
  ];
}

/** A command that failed wrote nothing but what it must remember; one that was called in a wrong way, not even that. */
const mayWrite = (name: string, code: number | null): boolean =>
  code === null || code < EXIT.usage || (code !== EXIT.usage && name.startsWith("home/"));

/** Everything that commands write is JSON, or ends with a line break. */
/** Its reader drops an incomplete last line (index-journal.ts). */
const JOURNAL = /\.indices$/;
/** A replica's file is binary, and has a checksum. */
const SNAPSHOT = "didim-replica ";

function isWhole(name: string, content: Buffer): boolean {
  if (JOURNAL.test(name) || content.toString("latin1").startsWith(SNAPSHOT)) return true;
  const text = content.toString("utf8");
  return text.endsWith("\n") || (!/\.txt$/.test(name) && parsed(text) !== undefined);
}
