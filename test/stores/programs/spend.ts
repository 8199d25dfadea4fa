/**
 * Removes each credential of a vault, and prints those for which it was the one to remove it: `node spend.ts
 * <store> <folder>`.
 */
import { writeSync } from "node:fs";
import { storeOf, VAULTS } from "../implementations.ts";

const [name, folder] = process.argv.slice(2);
const { credentials } = await storeOf(VAULTS, [name, folder]);
for (const { id } of await credentials.list()) {
  if (await credentials.remove(id)) writeSync(1, `${id}\n`);
}
