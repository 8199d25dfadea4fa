/** `npm run consortium -- <verb>`: a consortium of Besu nodes on this machine; each verb is a file in commands/. */
import { Command } from "commander";
import consortiumAccountAdd from "./commands/consortium/account-add.ts";
import consortiumAccountRemove from "./commands/consortium/account-remove.ts";
import consortiumCheck from "./commands/consortium/check.ts";
import consortiumDown from "./commands/consortium/down.ts";
import consortiumDrill from "./commands/consortium/drill.ts";
import consortiumInit from "./commands/consortium/init.ts";
import consortiumKey from "./commands/consortium/key.ts";
import consortiumMemberAdd from "./commands/consortium/member-add.ts";
import consortiumMemberRemove from "./commands/consortium/member-remove.ts";
import consortiumStatus from "./commands/consortium/status.ts";
import consortiumUp from "./commands/consortium/up.ts";
import { runProgram } from "./lib/terminal/program.ts";

const HELP = `
Other commands reach it by --network besu. Everything about running one: docs/operations.md.`;

const program = new Command("consortium")
  .description("A consortium of Hyperledger Besu nodes (QBFT): its files, and its nodes on this machine.")
  .addHelpText("after", HELP);
program.command("member").description("who belongs to it");
program.command("account").description("whose transactions the nodes take");
const VERBS = [
  ...[consortiumInit, consortiumCheck, consortiumUp, consortiumStatus, consortiumDown, consortiumDrill],
  ...[consortiumKey, consortiumMemberAdd, consortiumMemberRemove],
  ...[consortiumAccountAdd, consortiumAccountRemove],
];
for (const attach of VERBS) attach(program);
await runProgram(program);
