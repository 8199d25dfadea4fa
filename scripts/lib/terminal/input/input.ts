/** How every command reads files and standard input. Nothing else reads what a person gives. */
import type { Command } from "commander";
import { DidimError, isDidimError } from "../../../../src/public/index.ts";
import { parseWritten, readBytes, textIn } from "../../../../src/public/node.ts";
import { sayIn } from "../help.ts";
import { languageOf } from "../language/language.ts";
import { progress } from "../output/output.ts";

/** Far larger than any text that a command takes. */
const MAX_TEXT = 4_000_000;
/** A document that is signed may be large, but it is read as a whole. */
const MAX_DOCUMENT = 2 ** 30;

/**
 * The text of a file, or of standard input for `-`. A byte order mark is left out, and the user is told. `most`: the most
 * bytes that are read. Throws `cli.no-file`, `files.not-text`, `files.too-large`.
 */
export function inputText(file: string, most = MAX_TEXT): string {
  return unmarked(inputBytes(file, most), nameOf(file));
}

/** Bytes as text, without a byte order mark, of which the user is told. Throws `files.not-text`. */
export function unmarked(bytes: Uint8Array, name: string): string {
  const { text, marked } = textIn(bytes, name);
  if (marked) tellOfMark(name);
  return text;
}

/** JSON that somebody wrote by hand: see {@link parseWritten}. Throws `cli.file`, and what {@link inputText} throws. */
export function inputJson(file: string): unknown {
  return writtenJson(inputText(file), file);
}

/** Throws `cli.file`, which says where the text is not JSON. */
export function writtenJson(text: string, file: string): unknown {
  return parseWritten(text, (why) => {
    const name = nameOf(file);
    return new DidimError("cli.file", `${name} has no JSON that can be used: ${why}.`, { file: name, why });
  });
}

/**
 * A schema's text. Its hash on the chain is that of the file's bytes, so nothing is left out: a byte order mark is refused
 * (RFC 8259 §8.1 forbids it, too). Throws `cli.file`, and what {@link inputText} throws.
 */
export function schemaIn(file: string): string {
  const { text, marked } = textIn(inputBytes(file, MAX_TEXT), nameOf(file));
  if (!marked) return text;
  const why = "it begins with a byte order mark, which would be in its hash; save it as UTF-8 without one";
  throw new DidimError("cli.file", `${nameOf(file)} cannot be a schema: ${why}.`, { file: nameOf(file), why });
}

/** A document's exact bytes, which were signed. */
export function documentBytes(file: string): Uint8Array {
  return inputBytes(file, MAX_DOCUMENT);
}

/**
 * Tokens (credentials, presentations) in a file, one a line. Blank lines, blanks at the ends of lines and the kind of line
 * breaks do not count: a token has none, and a genuine one must not be found invalid because of its file. Throws `cli.file`
 * for a file without any.
 */
export function inputTokens(file: string): readonly string[] {
  return tokensIn(inputText(file), file);
}

/** The only token in a file. Throws `cli.file` for several. */
export function inputToken(file: string): string {
  return onlyToken(inputText(file), file);
}

/** {@link inputToken}, in a text that was read from the file. */
export function onlyToken(text: string, file: string): string {
  const [token = "", ...others] = tokensIn(text, file);
  if (others.length === 0) return token;
  throw wrongFile(file, `it has ${others.length + 1} lines, and here a single token on one line is needed`);
}

function tokensIn(text: string, file: string): readonly string[] {
  const tokens = text
    .split(/[\r\n]/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  if (tokens.length === 0) throw wrongFile(file, "it is empty");
  const broken = tokens.find((token) => /\s/.test(token));
  if (broken === undefined) return tokens;
  throw wrongFile(file, "a line has blanks inside, and a token has none");
}

function wrongFile(file: string, why: string): DidimError {
  const name = nameOf(file);
  return new DidimError("cli.file", `${name} has no token that can be read: ${why}.`, { file: name, why });
}

/** A file's text; undefined if there is no such file. Throws what {@link inputText} throws. */
export function readIfThere(file: string, most = MAX_TEXT): string | undefined {
  try {
    return inputText(file, most);
  } catch (error) {
    if (isDidimError(error, "cli.no-file")) return undefined;
    throw error;
  }
}

/** A file's JSON; undefined if there is no such file. Throws what {@link inputJson} throws. */
export function readJsonIfThere(file: string): unknown {
  const text = readIfThere(file);
  return text === undefined ? undefined : writtenJson(text, file);
}

/**
 * The bytes of a file, or of standard input for `-`; `most`: the longest that is read. Throws `cli.no-file`,
 * `files.too-large`.
 */
export function inputBytes(file: string, most: number): Uint8Array {
  try {
    return readBytes(file === "-" ? standardInput() : file, most, nameOf(file));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    throw new DidimError("cli.no-file", `There is no file ${file}.`, { file });
  }
}

let isTaken = false;

/**
 * The descriptor of standard input, for the only one who reads it: another would find it empty. Throws `cli.option` where it
 * was read before; {@link checkFiles} says so of options before anything is done.
 */
export function standardInput(): number {
  if (isTaken) {
    const message = "Standard input was read already, and it can be read only once. Put one of the things into a file.";
    throw new DidimError("cli.option", message, {});
  }
  isTaken = true;
  return 0;
}

const nameOf = (file: string): string => (file === "-" ? "Standard input" : file);

/** What a file or a folder is called in the usage of a command. */
const FILE = /^(?:files?|document|certificate|actions|folder)(?:\.\.\.)?$/;
/** These are written, and folders: standard input is neither. */
const NOT_READ = ["--out", "--snapshot", "--archive", "--home", "--dir"];

/**
 * Checks the names of files on a command line before anything is done. Throws `cli.value` for an empty one, as of an unset
 * variable, and for standard input in the place of what is written. Throws `cli.option` if several are standard input: it
 * gives one thing only, and whoever reads second would find nothing.
 *
 * @param writes Whether the arguments are files that the command writes.
 */
export function checkFiles(command: Command, writes = false): void {
  const files = filesIn(command, writes);
  const wrong = files.find(({ value, isRead }) => value === "" || (value === "-" && !isRead));
  if (wrong !== undefined) throw noFile(wrong);
  const readers = files.filter(({ value }) => value === "-").map(({ name }) => name);
  if (command.getOptionValue("passwordFd") === "0") readers.push("--password-fd");
  if (readers.length < 2) return;
  const message = `Standard input can be read only once, and it is given for ${[...new Set(readers)].join(" and ")}. Put the others into files.`;
  throw new DidimError("cli.option", message, { option: readers.join(", ") });
}

interface NamedFile {
  /** Of the argument or the option. */
  readonly name: string;
  readonly value: unknown;
  readonly isRead: boolean;
}

function noFile({ name, value }: NamedFile): DidimError {
  const why =
    value === "" ? "is empty" : "is standard input, and here a place to write is needed (./- is a file of that name)";
  return new DidimError("cli.value", `${name} names no file: it ${why}.`, { value, option: name });
}

function filesIn(command: Command, writes: boolean): NamedFile[] {
  const args = command.registeredArguments.map((argument, i) => ({
    ...{ name: argument.name(), kind: argument.name() },
    ...{ value: command.processedArgs[i] as unknown, isRead: !writes },
  }));
  const options = command.options.map((option) => ({
    ...{ name: option.long ?? option.flags, kind: /[<[](.+)[>\]]/.exec(option.flags)?.[1] ?? "" },
    ...{
      value: command.getOptionValue(option.attributeName()) as unknown,
      isRead: !NOT_READ.includes(option.long ?? ""),
    },
  }));
  return [...args, ...options].flatMap(({ name, kind, value, isRead }) =>
    FILE.test(kind) ? [value].flat().map((one: unknown) => ({ name, value: one, isRead })) : [],
  );
}

/** Files of which the user was told: some are read twice. */
const told = new Set<string>();

function tellOfMark(name: string): void {
  if (told.has(name)) return;
  told.add(name);
  const say = sayIn(languageOf(process.argv));
  progress(
    say(`${name} begins with a byte order mark; it was left out`, `${name}: 맨 앞의 바이트 순서 표시를 빼고 읽습니다`),
  );
}
