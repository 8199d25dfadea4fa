import { slotReader } from "../../src/facts/proof/reader.ts";
import { PROVED } from "../../src/storage/registries.ts";
import type { TrustAnchor } from "../../src/trust-anchor/anchor.ts";
import { sealedBlock } from "../../src/trust-anchor/seals/sealed.ts";
import { decodeStaple } from "../../src/trust-anchor/staple/staple.ts";
import { type Contender, cpuSeconds, interleave, type Sampling } from "../statistics.ts";
import { floorOf } from "./floor.ts";

/** Staples to verify, of one state but under different blocks, so that no cached result helps. */
export interface Task {
  readonly anchor: TrustAnchor;
  readonly staples: readonly Uint8Array[];
  /** Slots of StatusLists that the staples prove. */
  readonly slots: readonly string[];
  readonly now: number;
}

/**
 * How many per CPU second: staples, from bytes to words (decoding, seals, one account, the slots), alternating with the
 * floor.
 */
export interface Speed {
  readonly verify: number;
  readonly floor: number;
}

export async function perSecond(task: Task, sampling: Sampling): Promise<Speed> {
  const rates = await interleave(
    [contender("verify", (i) => verifyOne(task, i)), contender("floor", floorOf(task))],
    sampling,
  );
  return { verify: rates.get("verify") ?? 0, floor: rates.get("floor") ?? 0 };
}

function contender(id: string, act: (i: number) => void): Contender {
  const turn = async (from: number, to: number) => {
    const before = cpuSeconds();
    for (let i = from; i < to; i++) act(i);
    return cpuSeconds() - before;
  };
  return { id, turn };
}

function verifyOne({ anchor, staples, slots, now }: Task, i: number): void {
  const bytes = staples[i];
  if (bytes === undefined) throw new Error("too few staples");
  const staple = decodeStaple(bytes);
  const { stateRoot } = sealedBlock(staple, anchor, now);
  const read = slotReader(stateRoot, (name) => anchor.registries[name], staple.nodes);
  for (const slot of slots) if (read("StatusLists", slot) === 0n) throw new Error("nothing is there");
}

/** A task in JSON, for another process. */
export function toJson({ anchor, staples, slots, now }: Task): string {
  const pins = PROVED.map((name) => [name, anchor.registries[name]]);
  const { sealers, advancedAt } = anchor;
  const known = { chainId: Number(anchor.chainId), registries: Object.fromEntries(pins), sealers, advancedAt };
  return JSON.stringify({ anchor: known, staples: staples.map(encoded), slots, now });
}

export function fromJson(text: string): Task {
  const task = JSON.parse(text) as Omit<Task, "staples"> & { staples: string[] };
  const anchor = { ...task.anchor, chainId: BigInt(task.anchor.chainId) };
  return { ...task, anchor, staples: task.staples.map((each) => Buffer.from(each, "base64")) };
}

const encoded = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
