import { constants, existsSync, fstatSync, readdirSync, readFileSync, type Stats } from "node:fs";
import { DidimError } from "../../../src/public/index.ts";
import { checkNewPassword, readBytes } from "../../../src/public/node.ts";
import { readIfThere, standardInput, unmarked } from "../terminal/input/input.ts";
import type { Bilingual, Language } from "../terminal/output/output.ts";

export interface PasswordOptions {
  /** An open file descriptor from which the password is read. */
  readonly passwordFd?: string;
  /** The language to ask in; default English. */
  readonly lang?: Language;
}

/** The terminal, which asks without echo. */
export interface Prompt {
  readonly isTerminal: boolean;
  ask(question: string): Promise<string>;
}

/**
 * Reads a password from a descriptor (--password-fd 3), a file ($DIDIM_PASSWORD_FILE), or the terminal. Never from the
 * command line, which every user of the machine can read. Throws `cli.password`.
 */
export async function readPassword(
  question: Bilingual,
  options: PasswordOptions,
  prompt: Prompt = TERMINAL,
): Promise<string> {
  const given = await passwordGiven(options);
  return checked(given ?? (await ask(question, options, prompt)));
}

/**
 * Reads a password for a new file. At the terminal it is asked for twice, because nobody could open the file by a
 * mistyped one. Throws `holder.password-short`, `cli.password-differs`, and what {@link readPassword} throws.
 */
export async function readNewPassword(
  question: Bilingual,
  options: PasswordOptions,
  prompt: Prompt = TERMINAL,
): Promise<string> {
  const given = await passwordGiven(options);
  const password = checked(given ?? (await ask(question, options, prompt)));
  checkNewPassword(password);
  if (given !== undefined || checked(await ask(AGAIN, options, prompt)) === password) return password;
  throw new DidimError("cli.password-differs", "The two passwords differ. Nothing was made.", {});
}

/** The question for the password of a key. */
export const passwordOf = (name: string): Bilingual => ({ en: `Password of ${name}`, ko: `${name} 키의 암호` });

const AGAIN: Bilingual = { en: "The same password again", ko: "같은 암호를 한 번 더 입력하십시오" };

function checked(password: string): string {
  // Normalized, so that differently composed characters give the same password (RFC 8265 §4.2.1); Korean has two forms.
  if (password !== "") return password.normalize("NFC");
  throw new DidimError("cli.password", "The password is empty.", {});
}

/** The password from a descriptor or a file; undefined if neither is named. */
async function passwordGiven({ passwordFd }: PasswordOptions): Promise<string | undefined> {
  if (passwordFd !== undefined) {
    if (!/^\d{1,3}$/.test(passwordFd))
      throw new DidimError("cli.option", "--password-fd takes the number of an open descriptor.", {
        option: "--password-fd",
      });
    return firstLine(textOf(Number(passwordFd)));
  }
  const file = process.env.DIDIM_PASSWORD_FILE;
  if (file === undefined || file === "") return undefined;
  const text = readIfThere(file);
  if (text !== undefined) return firstLine(text);
  throw new DidimError("cli.no-file", `There is no file ${file} ($DIDIM_PASSWORD_FILE).`, { file });
}

async function ask(question: Bilingual, { lang = "en" }: PasswordOptions, prompt: Prompt): Promise<string> {
  if (prompt.isTerminal) return prompt.ask(question[lang]);
  const message =
    "A password is needed, and there is no terminal to ask at: set DIDIM_PASSWORD_FILE, or give --password-fd.";
  throw new DidimError("cli.password", message, {});
}

/** Far longer than any password; a file that is longer is another one. */
const MAX_BYTES = 65_536;

/** A descriptor can be read only once, but a command may open several keys. */
const texts = new Map<number, string>();

function textOf(descriptor: number): string {
  const name = `Descriptor ${descriptor} (--password-fd)`;
  if (!texts.has(descriptor)) checkGiven(descriptor);
  const text =
    texts.get(descriptor) ??
    unmarked(readBytes(descriptor === 0 ? standardInput() : descriptor, MAX_BYTES, name), name);
  texts.set(descriptor, text);
  return text;
}

/**
 * Throws `cli.file-access` for a descriptor that nobody gave to this process: one that is not open, or one of Node's own.
 * A pipe that Node writes to itself would never end.
 */
function checkGiven(descriptor: number): void {
  const kind = statOf(descriptor);
  if (kind?.isFile() || kind?.isSocket() || kind?.isCharacterDevice()) return;
  if (kind?.isFIFO() && !isWrittenHere(kind, descriptor)) return;
  const why = kind?.isDirectory() ? "it is a folder" : "nothing is open there that could be read";
  const message = `--password-fd ${descriptor} cannot be used: ${why}. Open it in the shell: --password-fd 3 3<FILE.`;
  throw new DidimError("cli.file-access", message, { file: `--password-fd ${descriptor}`, why });
}

function statOf(descriptor: number): Stats | undefined {
  try {
    return fstatSync(descriptor);
  } catch {
    return undefined;
  }
}

/** Where Linux tells about the descriptors of this process. */
const OPENED = "/proc/self/fdinfo";

/** Whether another descriptor of this process writes to the pipe. Where the system does not tell, nobody does. */
function isWrittenHere({ dev, ino }: Stats, descriptor: number): boolean {
  if (!existsSync(OPENED)) return false;
  const others = readdirSync(OPENED).map(Number);
  return others.some((other) => {
    const found = other === descriptor ? undefined : statOf(other);
    return found?.dev === dev && found.ino === ino && mayWrite(other);
  });
}

function mayWrite(descriptor: number): boolean {
  const [, flags = "0"] = /^flags:\s*([0-7]+)$/m.exec(readFileSync(`${OPENED}/${descriptor}`, "utf8")) ?? [];
  return (Number.parseInt(flags, 8) & (constants.O_WRONLY | constants.O_RDWR)) !== 0;
}

function firstLine(text: string): string {
  return text.split(/\r?\n/)[0] ?? "";
}

const TERMINAL: Prompt = {
  get isTerminal() {
    return process.stdin.isTTY === true;
  },
  ask: askWithoutEcho,
};

/** Stands for bytes that are no text. */
const NO_TEXT = "\ufffd";

/** Decodes what is typed. A character may come in two chunks. */
function typing(): (chunk: Buffer) => string {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  return (chunk) => {
    try {
      return decoder.decode(chunk, { stream: true });
    } catch {
      return NO_TEXT;
    }
  };
}

function askWithoutEcho(question: string): Promise<string> {
  const { stdin, stderr } = process;
  stderr.write(`${question}: `);
  stdin.setRawMode(true);
  stdin.resume();
  return new Promise<string>((resolve, reject) => {
    let typed = "";
    const decoded = typing();
    const read = (chunk: Buffer): void => {
      for (const key of decoded(chunk)) {
        if (key === NO_TEXT) reject(notText());
        else if (key === "\r" || key === "\n" || key === "\u0004") resolve(typed);
        else if (key === "\u0003") reject(new DidimError("cli.interrupted", "Interrupted.", {}));
        else typed = key === "\u007f" || key === "\b" ? [...typed].slice(0, -1).join("") : typed + key;
      }
    };
    stdin.on("data", read);
  }).finally(() => {
    stdin.removeAllListeners("data");
    stdin.setRawMode(false);
    stdin.pause();
    stderr.write("\n");
  });
}

/** Other bytes would all become U+FFFD, and two passwords one. */
function notText(): DidimError {
  const message = "The typed password is not text in UTF-8. Set the terminal's encoding to UTF-8.";
  return new DidimError("cli.not-text", message, {});
}
