import { secp256k1 } from "@noble/curves/secp256k1.js";
import { keccak_256 } from "@noble/hashes/sha3.js";
import { readHeader } from "../../../src/chain/state/header.ts";
import { bagOf, type NodeBag } from "../../../src/chain/state/node-bag.ts";
import { isList, type RlpItem, type RlpList, readRlp, writeList, writeString } from "../../../src/chain/state/rlp.ts";
import { isDidimError } from "../../../src/errors/error.ts";

const BOUNDS = { bytes: 65_536, depth: 8 };

export function listOf(raw: Uint8Array): RlpList {
  const item = readRlp(raw, BOUNDS);
  if (!isList(item)) throw new Error("not a list");
  return item;
}

export function bytesOf(item: RlpItem | undefined): Uint8Array {
  if (item === undefined || isList(item)) throw new Error("not a string");
  return item.bytes;
}

export const EXTRA_DATA = 12;

/** The header with some fields replaced by these encoded ones. */
export function withFields(header: Uint8Array, fields: Readonly<Record<number, Uint8Array>>): Uint8Array {
  return writeList(listOf(header).items.map(({ raw }, i) => fields[i] ?? raw));
}

export type ExtraMember = "vanity" | "validators" | "vote" | "round" | "seals";
const MEMBERS: readonly ExtraMember[] = ["vanity", "validators", "vote", "round", "seals"];

/** The header with some members of its extraData replaced by these encoded ones. */
export function withExtra(header: Uint8Array, members: Partial<Record<ExtraMember, Uint8Array>>): Uint8Array {
  const extra = listOf(bytesOf(listOf(header).items[EXTRA_DATA]));
  const changed = writeList(extra.items.map(({ raw }, i) => members[MEMBERS[i]!] ?? raw));
  return withFields(header, { [EXTRA_DATA]: writeString(changed) });
}

export const withSeals = (header: Uint8Array, seals: readonly Uint8Array[]): Uint8Array =>
  withExtra(header, { seals: writeList(seals.map(writeString)) });

/** A made-up validator or council member. */
export class Validator {
  readonly #key = secp256k1.utils.randomSecretKey();
  readonly address = `0x${Buffer.from(
    keccak_256(secp256k1.getPublicKey(this.#key, false).subarray(1)).subarray(12),
  ).toString("hex")}`;

  seal(header: Uint8Array): Uint8Array {
    return this.#signature(readHeader(header).commitHash, 0);
  }

  /** A valid seal that is another each time. */
  freshSeal(header: Uint8Array): Uint8Array {
    return this.#signature(readHeader(header).commitHash, 0, true);
  }

  /** Signs as wallets do, with v 27 or 28. */
  sign(digest: string): Uint8Array {
    return this.#signature(digest, 27);
  }

  #signature(digest: string, v: number, extraEntropy = false): Uint8Array {
    const message = Buffer.from(digest.slice(2), "hex");
    const signature = secp256k1.sign(message, this.#key, { prehash: false, format: "recovered", extraEntropy });
    return Uint8Array.of(...signature.subarray(1), v + signature[0]!);
  }
}

/** The seal with the other S; anyone can compute it. */
export function otherS(seal: Uint8Array): Uint8Array {
  const s = secp256k1.Point.Fn.ORDER - BigInt(`0x${Buffer.from(seal.subarray(32, 64)).toString("hex")}`);
  return Uint8Array.of(
    ...seal.subarray(0, 32),
    ...Buffer.from(s.toString(16).padStart(64, "0"), "hex"),
    1 - (seal[64] ?? 0),
  );
}

/** Each copy of `bytes` with one bit flipped. */
export function* bitFlips(bytes: Uint8Array): Generator<{ readonly bit: number; readonly changed: Uint8Array }> {
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const changed = Uint8Array.from(bytes);
    changed[bit >> 3]! ^= 1 << (bit & 7);
    yield { bit, changed };
  }
}

/** Codes for a proof that does not show what was asked. */
export const MISSING = [
  "facts.proof-foreign-root",
  "facts.proof-other-account",
  "facts.proof-other-slot",
  "facts.proof-incomplete",
] as const;

/** Each bag of these nodes without one of them. */
export function* oneLess(bag: NodeBag): Generator<NodeBag> {
  for (const left of bag) yield bagOf([...bag].filter((node) => node !== left));
}

/** The code of the error that `act` throws; undefined if it throws none. */
export function codeOf(act: () => unknown): string | undefined {
  try {
    act();
  } catch (error) {
    if (isDidimError(error)) return error.code;
    throw error;
  }
  return undefined;
}
