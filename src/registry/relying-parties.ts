import type { RelyingPartiesAsOf, RelyingPartyReader } from "../accreditation/relying-parties.ts";
import type { Client } from "./client.ts";
import type { Registry } from "./connect.ts";
import type { Contracts } from "./contracts.ts";

/** What a wallet asks of RelyingParties before it discloses anything, over connected registries; and only while the Directory has it. Throws `facts.*`. */
export function relyingPartiesOf({
  at,
  chainId,
  head,
  terms,
}: Pick<Registry, "at" | "chainId" | "head" | "terms">): RelyingPartyReader {
  return {
    chainId,
    async look() {
      const [{ number: block, hash, time }] = await Promise.all([head(), terms.check(["RelyingParties"])]);
      return { block, time, ...registrationsIn(at({ hash }).relyingParties) };
    },
  };
}

function registrationsIn(
  relyingParties: Client<Contracts["RelyingParties"]>,
): Pick<RelyingPartiesAsOf, "registrationOf"> {
  return {
    async registrationOf(relyingParty, typeId) {
      const { supervisor, from, until, claims, purpose } = await relyingParties.registrationOf(relyingParty, typeId);
      if (from === 0n) return undefined;
      return { supervisor: supervisor.toLowerCase(), until: Number(until), claims: [...claims], purpose };
    },
  };
}
