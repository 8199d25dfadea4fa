/**
 * Issues challenges until the limit is reached, and prints each: `node issue.ts <store> <folder> <how many a
 * requester may have>`.
 */
import { writeSync } from "node:fs";
import { isDidimError } from "../../../src/errors/error.ts";
import { createChallenges } from "../../../src/verdict/challenges.ts";
import { CHALLENGE_STORES, storeOf } from "../implementations.ts";

const [name, folder, each] = process.argv.slice(2);
const store = await storeOf(CHALLENGE_STORES, [name, folder]);
const open = createChallenges({ store, each: Number(each), now: () => 0 });
try {
  for (;;) writeSync(1, `${await open.issue({ requester: "shop" })}\n`);
} catch (error) {
  if (!isDidimError(error, "verifier.too-many-challenges")) throw error;
}
await store.close();
