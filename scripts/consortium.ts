/** `npm run consortium -- <verb>`: manages a consortium of Besu nodes on this machine. */
import { languageOf } from "./lib/terminal/language/language.ts";
import { runProgram } from "./lib/terminal/program.ts";
import { consortiumProgram } from "./programs/consortium.ts";

await runProgram(consortiumProgram(languageOf(process.argv)));
