import type { RelyingPartiesAsOf, RelyingPartyReader } from "../../records/relying-parties.ts";
import type { Client } from "../client.ts";
import type { Contracts } from "../contracts.ts";
import type { Registry } from "../open.ts";

/**
 * Reads RelyingParties for a wallet, over connected registries, as long as the Directory names the contract. Throws
 * `facts.*`.
 */
export function relyingPartiesOf({
  at,
  chainId,
  head,
  inForce,
}: Pick<Registry, "at" | "chainId" | "head" | "inForce">): RelyingPartyReader {
  return {
    chainId,
    async look() {
      const [{ number: block, hash, time }] = await Promise.all([head(), inForce.check(["RelyingParties"])]);
      return { block, time, ...registrationsIn(at({ hash }).relyingParties) };
    },
  };
}

function registrationsIn(
  relyingParties: Client<Contracts["RelyingParties"]>,
): Pick<RelyingPartiesAsOf, "registrationOf"> {
  return {
    async registrationOf(relyingParty, typeId) {
      const found = await relyingParties.registrationOf(relyingParty, typeId);
      if (found.from === 0n) return undefined;
      const { nameKo: ko, nameEn: en, contact, purpose } = found;
      return {
        supervisor: found.supervisor.toLowerCase(),
        until: Number(found.until),
        claims: [...found.claims],
        names: { ko, en },
        contact,
        purpose,
      };
    },
  };
}
