import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import fc from "fast-check";

/** A file that is not as a command wrote it. */
export interface Damage {
  /** Which of the files: its position in the list of all, modulo their number. */
  readonly file: number;
  readonly how: keyof typeof WAYS;
  /** Where in the file, from 0 to 1. */
  readonly where: number;
  readonly bytes: Uint8Array;
  readonly value: unknown;
}

type Way = (content: Buffer, damage: Damage) => Uint8Array;

const at = (content: Buffer, { where }: Damage): number => Math.floor(where * content.length);

const WAYS = {
  random: (_, { bytes }) => bytes,
  empty: () => Buffer.alloc(0),
  value: (_, { value }) => Buffer.from(JSON.stringify(value)),
  truncated: (content, damage) => content.subarray(0, at(content, damage)),
  flipped(content, damage) {
    const flipped = Buffer.from(content);
    flipped[at(content, damage)]! ^= 1 << ((damage.bytes[0] ?? 0) & 7);
    return flipped;
  },
  inserted(content, damage) {
    const place = at(content, damage);
    return Buffer.concat([content.subarray(0, place), damage.bytes, content.subarray(place)]);
  },
  twice: (content) => Buffer.concat([content, content]),
  marked: (content) => Buffer.concat([Buffer.from("\ufeff"), content]),
  member: (content, damage) => withMember(content, damage),
  folder: (content) => content,
  missing: (content) => content,
} satisfies Record<string, Way>;

/** JSON with one of its values replaced; other content becomes the value. */
function withMember(content: Buffer, damage: Damage): Buffer {
  try {
    const root = { all: JSON.parse(content.toString("utf8")) as unknown };
    const places = placesIn(root);
    const { within, name } = places[Math.floor(damage.where * places.length)] ?? { within: root, name: "all" };
    (within as Record<string, unknown>)[name] = damage.value;
    return Buffer.from(JSON.stringify(root.all));
  } catch {
    return Buffer.from(JSON.stringify(damage.value));
  }
}

function placesIn(value: unknown): { within: object; name: string }[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, below]) => [{ within: value, name }, ...placesIn(below)]);
}

const VALUES = [null, true, 0, -1, 1.5, 1e21, 2 ** 53, "", "x", "0x", [], {}, [null], [[]], { a: {} }, "\u202e"];

export const damage: fc.Arbitrary<Damage> = fc.record({
  file: fc.nat({ max: 10_000 }),
  how: fc.oneof(
    fc.constantFrom(...(Object.keys(WAYS) as (keyof typeof WAYS)[])),
    fc.constantFrom("member" as const, "flipped" as const),
  ),
  where: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 40 }),
  value: fc.constantFrom<unknown>(...VALUES),
});

export function inflict(damage: Damage, file: string): void {
  const content = (WAYS[damage.how] as Way)(readFileSync(file), damage);
  if (damage.how === "folder" || damage.how === "missing") rmSync(file);
  if (damage.how === "folder") mkdirSync(file);
  if (damage.how !== "folder" && damage.how !== "missing") writeFileSync(file, content);
}
