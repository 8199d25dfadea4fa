/**
 * Repeatedly takes the next free number, and prints each once it is stored; if it is to take none, prints its name and
 * waits: `node outbox.ts <store> <folder> <how many>`.
 */
import { writeSync } from "node:fs";
import { OUTBOX_STORES, storeOf } from "../implementations.ts";

const [name, folder, most] = process.argv.slice(2);
const records = (await storeOf(OUTBOX_STORES, [name, folder])).of("chain", "0xabc");
const me = await records.processName();
for (let taken = 0; taken < Number(most); taken++) {
  await records.exclusively(async () => {
    const next = String((await records.list()).length);
    await records.put(next, `${next} by ${me}`);
    writeSync(1, `${next}\n`);
  });
}
if (Number(most) === 0) {
  writeSync(1, `${me}\n`);
  setInterval(() => undefined, 1_000);
}
