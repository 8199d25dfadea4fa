import { decode, encode } from "cborg";
import { readHeader } from "../../src/chain/state/header.ts";
import { writeString } from "../../src/chain/state/rlp.ts";
import type { Staple } from "../../src/trust-anchor/staple/staple.ts";
import {
  bytesOf,
  EXTRA_DATA,
  type ExtraMember,
  listOf,
  withExtra,
  withFields,
  withSeals,
} from "../../test/facts/proof/writing.fixture.ts";
import { bytewise } from "./bytewise.ts";
import type { Chance } from "./chance.ts";

/** A staple whose nodes are not in a bag yet. */
export interface Loose extends Omit<Staple, "nodes"> {
  readonly nodes: readonly Uint8Array[];
}

/** A genuine staple with its encoding. */
export interface Genuine {
  readonly staple: Loose;
  readonly bytes: Uint8Array;
}

/** A changed staple, encoded or decoded. */
export type Change = (chance: Chance, of: Genuine, other: Genuine) => Uint8Array | Loose;

/** Changes bytes of the encoding. */
const travelling: Change = (chance, { bytes }, other) => bytewise(chance, bytes, other.bytes);

type Item = number | Uint8Array | readonly (number | Uint8Array)[];
type Members = [
  version: number,
  header: Uint8Array,
  signatures: readonly Uint8Array[],
  parts: readonly Item[],
  names: readonly (readonly Uint8Array[])[],
];

/** Changes members and encodes again, so that the content is wrong but the encoding is correct. */
const member: Change = (chance, { bytes }, other) => {
  const [version, header, signatures, parts, names] = decode(bytes) as Members;
  const [, theirHeader, theirSignatures, theirParts] = decode(other.bytes) as Members;
  const changed = chance.one<() => Members>([
    () => [version, bytewise(chance, header, theirHeader), signatures, parts, names],
    () => [version, header, signatures, listwise(chance, parts, theirParts), names],
    () => [version, header, signatures, listwise(chance, parts, theirParts), names],
    () => [version, header, signatures, changedIn(chance, parts, theirParts), names],
    () => [version, header, signatures, changedIn(chance, parts, theirParts), names],
    () => [version, header, signatures, changedIn(chance, parts, theirParts), names],
    () => [
      version,
      header,
      [...signatures, chance.oneIn(2) ? chance.bytes(65) : (theirSignatures[0] ?? chance.bytes(64))],
      parts,
      names,
    ],
    () => [
      version,
      theirHeader,
      chance.oneIn(2) ? signatures : theirSignatures,
      chance.oneIn(2) ? parts : listwise(chance, parts, theirParts),
      names,
    ],
    () => [version + 1 - 2 * chance.below(2), header, signatures, parts, names],
    () => [
      version,
      header,
      signatures,
      parts,
      names.map((texts) => texts.map((text) => bytewise(chance, text, header))),
    ],
  ])();
  return encode(changed);
};

/** Swaps, drops or repeats an item, inserts one of another list or replaces one by it, or takes another list's tail. */
function listwise<T>(chance: Chance, list: readonly T[], other: readonly T[]): readonly T[] {
  const [from, to] = [chance.below(list.length), chance.below(list.length)];
  const [first, second] = [list[from], list[to]];
  if (first === undefined || second === undefined) return list;
  const theirs = other[Math.min(from, other.length - 1)] ?? chance.one(other);
  return chance.one([
    () => list.with(from, second).with(to, first),
    () => list.toSpliced(from, 1),
    () => list.toSpliced(to, 0, first),
    () => list.with(from, theirs),
    () => list.with(from, chance.one(other)),
    () => list.toSpliced(from, 0, theirs),
    () => [...list.slice(0, from), ...other.slice(from)],
  ])();
}

function changedIn(chance: Chance, parts: readonly Item[], other: readonly Item[]): readonly Item[] {
  const place = chance.below(parts.length);
  return parts.with(place, changedItem(chance, parts[place] ?? 0, chance.one(other)));
}

function changedItem(chance: Chance, item: Item, other: Item): Item {
  if (typeof item === "number") return chance.oneIn(3) ? chance.below(2 ** 16) : item ^ (1 << chance.below(16));
  if (item instanceof Uint8Array) return bytewise(chance, item, other instanceof Uint8Array ? other : item);
  const place = chance.below(item.length);
  const [old, theirs] = [
    item[place] ?? 0,
    Array.isArray(other) ? (other[place] as number | Uint8Array | undefined) : other,
  ];
  const one = changedItem(chance, old, (theirs ?? old) as Item) as number | Uint8Array;
  return chance.oneIn(8) ? [...item, chance.below(600)] : item.with(place, one);
}

/** Changes or replaces a node of the decoded staple. */
const node: Change = (chance, { staple }, { staple: other }) => {
  const place = chance.below(staple.nodes.length);
  const [old, theirs] = [
    staple.nodes[place] ?? staple.header,
    other.nodes[Math.min(place, other.nodes.length - 1)] ?? other.header,
  ];
  const changed = chance.oneIn(3) ? chance.one([theirs, chance.one(other.nodes)]) : bytewise(chance, old, theirs);
  return { ...staple, nodes: staple.nodes.with(place, changed) };
};

const EXTRA: readonly ExtraMember[] = ["vanity", "validators", "vote", "round"];

/** Changes a field of the header, or a member of its extraData, and encodes it correctly. */
const header: Change = (chance, { staple }, { staple: other }) => {
  const [ours, theirs] = [listOf(staple.header).items, listOf(other.header).items];
  if (chance.oneIn(4)) {
    const [name, member] = [chance.one(EXTRA), listOf(bytesOf(ours[EXTRA_DATA])).items];
    const old = member[EXTRA.indexOf(name)]?.raw ?? new Uint8Array();
    return { ...staple, header: withExtra(staple.header, { [name]: bytewise(chance, old, chance.one(member).raw) }) };
  }
  const field = chance.below(ours.length);
  const [old, their] = [bytesOf(ours[field]), bytesOf(theirs[Math.min(field, theirs.length - 1)])];
  const value = chance.oneIn(2) ? their : bytewise(chance, old, their);
  return { ...staple, header: withFields(staple.header, { [field]: writeString(value) }) };
};

/** Changes seals or checkpoint signatures: drops, swaps, repeats, replaces, mirrors or alters them. */
const voucher: Change = (chance, { staple }, { staple: other }) => {
  const ours = vouchersOf(staple);
  const theirs = vouchersOf(other);
  const place = chance.below(ours.length);
  const old = ours[place] ?? new Uint8Array(65);
  const changed = chance.one([
    () => listwise(chance, ours, theirs),
    () => listwise(chance, ours, theirs),
    () => ours.with(place, bytewise(chance, old, chance.one(theirs))),
    () => ours.with(place, bytewise(chance, old, chance.one(ours))),
    () => ours.with(place, mirrored(old)),
    () => [...ours, chance.one(ours)],
    () => theirs,
  ])();
  if (staple.signatures !== undefined) return { ...staple, signatures: changed };
  return { ...staple, header: withSeals(staple.header, changed) };
};

const vouchersOf = ({ header: raw, signatures }: Loose): readonly Uint8Array[] => signatures ?? readHeader(raw).seals;

/** SEC 1 v2 §4.1.3: n − s with the other parity is a signature of the same key too. */
function mirrored(seal: Uint8Array): Uint8Array {
  const s = BigInt(`0x${Buffer.from(seal.subarray(32, 64)).toString("hex")}`);
  const other = Buffer.from((ORDER - s).toString(16).padStart(64, "0"), "hex");
  const v = seal[64] ?? 0;
  return Buffer.concat([seal.subarray(0, 32), other, Buffer.of(v < 27 ? 1 - v : 55 - v)]);
}

const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** By name; each is chosen as often as it is listed. */
export const CHANGES: readonly (readonly [name: string, change: Change])[] = [
  ["bytes", travelling],
  ["bytes", travelling],
  ["members", member],
  ["members", member],
  ["members", member],
  ["nodes", node],
  ["nodes", node],
  ["header", header],
  ["seals", voucher],
];
