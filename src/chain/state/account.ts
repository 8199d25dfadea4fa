import { fromHex, toHex } from "../../crypto/encodings/bytes.ts";
import { keccak256Bytes } from "../../crypto/hash.ts";
import { DidimError } from "../../errors/error.ts";
import type { Nodes } from "./node-bag.ts";
import { isList, readRlp } from "./rlp.ts";
import { valueAt } from "./trie.ts";

/** A contract's account in the state. Hashes in lower-case 0x-hex. */
export interface Account {
  readonly storageRoot: string;
  readonly codeHash: string;
}

/** A contract that the verifier knows in advance. */
export interface PinnedContract {
  /** Lower case. */
  readonly address: string;
  /**
   * keccak256 of the deployed code. The code's immutables include chain id and salt, so the hash names one deployment
   * on one chain.
   */
  readonly codeHash: string;
}

/** [nonce, balance, storage root, code hash]. */
const ACCOUNT = { bytes: 128, depth: 1 };

/**
 * The storage root of a pinned contract in the state with this root. Throws `facts.proof-no-account` and
 * `facts.proof-foreign-code`.
 */
export function storageRootOf(stateRoot: string, pinned: PinnedContract, bag: Nodes): string {
  const account = accountAt(stateRoot, pinned.address, bag);
  const { address, codeHash } = pinned;
  if (account === undefined) {
    throw new DidimError("facts.proof-no-account", "The state has no contract at that address.", { address });
  }
  if (account.codeHash !== codeHash) {
    const facts = { address, codeHash: account.codeHash, pinned: codeHash };
    throw new DidimError(
      "facts.proof-foreign-code",
      "Another contract is at that address than the verifier knows.",
      facts,
    );
  }
  return account.storageRoot;
}

/** The account at a lower-case address, or undefined if the proof shows that there is none (Yellow Paper §4.1). */
export function accountAt(stateRoot: string, address: string, bag: Nodes): Account | undefined {
  const value = valueAt(stateRoot, hashed(address), bag, "account");
  if (value === undefined) return undefined;
  const account = readRlp(value, ACCOUNT);
  const members = isList(account) ? account.items.map((item) => (isList(item) ? undefined : item.bytes)) : [];
  const [, , storageRoot, codeHash] = members;
  if (members.length !== 4 || storageRoot?.length !== 32 || codeHash?.length !== 32) {
    throw new DidimError("facts.proof-bad-node", "A proof has what no state has: an account of another form.", {
      address,
    });
  }
  return { storageRoot: toHex(storageRoot), codeHash: toHex(codeHash) };
}

/** State and storage tries use keccak256 of the key. */
export const hashed = (key: string): Uint8Array => keccak256Bytes(fromHex(key));
