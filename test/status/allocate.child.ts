/** Allocates from a list until it is full or killed, and says each index once it has it. Arguments: folder, capacity, milliseconds to wait for the lock. */
import { writeSync } from "node:fs";
import { isDidimError } from "../../src/errors/error.ts";
import { openAllocator } from "../../src/status/allocator.ts";
import { fileIndexStore } from "../../src/status/allocator-file.ts";

const [folder = "", capacity, waitMs] = process.argv.slice(2);
try {
  const store = fileIndexStore(folder, { create: true, waitMs: Number(waitMs) });
  const allocator = await openAllocator({ store, list: 7, capacity: Number(capacity) });
  while (allocator.remaining > 0) writeSync(1, `${(await allocator.allocate(1)).join("\n")}\n`);
  await allocator.close();
} catch (error) {
  if (!isDidimError(error)) throw error;
  writeSync(2, error.code);
  process.exitCode = 1;
}
