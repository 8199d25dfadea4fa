/** `npm run vectors`: makes vectors/, the pack of presentations with expected verdicts. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { makePack } from "./pack.ts";

/** What the command makes; the rest of vectors/ is written by hand. */
const MADE = ["cases", "registries", "answers"];

const pack = await makePack();
for (const folder of MADE) rmSync(join("vectors", folder), { recursive: true, force: true });
for (const [path, text] of pack) {
  const file = join("vectors", path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
console.log(`vectors/: ${pack.size} files`);
process.exit(0);
