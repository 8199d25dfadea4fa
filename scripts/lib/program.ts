import { type Command, CommanderError } from "commander";
import { DidimError } from "../../src/index.ts";
import { EXIT, printError } from "./output.ts";

/** Parses the command line and runs the verb it names; wrong usage ends with its own exit code. */
export async function runProgram(program: Command, argv: readonly string[] = process.argv): Promise<void> {
  const json = argv.includes("--json");
  exitWithUsage(program, json);
  try {
    await program.parseAsync(argv);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    if (json && error.exitCode !== 0) printError(wrongUsage(error), { json });
  }
}

function exitWithUsage(command: Command, quiet: boolean): void {
  command.exitOverride();
  if (quiet) command.configureOutput({ writeErr: () => undefined });
  for (const child of command.commands) exitWithUsage(child, quiet);
}

function wrongUsage({ code, message }: CommanderError): DidimError {
  const why = code === "commander.help" ? "there is no such command; see --help" : message.replace(/^error: /, "");
  return new DidimError("cli.usage", `Wrong usage: ${why}.`, { why });
}
