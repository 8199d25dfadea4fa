/**
 * A word whose members Solidity packs, described once: what is written into it and what is read out of it go by the same table. The first
 * member lies lowest (Solidity documentation, "Layout of State Variables in Storage").
 */

/** Where a member lies in its word. */
export interface Member {
  /** Its lowest bit, counted from the word's. */
  readonly from: bigint;
  /** As many ones as it has bits. */
  readonly mask: bigint;
}

export type Packed<Name extends string> = Readonly<Record<Name, Member>>;

/** The members in their order, each with its width in bits. */
export function packed<Name extends string>(widths: Readonly<Record<Name, number>>): Packed<Name> {
  let from = 0n;
  const members = Object.entries<number>(widths).map(([name, width]) => {
    const member = { from, mask: (1n << BigInt(width)) - 1n };
    from += BigInt(width);
    return [name, member] as const;
  });
  return Object.fromEntries(members) as Packed<Name>;
}

/** The word with these values. That each fits its member is for whoever has the values to see to. */
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

/** An address by itself: in the lowest 160 bits. */
export const ADDRESS: Member = packed({ address: 160 }).address;

/** A member of 160 bits, lower-case 0x-hex. */
export const addressIn = (word: bigint, member: Member): string =>
  `0x${bitsIn(word, member).toString(16).padStart(40, "0")}`;
