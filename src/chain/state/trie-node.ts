/** Writes trie nodes item by item into a buffer for the longest node (Yellow Paper, Appendices B to D). */
export const WORD = 32;
/** Where a node's payload begins; the bytes before it are room for the longest prefix. */
export const PAYLOAD = 3;
/** 16 references of 33 bytes and no value. */
export const NODE_BYTES = PAYLOAD + 16 * 33 + 1;
/** RLP's empty string: no child, no value. The prefix of a string of up to 55 bytes is this plus its length. */
export const NO_ITEM = 0x80;
const NO_LIST = 0xc0;

/**
 * Writes the first item of a leaf or an extension: the key's digits from the first place up to the second, in
 * hex-prefix encoding (Appendix C).
 *
 * @param key Where the key's bytes begin in `keys`.
 * @returns Where the item ends.
 */
export function writePath(
  node: Uint8Array,
  keys: Uint8Array,
  key: number,
  [from, to]: readonly [number, number],
  leaf: boolean,
): number {
  const digit = (place: number): number => {
    const byte = keys[key + (place >> 1)] ?? 0;
    return place & 1 ? byte & 15 : byte >> 4;
  };
  const odd = (to - from) & 1;
  const flags = ((leaf ? 2 : 0) + odd) << 4;
  let end = PAYLOAD;
  const bytes = 1 + ((to - from) >> 1);
  // A single byte here is below 0x80, so it is its own encoding.
  if (bytes > 1) node[end++] = NO_ITEM + bytes;
  node[end++] = flags | (odd ? digit(from) : 0);
  for (let place = from + odd; place < to; place += 2) node[end++] = (digit(place) << 4) | digit(place + 1);
  return end;
}

/** Writes a slot's value (32 bytes, not zero) as RLP of the RLP of the number. @returns Where it ends. */
export function writeValue(node: Uint8Array, at: number, value: Uint8Array): number {
  let first = 0;
  while (value[first] === 0) first++;
  const length = value.length - first;
  const small = length === 1 && (value[first] ?? 0) < NO_ITEM;
  let end = at;
  if (!small) {
    node[end++] = NO_ITEM + length + 1;
    node[end++] = NO_ITEM + length;
  }
  node.set(value.subarray(first), end);
  return end + length;
}

/** Writes the prefix before the payload, which ends at `end`. @returns The whole node. */
export function writeListPrefix(node: Uint8Array, end: number): Uint8Array {
  const length = end - PAYLOAD;
  let start = PAYLOAD;
  if (length <= 55) node[--start] = NO_LIST + length;
  else {
    node[--start] = length & 255;
    if (length > 255) node[--start] = length >> 8;
    node[--start] = NO_LIST + 55 + (length > 255 ? 2 : 1);
  }
  return node.subarray(start, end);
}
