import { type Command, CommanderError } from "commander";
import { DidimError, isDidimError } from "../../../src/public/errors.ts";
import { checkArguments } from "./input/arguments.ts";
import { languageOf } from "./language/language.ts";
import { EXIT, exitCodeOf, type Language, printError } from "./output/output.ts";
import { guardOutput } from "./output/standard.ts";

/** Parses the command line and runs the verb. Wrong usage has its own exit code. */
export async function runProgram(
  program: Command,
  argv: readonly string[] = process.argv,
  lang: Language = languageOf(argv),
): Promise<void> {
  const how = { json: argv.includes("--json"), lang };
  guardOutput(how.lang);
  exitWithUsage(program, how);
  try {
    checkArguments(argv);
    await program.parseAsync(argv);
  } catch (error) {
    if (isDidimError(error)) return failed(error, how);
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    // In English, commander has already printed the error.
    if (error.exitCode !== 0 && (how.json || how.lang !== "en")) printError(wrongUsage(error), how);
  }
}

function failed(error: unknown, how: { readonly json: boolean; readonly lang: Language }): void {
  printError(error, how);
  process.exitCode = exitCodeOf(error);
}

function exitWithUsage(command: Command, how: { readonly json: boolean; readonly lang: Language }): void {
  command.exitOverride();
  if (how.json) command.configureOutput({ writeErr: () => undefined });
  else if (how.lang !== "en") command.configureOutput({ outputError: () => undefined });
  for (const child of command.commands) exitWithUsage(child, how);
}

function wrongUsage(cause: CommanderError): DidimError {
  const { code, message } = cause;
  const why = code === "commander.help" ? "there is no such command; see --help" : message.replace(/^error: |\.$/g, "");
  return new DidimError("cli.usage", `Wrong usage: ${why}.`, { why }, { cause });
}
