// For `node --import ./scripts/compiled.ts …`: keeps the compiled code of our sources and packages for the next run,
// which halves a command's start. The cache is in node_modules and not in a temporary folder, because whoever can write
// there can run code here.
import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";

export const COMPILED = fileURLToPath(new URL("../node_modules/.cache/didim-compiled", import.meta.url));

enableCompileCache(COMPILED);
