import { toHex } from "../../crypto/encodings/bytes.ts";
import { DidimError } from "../../errors/error.ts";
import { type BlockHeader, hashedExtraData, ISTANBUL_DIGEST, readHeader, readPlainHeader } from "./header.ts";
import { bytesOfDigits, writeList, writeNumber, writeString } from "./rlp.ts";

/** A header with its encoding. */
export interface EncodedHeader extends BlockHeader {
  /** RLP; for a QBFT block with its seals. */
  readonly raw: Uint8Array;
  /** Whether the block is a QBFT block. */
  readonly qbft: boolean;
}

/**
 * A header's fields in order (Yellow Paper §4.3, then the fields that forks appended), by their JSON-RPC names, and
 * whether the field is a number.
 */
const FIELDS: readonly (readonly [name: string, number: boolean])[] = [
  ["parentHash", false],
  ["sha3Uncles", false],
  ["miner", false],
  ["stateRoot", false],
  ["transactionsRoot", false],
  ["receiptsRoot", false],
  ["logsBloom", false],
  ["difficulty", true],
  ["number", true],
  ["gasLimit", true],
  ["gasUsed", true],
  ["timestamp", true],
  ["extraData", false],
  ["mixHash", false],
  ["nonce", false],
  ["baseFeePerGas", true],
  ["withdrawalsRoot", false],
  ["blobGasUsed", true],
  ["excessBlobGas", true],
  ["parentBeaconBlockRoot", false],
  ["requestsHash", false],
];

/** Berlin's fields, which every block has. If a field of a later fork is missing, so are all fields after it. */
const FEWEST = 15;

/**
 * Encodes the header of a block that a node reported (`eth_getBlockByNumber` and the like). The result has the hash the
 * node names; its seals are not checked.
 * Throws `facts.header-incomplete` if required fields are missing, so that no hash can be computed. Throws
 * `facts.bad-answer` if the hash differs; that also happens when the last fields are missing, or when a newer fork has
 * fields unknown here.
 */
export function headerOf(block: unknown): EncodedHeader {
  if (typeof block !== "object" || block === null || Array.isArray(block)) throw otherBlock({});
  const told = block as Told;
  const end = FIELDS.findLastIndex(([name]) => isTold(told[name])) + 1;
  const fields = FIELDS.slice(0, Math.max(FEWEST, end));
  const missing = fields.flatMap(([name]) => (isTold(told[name]) ? [] : [name]));
  if (missing.length > 0) throw incomplete(missing, told);
  const encodings = fields.flatMap(([name, number]) => encoded(told[name], number) ?? []);
  if (encodings.length < fields.length) throw otherBlock(told);
  const raw = writeList(encodings);
  for (const read of lower(told.mixHash) === ISTANBUL_DIGEST ? [readHeader, readPlainHeader] : [readPlainHeader]) {
    const header = attempt(read, raw);
    if (header?.hash === lower(told.hash)) return { ...header, raw, qbft: read === readHeader };
  }
  throw otherBlock(told);
}

/**
 * The block with only that part of its extraData that its hash covers. QBFT nodes keep, for one and the same block, the
 * seals they saw first and the round in which they saw them. Other blocks, and what is no block, stay as they are.
 * Throws `facts.proof-*` if the extraData of a QBFT block is malformed: no header can have it.
 */
export function withoutSeals(block: unknown): unknown {
  const { mixHash, extraData } = (block ?? {}) as Told;
  if (lower(mixHash) !== ISTANBUL_DIGEST) return block;
  const bytes = typeof extraData === "string" && /^0x(?:[0-9a-f]{2})*$/i.test(extraData) ? extraData.slice(2) : "";
  return { ...(block as Told), extraData: toHex(hashedExtraData(bytesOfDigits(bytes))) };
}

type Told = Readonly<Record<string, unknown>>;

const lower = (value: unknown): string => String(value).toLowerCase();

/** Some nodes report null for fields of a later fork. */
const isTold = (value: unknown): boolean => value !== undefined && value !== null;

function incomplete(missing: readonly string[], { hash }: Told): DidimError {
  const names = missing.join(", ");
  const message = `The node left fields of a block's header away, so that its hash cannot be computed: ${names}.`;
  return new DidimError("facts.header-incomplete", message, { missing: names, hash: lower(hash).slice(0, 66) });
}

function otherBlock({ hash }: Told): DidimError {
  return new DidimError("facts.bad-answer", "The node's block is not the one whose hash it says.", {
    what: "is another block than its hash says, lacks the last fields of its header, or is of a fork unknown here",
    hash: lower(hash).slice(0, 66),
  });
}

function encoded(value: unknown, number: boolean): Uint8Array | undefined {
  if (typeof value !== "string" || !/^0x[0-9a-f]*$/i.test(value) || value.length > 32_768) return undefined;
  const digits = value.slice(2);
  return number ? writeNumber(digits) : writeString(bytesOfDigits(digits));
}

function attempt(read: (raw: Uint8Array) => BlockHeader, raw: Uint8Array): BlockHeader | undefined {
  try {
    const { number, time, hash, stateRoot, parentHash } = read(raw);
    return { number, time, hash, stateRoot, parentHash };
  } catch {
    return undefined;
  }
}
