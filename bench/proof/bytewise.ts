import type { Chance } from "./chance.ts";

type Bytewise = (chance: Chance, bytes: Uint8Array, other: Uint8Array) => Uint8Array;

const at = (chance: Chance, bytes: Uint8Array): number => chance.below(bytes.length + 1);
const few = (chance: Chance): number => 1 + chance.below(chance.oneIn(4) ? 64 : 4);

function splice(bytes: Uint8Array, from: number, count: number, put: Uint8Array): Uint8Array {
  return Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(from + count)]);
}

const flip: Bytewise = (chance, bytes) => {
  const changed = Buffer.from(bytes);
  const place = chance.below(Math.max(1, changed.length));
  changed[place] = (changed[place] ?? 0) ^ (1 << chance.below(8));
  return changed;
};

const CHANGES: readonly Bytewise[] = [
  flip,
  flip,
  flip,
  (chance, bytes) => splice(bytes, at(chance, bytes), few(chance), chance.bytes(few(chance))),
  (chance, bytes) => splice(bytes, at(chance, bytes), few(chance), Buffer.alloc(0)),
  (chance, bytes) => splice(bytes, at(chance, bytes), 0, chance.bytes(few(chance))),
  (chance, bytes) => splice(bytes, at(chance, bytes), few(chance), Buffer.alloc(few(chance), chance.one([0, 255]))),
  (chance, bytes) => bytes.subarray(0, at(chance, bytes)),
  (chance, bytes) => {
    const from = at(chance, bytes);
    return splice(bytes, at(chance, bytes), 0, bytes.subarray(from, from + few(chance)));
  },
  // Copies a piece from another staple, from the same position or any other, with the same length or another.
  (chance, bytes, other) => {
    const [from, count] = [at(chance, other), few(chance)];
    return splice(
      bytes,
      chance.oneIn(2) ? from : at(chance, bytes),
      chance.oneIn(2) ? count : few(chance),
      other.subarray(from, from + count),
    );
  },
];

/** Flips, inserts, drops, overwrites or copies bytes: one change, or a few. */
export function bytewise(chance: Chance, bytes: Uint8Array, other: Uint8Array): Uint8Array {
  let changed = chance.one(CHANGES)(chance, bytes, other);
  while (chance.oneIn(5)) changed = chance.one(CHANGES)(chance, changed, other);
  return changed;
}
