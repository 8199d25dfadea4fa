import { keccak256 } from "../crypto/hash.ts";

/**
 * Reads who may ask for what; a wallet does so before it discloses anything (contracts/governance/IRelyingParties.sol).
 */
export interface RelyingPartyReader {
  /** The chain it reads. It does not know DIDs of other chains. */
  readonly chainId: bigint;
  /** The registry as of its newest block, for one review. Throws `facts.*` if it cannot find out. */
  look(): Promise<RelyingPartiesAsOf>;
}

/** The registry of relying parties as of one block; all answers are as of that block. */
export interface RelyingPartiesAsOf {
  readonly block: bigint;
  /** The block's time in seconds since 1970; it tells how old the answers are. */
  readonly time: number;
  /**
   * The registration in force at that block; undefined if there is none. Throws `facts.*` if it cannot find out.
   *
   * @param relyingParty The identity in its DID: lower-case 0x-hex, 20 bytes. @param typeId keccak256 of the type's
   * `vct`.
   */
  registrationOf(relyingParty: string, typeId: string): Promise<RelyingPartyRegistration | undefined>;
}

export interface RelyingPartyRegistration {
  /** The authority that registered it and is responsible for it. */
  readonly supervisor: string;
  /** The first second, since 1970, at which it no longer holds. */
  readonly until: number;
  /** The ids of the claims it may ask for; see {@link claimId}. */
  readonly claims: readonly string[];
  /** Its name, given by the supervisor; one of the two may be empty. Untrusted text: escape before display. */
  readonly names: { readonly ko: string; readonly en: string };
  /** A URI for contacting it. Untrusted: escape before display, and show it to the user before opening it. */
  readonly contact: string;
  /** The purpose of the request, for display. */
  readonly purpose: string;
}

/**
 * A claim's id in the registry: keccak256 of its path as JSON, such as `["address","region"]`, in UTF-8 without white
 * space. A bare name is a path of one step. JSON keeps paths distinct; joined by dots, two paths could have one id.
 * Lower-case 0x-hex, 32 bytes.
 */
export function claimId(path: string | readonly (string | number | null)[]): string {
  return keccak256(JSON.stringify(typeof path === "string" ? [path] : path));
}

/** The ids of several claims in ascending order without duplicates, as `RelyingParties.register` expects them. */
export function claimIds(paths: readonly (string | readonly (string | number | null)[])[]): string[] {
  return [...new Set(paths.map(claimId))].sort();
}
