import type { Presentations } from "../../src/public/holder.ts";
import {
  type CredentialStore,
  createMemoryCredentialStore,
  createMemoryKeyStore,
  createWallet,
  type PresentationRequest,
  type Wallet,
} from "../../src/public/holder.ts";
import { createIssuer, createMemoryIndexStore, type IssueRequest, openAllocator } from "../../src/public/issuer.ts";
import { createTestRegistry } from "../../src/public/testing.ts";
import { type Policy, SealedClock, type Verdict } from "../../src/public/verifier.ts";
import { verify } from "../../src/verifier/verify.ts";

/** The audience and the nonce of the requests. */
export const ADDRESSED = { audience: "https://verifier.example", nonce: "a nonce that is given out once" };

type Claims = Readonly<Record<string, unknown>>;

/** A wallet over this credential store and a verifier, with a registry in memory that knows these types. */
export async function scene(types: readonly string[], credentials: CredentialStore = createMemoryCredentialStore()) {
  const registry = createTestRegistry();
  const agency = registry.agency("세종시");
  for (const type of types) {
    registry.registerType(type, registry.agency("행정안전부"));
    registry.accredit(agency, type);
  }
  const { facts, clock } = registry;
  // One-time copies are dated to a full hour, so their issuer must have been accredited by then.
  registry.pass(2 * 3600);
  const allocator = await openAllocator({ store: createMemoryIndexStore(), list: 0, capacity: 8192 });
  const schemas = Object.fromEntries(types.map((type) => [type, "{}"]));
  const wallet = createWallet({ keys: createMemoryKeyStore(), credentials, facts, clock });

  const give = async (
    type: string,
    claims: Claims,
    { format = "dc+sd-jwt", ...more }: Partial<IssueRequest> & { format?: string } = {},
  ) => {
    const issuer = createIssuer({ ...agency, allocator, clock, schemas, format });
    const { publicJwk: holderKey } = await wallet.newKey();
    const { credential } = await issuer.issue({ type, claims, holderKey, validFor: 86_400, ...more });
    return wallet.receive(credential);
  };
  const giveCopy = async (type: string, claims: Claims) => {
    const issuer = createIssuer({ ...agency, allocator, clock, schemas });
    const { publicJwk } = await wallet.newKey();
    const copies = await issuer.issueOneTimeCopies({ type, claims, holderKeys: [publicJwk] });
    for (const { credential } of copies) await wallet.receive(credential);
  };
  const judge = (presented: Presentations | string, policy: Policy): Promise<Verdict> =>
    verify(presented, policy, facts, new SealedClock(clock));
  return { registry, wallet, give, giveCopy, judge };
}

/** The wallet's answer after its holder acknowledged the review. */
export async function answer(
  wallet: Wallet,
  request: PresentationRequest,
  choice: Record<string, string | string[]> = {},
) {
  return wallet.present(request, { acknowledge: await wallet.review(request), choice });
}

/** The query and the claims of each credential in the verdict. */
export function claimsIn({ credentials }: Verdict): readonly (readonly [string, unknown])[] {
  return credentials.map(({ query, claims }) => [query, claims] as const);
}

export const codesIn = ({ presentation, credentials }: Verdict): string[] =>
  [...presentation, ...credentials.flatMap(({ checks, policy }) => [...Object.values(checks), ...policy])]
    .filter(({ outcome }) => outcome !== "valid")
    .map(({ code }) => code);
