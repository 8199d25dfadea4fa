import type { PublicJwk, Signer } from "../../src/crypto/keys/keys.ts";
import { signJws } from "../../src/formats/jose/jws.ts";
import { load } from "./install.ts";

/**
 * did-jwt-vc and Veramo implement VCDM 1.1, so they get a credential like ours in its JWT encoding (§6.3.1), also with
 * ES256.
 */
export function issueVc11(
  signer: Signer,
  issuer: string,
  subject: { id: string; claims: object; type: string; at: number },
): Promise<string> {
  const { id, claims, type, at } = subject;
  const vc = {
    "@context": ["https://www.w3.org/2018/credentials/v1"],
    type: ["VerifiableCredential"],
    credentialSchema: { id: type, type: "JsonSchema" },
    credentialSubject: claims,
  };
  return signJws(signer, { typ: "JWT" }, { iss: issuer, sub: id, nbf: at, iat: at, vc });
}

type Resolve = (did: string) => Promise<object>;
type Verified = (credential: string) => Promise<void>;

/** The issuer's document is in memory, so that no peer waits for a node. */
function resolving(issuer: string, publicKeyJwk: PublicJwk): Resolve {
  const method = { id: `${issuer}#key`, type: "JsonWebKey2020", controller: issuer, publicKeyJwk };
  const didDocument = { id: issuer, verificationMethod: [method], assertionMethod: [method.id] };
  return async () => ({ didDocument, didResolutionMetadata: {}, didDocumentMetadata: {} });
}

export async function didJwtVcPeer(issuer: string, key: PublicJwk): Promise<Verified> {
  type Module = { verifyCredential(jwt: string, by: object): Promise<{ verified: boolean }> };
  const { verifyCredential } = await load<Module>("did-jwt-vc");
  const resolver = { resolve: resolving(issuer, key) };
  return async (credential) => mustBe((await verifyCredential(credential, resolver)).verified, "did-jwt-vc");
}

interface Agent {
  verifyCredential(args: object): Promise<{ readonly verified: boolean; readonly error?: unknown }>;
}
type Plugin = new (options: unknown) => object;

export async function veramoPeer(issuer: string, key: PublicJwk): Promise<Verified> {
  const { createAgent } = await load<{ createAgent(options: object): Agent }>("@veramo/core");
  const { CredentialPlugin } = await load<{ CredentialPlugin: Plugin }>("@veramo/credential-w3c");
  const { CredentialProviderJWT } = await load<{ CredentialProviderJWT: new () => object }>("@veramo/credential-jwt");
  const { DIDResolverPlugin } = await load<{ DIDResolverPlugin: Plugin }>("@veramo/did-resolver");
  const resolver = { resolve: resolving(issuer, key) };
  const plugins = [new CredentialPlugin([new CredentialProviderJWT()]), new DIDResolverPlugin({ resolver })];
  const agent = createAgent({ plugins });
  return async (credential) => mustBe((await agent.verifyCredential({ credential })).verified, "Veramo");
}

function mustBe(verified: boolean, who: string): void {
  if (!verified) throw new Error(`${who} refused what it was to verify`);
}
