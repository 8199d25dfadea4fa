import { hexOf, randomBytes } from "./encodings/bytes.ts";

const LIMIT = 2 ** 32;
/** Numbers drawn at a time: a call of the platform's generator costs as much as some hundred of them. */
const POOL = 256;

let pool = new Uint32Array();
let used = 0;

/** A uniform integer in [0, below), from the platform's generator for keys; `below` is at most 2^32. */
export function randomInt(below: number): number {
  if (!Number.isInteger(below) || below < 1 || below > LIMIT) throw new RangeError("randomInt() takes 1 to 2^32");
  // Beyond the last multiple of `below` the first numbers would come once more often than the others.
  const end = LIMIT - (LIMIT % below);
  for (;;) {
    const drawn = next();
    if (drawn < end) return drawn % below;
  }
}

/** A random UUID (RFC 9562 §5.4). Unlike the platform's, it is there on pages without TLS, too. */
export function randomUuid(): string {
  const bytes = randomBytes(16);
  bytes[6] = 0x40 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return hexOf(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function next(): number {
  if (used === pool.length) [pool, used] = [new Uint32Array(randomBytes(4 * POOL).slice().buffer), 0];
  return pool[used++] as number;
}
