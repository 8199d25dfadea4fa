import { DidimError } from "../../../src/public/index.ts";
import { checkNewPassword, readBytes, textIn } from "../../../src/public/node.ts";
import { readIfThere } from "../terminal/input/input.ts";
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
    if (!/^\d{1,3}$/.test(passwordFd)) throw new DidimError("cli.option", "--password-fd takes a number.", {});
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
  const name = `Descriptor ${descriptor}`;
  const text = texts.get(descriptor) ?? textIn(readBytes(descriptor, MAX_BYTES, name), name).text;
  texts.set(descriptor, text);
  return text;
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
