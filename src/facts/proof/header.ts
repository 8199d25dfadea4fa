import { keccak256 } from "../../crypto/hash.ts";
import { DidimError } from "../../errors.ts";
import { isList, type RlpItem, readRlp, writeList, writeString } from "./rlp.ts";

/** What a proof needs of a block header. Hashes are lower-case 0x-hex. */
export interface BlockHeader {
  readonly number: bigint;
  /** Seconds. */
  readonly time: number;
  readonly stateRoot: string;
  readonly parentHash: string;
  /** The block's hash. Of QBFT: that of the header without its seals, as if agreed in round 0. */
  readonly hash: string;
}

/** A header of Besu's QBFT. */
export interface QbftHeader extends BlockHeader {
  /** What the committing validators signed: the header without its seals, in the round in which they agreed. */
  readonly commitHash: string;
  /** What they would have signed in another round, below 128. */
  readonly commitHashIn: (round: number) => string;
  readonly round: number;
  /** Not verified yet: seals.ts. */
  readonly seals: readonly Uint8Array[];
}

/** A hundred validators with 67 seals take 9 KB. */
const HEADER = { bytes: 16_384, depth: 1 };
/** [vanity, [validators], vote, round, [seals]]. */
const EXTRA_DATA = { bytes: 16_384, depth: 2 };
/** Of any fork. Berlin has the least, 15; Cancun has 20. */
const [FEWEST, MOST] = [15, 32];
/** `mixHash` of every block of Istanbul's descendants; no other block says it. */
const ISTANBUL_DIGEST = "0x63746963616c2062797a616e74696e65206661756c7420746f6c6572616e6365";
/** The chain's times are `uint40`. */
const MAX_TIME = 2n ** 40n;

const NO_SEALS = writeList([]);
const ROUND_0 = writeString(new Uint8Array());

/** Where a header has what is read (Yellow Paper §4.4.2): the same in every fork, because forks append. */
const FIELD = { parentHash: 0, stateRoot: 3, number: 8, timestamp: 11, extraData: 12, mixHash: 13 } as const;

/**
 * The header that `raw` encodes. Nothing is known of it yet but that it is well formed: whoever wrote it may have made it up. The list
 * of validators in it is not even returned, because a forger writes it.
 */
export function readHeader(raw: Uint8Array): QbftHeader {
  const fields = fieldsOf(raw);
  if (hashAt(fields, "mixHash") !== ISTANBUL_DIGEST) throw refused("mixHash", "is not that of QBFT");
  const extra = readExtraData(at(fields, FIELD.extraData));
  const hashWith = (round: Uint8Array): string => hashOf(fields, [...extra.before, round, NO_SEALS]);
  return {
    ...readCommon(fields),
    commitHash: hashWith(extra.round),
    commitHashIn: (round) => hashWith(writeString(round === 0 ? new Uint8Array() : Uint8Array.of(round))),
    hash: hashWith(ROUND_0),
    round: Number(uint(bytesOf(readRlp(extra.round, EXTRA_DATA), "round"), 4, "round")),
    seals: extra.seals,
  };
}

/** The header that `raw` encodes, of a chain that seals none: its hash is taken over all of it. As little is known of it yet. */
export function readPlainHeader(raw: Uint8Array): BlockHeader {
  return { ...readCommon(fieldsOf(raw)), hash: keccak256(raw) };
}

function fieldsOf(raw: Uint8Array): readonly RlpItem[] {
  const fields = stringsOf(readRlp(raw, HEADER), "header");
  if (fields.length < FEWEST || fields.length > MOST) throw refused("header", `has ${fields.length} fields`);
  return fields;
}

function readCommon(fields: readonly RlpItem[]): Omit<BlockHeader, "hash"> {
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
  /** Encoded. */
  readonly round: Uint8Array;
  readonly seals: readonly Uint8Array[];
}

function readExtraData(bytes: Uint8Array): ExtraData {
  const items = itemsOf(readRlp(bytes, EXTRA_DATA), "extraData");
  const [vanity, validators, vote, round, seals] = items;
  if (!vanity || !validators || !vote || !round || !seals || items.length !== 5) {
    throw refused("extraData", `has ${items.length} members`);
  }
  if (bytesOf(vanity, "vanity").length !== 32) throw refused("vanity", "has not 32 bytes");
  if (stringsOf(validators, "validators").some((each) => bytesOf(each, "validators").length !== 20)) {
    throw refused("validators", "names what is no address");
  }
  const voted = stringsOf(vote, "vote");
  if (voted.length !== 0 && voted.length !== 2) throw refused("vote", `has ${voted.length} members`);
  bytesOf(round, "round");
  return {
    before: [vanity.raw, validators.raw, vote.raw],
    round: round.raw,
    seals: stringsOf(seals, "seals").map((seal) => bytesOf(seal, "seals")),
  };
}

/** keccak256 of the header with other extraData: the fields are as they came, for their encoding is the only one. */
function hashOf(fields: readonly RlpItem[], extraData: readonly Uint8Array[]): string {
  const extra = writeString(writeList(extraData));
  return keccak256(writeList(fields.map(({ raw }, i) => (i === FIELD.extraData ? extra : raw))));
}

function itemsOf(item: RlpItem, field: string): readonly RlpItem[] {
  if (!isList(item)) throw refused(field, "is not a list");
  return item.items;
}

function stringsOf(item: RlpItem, field: string): readonly RlpItem[] {
  const items = itemsOf(item, field);
  if (items.some(isList)) throw refused(field, "has a list where a byte string belongs");
  return items;
}

function bytesOf(item: RlpItem | undefined, field: string): Uint8Array {
  if (item === undefined || isList(item)) throw refused(field, "is not a byte string");
  return item.bytes;
}

const at = (fields: readonly RlpItem[], i: number): Uint8Array => bytesOf(fields[i], `field ${i}`);

function hashAt(fields: readonly RlpItem[], name: "parentHash" | "stateRoot" | "mixHash"): string {
  const bytes = at(fields, FIELD[name]);
  if (bytes.length !== 32) throw refused(name, `has ${bytes.length} bytes, not 32`);
  return `0x${Buffer.from(bytes).toString("hex")}`;
}

function uint(bytes: Uint8Array, most: number, field: string): bigint {
  if (bytes.length > most || bytes[0] === 0) throw refused(field, "is not a canonical number of its width");
  return bytes.length === 0 ? 0n : BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
}

function refused(field: string, why: string): DidimError {
  return new DidimError("facts.proof-bad-header", `That is not a header of a block of this chain: ${field} ${why}.`, {
    field,
    why,
  });
}
