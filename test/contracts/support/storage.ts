import { type BaseContract, type BytesLike, type EventLog, ethers, type TransactionResponse } from "ethers";

/** A contract's storage, computed from its events: slot → word. */
export type Storage = Map<string, bigint>;

/** The slot of the value under `key` of the mapping in `slot`. */
export const under = (key: BytesLike | bigint, slot: string): string => {
  const word = typeof key === "bigint" ? ethers.toBeHex(key, 32) : ethers.zeroPadValue(key, 32);
  return ethers.keccak256(ethers.concat([word, slot]));
};

export const slot = (number: bigint | string, offset = 0n): string => ethers.toBeHex(BigInt(number) + offset, 32);

/** Solidity's packing: the first field has the lowest bits. */
export function pack(...fields: (readonly [value: bigint | number | string | boolean, bits: bigint])[]): bigint {
  return fields.reduceRight((word, [value, bits]) => (word << bits) | BigInt(value), 0n);
}

/** Solidity's bytes and strings: up to 31 bytes beside their length, longer ones from keccak256(slot) on. */
export function putBytes(storage: Storage, place: string, value: string): void {
  const bytes = ethers.getBytes(value);
  if (bytes.length < 32) {
    const padded = new Uint8Array(32);
    padded.set(bytes);
    storage.set(place, ethers.toBigInt(padded) | BigInt(bytes.length * 2));
    return;
  }
  storage.set(place, BigInt(bytes.length * 2 + 1));
  for (let i = 0; i < bytes.length; i += 32) {
    const padded = new Uint8Array(32);
    padded.set(bytes.subarray(i, i + 32));
    storage.set(slot(ethers.keccak256(place), BigInt(i / 32)), ethers.toBigInt(padded));
  }
}

/** The parts of Hardhat's provider that are used. */
interface Node {
  getBlockNumber(): Promise<number>;
  getBlock(number: number, whole: true): Promise<{ prefetchedTransactions: TransactionResponse[] } | null>;
  getStorage(address: string, place: string): Promise<string>;
  send(method: string, params: unknown[]): Promise<{ structLogs: { op: string; stack: string[] }[] }>;
}

/**
 * A contract's whole storage: each slot that a transaction to it ever wrote, with its current value. (Only transactions
 * call it.)
 */
export async function storageOf(contract: BaseContract, node: Node): Promise<Storage> {
  const address = await contract.getAddress();
  const held: Storage = new Map();
  for (let number = await node.getBlockNumber(); number > 0; number--) {
    const block = await node.getBlock(number, true);
    for (const { to, hash } of block!.prefetchedTransactions) {
      if (to !== address) continue;
      for (const place of await slotsWritten(hash, node)) {
        if (!held.has(place)) held.set(place, BigInt(await node.getStorage(address, place)));
      }
    }
  }
  return held;
}

async function slotsWritten(transaction: string, node: Node): Promise<Set<string>> {
  const options = { disableMemory: true, disableStorage: true };
  const { structLogs } = await node.send("debug_traceTransaction", [transaction, options]);
  return new Set(structLogs.filter(({ op }) => op === "SSTORE").map(({ stack }) => slot(stack.at(-1)!)));
}

/** Non-zero slots in order, as hex, for comparison. */
export const shown = (storage: Storage): string[] =>
  [...storage].flatMap(([place, word]) => (word === 0n ? [] : [`${place}: ${ethers.toBeHex(word, 32)}`])).sort();

/** An event with the time of its block. */
export interface Heard extends EventLog {
  readonly time: bigint;
}

/** All events of a contract, in order. */
export async function heard(contract: BaseContract): Promise<Heard[]> {
  const logs = await contract.queryFilter("*" as never);
  const all: Heard[] = [];
  for (const log of logs) {
    const { timestamp } = await log.getBlock();
    if ("eventName" in log) all.push(Object.assign(log, { time: BigInt(timestamp) }));
  }
  return all;
}

export const read = (storage: Storage, place: string) => storage.get(place) ?? 0n;
export const bits = (word: bigint, from: bigint, count: bigint) => (word >> from) & ((1n << count) - 1n);
/** Nested mappings. */
export const at = (place: string, ...keys: (string | bigint)[]) =>
  keys.reduce<string>((base, key) => under(key, base), place);

/** Changes some bits of a word and leaves the rest. */
export function set(storage: Storage, place: string, from: bigint, count: bigint, value: bigint | string): void {
  const mask = ((1n << count) - 1n) << from;
  storage.set(place, (read(storage, place) & ~mask) | (BigInt(value) << from));
}
