import type { RpcClient } from "../chain/rpc/rpc.ts";
import type { EncodedHeader } from "../chain/state/header-json.ts";
import { bagOf } from "../chain/state/node-bag.ts";
import { DidimError } from "../errors/error.ts";
import type { BlockReference } from "../registry/client.ts";
import { blockOf, type Registry } from "../registry/open.ts";
import { entryCountSlot, entrySlot } from "../storage/directory.ts";
import { PROVED } from "../storage/registries.ts";
import { nextSlot } from "../storage/slots.ts";
import { validatorCountSlot, validatorSlots } from "../storage/validator-set.ts";
import { ANCHOR_LIFE, EXTRAS, MAX_SEALERS, type Pins, type TrustAnchor } from "./anchor.ts";
import { headerFrom, proofFrom, slotFrom } from "./node-state.ts";
import type { Staple } from "./staple/staple.ts";
import { mostChanges } from "./validators.ts";

/**
 * The staples that bring an anchor up to date, oldest first: one for each later block in which the validator set
 * changed, and one for `block`. A node can withhold some; advanceAnchor() verifies them. Needs the states of these
 * blocks, so an archive node if they are old.
 *
 * Throws `facts.no-state`, `facts.bad-answer`, and what an unreachable node throws.
 */
export async function advancesFrom(
  registry: Registry,
  anchor: TrustAnchor,
  block: BlockReference = "latest",
): Promise<Staple[]> {
  const set = anchor.registries.ValidatorSet?.address;
  const head = await headerFrom(registry.rpc, block, set);
  const moves = anchor.sealers.kind === "qbft" && anchor.registries.ValidatorSet !== undefined;
  const changes = moves ? await changesSince(registry, anchor.advancedAt) : [];
  const blocks = await Promise.all(
    changes.filter((time) => time < head.time).map((time) => blockAt(registry, time, head.number)),
  );
  const headers = [...(await Promise.all(blocks.map((number) => headerFrom(registry.rpc, number, set)))), head];
  return Promise.all(headers.map((header) => advanceStaple(registry.rpc, anchor.registries, header)));
}

/** A staple of the block with the nodes that advanceAnchor() reads in its state. */
export async function advanceStaple(rpc: RpcClient, pins: Pins, { raw, hash }: EncodedHeader): Promise<Staple> {
  const { Directory, ValidatorSet } = pins;
  const asked = [
    ...(Directory === undefined ? [] : [{ address: Directory.address, slots: entrySlots(rpc, pins, hash) }]),
    ...(ValidatorSet === undefined
      ? []
      : [{ address: ValidatorSet.address, slots: setSlots(rpc, ValidatorSet.address, hash) }]),
  ];
  const nodes = await Promise.all(
    asked.map(async ({ address, slots }) => proofFrom(rpc, { address, slots: await slots }, hash)),
  );
  return { header: raw, nodes: bagOf(nodes.flat()) };
}

/** For each pinned name, the slots of the number of its entries and of the last entry. */
async function entrySlots(rpc: RpcClient, pins: Pins, hash: string): Promise<string[]> {
  const names = [...PROVED, ...EXTRAS].filter((name) => pins[name] !== undefined);
  const slots = names.map(async (name) => {
    const count = await slotFrom(rpc, pins.Directory?.address ?? "0x", entryCountSlot(name), hash);
    const last = entrySlot(name, count - 1n);
    return count === 0n ? [entryCountSlot(name)] : [entryCountSlot(name), last, nextSlot(last)];
  });
  return (await Promise.all(slots)).flat();
}

async function setSlots(rpc: RpcClient, address: string, hash: string): Promise<string[]> {
  const count = Number(await slotFrom(rpc, address, validatorCountSlot(), hash));
  return [...validatorSlots(Math.min(count, MAX_SEALERS))];
}

/**
 * The times (seconds since 1970) after `time` at which the set changed, without duplicates, oldest first, as the
 * contract recorded them. Reads at most as many changes as an anchor's life can contain.
 */
async function changesSince({ validators }: Pick<Registry, "validators">, time: number): Promise<number[]> {
  const times: number[] = [];
  const most = mostChanges(MAX_SEALERS, ANCHOR_LIFE);
  for (let i = (await validators.changeCount()) - 1n; i >= 0n; i--) {
    if (times.length > most) {
      const message = "The node tells of more changes of the validators than there can have been.";
      throw new DidimError("facts.bad-answer", message, { what: "tells of too many changes", most });
    }
    const at = Number((await validators.change(i)).time);
    if (at <= time) break;
    if (at !== times[0]) times.unshift(at);
  }
  return times;
}

/**
 * The number of the last block with this time, up to `last`. Uses binary search, because the node's index of logs may
 * not reach that far back. A local node can make several blocks in one second; the change is in the last of them.
 */
async function blockAt({ rpc, addresses }: Registry, time: number, last: bigint): Promise<bigint> {
  let [low, high] = [addresses.block, last];
  while (low < high) {
    const middle = (low + high) / 2n;
    if ((await blockOf(rpc, middle)).time <= time) low = middle + 1n;
    else high = middle;
  }
  return low - 1n;
}
