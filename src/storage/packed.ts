/**
 * A word in which Solidity packs several members. One table describes it for writing and for reading. The first member
 * has the lowest bits (Solidity documentation, "Layout of State Variables in Storage").
 */

/** The position of a member in its word. */
export interface Member {
  /** Its lowest bit. */
  readonly from: bigint;
  /** As many one bits as the member is wide. */
  readonly mask: bigint;
}

export type Packed<Name extends string> = Readonly<Record<Name, Member>>;

/** Lays out members in order, each with its width in bits. */
export function packed<Name extends string>(widths: Readonly<Record<Name, number>>): Packed<Name> {
  let from = 0n;
  const members = Object.entries<number>(widths).map(([name, width]) => {
    const member = { from, mask: (1n << BigInt(width)) - 1n };
    from += BigInt(width);
    return [name, member] as const;
  });
  return Object.fromEntries(members) as Packed<Name>;
}

/** Encodes a word. The caller ensures that each value fits its member. */
export function wordOf<Name extends string>(
  members: Packed<Name>,
  values: Readonly<Record<NoInfer<Name>, bigint | number | string | boolean>>,
): bigint {
  let word = 0n;
  for (const name in members) word |= BigInt(values[name]) << members[name].from;
  return word;
}

export const bitsIn = (word: bigint, { from, mask }: Member): bigint => (word >> from) & mask;

export const numberIn = (word: bigint, member: Member): number => Number(bitsIn(word, member));

export const isSet = (word: bigint, member: Member): boolean => bitsIn(word, member) !== 0n;

/** An address in a word of its own: the lowest 160 bits. */
export const ADDRESS: Member = packed({ address: 160 }).address;

/** A member of 160 bits as an address, lower-case 0x-hex. */
export const addressIn = (word: bigint, member: Member): string =>
  `0x${bitsIn(word, member).toString(16).padStart(40, "0")}`;
