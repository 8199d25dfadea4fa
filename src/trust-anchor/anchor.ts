import type { PinnedContract } from "../chain/state/account.ts";
import { DidimError } from "../errors/error.ts";
import { PROVED, type ProvedRegistry } from "../storage/registries.ts";

/** What else may be pinned: who seals, where the registries are, and when evidence was anchored. */
export type PinnedExtra = "ValidatorSet" | "Directory" | "EvidenceLog";

export type PinnedName = ProvedRegistry | PinnedExtra;

export const EXTRAS: readonly PinnedExtra[] = ["ValidatorSet", "Directory", "EvidenceLog"];

/** A contract, and its term under its name as the Directory has it (pins.ts), seconds. Without one: at any time. */
export interface Pin extends PinnedContract {
  /** The first second at which it was the one. */
  readonly from?: number;
  /** The first at which it no longer was, if that is known. */
  readonly until?: number;
  /** Nothing that it ever said is to be relied on. */
  readonly distrusted?: true;
}

export type Pins = Readonly<Record<ProvedRegistry, Pin> & Partial<Record<PinnedExtra, Pin>>>;

/** Who vouches for a block. Addresses are lower case. */
export type Sealers =
  /** The validators of a QBFT chain: ⌈2n/3⌉ seals in the header. `former`: who was one until the anchor advanced, the last removed first. */
  | { readonly kind: "qbft"; readonly validators: readonly string[]; readonly former?: readonly string[] }
  /** On a chain without seals: `threshold` of these members sign a checkpoint. */
  | { readonly kind: "checkpoint"; readonly members: readonly string[]; readonly threshold: number };

/** What a verifier of proofs must know beforehand, from a source it trusts. Everything else it is shown, it checks against this. */
export interface TrustAnchor {
  readonly chainId: bigint;
  readonly registries: Pins;
  readonly sealers: Sealers;
  /** When it was last known that these are the sealers, in seconds. */
  readonly advancedAt: number;
}

/** Past this the keys of validators long gone could seal a history of their own, and nobody would be left to contradict. */
export const ANCHOR_LIFE = 90 * 86_400;
/** How far clocks may differ (DESIGN §3, rule 5). */
export const CLOCK_SKEW = 60;
/** As `ValidatorSet.MAX_VALIDATORS` and `Seats.MAX_SEATS`. */
export const MAX_SEALERS = 64;

/**
 * Throws unless the anchor holds at `now`, seconds: `facts.proof-bad-anchor`, `facts.proof-clock-behind`, `facts.proof-anchor-expired`. `now` is the
 * verifier's sense of time, which knows the newest sealed time it has seen: setting the clock back revives no anchor.
 */
export function checkAnchor(anchor: TrustAnchor, now: number): void {
  checkForm(anchor);
  checkLife(anchor, now);
  if (now < anchor.advancedAt - CLOCK_SKEW) {
    const { advancedAt } = anchor;
    throw new DidimError(
      "facts.proof-clock-behind",
      "The clock is behind the time at which the trust anchor was last advanced: it was set back, or is wrong.",
      { advancedAt, now },
    );
  }
}

/** Throws `facts.proof-anchor-expired` unless `time`, seconds, is within the anchor's life. */
export function checkLife({ advancedAt }: TrustAnchor, time: number): void {
  if (time <= advancedAt + ANCHOR_LIFE) return;
  throw new DidimError("facts.proof-anchor-expired", "The trust anchor is older than 90 days: install a new one.", {
    advancedAt,
    now: time,
  });
}

const ADDRESS = /^0x[0-9a-f]{40}$/;
const HASH = /^0x[0-9a-f]{64}$/;

/** The greatest that JSON holds exactly. */
const MAX_CHAIN_ID = BigInt(Number.MAX_SAFE_INTEGER);

/** Throws `facts.proof-bad-anchor`, naming the member, unless the anchor is well formed. */
export function checkForm({ chainId, registries, sealers, advancedAt }: TrustAnchor): void {
  if (typeof chainId !== "bigint" || chainId <= 0n || chainId > MAX_CHAIN_ID) throw refused("chainId");
  for (const name of [...PROVED, ...EXTRAS]) {
    const pin: Pin | undefined = registries[name];
    const missing = pin === undefined && (PROVED as readonly string[]).includes(name);
    if (missing || (pin !== undefined && !isPin(pin))) throw refused(`registries.${name}`);
  }
  checkSealers(sealers, registries);
  if (!isTime(advancedAt)) throw refused("advancedAt");
}

function checkSealers(sealers: Sealers, registries: Pins): void {
  if (sealers.kind === "qbft") {
    const { validators, former = [] } = sealers;
    checkNamed("sealers.validators", validators);
    if (former.length > 0) checkNamed("sealers.former", former);
    if (former.some((each) => validators.includes(each))) throw refused("sealers.former");
    return;
  }
  if (sealers.kind !== "checkpoint") throw refused("sealers.kind");
  const { members, threshold } = sealers;
  checkNamed("sealers.members", members);
  // Of two halves each could sign a history of its own.
  if (!Number.isInteger(threshold) || 2 * threshold <= members.length || threshold > members.length) {
    throw refused("sealers.threshold");
  }
  // A checkpoint is signed for this directory's deployment.
  if (registries.Directory === undefined) throw refused("registries.Directory");
}

function checkNamed(member: string, addresses: readonly string[]): void {
  if (addresses.length === 0 || addresses.length > MAX_SEALERS) throw refused(member);
  if (!addresses.every((each) => ADDRESS.test(each) && !/^0x0+$/.test(each))) throw refused(member);
  // Somebody named twice would raise the quorum and not the number of those who can reach it.
  if (new Set(addresses).size !== addresses.length) throw refused(member);
}

function isPin({ address, codeHash, from = 0, until = from, distrusted }: Pin): boolean {
  if (!ADDRESS.test(address) || !HASH.test(codeHash)) return false;
  return isTime(from) && isTime(until) && until >= from && (distrusted === undefined || distrusted === true);
}

/** The chain's times are `uint40`. */
const isTime = (time: number): boolean => Number.isSafeInteger(time) && time >= 0 && time < 2 ** 40;

function refused(member: string): DidimError {
  return new DidimError("facts.proof-bad-anchor", `The trust anchor is malformed at ${member}.`, { member });
}
