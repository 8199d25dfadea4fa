/** Takes challenges, and prints each that it got: `node take.ts <store> <folder> <nonce>…`. */
import { writeSync } from "node:fs";
import { CHALLENGE_STORES, storeOf } from "../implementations.ts";

const [name, folder, ...nonces] = process.argv.slice(2);
const store = await storeOf(CHALLENGE_STORES, [name, folder]);
for (const nonce of nonces) {
  if ((await store.take(nonce)) !== undefined) writeSync(1, `${nonce}\n`);
}
await store.close();
