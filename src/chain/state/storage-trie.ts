import { toHex } from "../../crypto/encodings/bytes.ts";
import type { Keccak } from "../../crypto/keccak.ts";
import { EMPTY_ROOT } from "./trie.ts";
import { TrieWalk } from "./trie-walk.ts";

const WORD = 32;
/** With more entries than this, the root is computed in parts, so that other work can run in between. */
const AT_ONCE = 4096;

/**
 * The Merkle-Patricia trie of a contract's storage (Yellow Paper, Appendix D), of which only the root is needed. While
 * it is computed it takes 72 bytes a slot: the hashed slot, the value, and two numbers for sorting.
 */
export class StorageTrie {
  readonly #keccak: Keccak;
  #keys = new Uint8Array(1024 * WORD);
  #values = new Uint8Array(1024 * WORD);
  #count = 0;

  constructor(keccak: Keccak) {
    this.#keccak = keccak;
  }

  /** How many slots have a value. */
  get count(): number {
    return this.#count;
  }

  /** Slot and value have 32 bytes each. Each slot comes once. A value of zero is not stored (Yellow Paper §4.1). */
  put(slot: Uint8Array, value: Uint8Array): void {
    if (slot.length !== WORD || value.length !== WORD) throw new RangeError("slots and values have 32 bytes");
    if (value.every((byte) => byte === 0)) return;
    const at = this.#count * WORD;
    if (at === this.#keys.length) [this.#keys, this.#values] = [doubled(this.#keys), doubled(this.#values)];
    this.#keys.set(this.#keccak(slot), at);
    this.#values.set(value, at);
    this.#count++;
  }

  /** The root in lower-case 0x-hex. Other work may run meanwhile, but nothing may be added until it resolves. */
  async root(): Promise<string> {
    if (this.#count === 0) return EMPTY_ROOT;
    const walk = new TrieWalk(this.#keccak, this.#keys, this.#values, this.#count);
    if (this.#count > AT_ONCE) await walk.prepare();
    return toHex(walk.root());
  }
}

function doubled(array: Uint8Array): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(array.length * 2);
  larger.set(array);
  return larger;
}
