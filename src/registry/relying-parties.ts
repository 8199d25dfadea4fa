import type { RelyingPartyReader } from "../accreditation/relying-parties.ts";
import type { Registry } from "./connect.ts";

/** What a wallet asks of RelyingParties before it discloses anything, over connected registries; and only while the Directory has it. Throws `facts.*`. */
export function relyingPartiesOf({
  relyingParties,
  chainId,
  terms,
}: Pick<Registry, "chainId" | "relyingParties" | "terms">): RelyingPartyReader {
  return {
    chainId,
    async registrationOf(relyingParty, typeId) {
      await terms.check(["RelyingParties"]);
      const { supervisor, from, until, claims, purpose } = await relyingParties.registrationOf(relyingParty, typeId);
      if (from === 0n) return undefined;
      return { supervisor: supervisor.toLowerCase(), until: Number(until), claims: [...claims], purpose };
    },
  };
}
