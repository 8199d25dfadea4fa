import { thumbprint } from "../crypto/keys/jwk.ts";
import type { Signer } from "../crypto/keys/keys.ts";
import { canonicalDid } from "../did/did.ts";
import { DidimError, isDidimError } from "../errors/error.ts";
import type { Facts } from "../facts/facts.ts";
import type { Format } from "../formats/format.ts";
import { type Formats, formatNamed, formats as known } from "../formats/index.ts";
import type { Allocator } from "../status/allocator.ts";
import type { IssuanceEntry, IssuanceRegister } from "../stores/issuance-register.ts";
import { ONE_TIME_LIFE } from "../verdict/checks/status.ts";
import { type Clock, systemClock } from "../verdict/clock.ts";
import type { Finding } from "../verdict/verdict.ts";
import { checkDemands } from "./demands.ts";
import { checkKeys, ONE_TIME_ROUNDING, type OneTimeRequest, oneTimeTimes } from "./one-time.ts";
import { type Place, placesOf } from "./places.ts";
import { checkReadiness, type Readiness } from "./readiness.ts";
import { claimsOf, expiryOf, type Issued, type IssueRequest } from "./requests.ts";
import { SchemaBook, type SchemaHashReader, type Schemas } from "./schemas.ts";
import { finding } from "./texts.ts";
import { checkSelective, write } from "./write.ts";

export interface IssuerOptions {
  /** The issuer's did:ethr. */
  readonly did: string;
  /** One of its registered assertion keys. */
  readonly signer: Signer;
  /** The name of the format to issue in. Default: the first format, dc+sd-jwt. */
  readonly format?: string;
  /** The available formats. Default: all formats of Didim. */
  readonly formats?: Formats;
  /** Gives out status indices. Without it, only one-time copies and credentials that need no status can be issued. */
  readonly allocator?: Allocator;
  /** Keeps what is issued, so that it can be revoked later without the credential. One-time copies are not kept. */
  readonly register?: IssuanceRegister;
  readonly schemas: Schemas;
  /** Reads CredentialTypes.schemaHashOf. With it, a schema other than the registered one is refused. */
  readonly schemaHashOf?: SchemaHashReader;
  /** Needed by checkReady(), and for issuing without a holder's key or a status: the type must allow that. */
  readonly facts?: Facts;
  readonly clock?: Clock;
  /** Seconds to which the times of one-time copies are rounded down. Default: an hour. */
  readonly oneTimeRounding?: number;
}

/** The most credentials in one batch. */
export const MAX_BATCH = 10_000;
/**
 * How many signatures of a batch are requested at once, so that a remote signer is neither a bottleneck nor overloaded.
 */
const AT_ONCE = 16;

/** Issues credentials of one DID with one key. It makes no transaction; the chain learns of no credential. */
export class Issuer {
  readonly did: string;
  readonly #options: IssuerOptions;
  readonly #format: Format;
  readonly #clock: Clock;
  readonly #schemas: SchemaBook;
  readonly #rounding: number;

  constructor(options: IssuerOptions) {
    const { clock = systemClock, formats = known, oneTimeRounding = ONE_TIME_ROUNDING } = options;
    this.did = canonicalDid(options.did);
    this.#options = options;
    this.#format = options.format === undefined ? formats[0] : formatNamed(options.format, formats);
    this.#clock = clock;
    this.#schemas = new SchemaBook(options.schemas, options.schemaHashOf, clock);
    if (!Number.isInteger(oneTimeRounding) || oneTimeRounding < 1 || ONE_TIME_LIFE % oneTimeRounding !== 0) {
      throw new DidimError("issuer.rounding", "The rounding of times is a part of 24 hours, in whole seconds.", {
        oneTimeRounding,
      });
    }
    this.#rounding = oneTimeRounding;
  }

  /**
   * Issues one credential. Its status index is taken, and kept in the register, before signing; if signing fails, the
   * index is lost and never used again. Throws `issuer.*`, `format.*` for claims that no credential may have, and
   * `facts.*` if the schema's hash cannot be read.
   */
  async issue(request: IssueRequest): Promise<Issued> {
    const [issued] = await this.issueBatch([request]);
    if (issued === undefined) throw new RangeError("one request, no credential");
    return issued;
  }

  /**
   * Issues all credentials or none. Every request is checked before any index is taken, all indices are taken in one
   * write, and all are kept in the register in one write before the first credential is signed.
   */
  async issueBatch(requests: readonly IssueRequest[]): Promise<Issued[]> {
    if (requests.length > MAX_BATCH) {
      throw new DidimError("issuer.batch-too-large", `A batch has at most ${MAX_BATCH} credentials.`, {
        count: requests.length,
      });
    }
    const now = this.#clock.now();
    const drafts: Draft[] = [];
    for (const request of requests) drafts.push(await this.#draft(request, now));
    if (drafts.length === 0) return [];
    const waived = requests.map(({ type, holderKey, withoutStatus = false }) => {
      return { type, holderKey: holderKey === undefined, status: withoutStatus };
    });
    const { signer, facts, allocator, register } = this.#options;
    await checkDemands(waived, { did: this.did, keyThumbprint: thumbprint(signer.publicJwk), facts, now });
    const places = await placesOf(requests, { allocator, register });
    const placed = drafts.map((draft, i) => ({ ...draft, ...statusAt(places[i]) }));
    await register?.put(placed.map((draft, i) => entryOf(draft, requests[i])));
    return this.#writeAll(placed);
  }

  /**
   * Issues copies that are each presented once, so that two verifiers cannot link them; see {@link OneTimeRequest}.
   * They need no status list.
   */
  async issueOneTimeCopies({ type, claims, holderKeys, life = ONE_TIME_LIFE }: OneTimeRequest): Promise<Issued[]> {
    checkSelective(this.#format, type);
    checkKeys(holderKeys);
    const times = oneTimeTimes(this.#clock.now(), life, this.#rounding);
    const written = await this.#checkedClaims(type, claims);
    return this.#writeAll(
      holderKeys.map((holderKey) => ({ ...this.#common(), ...times, vct: type, claims: written, holderKey })),
    );
  }

  /**
   * What a verifier would find about the issuer if it issued now, so that the agency notices a problem before citizens
   * do. Throws `issuer.no-facts` if this issuer has no source of facts.
   */
  async checkReady(type: string): Promise<Readiness> {
    const { facts, allocator, signer } = this.#options;
    if (facts === undefined)
      throw new DidimError("issuer.no-facts", "Give createIssuer a source of facts to check against.");
    const now = this.#clock.now();
    const schema = await this.#judgeSchema(type);
    const [keyThumbprint, rounding] = [thumbprint(signer.publicJwk), this.#rounding];
    return checkReadiness({ did: this.did, keyThumbprint, type, allocator, schema, now, rounding }, facts);
  }

  async #judgeSchema(type: string): Promise<Finding> {
    try {
      await this.#schemas.checkCurrent(type);
      return finding("valid", "readiness.schema-current", { type });
    } catch (error) {
      if (!isDidimError(error)) throw error;
      const outcome = error.code.startsWith("facts.") ? "indeterminate" : "invalid";
      return finding(outcome, "readiness.schema", { ...error.details, why: error.message, code: error.code });
    }
  }

  async #draft(request: IssueRequest, now: number): Promise<Draft> {
    const { type, claims, holderKey, notBefore, disclosable } = request;
    const expires = expiryOf(request, now);
    const written = await this.#checkedClaims(type, claims);
    const optional = { ...(notBefore !== undefined && { notBefore }), ...(disclosable && { disclosable }) };
    const bound = holderKey && { holderKey };
    return { ...this.#common(), vct: type, claims: written, ...bound, issuedAt: now, expires, ...optional };
  }

  async #checkedClaims(type: string, claims: IssueRequest["claims"]): Promise<Draft["claims"]> {
    await this.#schemas.checkCurrent(type);
    const written = claimsOf(claims);
    this.#schemas.checkClaims(type, written);
    return written;
  }

  #common(): Pick<Draft, "signer" | "issuer"> {
    return { signer: this.#options.signer, issuer: this.did };
  }

  async #writeAll(drafts: readonly Draft[]): Promise<Issued[]> {
    const issued: Issued[] = [];
    for (let i = 0; i < drafts.length; i += AT_ONCE) {
      issued.push(...(await Promise.all(drafts.slice(i, i + AT_ONCE).map((draft) => this.#write(draft)))));
    }
    return issued;
  }

  async #write(draft: Draft): Promise<Issued> {
    const { issuedAt, expires, status } = draft;
    const credential = await write(this.#format, draft);
    return { credential, issuedAt, expires, ...(status && { status }) };
  }
}

type Draft = Parameters<typeof write>[1] & {
  readonly expires: number;
  readonly status?: Place;
};

const statusAt = (status: Place | undefined): Pick<Draft, "status"> => (status === undefined ? {} : { status });

function entryOf({ vct: type, status, issuedAt, expires }: Draft, request: IssueRequest | undefined): IssuanceEntry {
  return { type, ...statusAt(status), issuedAt, expires, ...request?.row };
}

/** Throws `did.invalid`, `format.unknown`, `issuer.schema-invalid`, `issuer.rounding`. */
export function createIssuer(options: IssuerOptions): Issuer {
  return new Issuer(options);
}
