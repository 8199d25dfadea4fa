import { keccak_256 } from "@noble/hashes/sha3.js";
import { readPlainHeader } from "../../../src/chain/state/header.ts";
import { bagOf, type NodeBag } from "../../../src/chain/state/node-bag.ts";
import { writeList, writeString } from "../../../src/chain/state/rlp.ts";
import { PROVED } from "../../../src/storage/registries.ts";
import type { Pin, PinnedName, Sealers, TrustAnchor } from "../../../src/trust-anchor/anchor.ts";
import { checkpointDigest } from "../../../src/trust-anchor/checkpoint/checkpoint.ts";
import type { Staple } from "../../../src/trust-anchor/staple/staple.ts";
import { type BuiltTrie, secureTrie } from "../../chain/state/trie.fixture.ts";
import { contractual } from "./recorded.fixture.ts";
import { type Validator, withFields, withSeals } from "./writing.fixture.ts";

/**
 * States of made-up chains: a Directory and a ValidatorSet, encoded as in docs/storage.md, and sealed by validators of
 * the test's choice.
 */

export const DAY = 86_400;
export const START = 1_793_750_400;
export const NO_END = 2n ** 40n - 1n;

export interface Entry {
  readonly address: string;
  readonly codeHash: string;
  readonly from: number;
  readonly until?: number;
  readonly distrusted?: boolean;
}

export interface State {
  readonly validators?: readonly string[];
  readonly entries?: Partial<Record<PinnedName, readonly Entry[]>>;
}

/** A contract whose address and code hash contain this number. */
export const contract = (n: number): { address: string; codeHash: string } => ({
  address: `0x${n.toString(16).padStart(40, "0")}`,
  codeHash: `0x${n.toString(16).padStart(64, "c")}`,
});

const NAMES: readonly PinnedName[] = [...PROVED, "ValidatorSet", "Directory"];
/** The default pins of the anchors here. */
export const PINS = Object.fromEntries(NAMES.map((name, i) => [name, contract(0xa0 + i)])) as Record<PinnedName, Pin>;

export const anchorOf = (sealers: Sealers, registries: TrustAnchor["registries"] = PINS): TrustAnchor => ({
  chainId: 1337n,
  registries,
  sealers,
  advancedAt: START,
});

export const addresses = (validators: readonly Validator[]): string[] => validators.map(({ address }) => address);
export const qbft = (validators: readonly Validator[]): Sealers => ({
  kind: "qbft",
  validators: addresses(validators),
});

const keccak = (hex: string): string =>
  `0x${Buffer.from(keccak_256(Buffer.from(hex.replace("0x", ""), "hex"))).toString("hex")}`;
const word = (value: bigint | number): string => `0x${value.toString(16).padStart(64, "0")}`;

/** A number in RLP. */
export function scalar(value: bigint): Uint8Array {
  const digits = value.toString(16);
  return writeString(
    value === 0n ? new Uint8Array() : Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, "hex"),
  );
}

const storage = (words: readonly (readonly [slot: string, value: bigint])[]): BuiltTrie =>
  secureTrie(words.filter(([, value]) => value !== 0n).map(([slot, value]) => [slot, scalar(value)] as const));

export function validatorWords(validators: readonly string[]): [string, bigint][] {
  const first = BigInt(keccak(word(0)));
  const members = validators.map((each, i): [string, bigint] => [word(first + BigInt(i)), BigInt(each)]);
  return [[word(0), BigInt(validators.length)], ...members];
}

function directoryWords(entries: NonNullable<State["entries"]>): [string, bigint][] {
  return Object.entries(entries).flatMap(([name, list]) => {
    const count = keccak(`${Buffer.from(name).toString("hex").padEnd(64, "0")}${word(0).slice(2)}`);
    const first = BigInt(keccak(count));
    const written = list.flatMap((entry, i): [string, bigint][] => {
      const { address, codeHash, from, until = NO_END, distrusted = false } = entry;
      const packed = (BigInt(distrusted) << 240n) | (BigInt(until) << 200n) | (BigInt(from) << 160n) | BigInt(address);
      const slot = first + 2n * BigInt(i);
      return [
        [word(slot), packed],
        [word(slot + 1n), BigInt(codeHash)],
      ];
    });
    return [[count, BigInt(list.length)], ...written];
  });
}

/** The state's root and all its nodes. */
export function stateOf({ validators = [], entries = {} }: State): { root: string; nodes: NodeBag } {
  const tries = {
    ValidatorSet: storage(validatorWords(validators)),
    Directory: storage(directoryWords(entries)),
  };
  const accounts = Object.entries(tries).map(([name, { root }]) => {
    const { address, codeHash } = PINS[name as PinnedName];
    const hashes = [root, codeHash].map((hash) => writeString(Buffer.from(hash.slice(2), "hex")));
    return [address, writeList([scalar(1n), scalar(0n), ...hashes])] as const;
  });
  const state = secureTrie(accounts);
  const all = [state, tries.ValidatorSet, tries.Directory].flatMap(({ nodes }) => [...nodes.values()]);
  return { root: state.root, nodes: bagOf(all) };
}

/** A header in the recorded form with this state root and time; its number grows with the time. */
function headerOf(root: string, time: number): Uint8Array {
  return withFields(contractual[0]!.raw, {
    3: writeString(Buffer.from(root.slice(2), "hex")),
    8: scalar(BigInt(time - START + 100)),
    11: scalar(BigInt(time)),
  });
}

/** A block with this state, sealed by these validators. */
export function sealedState(state: State, time: number, sealedBy: readonly Validator[]): Staple {
  const { root, nodes } = stateOf(state);
  const header = headerOf(root, time);
  return {
    header: withSeals(
      header,
      sealedBy.map((each) => each.seal(header)),
    ),
    nodes,
  };
}

/** A block with this state on a chain without seals, with a checkpoint signed by these members. */
export function signedState(state: State, time: number, signedBy: readonly Validator[]): Staple {
  const { root, nodes } = stateOf(state);
  const header = headerOf(root, time);
  const digest = checkpointDigest(readPlainHeader(header), 1337n, PINS.Directory.address);
  return { header, nodes, signatures: signedBy.map((each) => each.sign(digest)) };
}
