import { randomBytes } from "node:crypto";
import { StorageTrie } from "../src/chain/state/storage-trie.ts";
import { fastKeccak } from "../src/crypto/keccak.ts";
import { ZERO_ADDRESS } from "../src/did/address.ts";
import type { StorageRoots } from "../src/facts/proof/storage-roots.ts";
import { prove } from "../src/facts/replica/compare.ts";
import { applyBlock } from "../src/facts/replica/events/apply.ts";
import { slotsOf } from "../src/facts/replica/state/slots.ts";
import { State } from "../src/facts/replica/state/state.ts";
import type { RegistryEvent } from "../src/registry/logs/events.ts";
import type { ProvedRegistry } from "../src/storage/registries.ts";
import { PROVED } from "../src/storage/registries.ts";
import { cpuSeconds } from "./statistics.ts";

const [IDENTITIES, TYPES, LISTS, SLOTS] = [10_000, 100, 16, 1_000_000];
/** Each type takes two slots: its record and its schema's hash. */
const WORDS = SLOTS - 2 * IDENTITIES - 2 * TYPES - LISTS;

const hex = (bytes: number): string => `0x${randomBytes(bytes).toString("hex")}`;
const REACHED = { number: 9, hash: hex(32), parentHash: hex(32), time: 1_700_000_000, logsBloom: "0x" };
const ADDRESSES = { dids: hex(20), types: hex(20), accreditations: hex(20), statuses: hex(20) };

/**
 * CPU seconds to compute and compare the storage roots of four registries with a million slots, nearly all of them
 * status words.
 */
export async function proveSeconds(): Promise<{ readonly seconds: number; readonly slots: number }> {
  const state = millionSlots();
  const known = await rootsOf(state);
  const before = cpuSeconds();
  const { registries } = await prove(state, REACHED, ADDRESSES, known);
  const seconds = cpuSeconds() - before;
  return { seconds, slots: PROVED.reduce((sum, name) => sum + registries[name].slots, 0) };
}

function millionSlots(): State {
  const state = new State(0);
  const write = (...events: readonly RegistryEvent[]): void => {
    applyBlock(state, events, { number: REACHED.number, time: REACHED.time });
  };
  const agencies = Array.from({ length: IDENTITIES }, () => hex(20));
  const types = Array.from({ length: TYPES }, () => hex(32));
  const pick = (from: readonly string[], i: number): string => from[i % from.length] ?? "";
  for (const typeId of types) {
    const authority = pick(agencies, 0);
    write({ kind: "TypeRegistered", typeId, authority, schemaHash: hex(32), flags: 0 });
  }
  for (const [i, identity] of agencies.entries()) {
    write({ kind: "ControllerChanged", identity, owner: hex(20), previous: 0 });
    const typeId = pick(types, i);
    write({ kind: "Applied", issuer: identity, typeId, accreditor: ZERO_ADDRESS, mayIssue: true, levels: 0 });
  }
  for (let list = 0; list < LISTS; list++) {
    const [issuer, words] = [pick(agencies, list), Math.ceil(WORDS / LISTS)];
    write({ kind: "ListOpened", issuer, list, capacity: words * 128, operator: hex(20) });
    for (let word = 0; word < words && word * LISTS + list < WORDS; word++) {
      write({ kind: "StatusesChanged", issuer, list, word, value: hex(32).slice(2) });
    }
  }
  return state;
}

/** The roots of the same slots, inserted in reverse order. */
async function rootsOf(state: State): Promise<StorageRoots> {
  const keccak = await fastKeccak();
  const roots: [ProvedRegistry, { address: string; root: string }][] = [];
  for (const [i, name] of PROVED.entries()) {
    const trie = new StorageTrie(keccak);
    for (const [slot, value] of [...slotsOf(state, name, keccak)].reverse()) trie.put(slot, value);
    roots.push([name, { address: Object.values(ADDRESSES)[i] ?? "", root: await trie.root() }]);
  }
  const { number, time, hash } = REACHED;
  const block = { number: BigInt(number), time, hash, stateRoot: hex(32) };
  return { block, sealed: true, registries: Object.fromEntries(roots) as unknown as StorageRoots["registries"] };
}
