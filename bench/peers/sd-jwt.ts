import { createHash } from "node:crypto";
import type { PublicJwk } from "../../src/crypto/keys.ts";
import { verifyOnce, verifySignature } from "../../src/crypto/verify.ts";
import { load } from "./install.ts";

type Verify = (data: string, signature: string, payload: { readonly cnf?: { readonly jwk: PublicJwk } }) => boolean;

interface Module {
  readonly SDJwtVcInstance: new (
    options: Readonly<Record<string, unknown>>,
  ) => { verify(presentation: string, options: object): Promise<{ readonly kb?: unknown }> };
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
  const hasher = (data: string | ArrayBuffer) =>
    createHash("sha256")
      .update(typeof data === "string" ? data : new Uint8Array(data))
      .digest();
  const peer = new SDJwtVcInstance({ hasher, hashAlg: "sha-256", verifier, kbVerifier });
  return async (presentation) => {
    const { kb } = await peer.verify(presentation, { keyBindingNonce: nonce, currentDate });
    if (kb === undefined) throw new Error("@sd-jwt/sd-jwt-vc did not look at the key binding");
  };
}

function bytes(data: string, signature: string): [Buffer, Buffer] {
  return [Buffer.from(data, "latin1"), Buffer.from(signature, "base64url")];
}
