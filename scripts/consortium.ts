/** `npm run consortium -- <verb>`: a consortium of Besu nodes on this machine; each verb is a file in commands/. */
import { Command } from "commander";
import consortiumDown from "./commands/consortium-down.ts";
import consortiumInit from "./commands/consortium-init.ts";
import consortiumStatus from "./commands/consortium-status.ts";
import consortiumUp from "./commands/consortium-up.ts";
import { runProgram } from "./lib/program.ts";

const HELP = `
Other commands reach it by --network besu. Everything about running one: docs/operations.md.`;

const program = new Command("consortium")
  .description("A consortium of Hyperledger Besu nodes (QBFT): its files, and its nodes on this machine.")
  .addHelpText("after", HELP);
for (const attach of [consortiumInit, consortiumUp, consortiumStatus, consortiumDown]) attach(program);
await runProgram(program);
