/** Prints its name in a folder, and ends when its input does: `node present.child.ts <folder>`. */
import { nameIn } from "../../../../src/stores/files/locking/presence.ts";

process.stdout.write(await nameIn(process.argv[2] ?? ""));
process.stdin.resume();
