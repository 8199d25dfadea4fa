import type { Bilingual } from "../lib/terminal/output/output.ts";
import type { Load } from "./load.ts";
import type { Nodes } from "./nodes.ts";
import type { Throwaway } from "./throwaway.ts";

/** The system under test. */
export interface Scene {
  readonly consortium: Throwaway;
  readonly nodes: Nodes;
  readonly load: Load;
  /** How many validators may fail while blocks are still sealed: n − ⌈2n/3⌉. */
  readonly tolerated: number;
  progress(text: Bilingual): void;
}

/** An expectation, and whether it held. */
export interface Claim {
  readonly text: Bilingual;
  readonly held: boolean;
}

export interface FaultResult {
  readonly claims: readonly Claim[];
  /** Measurements: seconds and counts. */
  readonly figures: Readonly<Record<string, number>>;
}

/** A fault that is injected and repaired again. Afterwards all nodes run and seal. */
export interface Fault {
  readonly id: string;
  readonly about: Bilingual;
  run(scene: Scene): Promise<FaultResult>;
}

/** Seconds to wait for recovery. Round timers double while the chain is halted, so it can take long. */
export const PATIENCE = 300;

/**
 * Seconds without a receipt for which writes still "go on". Each turn of an absent validator costs a round of 2 s. When a
 * node disappears, those that remain can be in different rounds of one block; they meet after rounds of 2, 4, 8 and 16 s.
 */
export const MAX_SILENCE = 45;

export function claim(held: boolean, en: string, ko: string): Claim {
  return { held, text: { en, ko } };
}

/** Milliseconds as seconds, with one decimal. */
export function seconds(milliseconds: number): number {
  return Math.round(milliseconds / 100) / 10;
}
