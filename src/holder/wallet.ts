import type { JsonObject } from "../crypto/encodings/json.ts";
import type { SignatureAlgorithm } from "../crypto/keys/keys.ts";
import { DidimError } from "../errors/error.ts";
import type { Facts } from "../facts/facts.ts";
import type { ProofPart, Prover } from "../facts/proof/prover.ts";
import { type Formats, formats as known } from "../formats/index.ts";
import type { RelyingPartyReader } from "../records/relying-parties.ts";
import type { PresentationRequest, WalletRequest } from "../request/request.ts";
import type { CredentialStore, HeldKey, KeyStore } from "../stores/vault.ts";
import { type Clock, systemClock } from "../verdict/clock.ts";
import { DEFAULT_MAX_AGE, sessionOf } from "../verdict/policy.ts";
import { checkDocument } from "./document.ts";
import { type HeldCredential, readEntries, type UnreadableCredential } from "./entry.ts";
import { type Match, type Matches, matchRequest, selectionOf } from "./match.ts";
import { type Choice, type Chosen, choose } from "./present.ts";
import { checkKeyFree, examine } from "./receive.ts";
import { askerOf, type ProvenVerifier, readVerifierRequest } from "./request.ts";
import { type Asking, checkAgreed, type Review, reviewRequest } from "./review.ts";
import { prove, type Staples, stapled } from "./staple.ts";

export interface WalletOptions {
  readonly keys: KeyStore;
  readonly credentials: CredentialStore;
  /** The registry of relying parties. Without it, every review is "indeterminate". */
  readonly relyingParties?: RelyingPartyReader;
  /** Maximum age of the relying-party registry's state, in seconds. Default: 300. */
  readonly maxReviewAge?: number;
  /** With it, a credential is received only if its issuer was entitled to issue it. */
  readonly facts?: Facts;
  /** Makes the proofs that are stapled to presentations. */
  readonly prover?: Prover;
  readonly clock?: Clock;
  /** The accepted formats. Default: all formats of Didim. */
  readonly formats?: Formats;
  /**
   * Whether several credentials may share a key; verifiers can then link them. One-time copies never share one.
   * Default: false.
   */
  readonly shareKeys?: boolean;
}

export interface ReviewOptions {
  /**
   * What the protocol that carried the request has proved: that this audience is this verifier's. Without it, the
   * verifier must be the DID that the request is addressed to, and the protocol must have proved that DID. `false` if
   * nothing is proved, as for a request in a file: the review is then "indeterminate".
   */
  readonly proven?: ProvenVerifier | false;
}

export interface PresentOptions extends ReviewOptions {
  /** Which credentials answer which query. Default: the best candidate. */
  readonly choice?: Choice;
  /**
   * The review of this request, if the holder agrees to it although the verifier is not registered for all that it asks
   * for. Never pass a review that the holder has not seen.
   */
  readonly acknowledge?: Review;
  /** The document that the holder has read and signs with the answer, if the request's nonce binds one. */
  readonly document?: Uint8Array;
  /** Further claims for the holder to sign along, such as transaction data. */
  readonly extra?: JsonObject;
  /**
   * Staples proofs to the presentations, for verifiers without a network: a ProofPart makes fresh ones, Staples are
   * those that prove() made before.
   */
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

  /** Creates a key for an issuer to bind a credential to. Use one key per credential. */
  newKey(algorithm: SignatureAlgorithm = "ES256"): Promise<HeldKey> {
    return this.#options.keys.create(algorithm);
  }

  /**
   * Checks and stores a credential. Throws DidimError `format.*`, `did.invalid`, `holder.not-a-credential`,
   * `holder.not-ours`, `holder.unbound`, `holder.key-used`, and `holder.expired`. With a source of facts, throws
   * `holder.not-genuine` unless it shows that the issuer was entitled to issue the credential and that the type's
   * holder binding is met.
   */
  async receive(credential: string): Promise<HeldCredential> {
    const { keys, credentials, facts, shareKeys = false } = this.#options;
    const formats = this.#formats;
    const entry = await examine(credential, { keys, now: this.#clock.now(), facts, formats });
    const { id, keyId, receivedAt } = entry;
    const bound = keyId !== undefined && { keyId };
    // Checked within put(), so that two credentials received at once cannot share a key either.
    await credentials.put({ id, credential, ...bound, receivedAt }, (held) =>
      checkKeyFree(entry, held, { shareKeys, formats }),
    );
    return entry;
  }

  /** All credentials in the wallet that can be read; {@link unreadable} returns the others. */
  async list(): Promise<HeldCredential[]> {
    return readEntries(await this.#options.credentials.list(), this.#formats).held;
  }

  /** Credentials that cannot be read. They are never presented, and stay until they are removed. */
  async unreadable(): Promise<UnreadableCredential[]> {
    return readEntries(await this.#options.credentials.list(), this.#formats).unreadable;
  }

  /**
   * Removes a credential, and its key if no other credential is bound to it. Returns whether the credential was there.
   */
  async remove(id: string): Promise<boolean> {
    const { credentials } = this.#options;
    const keyId = (await credentials.list()).find((stored) => stored.id === id)?.keyId;
    const was = await credentials.remove(id);
    if (was) await this.#dropKey(keyId);
    return was;
  }

  /**
   * Which credentials can answer each query of a request, and what each would show: only the claims asked for, if its
   * format can withhold the rest. Also which options of the credential sets can be answered. Throws `holder.request`.
   */
  async matches(request: PresentationRequest): Promise<Matches> {
    return this.#matches(readVerifierRequest(request));
  }

  /**
   * Which verifier asks for which claims, whether it is registered for them, to whom the answer goes, which document it
   * signs, and what would be shown unasked. Discloses nothing. Throws `holder.request`.
   */
  async review(asked: PresentationRequest, { proven }: ReviewOptions = {}): Promise<Review> {
    const request = readVerifierRequest(asked);
    const asker = askerOf(request, proven);
    const { queries } = await this.#matches(request);
    return this.#review({ request, asker }, queries);
  }

  /**
   * Makes proofs of these credentials, or of all, to be stapled later without a network. They are at the newest block;
   * those of one-time copies are at the last block before this hour, which the copies of all wallets share. The node
   * learns which credentials they are. Throws `holder.no-prover`, and what the prover throws.
   */
  async prove(ids?: readonly string[], part?: ProofPart): Promise<Staples> {
    const held = (await this.list()).filter(({ id }) => ids === undefined || ids.includes(id));
    return this.#prove(held, "kept", part);
  }

  /**
   * Answers a request. Returns presentations by query id, each signed with its credential's key for this audience and
   * nonce. A one-time copy is removed from the wallet before it is returned.
   *
   * Throws DidimError `holder.request`; `holder.over-asking`, `holder.not-reviewed` or `holder.review-changed` unless
   * the request is as registered or its review is acknowledged; `holder.document-unseen` for a nonce that binds a
   * document, unless the document is given or the review acknowledged, and `holder.other-document`; `holder.shows-more` for a credential that cannot
   * withhold unasked claims, unless it is chosen or the review acknowledged; `holder.nothing-fits`, `holder.choice`,
   * `holder.copy-spent`; and, to staple proofs, what prove() throws and `holder.no-staple`.
   */
  async present(
    asked: PresentationRequest,
    { choice = {}, acknowledge, proven, document, extra, staple }: PresentOptions = {},
  ): Promise<Readonly<Record<string, readonly string[]>>> {
    // Read once, so that the request answered is the request reviewed.
    const request = readVerifierRequest(asked);
    const asker = askerOf(request, proven);
    // Matched once, so that the claims shown unasked are those that the holder agreed to.
    const { queries } = await this.#matches(request);
    const review = await this.#review({ request, asker }, queries);
    const agreed = checkAgreed(review, acknowledge);
    checkDocument(review, document, agreed);
    const chosen = choose(request, queries, choice, agreed);
    const held = chosen.map(({ credential }) => credential);
    const bound = held.filter(({ keyId }) => keyId !== undefined);
    const staples = typeof staple === "string" ? await this.#prove(bound, "shown", staple) : staple;
    // A credential that is bound to no key is presented without a signature, so nothing can be signed along.
    const claims = held.map((credential) =>
      credential.keyId === undefined ? {} : { ...extra, ...(staples && stapled(credential, staples)) },
    );
    const presentations = new Map<string, string[]>();
    for (const [i, each] of chosen.entries()) {
      const presentation = await this.#sign(request, each, claims[i] ?? {});
      presentations.set(each.query.id, [...(presentations.get(each.query.id) ?? []), presentation]);
    }
    // Copies are removed before anything is returned: a crash in between loses a copy. In the other order, two
    // verifiers could see the same copy.
    const copies = held.filter(({ oneTime }) => oneTime).map((credential) => [credential.id, credential] as const);
    for (const credential of new Map(copies).values()) await this.#spend(credential);
    return Object.fromEntries(presentations);
  }

  async #matches(request: WalletRequest): Promise<Matches> {
    return matchRequest(request, await this.list(), { now: this.#clock.now(), formats: this.#formats });
  }

  #review(asking: Asking, matches: readonly Match[]): Promise<Review> {
    const { relyingParties, maxReviewAge: maxAge = DEFAULT_MAX_AGE } = this.#options;
    return reviewRequest(asking, matches, relyingParties, { now: this.#clock.now(), maxAge });
  }

  #prove(held: readonly HeldCredential[], use: "kept" | "shown", part: ProofPart | undefined): Promise<Staples> {
    return prove(held, { prover: this.#options.prover, formats: this.#formats, use, part });
  }

  /** A credential that is bound to no key is presented without a holder's proof. */
  async #sign(request: WalletRequest, chosen: Chosen, extra: JsonObject): Promise<string> {
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

  /** Removes the key if no credential is bound to it any more. */
  async #dropKey(keyId: string | undefined): Promise<void> {
    if (keyId === undefined) return;
    const { keys, credentials } = this.#options;
    const needed = (await credentials.list()).some((stored) => stored.keyId === keyId);
    if (!needed) await keys.remove(keyId);
  }
}

/**
 * Creates the core of a wallet: keys, credentials and presentations. It has no network access and no user interface.
 */
export function createWallet(options: WalletOptions): Wallet {
  return new Wallet(options);
}
