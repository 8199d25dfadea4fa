/** Standard output and standard error, which may end before we do, or have no room. */
import { DidimError } from "../../../../src/public/errors.ts";
import { exitCodeOf, type Language, printError } from "./output.ts";

/**
 * Ends the program if its output cannot be written. A reader may end first, as `head` does: that is no error. Otherwise,
 * as on a full disk, whoever asked must not take an exit code for the answer: 1 would be "not valid".
 */
export function guardOutput(lang: Language): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit();
    const failure = unwritable(error);
    printError(failure, { json: false, lang });
    process.exit(exitCodeOf(failure));
  });
  // Nobody can be told; the exit code still says how it ended.
  process.stderr.on("error", () => undefined);
}

function unwritable({ code, message }: NodeJS.ErrnoException): DidimError {
  return new DidimError("cli.file-access", `Standard output cannot be written: ${message}.`, {
    file: "standard output",
    why: code,
  });
}
