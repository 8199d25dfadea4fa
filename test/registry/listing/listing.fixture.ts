import { signerFromPrivateKey } from "../../../src/crypto/signatures/signer.ts";
import { ZERO_ADDRESS } from "../../../src/did/address.ts";
import { keyEntry } from "../../../src/did/key-entry.ts";
import { type CouncilAction, typeIdOf } from "../../../src/public/council.ts";
import { claimIds } from "../../../src/public/holder.ts";
import { NO_END } from "../../../src/public/registry.ts";
import type { LocalChain } from "../../support/chain.ts";

export const ID_CARD = "urn:kr:mois:civil-servant-id";
export const LICENCE = "urn:kr:police:driving-licence";

/** The agencies of the scene, as identities. */
export interface Scene {
  readonly ministry: string;
  readonly city: string;
  readonly district: string;
  readonly supervisor: string;
  readonly bank: string;
  /** The thumbprint of the city's key that was stolen. */
  readonly stolenKey: string;
  readonly retiredKey: string;
  readonly goodKey: string;
}

const keyOf = (secret: number) =>
  keyEntry(signerFromPrivateKey("ES256", Buffer.from(secret.toString(16).padStart(64, "0"), "hex")).publicJwk);

/**
 * A ministry accredits a city, the city a district; a supervisor registers a bank. The city has a good key, a retired
 * one and a stolen one, and a status list in which it revoked two credentials and suspended one.
 */
export async function scene(chain: LocalChain): Promise<Scene> {
  const [ministry = "", city = "", district = "", supervisor = "", bank = ""] = chain.accounts.slice(7);
  const decisions: CouncilAction[] = [
    { do: "type.register", vct: ID_CARD, authority: ministry },
    { do: "type.register", vct: LICENCE, authority: ministry },
    { do: "supervisor.appoint", supervisor, until: NO_END },
  ];
  await chain.decide(decisions, "공무원증과 운전면허증");
  const [typeId, asMinistry, asCity] = [typeIdOf(ID_CARD), chain.as(ministry), chain.as(city)];
  const keys = [1, 2, 3].map(keyOf);
  for (const { name, value } of keys) await asCity.dids.setAttribute(city, name, value, NO_END);
  const [goodKey = "", retiredKey = "", stolenKey = ""] = keys.map(({ thumbprint }) => thumbprint);
  await asCity.dids.retireKey(city, retiredKey);
  await asCity.dids.compromiseKey(city, stolenKey, await chain.now());
  await asCity.accreditations.applyFor(city, typeId, ZERO_ADDRESS, true, 2, "papers");
  await asMinistry.accreditations.accredit(city, typeId, true, 2, NO_END, 0);
  await asMinistry.accreditations.nameAgency(city, typeId, "세종특별자치시", "Sejong City");
  await chain.as(district).accreditations.applyFor(district, typeId, city, true, 0, "");
  await asCity.accreditations.accredit(district, typeId, true, 0, NO_END, 1);
  await asCity.statuses.openList(city, 1, 1024, district);
  await asCity.statuses.setStatuses(city, 1, [0, 3], [15n, 3n], [5n, 1n]);
  await asCity.statuses.setStatuses(city, 1, [0, 3], [3n << 4n, 3n << 2n], [2n << 4n, 2n << 2n]);
  await chain.as(district).statuses.setStatus(city, 1, 3 * 128 + 1, 0);
  const entry = {
    ...{ until: NO_END, claims: claimIds(["family_name"]), nameKo: "은행", nameEn: "Bank" },
    ...{ contact: "mailto:a@bank.example", purpose: "Opening an account" },
  };
  await chain.as(supervisor).relyingParties.register(supervisor, bank, typeId, entry);
  return { ministry, city, district, supervisor, bank, stolenKey, retiredKey, goodKey };
}
