// `node --import ./scripts/compiled.ts …`: what Node compiled of our sources and packages is kept for the next time, which
// halves the start of a command. In node_modules, not in a temporary folder: whoever may write there runs code here.
import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";

export const COMPILED = fileURLToPath(new URL("../node_modules/.cache/didim-compiled", import.meta.url));

enableCompileCache(COMPILED);
