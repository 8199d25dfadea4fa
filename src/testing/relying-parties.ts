import { keccak256 } from "../crypto/hash.ts";
import {
  claimIds,
  type RelyingPartiesAsOf,
  type RelyingPartyReader,
  type RelyingPartyRegistration,
} from "../records/relying-parties.ts";
import type { ClaimPath } from "../request/claim-path.ts";

const YEAR = 365 * 86_400;

/** The registry of relying parties in memory, with a made-up supervisor. */
export class RelyingPartyBook implements RelyingPartyReader {
  readonly chainId: bigint;
  readonly #now: () => number;
  readonly #held = new Map<string, RelyingPartyRegistration>();

  constructor(chainId: bigint, now: () => number) {
    this.chainId = chainId;
    this.#now = now;
  }

  /** Registers for a year, replacing any registration in force. */
  register(identity: string, vct: string, claims: readonly ClaimPath[], purpose: string, name: string): void {
    const registration = {
      supervisor: `0x${"50".repeat(20)}`,
      until: this.#now() + YEAR,
      claims: claimIds(claims),
      names: { ko: name, en: "" },
      contact: "https://relying-party.example",
      purpose,
    };
    this.#held.set(keyOf(identity, keccak256(vct)), registration);
  }

  async look(): Promise<RelyingPartiesAsOf> {
    const time = this.#now();
    return { block: BigInt(time), time, registrationOf: (party, typeId) => this.#registrationOf(party, typeId) };
  }

  async #registrationOf(relyingParty: string, typeId: string): Promise<RelyingPartyRegistration | undefined> {
    const held = this.#held.get(keyOf(relyingParty, typeId));
    return held !== undefined && held.until > this.#now() ? held : undefined;
  }
}

function keyOf(identity: string, typeId: string): string {
  return `${identity} ${typeId}`;
}
