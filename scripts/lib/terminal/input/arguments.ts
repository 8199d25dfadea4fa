import { DidimError } from "../../../../src/public/errors.ts";
import { checkLanguage } from "../language/language.ts";

/** Node decodes the command line and the environment before we see them, and puts this in the place of what is not UTF-8. */
const LOST = "\ufffd";
const ARGUMENTS = 2;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Checks what the user typed before anything is done with it. Text of another encoding would be signed, or go on the chain,
 * as U+FFFD. Throws `cli.not-text`, and `cli.value` for an unknown language.
 */
export function checkArguments(argv: readonly string[], env: Environment = process.env): void {
  const lost = argv.findIndex((word, i) => i >= ARGUMENTS && word.includes(LOST));
  if (lost !== -1) throw notText(nameOf(argv, lost));
  const variable = Object.keys(env).find((name) => name.startsWith("DIDIM_") && env[name]?.includes(LOST));
  if (variable !== undefined) throw notText({ variable: `$${variable}` });
  checkLanguage(argv, env.DIDIM_LANG);
}

/** The option before it, or its number. */
function nameOf(argv: readonly string[], i: number): Name {
  const word = argv[i] ?? "";
  const [option] = word.startsWith("--") ? word.split("=") : [argv[i - 1] ?? ""];
  const isOption = option?.startsWith("--") === true && !option.includes(LOST);
  return isOption ? { option } : { argument: i - ARGUMENTS + 1 };
}

type Name = { readonly option: string | undefined } | { readonly argument: number } | { readonly variable: string };

function notText(name: Name): DidimError {
  const [[kind, value] = []] = Object.entries(name);
  const message = `This is not text in UTF-8: ${kind} ${value}. Set the encoding of the terminal, or of the script, to UTF-8.`;
  return new DidimError("cli.not-text", message, name);
}
