import { concatBytes, numberOf, toHex } from "../../crypto/encodings/bytes.ts";
import { keccak256 } from "../../crypto/hash.ts";
import { DidimError } from "../../errors/error.ts";
import { isList, type RlpItem, type RlpString, readRlp, writeList, writeString } from "./rlp.ts";

/** What a proof needs of a block header. Hashes in lower-case 0x-hex. */
export interface BlockHeader {
  readonly number: bigint;
  /** Seconds since 1970. */
  readonly time: number;
  readonly stateRoot: string;
  readonly parentHash: string;
  /** The block hash. For QBFT: of the header without seals and with round 0. */
  readonly hash: string;
}

/** A header of Besu QBFT. */
export interface QbftHeader extends BlockHeader {
  /** What the committing validators signed: the header without seals, in the round in which they agreed. */
  readonly commitHash: string;
  /** The commit hash for another round, below 128. */
  readonly commitHashIn: (round: number) => string;
  readonly round: number;
  /** Not verified here: see seals.ts. */
  readonly seals: readonly Uint8Array[];
}

/** A hundred validators with 67 seals take 9 KB. */
const HEADER = { bytes: 16_384, depth: 1 };
/**
 * [vanity, [validators], vote, round, [seals]]. The other fields take less than 1,024 bytes, so a header with the
 * largest extraData is not too large.
 */
const EXTRA_DATA = { bytes: HEADER.bytes - 1_024, depth: 2 };
/** The number of fields in any fork. Berlin has the fewest, 15; Cancun has 20. */
const [FEWEST, MOST] = [15, 32];
/** `mixHash` of every QBFT and IBFT block. No other block has it. */
export const ISTANBUL_DIGEST = "0x63746963616c2062797a616e74696e65206661756c7420746f6c6572616e6365";
/** The chain's times are `uint40`. */
const MAX_TIME = 2n ** 40n;

const NO_SEALS = writeList([]);
const ROUND_0 = writeString(new Uint8Array());

/**
 * Positions of the fields that are read (Yellow Paper §4.4.2). They are the same in every fork, because forks only
 * append.
 */
const FIELD = { parentHash: 0, stateRoot: 3, number: 8, timestamp: 11, extraData: 12, mixHash: 13 } as const;

/**
 * Decodes a header. It is well-formed, but nothing else is verified: anyone could have written it. The validators in it
 * are not returned, because a forger could choose them.
 */
export function readHeader(raw: Uint8Array): QbftHeader {
  const fields = fieldsOf(raw);
  if (hashAt(fields, "mixHash") !== ISTANBUL_DIGEST) throw refused("mixHash", "is not that of QBFT");
  const { before, round, seals } = readExtraData(at(fields, FIELD.extraData));
  const hashIn = (other: Uint8Array): string => keccak256(withExtraData(raw, fields, [...before, other, NO_SEALS]));
  const commitHash = hashIn(round.raw);
  return {
    ...readCommon(fields),
    commitHash,
    commitHashIn: (other) => hashIn(writeString(other === 0 ? new Uint8Array() : Uint8Array.of(other))),
    hash: round.length === 0 ? commitHash : hashIn(ROUND_0),
    round: Number(numberOf(round.bytes)),
    seals,
  };
}

/**
 * What the block's hash covers of a QBFT block's extraData: vanity, validators and vote. Throws what readHeader() throws
 * for extraData that no header may have.
 */
export function hashedExtraData(extraData: Uint8Array): Uint8Array {
  return concatBytes(...readExtraData(extraData).before);
}

/** The same header with these seals. */
export function withSeals(raw: Uint8Array, seals: readonly Uint8Array[]): Uint8Array {
  const fields = fieldsOf(raw);
  const { before, round } = readExtraData(at(fields, FIELD.extraData));
  return withExtraData(raw, fields, [...before, round.raw, writeList(seals.map(writeString))]);
}

/** Decodes the header of a chain without seals; its hash covers all of it. Nothing else is verified. */
export function readPlainHeader(raw: Uint8Array): BlockHeader {
  return { ...readCommon(fieldsOf(raw)), hash: keccak256(raw) };
}

/** Reads only the state root; nothing is hashed. */
export function readStateRoot(raw: Uint8Array): string {
  return readCommon(fieldsOf(raw)).stateRoot;
}

function fieldsOf(raw: Uint8Array): readonly RlpString[] {
  const fields = stringsOf(readRlp(raw, HEADER), "header");
  if (fields.length < FEWEST || fields.length > MOST) throw refused("header", `has ${fields.length} fields`);
  return fields;
}

function readCommon(fields: readonly RlpString[]): Omit<BlockHeader, "hash"> {
  const time = uint(at(fields, FIELD.timestamp), 8, "timestamp");
  if (time >= MAX_TIME) throw refused("timestamp", "is no time in seconds");
  return {
    number: uint(at(fields, FIELD.number), 8, "number"),
    time: Number(time),
    stateRoot: hashAt(fields, "stateRoot"),
    parentHash: hashAt(fields, "parentHash"),
  };
}

interface ExtraData {
  /** Vanity, validators and vote, encoded. */
  readonly before: readonly Uint8Array[];
  readonly round: RlpString;
  readonly seals: readonly Uint8Array[];
}

function readExtraData(bytes: Uint8Array): ExtraData {
  const items = itemsOf(readRlp(bytes, EXTRA_DATA), "extraData");
  const [vanity, validators, vote, round, seals] = items;
  if (!vanity || !validators || !vote || !round || !seals || items.length !== 5) {
    throw refused("extraData", `has ${items.length} members`);
  }
  if (stringOf(vanity, "vanity").length !== 32) throw refused("vanity", "has not 32 bytes");
  if (stringsOf(validators, "validators").some(({ length }) => length !== 20)) {
    throw refused("validators", "names what is no address");
  }
  const voted = stringsOf(vote, "vote");
  if (voted.length !== 0 && voted.length !== 2) throw refused("vote", `has ${voted.length} members`);
  uint(stringOf(round, "round").bytes, 4, "round");
  return {
    before: [vanity.raw, validators.raw, vote.raw],
    round: stringOf(round, "round"),
    seals: stringsOf(seals, "seals").map(({ bytes }) => bytes),
  };
}

/** Replaces extraData. The other fields are copied as they are, because their encoding is canonical. */
function withExtraData(raw: Uint8Array, fields: readonly RlpString[], extraData: readonly Uint8Array[]): Uint8Array {
  const together = (some: readonly RlpString[]): Uint8Array => raw.subarray(some[0]?.at, some.at(-1)?.end);
  const [before, after] = [fields.slice(0, FIELD.extraData), fields.slice(FIELD.extraData + 1)];
  return writeList([together(before), writeString(writeList(extraData)), together(after)]);
}

function itemsOf(item: RlpItem, field: string): readonly RlpItem[] {
  if (!isList(item)) throw refused(field, "is not a list");
  return item.items;
}

function stringsOf(item: RlpItem, field: string): readonly RlpString[] {
  return itemsOf(item, field).map((each) => {
    if (isList(each)) throw refused(field, "has a list where a byte string belongs");
    return each;
  });
}

function stringOf(item: RlpItem, field: string): RlpString {
  if (isList(item)) throw refused(field, "is not a byte string");
  return item;
}

function at(fields: readonly RlpString[], i: number): Uint8Array {
  const field = fields[i];
  if (field === undefined) throw refused(`field ${i}`, "is missing");
  return field.bytes;
}

function hashAt(fields: readonly RlpString[], name: "parentHash" | "stateRoot" | "mixHash"): string {
  const bytes = at(fields, FIELD[name]);
  if (bytes.length !== 32) throw refused(name, `has ${bytes.length} bytes, not 32`);
  return toHex(bytes);
}

function uint(bytes: Uint8Array, most: number, field: string): bigint {
  if (bytes.length > most || bytes[0] === 0) throw refused(field, "is not a canonical number of its width");
  return numberOf(bytes);
}

function refused(field: string, why: string): DidimError {
  return new DidimError("facts.proof-bad-header", `That is not a header of a block of this chain: ${field} ${why}.`, {
    field,
    why,
  });
}
