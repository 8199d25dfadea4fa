import type { JsonObject } from "../crypto/json.ts";
import type { SignatureAlgorithm } from "../crypto/keys.ts";
import { DidimError } from "../errors/error.ts";
import type { Facts } from "../facts/facts.ts";
import type { ProofPart, Prover } from "../facts/proof/prover.ts";
import { type Formats, formats as known } from "../formats/index.ts";
import type { RelyingPartyReader } from "../records/relying-parties.ts";
import type { PresentationRequest, ToldRequest } from "../request/request.ts";
import type { CredentialStore, HeldKey, KeyStore } from "../stores/vault.ts";
import { type Clock, systemClock } from "../verdict/clock.ts";
import { DEFAULT_MAX_AGE, sessionOf } from "../verdict/policy.ts";
import { type HeldCredential, readEntries, type UnreadableCredential } from "./entry.ts";
import { type Match, type Matches, matchRequest, selectionOf } from "./match.ts";
import { type Choice, type Chosen, choose } from "./present.ts";
import { checkKeyFree, examine } from "./receive.ts";
import { readAsked } from "./request.ts";
import { checkAgreed, type Review, reviewRequest } from "./review.ts";
import { prove, type Staples, stapled } from "./staple.ts";

export interface WalletOptions {
  readonly keys: KeyStore;
  readonly credentials: CredentialStore;
  /** Who may ask for what. Without it, no request is found to be as registered. */
  readonly relyingParties?: RelyingPartyReader;
  /** How old, in seconds, what is known of who may ask for what may be; 300 if not given. */
  readonly maxReviewAge?: number;
  /** If given, a credential is received only when its issuer was entitled to issue it. */
  readonly facts?: Facts;
  /** Makes the proofs that are stapled to presentations. */
  readonly prover?: Prover;
  readonly clock?: Clock;
  /** What credentials may be written in; all formats that Didim knows, if not given. */
  readonly formats?: Formats;
  /** Whether credentials may share a key, by which verifiers would recognise their holder. Not if not given; one-time copies never do. */
  readonly shareKeys?: boolean;
}

export interface PresentOptions {
  /** Which credential, or credentials, for which query; the best that fits, if not given. */
  readonly choice?: Choice;
  /** The review of this request, from a holder who agrees to show even what the verifier isn't registered to ask for. Never pass it unseen. */
  readonly acknowledge?: Review;
  /** Further claims for the holder to sign along, such as transaction data. */
  readonly extra?: JsonObject;
  /** Staples proofs to the presentations, for verifiers without a network: fresh ones of this part, or those that prove() made before. */
  readonly staple?: ProofPart | Staples;
}

export class Wallet {
  readonly #options: WalletOptions;
  readonly #clock: Clock;
  readonly #formats: Formats;

  constructor(options: WalletOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#formats = options.formats ?? known;
  }

  /** A new key for an issuer to bind a credential to: one for each credential. */
  newKey(algorithm: SignatureAlgorithm = "ES256"): Promise<HeldKey> {
    return this.#options.keys.create(algorithm);
  }

  /**
   * Takes a credential in. Throws DidimError `format.*`, `holder.not-a-credential`, `holder.not-ours`, `holder.unbound`, `holder.key-used`, `holder.expired`,
   * and `holder.not-genuine` when facts say, or can't say, that its issuer was not entitled to it, or that it must be bound to a key and is not.
   */
  async receive(credential: string): Promise<HeldCredential> {
    const { keys, credentials, facts, shareKeys = false } = this.#options;
    const formats = this.#formats;
    const entry = await examine(credential, { keys, now: this.#clock.now(), facts, formats });
    const { id, keyId, receivedAt } = entry;
    const bound = keyId !== undefined && { keyId };
    // Looked at while it is stored: two that come at once must not share a key either.
    await credentials.put({ id, credential, ...bound, receivedAt }, (held) =>
      checkKeyFree(entry, held, { shareKeys, formats }),
    );
    return entry;
  }

  /** What there is, but for what {@link unreadable} names. */
  async list(): Promise<HeldCredential[]> {
    return readEntries(await this.#options.credentials.list(), this.#formats).held;
  }

  /** What there is and cannot be read: it is shown to nobody, and stays until it is removed. */
  async unreadable(): Promise<UnreadableCredential[]> {
    return readEntries(await this.#options.credentials.list(), this.#formats).unreadable;
  }

  /** Forgets a credential, and its key with the last one that is bound to it. Whether it was there. */
  async remove(id: string): Promise<boolean> {
    const { credentials } = this.#options;
    const keyId = (await credentials.list()).find((stored) => stored.id === id)?.keyId;
    const was = await credentials.remove(id);
    if (was) await this.#dropKey(keyId);
    return was;
  }

  /**
   * Which credentials answer each query of a request, and what each would show: nothing but the claims asked for, where its format can
   * withhold the rest; and which alternatives can be answered.
   */
  async matches(request: PresentationRequest): Promise<Matches> {
    return this.#matches(readAsked(request));
  }

  /** Who asks for what, whether it is registered to, and what would be shown unasked; nothing is shown to anybody. */
  async review(request: PresentationRequest): Promise<Review> {
    const read = readAsked(request);
    const { queries } = await this.#matches(read);
    return this.#review(read, queries);
  }

  /**
   * Proofs of these credentials, or of all, to be stapled later, where there is no network: as of the newest block, and of one-time copies as of the last before this hour,
   * as everybody's are. Throws `holder.no-prover`, and what the prover throws. It tells the
   * node which they are.
   */
  async prove(ids?: readonly string[], part?: ProofPart): Promise<Staples> {
    const held = (await this.list()).filter(({ id }) => ids === undefined || ids.includes(id));
    return this.#prove(held, "kept", part);
  }

  /**
   * Answers a request: presentations by the id of the query, each signed by its credential's key for this audience and this nonce. A one-time copy is
   * gone from the wallet before it is handed out, and stays where nothing can be. Throws DidimError `holder.over-asking` or `holder.not-reviewed` unless the request is as
   * registered or its review is acknowledged; `holder.shows-more` for a credential that can't withhold what nobody asked for, unless it is chosen or the
   * review acknowledged; `holder.nothing-fits`, `holder.choice`, `holder.copy-spent`; when proofs are to be stapled, what prove() throws, and `holder.no-staple`.
   */
  async present(
    asked: PresentationRequest,
    { choice = {}, acknowledge, extra, staple }: PresentOptions = {},
  ): Promise<Readonly<Record<string, readonly string[]>>> {
    // Read once: what is answered is what was reviewed.
    const request = readAsked(asked);
    // Matched once: what is shown unasked is what was agreed to.
    const { queries } = await this.#matches(request);
    const agreed = checkAgreed(await this.#review(request, queries), acknowledge);
    const chosen = choose(request, queries, choice, agreed);
    const held = chosen.map(({ credential }) => credential);
    const bound = held.filter(({ keyId }) => keyId !== undefined);
    const staples = typeof staple === "string" ? await this.#prove(bound, "shown", staple) : staple;
    // What is bound to no key is signed by nobody: nothing can be signed along.
    const claims = held.map((credential) =>
      credential.keyId === undefined ? {} : { ...extra, ...(staples && stapled(credential, staples)) },
    );
    const presentations = new Map<string, string[]>();
    for (const [i, each] of chosen.entries()) {
      const presentation = await this.#sign(request, each, claims[i] ?? {});
      presentations.set(each.query.id, [...(presentations.get(each.query.id) ?? []), presentation]);
    }
    // Spent before anything is handed out: a crash in between costs a copy, the other order would let two verifiers see one.
    const copies = held.filter(({ oneTime }) => oneTime).map((credential) => [credential.id, credential] as const);
    for (const credential of new Map(copies).values()) await this.#spend(credential);
    return Object.fromEntries(presentations);
  }

  async #matches(request: ToldRequest): Promise<Matches> {
    return matchRequest(request, await this.list(), { now: this.#clock.now(), formats: this.#formats });
  }

  #review(request: ToldRequest, matches: readonly Match[]): Promise<Review> {
    const { relyingParties, maxReviewAge: maxAge = DEFAULT_MAX_AGE } = this.#options;
    return reviewRequest(request, matches, relyingParties, { now: this.#clock.now(), maxAge });
  }

  #prove(held: readonly HeldCredential[], use: "kept" | "shown", part: ProofPart | undefined): Promise<Staples> {
    return prove(held, { prover: this.#options.prover, formats: this.#formats, use, part });
  }

  /** One that is bound to no key goes without a proof: there is nobody to give it. */
  async #sign(request: ToldRequest, chosen: Chosen, extra: JsonObject): Promise<string> {
    const { credential } = chosen;
    const selection = selectionOf(chosen, this.#formats);
    if (credential.keyId === undefined) return selection.unbound();
    const holder = await this.#options.keys.signer(credential.keyId);
    return selection.present({ session: sessionOf(request), holder, issuedAt: this.#clock.now(), extra });
  }

  async #spend({ id, keyId, type }: HeldCredential): Promise<void> {
    const was = await this.#options.credentials.remove(id);
    await this.#dropKey(keyId);
    if (was) return;
    throw new DidimError(
      "holder.copy-spent",
      "This one-time copy was shown elsewhere just now. Present again, with another.",
      { type },
    );
  }

  /** A key that no credential is bound to any more signs nothing any more. */
  async #dropKey(keyId: string | undefined): Promise<void> {
    if (keyId === undefined) return;
    const { keys, credentials } = this.#options;
    const needed = (await credentials.list()).some((stored) => stored.keyId === keyId);
    if (!needed) await keys.remove(keyId);
  }
}

/** The core of a wallet: keys, credentials, and what is shown of them to whom. It has no network and no screen. */
export function createWallet(options: WalletOptions): Wallet {
  return new Wallet(options);
}
