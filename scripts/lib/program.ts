import { type Command, CommanderError } from "commander";
import { EXIT } from "./output.ts";

/** Parses the command line and runs the verb it names; wrong usage ends with its own exit code. */
export async function runProgram(program: Command, argv: readonly string[] = process.argv): Promise<void> {
  exitWithUsage(program);
  try {
    await program.parseAsync(argv);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  }
}

function exitWithUsage(command: Command): void {
  command.exitOverride();
  for (const child of command.commands) exitWithUsage(child);
}
