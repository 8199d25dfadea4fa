import { didOf, type IssuerName } from "../chain/agencies.ts";
import { ID } from "../chain/types.ts";
import { AUDIENCE, HOLDER, ISSUED, NONCE, NOW } from "../constants.ts";
import { base64urlOf, digestOf, type Json, jws, type Part } from "./jws.ts";
import { type TestKey, testKey } from "./keys.ts";

/** A Disclosure (RFC 9901 §4.2): of a member, or of a list's element if it has no name. */
export interface Disclosure {
  readonly name?: string;
  readonly encoded: string;
  readonly digest: string;
}

/** The salt is the name's: in a real credential it is random. */
export function disclosureOf(
  name: string | undefined,
  value: unknown,
  salt = `salt of ${name ?? "an element"}`,
): Disclosure {
  const encoded = base64urlOf(JSON.stringify(name === undefined ? [salt, value] : [salt, name, value]));
  return { ...(name !== undefined && { name }), encoded, digest: digestOf(encoded) };
}

/** A disclosure with any text in it. */
export function rawDisclosure(text: string): Disclosure {
  const encoded = base64urlOf(text);
  return { encoded, digest: digestOf(encoded) };
}

export interface SdJwtVc {
  readonly jwt: string;
  readonly disclosures: readonly Disclosure[];
}

export interface CredentialOptions {
  readonly by?: IssuerName;
  /** Whose key signs; default: the issuer's own. */
  readonly key?: TestKey;
  readonly issuer?: string;
  readonly vct?: string;
  readonly iat?: number;
  readonly nbf?: number;
  readonly exp?: number;
  /** The index in list 0, or another list; undefined: no status. */
  readonly status?: number | { readonly list: number; readonly index: number } | undefined;
  /** The holder's key; undefined: bound to nobody. */
  readonly holder?: TestKey | undefined;
  /** Claims, each a disclosure. */
  readonly claims?: Json;
  /** Claims in the open. */
  readonly open?: Json;
  /** More disclosures, and digests that are no disclosure's. */
  readonly also?: readonly Disclosure[];
  readonly decoys?: readonly string[];
  readonly header?: Json;
  /** Changes the payload before it is signed. */
  readonly edit?: (payload: Json) => Part;
}

export const CLAIMS = { family_name: "정", given_name: "새롬", department: "세종특별자치시청 자치행정과" };

export const holderKey = (): TestKey => testKey(HOLDER);

/** 정새롬's civil servant ID, by Sejong, unless the options say otherwise. */
export function credential(options: CredentialOptions = {}): SdJwtVc {
  const {
    by = "sejong",
    claims = CLAIMS,
    also = [],
    decoys = [],
    open = {},
    header = {},
    edit = (payload) => payload,
  } = options;
  const key = options.key ?? testKey(by);
  const iss = options.issuer ?? didOf(by);
  const disclosures = [...Object.entries(claims).map(([name, value]) => disclosureOf(name, value)), ...also];
  const payload = edit({ ...registered(options, iss), ...open, _sd: digests(disclosures, decoys), _sd_alg: "sha-256" });
  const jwt = jws({ alg: key.alg, typ: "dc+sd-jwt", kid: `${iss}#${key.thumbprint}`, ...header }, payload, key);
  return { jwt, disclosures };
}

const digests = (disclosures: readonly Disclosure[], decoys: readonly string[]): string[] =>
  [...disclosures.map(({ digest }) => digest), ...decoys].sort();

function registered(options: CredentialOptions, iss: string): Json {
  const { vct = ID, iat = ISSUED, nbf, exp } = options;
  const holder = "holder" in options ? options.holder : holderKey();
  const status = "status" in options ? options.status : 7;
  return {
    iss,
    iat,
    ...(nbf !== undefined && { nbf }),
    ...(exp !== undefined && { exp }),
    vct,
    ...(holder && { cnf: { jwk: holder.jwk } }),
    ...(status !== undefined && { status: { status_list: statusOf(iss, status) } }),
  };
}

function statusOf(iss: string, status: number | { readonly list: number; readonly index: number }): Json {
  const { list, index } = typeof status === "number" ? { list: 0, index: status } : status;
  return { idx: index, uri: `https://status.example.go.kr/${iss.slice(-40)}/status-lists/${list}` };
}

export interface PresentationOptions {
  /** The names of the disclosures that are shown; default: the family name. "all": all of them. */
  readonly disclose?: readonly string[] | "all";
  readonly shown?: readonly Disclosure[];
  readonly key?: TestKey;
  readonly audience?: string;
  readonly nonce?: string;
  readonly iat?: number;
  readonly header?: Json;
  readonly edit?: (payload: Json) => Part;
}

/** The credential with some disclosures and no key-binding JWT. */
export function unbound(
  { jwt, disclosures }: SdJwtVc,
  { disclose = ["family_name"], shown }: PresentationOptions = {},
): string {
  const isShown = ({ name }: Disclosure): boolean =>
    disclose === "all" || (name !== undefined && disclose.includes(name));
  return [jwt, ...(shown ?? disclosures.filter(isShown)).map(({ encoded }) => encoded), ""].join("~");
}

/** A presentation with a key-binding JWT (RFC 9901 §4.3) for the gate. */
export function present(of: SdJwtVc, options: PresentationOptions = {}): string {
  return bind(unbound(of, options), options);
}

export function bind(sdJwt: string, options: PresentationOptions = {}): string {
  const {
    key = holderKey(),
    audience = AUDIENCE,
    nonce = NONCE,
    iat = NOW - 5,
    header = {},
    edit = (all) => all,
  } = options;
  const payload = edit({ iat, aud: audience, nonce, sd_hash: digestOf(sdJwt) });
  return sdJwt + jws({ alg: key.alg, typ: "kb+jwt", ...header }, payload, key);
}
