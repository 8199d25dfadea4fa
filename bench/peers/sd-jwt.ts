import { createHash, randomBytes } from "node:crypto";
import { toBase64url } from "../../src/crypto/encodings/base64url.ts";
import type { PublicJwk, Signer } from "../../src/crypto/keys/keys.ts";
import { verifyOnce, verifySignature } from "../../src/crypto/signatures/verify.ts";
import { load } from "./install.ts";

type Verify = (data: string, signature: string, payload: { readonly cnf?: { readonly jwk: PublicJwk } }) => boolean;

interface Module {
  readonly SDJwtVcInstance: new (
    options: Readonly<Record<string, unknown>>,
  ) => {
    verify(presentation: string, options: object): Promise<{ readonly kb?: unknown }>;
    issue(payload: object, frame: object, options: { readonly header: object }): Promise<string>;
  };
}

/** The peer checks the key binding only if it is given a nonce. It uses our ES256, which is as fast as any. */
export async function sdJwtPeer(
  issuer: PublicJwk,
  nonce: string,
  currentDate: number,
): Promise<(presentation: string) => Promise<void>> {
  const { SDJwtVcInstance } = await load<Module>("@sd-jwt/sd-jwt-vc");
  const verifier: Verify = (data, signature) => verifySignature("ES256", issuer, ...bytes(data, signature));
  const kbVerifier: Verify = (data, signature, { cnf }) =>
    cnf !== undefined && verifyOnce("ES256", cnf.jwk, ...bytes(data, signature));
  const peer = new SDJwtVcInstance({ hasher, hashAlg: "sha-256", verifier, kbVerifier });
  return async (presentation) => {
    const { kb } = await peer.verify(presentation, { keyBindingNonce: nonce, currentDate });
    if (kb === undefined) throw new Error("@sd-jwt/sd-jwt-vc did not look at the key binding");
  };
}

/** Issues with all of these claims disclosable. Our own ES256 is behind it, too. */
export async function sdJwtIssuer(
  signer: Signer,
  kid: string,
): Promise<(payload: object, disclosable: readonly string[]) => Promise<string>> {
  const { SDJwtVcInstance } = await load<Module>("@sd-jwt/sd-jwt-vc");
  const sign = async (data: string) => toBase64url(await signer.sign(Buffer.from(data, "latin1")));
  const saltGenerator = (length: number) => randomBytes(length).toString("base64url");
  const peer = new SDJwtVcInstance({ hasher, hashAlg: "sha-256", signer: sign, signAlg: "ES256", saltGenerator });
  return (payload, disclosable) => peer.issue(payload, { _sd: disclosable }, { header: { kid } });
}

const hasher = (data: string | ArrayBuffer): Buffer =>
  createHash("sha256")
    .update(typeof data === "string" ? data : new Uint8Array(data))
    .digest();

function bytes(data: string, signature: string): [Buffer, Buffer] {
  return [Buffer.from(data, "latin1"), Buffer.from(signature, "base64url")];
}
