import {
  type Allocator,
  createIssuer,
  type Facts,
  formatDid,
  generateSigner,
  keyEntry,
  lensOf,
  memoryIndexStore,
  NO_END,
  openAllocator,
  type Policy,
  presentSdJwtVc,
  type Registry,
  rpc,
  SealedClock,
  type Signer,
  typeIdOf,
  type Verdict,
  verify,
  type Words,
} from "../../src/index.ts";
import type { LocalChain } from "../lib/local-chain.ts";
import { CLAIMS, schemaOf, TYPES } from "./words.ts";

export type TypeName = keyof typeof TYPES;

/** Each agency keeps one status list. */
export const LIST = 0;
export const CAPACITY = 2 ** 13;

/** An agency: a DID on the chain, an account that acts for it, and a key that signs credentials. */
export interface Agency {
  readonly name: Words;
  readonly identity: string;
  readonly did: string;
  readonly registry: Registry;
  /** Signs credentials; it changes when the agency takes another key. */
  signer: Signer;
  /** Gives out the places of its status list. */
  readonly places: Allocator;
}

/** The DID of a test account, and a fresh ES256 key registered for it, which never leaves this process. */
export async function agency(chain: LocalChain, name: Words, account: string): Promise<Agency> {
  const did = formatDid(chain.addresses.chainId, account);
  const places = await openAllocator({ store: memoryIndexStore(), list: LIST, capacity: CAPACITY });
  const signer = generateSigner("ES256");
  const self = { name, identity: account, did, registry: chain.as(account), signer, places };
  await registerKey(self);
  return self;
}

export async function registerKey({ registry, identity, signer }: Agency): Promise<void> {
  const { name, value } = keyEntry(signer.publicJwk);
  await registry.dids.setAttribute(identity, name, value, NO_END);
}

/** The agency applies, and its accreditor (the type's authority, or an agency with levels to give) accredits it. */
export async function accredit(
  { identity, registry }: Agency,
  type: TypeName,
  by: Agency,
  { root, levels = 0 }: { root: boolean; levels?: number },
): Promise<void> {
  const typeId = typeIdOf(TYPES[type].vct);
  const to = root ? `0x${"0".repeat(40)}` : by.identity;
  await registry.accreditations.applyFor(identity, typeId, to, true, levels, "");
  await by.registry.accreditations.accredit(identity, typeId, true, levels, NO_END);
}

/** A credential on 정새롬's phone, with its own key, which the phone keeps. */
export interface Held {
  readonly type: TypeName;
  readonly credential: string;
  readonly key: Signer;
  /** Its place in the issuer's status list. */
  readonly index: number;
}

const FIVE_YEARS = 5 * 365 * 24 * 60 * 60;

/** Issues a credential: no transaction; its status is at a random place of the issuer's open list. */
export async function issue(chain: LocalChain, type: TypeName, by: Agency): Promise<Held> {
  const key = generateSigner("ES256");
  const now = await chain.now();
  const { vct } = TYPES[type];
  const issuer = createIssuer({
    did: by.did,
    signer: by.signer,
    allocator: by.places,
    schemas: { [vct]: schemaOf(type) },
    schemaHashOf: (typeId) => by.registry.types.schemaHashOf(typeId),
    clock: { now: () => now },
  });
  const { credential, status } = await issuer.issue({
    type: vct,
    claims: CLAIMS[type],
    holderKey: key.publicJwk,
    validFor: FIVE_YEARS,
  });
  if (status === undefined) throw new Error("A credential of five years has a status.");
  return { type, credential, key, index: status.index };
}

/** A verifier: who it is, and how it reads the registry. Its clock is the chain's, for the tour travels in time. */
export interface Verifier {
  /** Its relying party's DID. */
  readonly identity: string;
  readonly audience: string;
  readonly facts: Facts;
}

export function verifier(chain: LocalChain, account: string, audience: string): Verifier {
  const facts = rpc({ lens: lensOf(chain.as(account)), chainId: chain.addresses.chainId });
  return { identity: account, audience, facts };
}

/** What the verifier asks for in one request; the nonce is new each time. */
export function request(
  { audience }: Verifier,
  credentials: Policy["credentials"],
  more: Partial<Policy> = {},
): Policy {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64url");
  return { audience, nonce, credentials, ...more };
}

/** 정새롬 answers a request: of each credential just the claims that it asks for. */
export async function present(chain: LocalChain, held: readonly Held[], asked: Policy): Promise<string[]> {
  const issuedAt = await chain.now();
  return Promise.all(
    held.map(({ type, credential, key }) => {
      const wanted = asked.credentials.find(({ type: vct }) => vct === TYPES[type].vct);
      const { audience, nonce } = asked;
      return presentSdJwtVc({ credential, disclose: wanted?.claims ?? [], audience, nonce, holder: key, issuedAt });
    }),
  );
}

export async function check(
  chain: LocalChain,
  { facts }: Verifier,
  presented: readonly string[],
  asked: Policy,
): Promise<Verdict> {
  const time = await chain.now();
  return verify(presented, asked, facts, new SealedClock({ now: () => time }));
}
