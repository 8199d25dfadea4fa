/**
 * Increments a counter in a session until the session has ended, and prints each number it wrote; then ends it, if it
 * can, and prints so: `node session.ts <store> <folder> <id> <up to>`.
 */
import { writeSync } from "node:fs";
import { SESSION_STORES, storeOf } from "../implementations.ts";

const [name, folder, id = "", upTo] = process.argv.slice(2);
const store = await storeOf(SESSION_STORES, [name, folder]);
for (;;) {
  const session = await store.read(id);
  if (session?.state !== "open") break;
  const next = Number(session.content.count) + 1;
  if (next > Number(upTo)) {
    if (await store.end(id, session.version, "answered", { count: next })) writeSync(1, "ended\n");
  } else if (await store.update(id, session.version, { count: next })) {
    writeSync(1, `${next}\n`);
  }
}
await store.close();
