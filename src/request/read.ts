import { isObject, type JsonObject, MAX_DEPTH } from "../crypto/encodings/json.ts";
import type { DidimError } from "../errors/error.ts";
import { hasUnseen } from "../errors/unseen.ts";
import { unknownNames } from "../written/names.ts";
import { checkQueries } from "./check.ts";
import { type ClaimPath, isClaimPath, stepsOf } from "./claim-path.ts";
import type { ClaimQuery, ClaimValue, CredentialRequirement, CredentialSetQuery, WalletRequest } from "./request.ts";

/** How to read a request. */
export interface RequestReadOptions {
  /**
   * Where the request comes from. "verifier", over a protocol: ignores unknown members, as DCQL demands, and refuses
   * invisible and misleading characters. "file", written by a person: refuses unknown members, because they may be
   * typing errors.
   */
  readonly from: "verifier" | "file";
  /** Makes the error to throw. */
  readonly refusal: (why: string) => DidimError;
}

const MAX_CREDENTIALS = 16;
const MAX_CLAIMS = 64;
const MAX_VALUES = 64;
const MAX_SETS = 64;
const MAX_DIDS = 64;
const MAX_NAME = 256;
const MAX_ADDRESS = 2048;

/** The most that all parts together may cost: a character of a text costs 1, and an element of a list 8. */
const MAX_WHOLE = 2 ** 17;
const ELEMENT = 8;

/**
 * A checked copy of a request, with known members only. Each part is read once, so that the request checked is the
 * request answered, whatever object it is. All sizes are limited, and the queries are valid DCQL. Throws the options'
 * `refusal`.
 *
 * @param beside Further members that a request in a file may have; they are not read.
 */
export function readRequest(
  value: unknown,
  options: RequestReadOptions,
  beside: readonly string[] = [],
): WalletRequest {
  return new Reader(options).request(value, beside);
}

/** Reads paths to claims by the rules of {@link readRequest}. */
export function readPaths(value: unknown, options: RequestReadOptions): readonly ClaimPath[] {
  return new Reader(options).paths(value);
}

class Reader {
  readonly #options: RequestReadOptions;
  /** What the parts that are still to be read may cost. */
  #left = MAX_WHOLE;

  constructor(options: RequestReadOptions) {
    this.#options = options;
  }

  request(value: unknown, beside: readonly string[]): WalletRequest {
    const allowed = ["audience", "nonce", "verifier", "credentials", "credentialSets", ...beside];
    const { audience, nonce, verifier, credentials, credentialSets } = this.#members(value, allowed);
    if (!this.#isText(nonce, 512, 16)) this.#refuse("its nonce has less than 16 characters, or more than 512");
    const queries = this.#list(credentials, MAX_CREDENTIALS, "credentials").map((each) => this.#query(each));
    if (queries.length === 0) this.#refuse("it asks for no credential");
    const sets = credentialSets !== undefined && this.#list(credentialSets, MAX_SETS, "credentialSets");
    const request: WalletRequest = {
      audience: this.#address(audience, "it has no audience"),
      nonce,
      ...(verifier !== undefined && { verifier: this.#address(verifier, "its verifier is no DID on one line") }),
      credentials: queries,
      ...(sets && { credentialSets: sets.map((each) => this.#set(each)) }),
    };
    checkQueries(request, (why) => this.#refuse(why));
    return request;
  }

  #query(value: unknown): CredentialRequirement {
    const { id, type, format, multiple, claims, claimSets, ...more } = this.#members(value, [
      ...["id", "type", "format", "multiple", "claims", "claimSets"],
      ...["authorities", "issuers", "oneTimeCopies"],
    ]);
    const { authorities, issuers, oneTimeCopies } = more;
    const asked = claims !== undefined && this.#list(claims, MAX_CLAIMS, "claims");
    return {
      id: this.#text(id, "a query's id"),
      type: this.#text(type, "a query's type"),
      ...(format !== undefined && { format: this.#text(format, "a query's format") }),
      ...(multiple !== undefined && { multiple: this.#yesOrNo(multiple) }),
      ...(asked && { claims: asked.map((each) => this.#claim(each)) }),
      ...(claimSets !== undefined && { claimSets: this.#sets(claimSets, MAX_CLAIMS, "claimSets") }),
      ...(authorities !== undefined && { authorities: this.#dids(authorities) }),
      ...(issuers !== undefined && { issuers: this.#dids(issuers) }),
      ...(oneTimeCopies !== undefined && { oneTimeCopies: this.#yesOrNo(oneTimeCopies) }),
    };
  }

  #claim(value: unknown): ClaimPath | ClaimQuery {
    if (!isObject(value)) return this.#path(value);
    const { id, path, values } = this.#members(value, ["id", "path", "values"]);
    return {
      ...(id !== undefined && { id: this.#text(id, "a claim's id") }),
      path: this.#path(path),
      ...(values !== undefined && {
        values: this.#list(values, MAX_VALUES, "values").map((each) => this.#value(each)),
      }),
    };
  }

  /** checkQueries() checks values that are not texts. */
  #value(value: unknown): ClaimValue {
    return typeof value === "string" && !this.#isText(value, MAX_ADDRESS, 0)
      ? this.#refuse("a value is too long, or has characters that are unseen")
      : (value as ClaimValue);
  }

  #set(value: unknown): CredentialSetQuery {
    const { options, required } = this.#members(value, ["options", "required"]);
    return {
      options: this.#sets(options, MAX_CREDENTIALS, "options"),
      ...(required !== undefined && { required: this.#yesOrNo(required) }),
    };
  }

  #sets(value: unknown, most: number, name: string): readonly (readonly string[])[] {
    return this.#list(value, MAX_SETS, name).map((set) =>
      this.#list(set, most, name).map((id) => this.#text(id, "an id in a set")),
    );
  }

  paths(value: unknown): readonly ClaimPath[] {
    return this.#list(value, MAX_CLAIMS, "claims").map((each) => this.#path(each));
  }

  #path(path: unknown): ClaimPath {
    const isName = (step: unknown): boolean => typeof step !== "string" || this.#isText(step, MAX_NAME);
    // Copied first, so that the path checked is the path kept, even if the list changes between reads.
    const copy = Array.isArray(path) ? this.#copyOf(path, MAX_DEPTH) : path;
    if (isClaimPath(copy) && stepsOf(copy).every(isName)) return copy;
    return this.#refuse("a claim's path is none");
  }

  #members(value: unknown, allowed: readonly string[]): JsonObject {
    if (!isObject(value)) return this.#refuse("a part of it is no object");
    const unknown = this.#options.from === "file" ? unknownNames(value, allowed) : undefined;
    if (unknown !== undefined) this.#refuse(`it has a member that is not known: ${unknown}`);
    return value;
  }

  #list(value: unknown, most: number, name: string): readonly unknown[] {
    const copy = Array.isArray(value) ? this.#copyOf(value, most) : undefined;
    if (copy !== undefined) return copy;
    return this.#refuse(`${name} is no list of at most ${most}`);
  }

  #text(value: unknown, what: string): string {
    return this.#isText(value, MAX_NAME) ? value : this.#refuse(`${what} is no text of at most ${MAX_NAME} characters`);
  }

  #address(value: unknown, why: string): string {
    const isOneWord = (text: string): boolean => this.#options.from === "file" || !/\s/.test(text);
    return this.#isText(value, MAX_ADDRESS) && isOneWord(value) ? value : this.#refuse(why);
  }

  #dids(value: unknown): readonly string[] {
    const what = "issuers or authorities";
    const isDid = (did: unknown): did is string => this.#isText(did, MAX_ADDRESS);
    const dids = this.#list(value, MAX_DIDS, what);
    return dids.every(isDid) ? dids : this.#refuse(`${what} has what is no DID`);
  }

  #yesOrNo(value: unknown): boolean {
    return typeof value === "boolean" ? value : this.#refuse("it answers yes or no by something else");
  }

  /** Invisible or misleading characters could make a verifier's request look different from what it is. */
  #isText(value: unknown, most: number, least = 1): value is string {
    if (typeof value !== "string" || value.length < least || value.length > most) return false;
    this.#spend(value.length);
    return this.#options.from === "file" || !hasUnseen(value);
  }

  /**
   * A copy of a list; undefined if it is longer than `most`. Reads the length and each element once; holes become
   * undefined.
   */
  #copyOf(list: readonly unknown[], most: number): readonly unknown[] | undefined {
    const { length } = list;
    if (!(length <= most)) return undefined;
    const copy = Array.from({ length }, (_, i) => list[i]);
    this.#spend(copy.length * ELEMENT);
    return copy;
  }

  /** A wallet compares each part with each of its credentials, so that the sum of all parts is limited, too. */
  #spend(cost: number): void {
    this.#left -= cost;
    if (this.#left < 0) this.#refuse("it is too large as a whole");
  }

  #refuse(why: string): never {
    throw this.#options.refusal(why);
  }
}
