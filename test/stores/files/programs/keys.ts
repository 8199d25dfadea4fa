/**
 * Creates keys in a wallet until the stop file exists, and logs the id of each key it got: `node keys.ts <wallet>
 * <log> <stop file>`.
 */
import { existsSync, openSync, writeSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { openFileVault } from "../../../../src/stores/files/vault.ts";
import { WALLET } from "../contenders.ts";

const [path = "", log = "", stop = ""] = process.argv.slice(2);
const file = openSync(log, "a");

const { keys } = await openFileVault({ path, ...WALLET });
while (!existsSync(stop)) {
  const { id } = await keys.create("ES256");
  writeSync(file, `${id}\n`);
  await wait(Math.random() * 3);
}
