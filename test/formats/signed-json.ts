import { fromBase64url, toBase64url } from "../../src/crypto/encodings/base64url.ts";
import { isObject, type JsonObject, parseJsonObject } from "../../src/crypto/encodings/json.ts";
import { algorithmOf, sameKey } from "../../src/crypto/keys/jwk.ts";
import type { PublicJwk } from "../../src/crypto/keys/keys.ts";
import { verifyOnce } from "../../src/crypto/signatures/verify.ts";
import type { Binding, Encoded, Format, HolderProof, PresentedCredential } from "../../src/formats/format.ts";
import { type Issuance, keyId, statusListUri } from "../../src/formats/issuance.ts";
import { parseJws, signJws, verifyJws } from "../../src/formats/jose/jws.ts";
import {
  confirmationKey,
  defined,
  issuerDid,
  keyThumbprint,
  listNumber,
  requiredText,
  requiredTime,
  uint32,
  validity,
} from "../../src/formats/jose/registered.ts";
import { checkSize } from "../../src/formats/limits.ts";
import { positionsOf } from "../../src/formats/paths.ts";
import { refusal } from "../../src/formats/refusal.ts";
import type { Session } from "../../src/formats/session.ts";

const ID = "test+json";

/**
 * A third format, as different as possible from the two in src/: `{"credential": <JWS>}`, presented as `{"credential",
 * "extra", "signature"}`, in text or UTF-8 bytes. As in mdoc, the session is not in the presentation but hashed into
 * what the holder signs, and the signature has no time.
 */
export const signedJson: Format = {
  id: ID,
  selective: false,
  recognises: (encoded) => (typeof encoded === "string" ? encoded.charCodeAt(0) : encoded[0]) === 0x7b,
  decode: (encoded) => [decode(encoded)],
  async issue(issuance) {
    const credential = JSON.stringify({ credential: await sign(issuance) });
    return { credential, decoded: decode(credential) };
  },
  select(text, claims) {
    const { claims: all, holderKey } = decode(text);
    positionsOf(all, claims);
    return {
      shows: () => all,
      unbound: () => text,
      present: (binding) => present(requiredText(members(text), "credential"), holderKey, binding),
    };
  },
};

function sign({ issuer, ...issuance }: Issuance): Promise<string> {
  const { signer, vct, issuedAt: iat, notBefore: nbf, expires: exp, holderKey, status, claims } = issuance;
  return signJws(
    signer,
    { typ: ID, kid: keyId({ issuer, ...issuance }) },
    {
      ...defined({ iss: issuer, iat, nbf, exp, vct, cnf: holderKey && { jwk: holderKey } }),
      ...(status && { list: statusListUri(issuer, status), index: status.index }),
      claims,
    },
  );
}

async function present(credential: string, key: PublicJwk | undefined, binding: Binding): Promise<string> {
  const { holder, session, extra = {} } = binding;
  if (key === undefined || !sameKey(key, holder.publicJwk)) throw refusal("format.holder-key", "Another key.");
  const signature = toBase64url(await holder.sign(transcript(session, credential, extra)));
  return JSON.stringify({ credential, extra, signature });
}

const transcript = ({ audience, nonce }: Session, credential: string, extra: JsonObject): Buffer =>
  Buffer.from(JSON.stringify([audience, nonce, credential, extra]));

function members(encoded: Encoded): JsonObject {
  checkSize(encoded);
  return parseJsonObject(Buffer.from(encoded as string));
}

function decode(encoded: Encoded): PresentedCredential {
  const { credential, extra = {}, signature } = members(encoded);
  const jws = parseJws(String(credential), ID);
  const { payload } = jws;
  const issuer = issuerDid(payload);
  const holderKey = confirmationKey(payload);
  if (!isObject(extra) || !isObject(payload.claims)) throw refusal("format.malformed", "Claims are an object.");
  const { list, index, claims } = payload;
  return {
    ...{ format: ID, issuer, keyThumbprint: keyThumbprint(jws.header, issuer), algorithm: jws.algorithm },
    ...{ type: requiredText(payload, "vct"), issuedAt: requiredTime(payload, "iat"), ...validity(payload), claims },
    ...(list !== undefined && { status: { list: listNumber(list), index: uint32(index, "no uint32") } }),
    ...(holderKey && { holderKey }),
    ...(holderKey && typeof signature === "string"
      ? { holderProof: proof(String(credential), extra, signature, holderKey) }
      : {}),
    signed: jws.signingInput,
    verifyIssuerSignature: (key) => verifyJws(jws, key),
  };
}

function proof(credential: string, claims: JsonObject, signature: string, key: PublicJwk): HolderProof {
  const bytes = fromBase64url(signature) ?? new Uint8Array();
  return {
    claims,
    covers: (session) =>
      verifyOnce(algorithmOf(key), key, transcript(session, credential, claims), bytes)
        ? { ok: true }
        : { ok: false, why: "session" },
  };
}
