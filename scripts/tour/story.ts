import type { Presentations, Wallet } from "../../src/public/holder.ts";
import { type Outcome, type Policy, requestOf, type Verdict } from "../../src/public/verifier.ts";
import { type Agency, check, request, type Verifier, type World } from "./cast.ts";
import type { Stage } from "./stage.ts";

/** What the chapters of the tour share: the world, the stage, and the cast. */
export interface Story {
  readonly world: World;
  readonly stage: Stage;
  readonly agencies: Agencies;
  readonly gate: Verifier;
  readonly bank: Verifier;
  /** 정새롬's phone, and the status indices of her credentials. */
  readonly phone: Wallet;
  readonly places: { readonly id: number; readonly licence: number; readonly extract: number };
}

export interface Agencies {
  readonly interior: Agency;
  readonly police: Agency;
  readonly privacy: Agency;
  readonly sejong: Agency;
  readonly traffic: Agency;
  readonly hansol: Agency;
}

/** The tour checks its own story: an unexpected outcome ends it. */
export class UnexpectedOutcome extends Error {
  constructor(verdict: Verdict, expected: Outcome) {
    super(`Expected "${expected}", but it was "${verdict.outcome}": ${verdict.text.en}`);
    this.name = "UnexpectedOutcome";
  }
}

/** Advances a day between chapters. */
export function nextDay({ world }: Story): Promise<void> {
  return world.pass(24 * 60 * 60);
}

/**
 * A phone presents what a verifier requests; the verifier decides, and the stage shows the decision and its reasons.
 */
export async function show(
  { world, stage }: Pick<Story, "world" | "stage">,
  phone: Wallet,
  to: Verifier,
  credentials: Policy["credentials"],
  expected: Outcome,
  { inFull = false, ...more }: Partial<Policy> & { inFull?: boolean } = {},
): Promise<Presentations> {
  await world.look();
  const asked = request(to, credentials, more);
  const presented = await phone.present(requestOf(asked));
  judged(stage, await check(world, to, presented, asked), expected, inFull);
  return presented;
}

export function judged(stage: Stage, verdict: Verdict, expected: Outcome, inFull = false): void {
  if (verdict.outcome !== expected) throw new UnexpectedOutcome(verdict, expected);
  stage.show(verdict, inFull);
}
