#!/usr/bin/env node
/** `npx didim <noun> <verb>`; in the repository: `npm run didim -- <noun> <verb>`. */
import { withReadJoined } from "./lib/network/network.ts";
import { languageOf } from "./lib/terminal/language/language.ts";
import { checkNode } from "./lib/terminal/node-version.ts";
import { exitCodeOf, printError } from "./lib/terminal/output/output.ts";
import { runProgram } from "./lib/terminal/program.ts";
import { didimProgram } from "./programs/didim.ts";

const lang = languageOf(process.argv);
try {
  checkNode(process.versions.node);
  await runProgram(didimProgram(lang), withReadJoined(process.argv));
} catch (error) {
  printError(error, { json: process.argv.includes("--json"), lang });
  process.exitCode = exitCodeOf(error);
}
