import type { PinnedContract } from "../chain/state/account.ts";
import { DidimError } from "../errors/error.ts";
import { PROVED, type ProvedRegistry } from "../storage/registries.ts";

/**
 * Contracts that may be pinned too: the validator set, the directory of registries, and the log of anchored evidence.
 */
export type PinnedExtra = "ValidatorSet" | "Directory" | "EvidenceLog";

export type PinnedName = ProvedRegistry | PinnedExtra;

export const EXTRAS: readonly PinnedExtra[] = ["ValidatorSet", "Directory", "EvidenceLog"];

/**
 * A contract, with its term under its name according to the Directory (pins.ts), in seconds since 1970. Without a term
 * it holds at any time.
 */
export interface Pin extends PinnedContract {
  /** The first second of its term. */
  readonly from?: number;
  /** The first second after its term, if the term has ended. */
  readonly until?: number;
  /** Nothing the contract ever said may be relied on. */
  readonly distrusted?: true;
}

export type Pins = Readonly<Record<ProvedRegistry, Pin> & Partial<Record<PinnedExtra, Pin>>>;

/** Who authenticates a block. Addresses are lower case. */
export type Sealers =
  /**
   * The validators of a QBFT chain: ⌈2n/3⌉ of them must have sealed the header. `former`: validators removed when the
   * anchor advanced, most recent first.
   */
  | { readonly kind: "qbft"; readonly validators: readonly string[]; readonly former?: readonly string[] }
  /** On a chain without seals: `threshold` of these members sign a checkpoint. */
  | { readonly kind: "checkpoint"; readonly members: readonly string[]; readonly threshold: number };

/** What a verifier of proofs must know in advance, from a trusted source. It checks everything else against this. */
export interface TrustAnchor {
  readonly chainId: bigint;
  readonly registries: Pins;
  readonly sealers: Sealers;
  /** The last time, in seconds since 1970, at which these were known to be the sealers. */
  readonly advancedAt: number;
}

/**
 * Seconds. After that long, the keys of former validators could seal a history of their own that nobody can contradict
 * any more.
 */
export const ANCHOR_LIFE = 90 * 86_400;
/** Seconds by which clocks may differ. */
export const CLOCK_SKEW = 60;
/** As `ValidatorSet.MAX_VALIDATORS` and `Seats.MAX_SEATS`. */
export const MAX_SEALERS = 64;

/**
 * Throws unless the anchor is valid at `now` (seconds since 1970): `facts.proof-bad-anchor`,
 * `facts.proof-clock-behind`, `facts.proof-anchor-expired`. `now` is the later of the verifier's clock and the newest
 * sealed time it has seen, so that setting the clock back revives no expired anchor.
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

/** Throws `facts.proof-anchor-expired` unless `time` (seconds since 1970) is within the anchor's life. */
export function checkLife({ advancedAt }: TrustAnchor, time: number): void {
  if (time <= advancedAt + ANCHOR_LIFE) return;
  throw new DidimError("facts.proof-anchor-expired", "The trust anchor is older than 90 days: install a new one.", {
    advancedAt,
    now: time,
  });
}

const ADDRESS = /^0x[0-9a-f]{40}$/;
const HASH = /^0x[0-9a-f]{64}$/;

/** The largest integer that JSON holds exactly. */
const MAX_CHAIN_ID = BigInt(Number.MAX_SAFE_INTEGER);

/** Throws `facts.proof-bad-anchor`, with the name of the member, unless the anchor is well-formed. */
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
  // With a threshold of half, each half could sign a history of its own.
  if (!Number.isInteger(threshold) || 2 * threshold <= members.length || threshold > members.length) {
    throw refused("sealers.threshold");
  }
  // The checkpoint's signature names the deployment by its Directory.
  if (registries.Directory === undefined) throw refused("registries.Directory");
}

function checkNamed(member: string, addresses: readonly string[]): void {
  if (addresses.length === 0 || addresses.length > MAX_SEALERS) throw refused(member);
  if (!addresses.every((each) => ADDRESS.test(each) && !/^0x0+$/.test(each))) throw refused(member);
  // A duplicate would raise the quorum without raising the number of those who can reach it.
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
