/**
 * Takes and releases a lock repeatedly until the stop file exists, and writes each step to a log that all visitors
 * share: `node visit.ts <lock file> <log> <stop file> <name> [<milliseconds to wait>]`.
 */
import { existsSync, openSync, writeSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { acquireLock } from "../../../../src/stores/files/locking/lock.ts";

const [path = "", log = "", stop = "", name = "", waitMs = "600000"] = process.argv.slice(2);
const file = openSync(log, "a");

for (let visit = 0; !existsSync(stop); visit++) {
  const lock = await acquireLock(path, Number(waitMs));
  const say = (step: string) => writeSync(file, `${name}.${visit} ${step}\n`);
  say("in");
  for (let step = 0; step < 4; step++) {
    await wait(Math.random() * 2);
    say("on");
  }
  say("out");
  await lock.release();
  await wait(Math.random() * 3);
}
