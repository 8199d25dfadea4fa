/**
 * Allocates from list 7 until it is full or killed, and prints each index it got: `node allocate.ts <store>
 * <folder> <capacity>`.
 */
import { writeSync } from "node:fs";
import { openAllocator } from "../../../src/status/allocator.ts";
import { INDEX_STORES, storeOf } from "../implementations.ts";

const [name, folder, capacity] = process.argv.slice(2);
const store = await storeOf(INDEX_STORES, [name, folder]);
const allocator = await openAllocator({ store, list: 7, capacity: Number(capacity) });
while (allocator.remaining > 0) writeSync(1, `${(await allocator.allocate(1)).join("\n")}\n`);
await allocator.close();
