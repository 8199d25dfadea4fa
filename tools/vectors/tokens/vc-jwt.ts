import { didOf, type IssuerName } from "../chain/agencies.ts";
import { ID } from "../chain/types.ts";
import { AUDIENCE, ISSUED, NONCE, NOW } from "../constants.ts";
import { base64urlOf, type Json, jws, type Part } from "./jws.ts";
import { type TestKey, testKey } from "./keys.ts";
import { CLAIMS, holderKey } from "./sd-jwt.ts";

const CONTEXT = "https://www.w3.org/ns/credentials/v2";
const UNDEFINED_TERMS = "https://www.w3.org/ns/credentials/undefined-terms/v2";

export interface VcOptions {
  readonly by?: IssuerName;
  readonly key?: TestKey;
  readonly vct?: string;
  readonly iat?: number;
  readonly exp?: number;
  readonly status?: number | undefined;
  readonly holder?: TestKey | undefined;
  readonly claims?: Json;
  readonly header?: Json;
  readonly edit?: (payload: Json) => Part;
}

const didJwk = (key: TestKey): string => `did:jwk:${base64urlOf(JSON.stringify(key.jwk))}`;

/** 정새롬's civil servant ID as a vc+jwt (VCDM 2.0, VC-JOSE-COSE), by Sejong. */
export function vc(options: VcOptions = {}): string {
  const { by = "sejong", vct = ID, iat = ISSUED, exp, claims = CLAIMS, header = {}, edit = (all) => all } = options;
  const key = options.key ?? testKey(by);
  const iss = didOf(by);
  const holder = "holder" in options ? options.holder : holderKey();
  const status = "status" in options ? options.status : 7;
  const payload = edit({
    "@context": [CONTEXT, UNDEFINED_TERMS],
    type: ["VerifiableCredential"],
    issuer: iss,
    ...(exp !== undefined && { validUntil: stampOf(exp) }),
    credentialSchema: { id: vct, type: "JsonSchema" },
    ...(status !== undefined && { credentialStatus: statusEntry(iss, status) }),
    credentialSubject: { ...(holder && { id: didJwk(holder) }), ...claims },
    iss,
    iat,
    ...(exp !== undefined && { exp }),
    ...(holder && { cnf: { jwk: holder.jwk } }),
  });
  return jws({ alg: key.alg, typ: "vc+jwt", cty: "vc", kid: `${iss}#${key.thumbprint}`, ...header }, payload, key);
}

const stampOf = (seconds: number): string => new Date(seconds * 1000).toISOString().replace(".000Z", "Z");

function statusEntry(iss: string, index: number): Json {
  const messages = ["valid", "invalid", "suspended", "application specific"];
  return {
    type: "BitstringStatusListEntry",
    statusPurpose: "message",
    statusSize: 2,
    statusMessage: messages.map((message, value) => ({ status: `0x${value}`, message })),
    statusListIndex: String(index),
    statusListCredential: `https://status.example.go.kr/${iss.slice(-40)}/status-lists/0`,
  };
}

export interface VpOptions {
  readonly key?: TestKey;
  readonly audience?: string;
  readonly nonce?: string;
  readonly iat?: number;
  readonly header?: Json;
  readonly edit?: (payload: Json) => Part;
}

/** A verifiable presentation (vp+jwt) of these credentials for the gate. */
export function vp(credentials: readonly string[], options: VpOptions = {}): string {
  const {
    key = holderKey(),
    audience = AUDIENCE,
    nonce = NONCE,
    iat = NOW - 5,
    header = {},
    edit = (all) => all,
  } = options;
  const did = didJwk(key);
  const payload = edit({
    "@context": [CONTEXT],
    type: ["VerifiablePresentation"],
    holder: did,
    verifiableCredential: credentials.map((each) => ({
      "@context": CONTEXT,
      id: `data:application/vc+jwt,${each}`,
      type: "EnvelopedVerifiableCredential",
    })),
    iss: did,
    aud: audience,
    nonce,
    iat,
  });
  return jws({ alg: key.alg, typ: "vp+jwt", cty: "vp", kid: `${did}#0`, ...header }, payload, key);
}
