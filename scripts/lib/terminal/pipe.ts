/** The reader of a pipe may end first, as `head` does: then the program ends quietly, instead of by a stack trace. */
export function endIfNobodyReads(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
      process.exit();
    });
  }
}
