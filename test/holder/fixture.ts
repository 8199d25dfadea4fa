import { keccak256 } from "../../src/crypto/hash.ts";
import {
  createMemoryCredentialStore,
  createMemoryKeyStore,
  createWallet,
  type PresentationRequest,
  type Wallet,
  type WalletOptions,
} from "../../src/public/holder.ts";
import type { IssueRequest, Issuer } from "../../src/public/issuer.ts";
import {
  claimIds,
  type RelyingPartiesAsOf,
  type RelyingPartyReader,
  type RelyingPartyRegistration,
} from "../../src/records/relying-parties.ts";
import { CIVIL_SERVANT_ID, CLAIMS, clock, issuerFor, MOI, NOW } from "../issuer/fixture.ts";

export const LICENCE = "https://didim.example/vct/driving-licence";
export const GATE_DID = `did:ethr:0x7a69:0x${"6a".repeat(20)}`;
export const NONCE = "8f1c0a7e5b6d4932";

/** 정새롬's wallet, without credentials. */
export function walletFor(changes: Partial<WalletOptions> = {}): Wallet {
  return createWallet({
    keys: createMemoryKeyStore(),
    credentials: createMemoryCredentialStore(),
    relyingParties: registered({ [CIVIL_SERVANT_ID]: ["family_name", "agency"], [LICENCE]: ["family_name"] }),
    clock,
    ...changes,
  });
}

/** The gate's registration, without its claims. */
export const GATE_REGISTRATION = {
  supervisor: MOI,
  until: NOW + 86_400,
  names: { ko: "세종시청 출입문", en: "Gate of Sejong City Hall" },
  contact: "https://sejong.example/privacy",
  purpose: "Entry to the city hall",
};

/** A registry in which only the gate is registered, for these claims. `asked` counts the reads. */
export function registered(
  claims: Record<string, string[]>,
  { chainId = 31337n, time = NOW } = {},
): RelyingPartyReader & { asked: number } {
  const held = new Map<string, RelyingPartyRegistration>(
    Object.entries(claims).map(([type, paths]) => [keccak256(type), { ...GATE_REGISTRATION, claims: claimIds(paths) }]),
  );
  return {
    chainId,
    asked: 0,
    async look() {
      this.asked += 1;
      const registrationOf: RelyingPartiesAsOf["registrationOf"] = async (relyingParty, typeId) =>
        GATE_DID.endsWith(relyingParty) ? held.get(typeId) : undefined;
      return { block: 7n, time, registrationOf };
    },
  };
}

/** A request of the gate, within its registration. */
export const REQUEST: PresentationRequest = {
  verifier: GATE_DID,
  audience: GATE_DID,
  nonce: NONCE,
  credentials: [{ id: "id", type: CIVIL_SERVANT_ID, claims: ["family_name", "agency"] }],
};

export const ANY_SCHEMA = { [CIVIL_SERVANT_ID]: "{}", [LICENCE]: "{}" };

/** Issues a credential into the wallet, bound to a new key. */
export async function give(wallet: Wallet, changes: Partial<IssueRequest> = {}, issuer?: Issuer) {
  const by = issuer ?? (await issuerFor({ schemas: ANY_SCHEMA }));
  const { publicJwk } = await wallet.newKey();
  const request = { type: CIVIL_SERVANT_ID, claims: CLAIMS, holderKey: publicJwk, validFor: 86_400, ...changes };
  const { credential } = await by.issue(request);
  return wallet.receive(credential);
}
