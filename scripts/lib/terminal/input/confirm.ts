import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { DidimError } from "../../../../src/public/index.ts";
import type { Bilingual, Language } from "../output/output.ts";

/** How a command asks for confirmation: at a terminal, or not at all. */
export interface Asking {
  /** `--yes`: confirmed in advance. */
  readonly yes?: true | undefined;
  readonly lang: Language;
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable;
}

const ANSWERS: Bilingual = { en: "y/N", ko: "예(y)/아니요(N)" };
const YES = /^(y|yes|예|네)$/i;

/**
 * Resolves once confirmed: by --yes, or by a person at the terminal. Throws `cli.not-confirmed` if there is neither,
 * and `cli.declined` for any answer but yes.
 */
export async function confirm(question: Bilingual, { yes, lang, input, output }: Asking): Promise<void> {
  if (yes === true) return;
  if (input.isTTY !== true) {
    const message = "This must be confirmed, and there is no terminal. In a script, add --yes.";
    throw new DidimError("cli.not-confirmed", message, {});
  }
  const answer = await lineOf(`${question[lang]} [${ANSWERS[lang]}] `, input, output);
  if (YES.test(answer.trim())) return;
  throw new DidimError("cli.declined", "Not confirmed. Nothing was done.", {});
}

/** Reads one line; an empty text at the end of the input. */
function lineOf(prompt: string, input: Readable, output: Writable): Promise<string> {
  const terminal = createInterface({ input, output });
  return new Promise((resolve) => {
    terminal.question(prompt, resolve);
    terminal.on("close", () => resolve(""));
  }).finally(() => terminal.close()) as Promise<string>;
}
