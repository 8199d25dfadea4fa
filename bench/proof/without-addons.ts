/**
 * Verifies staples as if the optional packages were not installed: a task on standard input, its speed on standard
 * output.
 */
import { registerHooks } from "node:module";
import { text } from "node:stream/consumers";

registerHooks({
  resolve(name, context, next) {
    if (/^(secp256k1|hash-wasm)/.test(name)) throw new Error(`${name} is not installed`);
    return next(name, context);
  },
});

const { speedUp } = await import("../../src/crypto/addons.ts");
const { fromJson, perSecond } = await import("./speed.ts");
await speedUp();
const task = fromJson(await text(process.stdin));
const rounds = 5;
const size = Math.floor(task.staples.length / (rounds + 1));
process.stdout.write(JSON.stringify(await perSecond(task, { rounds, size, warmUp: size })));
