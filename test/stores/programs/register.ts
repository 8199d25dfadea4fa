/**
 * Registers a hundred rows at a time until it is killed, and prints the number of each hundred when it is kept: `node
 * register.ts <store> <folder> <first number>`.
 */
import { writeSync } from "node:fs";
import { ISSUANCE_REGISTERS, storeOf } from "../implementations.ts";

const [name, folder, first] = process.argv.slice(2);
const register = await storeOf(ISSUANCE_REGISTERS, [name, folder]);
for (let group = Number(first); group < Number(first) + 1_000; group++) {
  await register.put(
    Array.from({ length: 100 }, (_, i) => {
      const index = group * 100 + i;
      return { type: "t", status: { list: 1, index }, issuedAt: 1, expires: 2, batch: "many", row: String(index) };
    }),
  );
  writeSync(1, `${group}\n`);
}
