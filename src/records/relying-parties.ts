import { keccak256 } from "../crypto/hash.ts";

/** Who may ask for what, as a wallet reads it before it discloses anything (contracts/governance/IRelyingParties.sol). */
export interface RelyingPartyReader {
  /** The chain that it reads; a DID of another chain is unknown there. */
  readonly chainId: bigint;
  /** The registry as of its newest block, for one review. Throws DidimError `facts.*` when it cannot find out. */
  look(): Promise<RelyingPartiesAsOf>;
}

/** The registry of relying parties as of one block, however much it is asked. */
export interface RelyingPartiesAsOf {
  readonly block: bigint;
  /** The block's time, seconds: how old the answers are. */
  readonly time: number;
  /**
   * The registration in force at that block, undefined if there is none. Throws DidimError `facts.*` when it cannot find out.
   *
   * @param relyingParty The identity in its DID: lower-case 0x-hex, 20 bytes. @param typeId keccak256 of the type's `vct`.
   */
  registrationOf(relyingParty: string, typeId: string): Promise<RelyingPartyRegistration | undefined>;
}

export interface RelyingPartyRegistration {
  /** The authority that registered it, and answers for it. */
  readonly supervisor: string;
  /** Seconds; the first at which it no longer holds. */
  readonly until: number;
  /** The ids of the claims that it may ask for; see {@link claimId}. */
  readonly claims: readonly string[];
  /** What the supervisor says it is called; one of the two may be empty. Written by others: escape before showing. */
  readonly names: { readonly ko: string; readonly en: string };
  /** The URI under which people reach it. Written by others: escape before showing, and open only after a look. */
  readonly contact: string;
  /** For people: what they are asked for. */
  readonly purpose: string;
}

/**
 * A claim's id in the registry: keccak256 of its path's JSON, `["address","region"]`, in UTF-8 and without white space; a bare name is a
 * path of one step. Joined by dots, two paths could have one id. Lower-case 0x-hex, 32 bytes.
 */
export function claimId(path: string | readonly (string | number | null)[]): string {
  return keccak256(JSON.stringify(typeof path === "string" ? [path] : path));
}

/** The ids of several claims, as `RelyingParties.register` wants them: ascending, each once. */
export function claimIds(paths: readonly (string | readonly (string | number | null)[])[]): string[] {
  return [...new Set(paths.map(claimId))].sort();
}
