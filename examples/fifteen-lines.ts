/**
 * Issues, holds, presents and verifies a credential in fifteen lines, over a registry in memory.
 * docs/getting-started.md shows this code. With `didim` installed, import from didim/… instead of ../src/public/….
 */
import { createMemoryCredentialStore, createMemoryKeyStore, createWallet } from "../src/public/holder.ts";
import { createIssuer, createMemoryIndexStore, openAllocator } from "../src/public/issuer.ts";
import { createTestRegistry } from "../src/public/testing.ts";
import { createChallenges, createMemoryChallengeStore, createVerifier, type Verdict } from "../src/public/verifier.ts";

const type = "https://didim.example/vct/civil-servant-id";

export async function fifteenLines(): Promise<Verdict> {
  const registry = createTestRegistry();
  const [ministry, sejong, gate] = [
    registry.agency("행정안전부"),
    registry.agency("세종시"),
    registry.agency("청사 출입문"),
  ];
  registry.registerType(type, ministry);
  registry.accredit(sejong, type);
  registry.registerRelyingParty(gate, type, ["family_name", "given_name"], "Entry to the city hall");

  const { facts, relyingParties, clock } = registry;
  const allocator = await openAllocator({ store: createMemoryIndexStore(), list: 0, capacity: 8192 });
  const issuer = createIssuer({ ...sejong, allocator, clock, schemas: { [type]: '{ "required": ["family_name"] }' } });
  const wallet = createWallet({
    keys: createMemoryKeyStore(),
    credentials: createMemoryCredentialStore(),
    facts,
    relyingParties,
    clock,
  });

  const claims = { family_name: "정", given_name: "새롬", birth_date: "1999-03-02" };
  const { publicJwk: holderKey } = await wallet.newKey();
  const { credential } = await issuer.issue({ type, claims, holderKey, validFor: 365 * 86_400 });
  await wallet.receive(credential);

  const nonces = createChallenges({ store: createMemoryChallengeStore(), now: () => clock.now() });
  const nonce = await nonces.issue({ requester: "the door" });
  const credentials = [{ id: "id", type, claims: ["family_name", "given_name"] }];
  const request = { audience: gate.did, nonce, credentials };
  const presentations = await wallet.present(request);
  // verify() does not take the nonce. Without this line the same answer would pass twice.
  if (!(await nonces.take(nonce))) throw new Error("This answer came before, or too late.");
  const verdict = await createVerifier({ facts, clock }).verify(presentations, request);
  return verdict;
}
