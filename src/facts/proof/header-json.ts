import { DidimError } from "../../errors.ts";
import { type BlockHeader, readHeader, readPlainHeader } from "./header.ts";
import { writeList, writeString } from "./rlp.ts";

/** A header, read, and as it is encoded. */
export interface EncodedHeader extends BlockHeader {
  /** RLP; of a QBFT block with its seals. */
  readonly raw: Uint8Array;
  /** Whether it is one of a QBFT block. */
  readonly qbft: boolean;
}

/** A header's fields in their order (Yellow Paper §4.3, then what the forks appended), as JSON-RPC names them; whether it is a number. */
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

/**
 * The header of a block that a node told (`eth_getBlockByNumber` and its like), encoded again. It is the one whose hash the node says: whether anybody sealed it is not
 * looked at here. Throws `facts.bad-answer`, also for forks that have more fields than are known here.
 */
export function headerOf(block: unknown): EncodedHeader {
  const told = (typeof block === "object" && block !== null ? block : {}) as Readonly<Record<string, unknown>>;
  const fields = FIELDS.map(([name, number]) => encoded(told[name], number));
  // What a fork appended is missing together with all that came later.
  const end = fields.indexOf(undefined);
  const raw = writeList((end < 0 ? fields : fields.slice(0, end)).filter((field) => field !== undefined));
  for (const read of [readPlainHeader, readHeader]) {
    const header = attempt(read, raw);
    if (header !== undefined && header.hash === told.hash) return { ...header, raw, qbft: read === readHeader };
  }
  throw new DidimError("facts.bad-answer", "The node's block is not the one whose hash it says.", {
    what: "is another block than its hash says, or of a fork unknown here",
    hash: String(told.hash).slice(0, 66),
  });
}

function encoded(value: unknown, number: boolean): Uint8Array | undefined {
  if (typeof value !== "string" || !/^0x[0-9a-f]*$/i.test(value) || value.length > 32_768) return undefined;
  const digits = number ? value.slice(2).replace(/^0+/, "") : value.slice(2);
  return writeString(Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, "hex"));
}

function attempt(read: (raw: Uint8Array) => BlockHeader, raw: Uint8Array): BlockHeader | undefined {
  try {
    const { number, time, hash, stateRoot, parentHash } = read(raw);
    return { number, time, hash, stateRoot, parentHash };
  } catch {
    return undefined;
  }
}
