import type { Outcome, Policy, Verdict } from "../../src/index.ts";
import type { LocalChain } from "../lib/local-chain.ts";
import { type Agency, check, type Held, present, request, type Verifier } from "./cast.ts";
import type { Stage } from "./stage.ts";

/** What the chapters of the tour share: the chain, the stage, and who is on it. */
export interface Story {
  readonly chain: LocalChain;
  readonly stage: Stage;
  readonly agencies: Agencies;
  readonly gate: Verifier;
  readonly bank: Verifier;
  readonly phone: { readonly id: Held; readonly licence: Held; readonly extract: Held };
}

export interface Agencies {
  readonly interior: Agency;
  readonly police: Agency;
  readonly privacy: Agency;
  readonly sejong: Agency;
  readonly traffic: Agency;
  readonly hansol: Agency;
}

/** The tour checks what it tells: an outcome other than the one told ends it. */
export class UnexpectedOutcome extends Error {
  constructor(verdict: Verdict, expected: Outcome) {
    super(`Expected "${expected}", but it was "${verdict.outcome}": ${verdict.words.en}`);
    this.name = "UnexpectedOutcome";
  }
}

/** Time passes between the chapters: a day. */
export function nextDay({ chain }: Story): Promise<void> {
  return chain.advanceTime(24 * 60 * 60);
}

/** 정새롬 shows credentials to a verifier, who decides; the stage shows what and why. */
export async function show(
  { chain, stage }: Pick<Story, "chain" | "stage">,
  held: readonly Held[],
  to: Verifier,
  credentials: Policy["credentials"],
  expected: Outcome,
  { inFull = false, ...more }: Partial<Policy> & { inFull?: boolean } = {},
): Promise<{ presented: string[]; asked: Policy }> {
  const asked = request(to, credentials, more);
  const presented = await present(chain, held, asked);
  judged(stage, await check(chain, to, presented, asked), expected, inFull);
  return { presented, asked };
}

export function judged(stage: Stage, verdict: Verdict, expected: Outcome, inFull = false): void {
  if (verdict.outcome !== expected) throw new UnexpectedOutcome(verdict, expected);
  stage.show(verdict, inFull);
}
