import type { Words } from "../lib/terminal/output.ts";
import type { Load } from "./load.ts";
import type { Nodes } from "./nodes.ts";
import type { Throwaway } from "./throwaway.ts";

/** What a fault happens to. */
export interface Scene {
  readonly consortium: Throwaway;
  readonly nodes: Nodes;
  readonly load: Load;
  /** How many validators may fail while blocks go on: n − ⌈2n/3⌉. */
  readonly tolerated: number;
  progress(words: Words): void;
}

/** Something that should be so, and whether it was. */
export interface Claim {
  readonly words: Words;
  readonly held: boolean;
}

export interface FaultResult {
  readonly claims: readonly Claim[];
  /** What was measured; seconds and counts. */
  readonly figures: Readonly<Record<string, number>>;
}

/** Something that goes wrong on purpose, and is mended again. It leaves all nodes running and sealing. */
export interface Fault {
  readonly id: string;
  readonly about: Words;
  run(scene: Scene): Promise<FaultResult>;
}

/** How long to wait for what takes as long as it takes: round timers double while the chain is at a halt. */
export const PATIENCE = 300;

export function claim(held: boolean, en: string, ko: string): Claim {
  return { held, words: { en, ko } };
}

/** Milliseconds as seconds, to a tenth. */
export function seconds(milliseconds: number): number {
  return Math.round(milliseconds / 100) / 10;
}
