import { formatDid, keyEntry, ZERO_ADDRESS } from "../../src/public/did.ts";
import type { Bilingual } from "../../src/public/errors.ts";
import { createRpcFacts } from "../../src/public/facts/rpc.ts";
import type { Facts } from "../../src/public/facts.ts";
import {
  createMemoryCredentialStore,
  createMemoryKeyStore,
  createWallet,
  type Presentations,
  type Wallet,
} from "../../src/public/holder.ts";
import { type Allocator, createIssuer, createMemoryIndexStore, openAllocator } from "../../src/public/issuer.ts";
import { generateSigner, type Signer } from "../../src/public/keys.ts";
import { NO_END, type Registry, relyingPartiesOf, schemaHashesOf } from "../../src/public/registry.ts";
import { type Clock, createVerifier, type Policy, SealedClock, type Verdict } from "../../src/public/verifier.ts";
import type { TourChain } from "./chain.ts";
import { CLAIMS, schemaOf, TYPES } from "./texts.ts";

export type TypeName = keyof typeof TYPES;

/** Each agency has one status list. */
export const LIST = 0;
export const CAPACITY = 2 ** 13;
const FIVE_YEARS = 5 * 365 * 24 * 60 * 60;

/** The chain and its time, which everyone on the tour uses; the tour advances it. */
export class World implements Clock {
  readonly chain: TourChain;
  #now: number;

  private constructor(chain: TourChain, now: number) {
    this.chain = chain;
    this.#now = now;
  }

  static async of(chain: TourChain): Promise<World> {
    return new World(chain, await chain.now());
  }

  now(): number {
    return this.#now;
  }

  /** A type's name on this chain. */
  vct(type: TypeName): string {
    return `https://credentials.go.kr/${TYPES[type].path}/${this.chain.edition}`;
  }

  /** Advances the time by this many seconds. */
  async pass(seconds: number): Promise<void> {
    await this.chain.advanceTime(seconds);
    await this.look();
  }

  /** Reads the chain's time, which advances with blocks. */
  async look(): Promise<void> {
    this.#now = await this.chain.now();
  }
}

/** An agency: a DID on the chain, an account that acts for it, and a key that signs credentials. */
export interface Agency {
  readonly name: Bilingual;
  readonly identity: string;
  readonly did: string;
  readonly registry: Registry;
  /** The key that signs credentials; it changes when the agency rotates its key. */
  signer: Signer;
  /** Gives out indices of its status list. */
  readonly places: Allocator;
}

/** An agency with the DID of a test account, and a new ES256 key registered for it, which never leaves this process. */
export async function agency({ chain }: World, name: Bilingual, account: string): Promise<Agency> {
  const did = formatDid(chain.addresses.chainId, account);
  const places = await openAllocator({ store: createMemoryIndexStore(), list: LIST, capacity: CAPACITY });
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
  typeId: string,
  by: Agency,
  { root, levels = 0 }: { root: boolean; levels?: number },
): Promise<void> {
  const to = root ? ZERO_ADDRESS : by.identity;
  await registry.accreditations.applyFor(identity, typeId, to, true, levels, "");
  await by.registry.accreditations.accredit(identity, typeId, true, levels, NO_END, 0);
}

/** A phone's wallet, with keys and credentials in memory; it checks who may request what. */
export function phone(world: World): Wallet {
  return createWallet({
    keys: createMemoryKeyStore(),
    credentials: createMemoryCredentialStore(),
    relyingParties: relyingPartiesOf(world.chain.as(world.chain.accounts[0] ?? "")),
    clock: world,
  });
}

/** Issues a credential to a phone, without a transaction. Returns its index in the issuer's status list. */
export async function issue(world: World, type: TypeName, by: Agency, to: Wallet): Promise<number> {
  await world.look();
  const vct = world.vct(type);
  const issuer = createIssuer({
    did: by.did,
    signer: by.signer,
    allocator: by.places,
    schemas: { [vct]: schemaOf(type, vct) },
    schemaHashOf: schemaHashesOf(by.registry),
    clock: world,
  });
  const { publicJwk } = await to.newKey();
  const request = { type: vct, claims: CLAIMS[type], holderKey: publicJwk, validFor: FIVE_YEARS };
  const { credential, status } = await issuer.issue(request);
  await to.receive(credential);
  if (status === undefined) throw new Error("A credential of five years has a status.");
  return status.index;
}

/** A verifier: its identity, and its source of facts. */
export interface Verifier {
  /** Its relying party's DID, and the address in it. */
  readonly did: string;
  readonly identity: string;
  readonly facts: Facts;
}

export function verifier({ chain }: World, account: string): Verifier {
  const { chainId } = chain.addresses;
  const facts = createRpcFacts({ registry: chain.as(account) });
  return { did: formatDid(chainId, account), identity: account, facts };
}

/** A request by the verifier, addressed to its DID, with a new nonce. */
export function request({ did }: Verifier, credentials: Policy["credentials"], more: Partial<Policy> = {}): Policy {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64url");
  return { audience: did, nonce, credentials, ...more };
}

export async function check(
  world: World,
  { facts }: Verifier,
  presented: Presentations,
  asked: Policy,
): Promise<Verdict> {
  await world.look();
  return createVerifier({ facts, clock: new SealedClock(world) }).verify(presented, asked);
}
