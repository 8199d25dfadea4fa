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
