/** Prints its name in a folder, and ends when its input does: `node present.ts <folder>`. */
import { processNameIn } from "../../../../src/stores/files/locking/running-process.ts";

process.stdout.write(await processNameIn(process.argv[2] ?? ""));
process.stdin.resume();
