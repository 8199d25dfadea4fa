import { DidimError } from "../../errors.ts";
import type { PinnedContract } from "./account.ts";
import type { QbftHeader } from "./header.ts";
import { checkSeals } from "./seals.ts";

/** The registries whose storage the five checks read. */
export type ProvedRegistry = "DIDRegistry" | "CredentialTypes" | "Accreditations" | "StatusLists";

/** What a verifier of proofs must know beforehand, from a source it trusts. Everything else it is shown, it checks against this. */
export interface TrustAnchor {
  readonly chainId: bigint;
  readonly registries: Readonly<Record<ProvedRegistry, PinnedContract>>;
  /** Who seals blocks: lower-case addresses. */
  readonly validators: readonly string[];
  /** When it was last known that these are the validators, in seconds. */
  readonly advancedAt: number;
}

/** Past this the keys of validators long gone could seal a history of their own, and nobody would be left to contradict. */
export const ANCHOR_LIFE = 90 * 86_400;
/** How far clocks may differ (DESIGN §3, rule 5). */
const CLOCK_SKEW = 60;
const MOST_VALIDATORS = 100;

/**
 * Throws unless the anchor holds at `now`, seconds: `facts.proof-bad-anchor`, `facts.proof-anchor-expired`. `now` is the verifier's sense of time, which
 * knows the newest sealed time it has seen: setting the clock back revives no anchor.
 */
export function checkAnchor(anchor: TrustAnchor, now: number): void {
  checkForm(anchor);
  const { advancedAt } = anchor;
  if (!(now <= advancedAt + ANCHOR_LIFE)) {
    throw new DidimError("facts.proof-anchor-expired", "The trust anchor is older than 90 days: install a new one.", {
      advancedAt,
      now,
    });
  }
}

/**
 * The block that the anchor's validators sealed, as far as a verifier may use it at `now`. In this order: its seals (`facts.proof-*-seal*`), its time
 * (`facts.proof-ahead`), the anchor's life at that time. How old it may be is the verifier's policy (`maxAge`), the same for every source.
 */
export function checkSealed(header: QbftHeader, anchor: TrustAnchor, now: number): void {
  checkAnchor(anchor, now);
  checkSeals(header, anchor.validators);
  const { number, time } = header;
  if (!(time <= now + CLOCK_SKEW)) {
    throw new DidimError("facts.proof-ahead", "The block was sealed later than now: a clock is wrong.", {
      number,
      time,
      now,
    });
  }
  checkAnchor(anchor, time);
}

const ADDRESS = /^0x[0-9a-f]{40}$/;
const HASH = /^0x[0-9a-f]{64}$/;

function checkForm({ chainId, registries, validators, advancedAt }: TrustAnchor): void {
  if (typeof chainId !== "bigint" || chainId <= 0n) throw refused("chainId");
  for (const name of ["DIDRegistry", "CredentialTypes", "Accreditations", "StatusLists"] as const) {
    const pinned: PinnedContract | undefined = registries[name];
    if (!pinned || !ADDRESS.test(pinned.address) || !HASH.test(pinned.codeHash)) throw refused(`registries.${name}`);
  }
  if (validators.length === 0 || validators.length > MOST_VALIDATORS) throw refused("validators");
  if (!validators.every((each) => ADDRESS.test(each))) throw refused("validators");
  // A validator named twice would raise the quorum and not the number of those who can reach it.
  if (new Set(validators).size !== validators.length) throw refused("validators");
  if (!Number.isSafeInteger(advancedAt) || advancedAt < 0 || advancedAt >= 2 ** 40) throw refused("advancedAt");
}

function refused(member: string): DidimError {
  return new DidimError("facts.proof-bad-anchor", `The trust anchor is malformed at ${member}.`, { member });
}
