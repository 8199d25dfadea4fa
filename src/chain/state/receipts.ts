import { concatBytes, fromHex } from "../../crypto/encodings/bytes.ts";
import { listRoot } from "./list-root.ts";
import { writeList, writeNumber, writeString } from "./rlp.ts";

/** What a block's header covers of a transaction's receipt. Bytes and numbers in 0x-hex. */
export interface Receipt {
  /** The transaction's type (EIP-2718); 0 is one without a type. */
  readonly type: number;
  /** `0x01` for success and `0x` for failure (EIP-658); before that, the state root. */
  readonly outcome: string;
  /** The gas of the block's transactions up to this one. */
  readonly gasUsed: string;
  readonly bloom: string;
  readonly logs: readonly ReceiptLog[];
}

export interface ReceiptLog {
  readonly address: string;
  readonly topics: readonly string[];
  readonly data: string;
}

/**
 * The `receiptsRoot` of a block with these receipts, in their order. It covers every log to the last byte. All types of
 * transactions up to Prague's have this form of receipt (EIP-2930, -1559, -4844, -7702). A type with another form has
 * another root.
 */
export function receiptsRoot(receipts: readonly Receipt[]): string {
  return listRoot(receipts.map(encode));
}

/** Yellow Paper §4.4.1 and EIP-2718. */
function encode({ type, outcome, gasUsed, bloom, logs }: Receipt): Uint8Array {
  const body = writeList([bytes(outcome), writeNumber(gasUsed.slice(2)), bytes(bloom), writeList(logs.map(encodeLog))]);
  return type === 0 ? body : concatBytes(Uint8Array.of(type), body);
}

function encodeLog({ address, topics, data }: ReceiptLog): Uint8Array {
  return writeList([bytes(address), writeList(topics.map(bytes)), bytes(data)]);
}

const bytes = (hex: string): Uint8Array => writeString(fromHex(hex));
