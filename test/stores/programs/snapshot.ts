/** Writes snapshots, one in the place of another, and says when each is written: `node snapshot.ts <store> <folder>`. */
import { writeSync } from "node:fs";
import { SNAPSHOT_STORES, storeOf } from "../implementations.ts";

const SIZE = 200_000;
const [name, folder] = process.argv.slice(2);
const store = await storeOf(SNAPSHOT_STORES, [name, folder]);
for (let i = 1; i <= 200; i++) {
  await store.write(new Uint8Array(SIZE).fill(i));
  writeSync(1, `${i}\n`);
}
