import type { Registry } from "./connect.ts";

/** What a wallet reads of a relying party; see accreditation/relying-parties.ts, whose reader this is. */
export interface RegisteredParty {
  readonly supervisor: string;
  readonly until: number;
  readonly claims: readonly string[];
  readonly purpose: string;
}

/** Reads the registrations in force over registries that one is connected to. Throws `facts.*`. */
export function relyingPartiesOf(registry: Pick<Registry, "chainId" | "relyingParties">): {
  readonly chainId: bigint;
  registrationOf(relyingParty: string, typeId: string): Promise<RegisteredParty | undefined>;
} {
  return {
    chainId: registry.chainId,
    async registrationOf(relyingParty, typeId) {
      const found = await registry.relyingParties.registrationOf(relyingParty, typeId);
      if (found.from === 0n) return undefined;
      return {
        supervisor: found.supervisor.toLowerCase(),
        until: Number(found.until),
        claims: [...found.claims],
        purpose: found.purpose,
      };
    },
  };
}
