#!/usr/bin/env node
/** `npx didim <noun> <verb>`; in the repository: `npm run didim -- <noun> <verb>`. */
import { withReadJoined } from "./lib/network/network.ts";
import { languageOf } from "./lib/terminal/language.ts";
import { runProgram } from "./lib/terminal/program.ts";
import { didimProgram } from "./programs/didim.ts";

await runProgram(didimProgram(languageOf(process.argv)), withReadJoined(process.argv));
