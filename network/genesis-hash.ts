import { MerklePatriciaTrie } from "@ethereumjs/mpt";
import { writeList, writeString } from "../src/chain/state/rlp.ts";
import { toHex } from "../src/crypto/encodings/bytes.ts";
import { keccak256 } from "../src/crypto/hash.ts";
import { bytesOf, numberBytes } from "./bytes.ts";
import type { Genesis, GenesisEntry } from "./genesis.ts";

/** keccak256 of the RLP of an empty string: the root of an empty trie. */
const NO_TRIE = keccak256(writeString(new Uint8Array()));
const NO_UNCLES = keccak256(writeList([]));
const NO_HASH = `0x${"00".repeat(32)}`;
/** EIP-1559's initial base fee, 1 gwei. Besu writes it into a genesis that names none, even with `zeroBaseFee`. */
const FIRST_BASE_FEE = "0x3b9aca00";

/**
 * The hash and the state root of the block that Besu makes from our genesis file. So addresses and a trust anchor can
 * name the chain before it runs, and a node with another genesis is detected.
 */
export async function genesisHash(genesis: Genesis): Promise<{ readonly hash: string; readonly stateRoot: string }> {
  const stateRoot = await stateRootOf(genesis.alloc);
  const fields: readonly Uint8Array[] = [
    bytesOf(NO_HASH), // parentHash
    bytesOf(NO_UNCLES),
    bytesOf(genesis.coinbase),
    bytesOf(stateRoot),
    bytesOf(NO_TRIE), // transactions
    bytesOf(NO_TRIE), // receipts
    new Uint8Array(256), // logsBloom
    quantity(genesis.difficulty),
    numberBytes(0n),
    quantity(genesis.gasLimit),
    numberBytes(0n), // gasUsed
    quantity(genesis.timestamp),
    bytesOf(genesis.extraData),
    bytesOf(genesis.mixHash),
    bytesOf(genesis.nonce.slice(2).padStart(16, "0")),
    quantity(genesis.baseFeePerGas ?? FIRST_BASE_FEE),
    bytesOf(NO_TRIE), // withdrawals
    numberBytes(0n), // blobGasUsed
    numberBytes(0n), // excessBlobGas
    bytesOf(NO_HASH), // parentBeaconBlockRoot
  ];
  return { hash: keccak256(writeList(fields.map(writeString))), stateRoot };
}

/** The root of the state trie of a genesis's accounts (Yellow Paper §4.1). */
export function stateRootOf(alloc: Genesis["alloc"]): Promise<string> {
  const accounts = Object.entries(alloc).map(async ([address, entry]): Promise<[string, Uint8Array]> => {
    return [address, await accountOf(entry)];
  });
  return Promise.all(accounts).then(rootOf);
}

/** The root of one account's storage trie, which omits slots with the value 0. */
export function storageRootOf(storage: Readonly<Record<string, string>>): Promise<string> {
  const slots = Object.entries(storage)
    .filter(([, word]) => BigInt(word) !== 0n)
    .map(([slot, word]): [string, Uint8Array] => [slot, writeString(quantity(word))]);
  return rootOf(slots);
}

async function accountOf({ nonce = "0x0", balance, code = "0x", storage = {} }: GenesisEntry): Promise<Uint8Array> {
  const root = await storageRootOf(storage);
  return writeList(
    [quantity(nonce), quantity(balance), bytesOf(root), bytesOf(keccak256(bytesOf(code)))].map(writeString),
  );
}

async function rootOf(entries: readonly (readonly [string, Uint8Array])[]): Promise<string> {
  const trie = new MerklePatriciaTrie({ useKeyHashing: true });
  for (const [key, value] of entries) await trie.put(bytesOf(key), value);
  return toHex(trie.root());
}

const quantity = (hex: string): Uint8Array => numberBytes(BigInt(hex));
