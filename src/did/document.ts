import type { DIDDocument, VerificationMethod } from "did-resolver";
import { decompressPoint } from "../crypto/keys/jwk.ts";
import { curveOf } from "../crypto/keys/key-algorithms.ts";
import { checksumAddress } from "./address.ts";
import { formatDid, formatKeyId } from "./did.ts";
import { type Entry, readEntry } from "./entries.ts";
import type { AssertionKeyRecord, DocumentRecord } from "./record.ts";

export const CONTEXT: readonly string[] = [
  "https://www.w3.org/ns/did/v1",
  // Defines EcdsaSecp256k1RecoveryMethod2020 and blockchainAccountId.
  "https://w3id.org/security/suites/secp256k1recovery-2020/v2",
  // Defines JsonWebKey2020 and publicKeyJwk.
  "https://w3id.org/security/suites/jws-2020/v1",
  // Defines publicKeyHex and EcdsaSecp256k1VerificationKey2019.
  "https://w3id.org/security/v3-unstable",
];

/**
 * The DID document of a registry's record. Among its assertion methods, only those named by a thumbprint sign
 * credentials. The controller and delegates are there because did:ethr lists them; our verifiers refuse them. Keys and
 * anchors registered by hash are no verification methods; see registeredByHash().
 */
export function documentOf(chainId: bigint, identity: string, record: DocumentRecord): DIDDocument {
  const id = formatDid(chainId, identity);
  if (record.deactivated) return { id, verificationMethod: [], authentication: [], assertionMethod: [] };
  const entries = record.entries.map((entry) => readEntry(entry, id, chainId)).filter((entry) => entry !== undefined);
  const methods: Entry[] = [
    { method: controllerMethod(id, chainId, record.controller), uses: ["authentication", "assertionMethod"] },
    ...record.keys.flatMap((key) => assertionKey(id, key) ?? []),
    ...entries,
  ];
  const services = entries.flatMap(({ service }) => service ?? []);
  const agreements = used(methods, "keyAgreement");
  return {
    id,
    verificationMethod: methods.flatMap(({ method }) => method ?? []),
    authentication: used(methods, "authentication"),
    assertionMethod: used(methods, "assertionMethod"),
    ...(services.length > 0 && { service: services }),
    ...(agreements.length > 0 && { keyAgreement: agreements }),
  };
}

function used(entries: readonly Entry[], use: Entry["uses"][number]): string[] {
  return entries.filter(({ uses }) => uses.includes(use)).flatMap(({ method }) => method?.id ?? []);
}

function controllerMethod(did: string, chainId: bigint, controller: string): VerificationMethod {
  return {
    id: `${did}#controller`,
    type: "EcdsaSecp256k1RecoveryMethod2020",
    controller: did,
    blockchainAccountId: `eip155:${chainId}:${checksumAddress(controller)}`,
  };
}

function assertionKey(did: string, { thumbprint, algorithm, value }: AssertionKeyRecord): Entry | undefined {
  const curve = curveOf(algorithm);
  if (curve === undefined) return undefined;
  const method = {
    id: formatKeyId(did, thumbprint),
    type: "JsonWebKey2020",
    controller: did,
    publicKeyJwk: { ...decompressPoint(value, curve) },
  };
  return { method, uses: ["assertionMethod"] };
}
