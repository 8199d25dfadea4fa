/**
 * Removes each credential that a vault has, and says those that it was the one to remove: `node spend.child.ts <store>
 * <folder>`.
 */
import { writeSync } from "node:fs";
import { storeOf, VAULTS } from "./implementations.ts";

const [name, folder] = process.argv.slice(2);
const { credentials } = await storeOf(VAULTS, [name, folder]);
for (const { id } of await credentials.list()) {
  if (await credentials.remove(id)) writeSync(1, `${id}\n`);
}
