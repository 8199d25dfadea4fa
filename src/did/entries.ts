import type { Service, VerificationMethod } from "did-resolver";
import { base64Of, base64urlOf, bytesOfHex, fromHex, textOf } from "../crypto/encodings/bytes.ts";
import { keccak256Bytes } from "../crypto/hash.ts";
import { checksumAddress } from "./address.ts";
import { base58 } from "./base58.ts";
import { type EntryName, nameFromBytes32, parseEntryName } from "./names.ts";
import type { EntryRecord } from "./record.ts";

/** What one entry adds to a document. */
export interface Entry {
  readonly method?: VerificationMethod;
  readonly service?: Service;
  readonly uses: readonly ("authentication" | "assertionMethod" | "keyAgreement")[];
}

/** Reads an entry as did:ethr resolvers do; undefined for an entry that they ignore. */
export function readEntry(entry: EntryRecord, did: string, chainId: bigint): Entry | undefined {
  const name = nameFromBytes32(entry.name);
  if (entry.delegate) return delegate(entry, name, did, chainId);
  const parsed = parseEntryName(name);
  if (parsed === undefined) return undefined;
  return parsed.section === "svc" ? service(entry, parsed, did) : publicKey(entry, parsed, did);
}

/**
 * The entry's id on the chain: keccak256(delegate ‖ name ‖ value). Ordinals, as ethr-did-resolver uses them, would need
 * the whole history, and they change.
 */
function entryId(
  did: string,
  kind: "delegate" | "service",
  { delegate: isDelegate, name, value }: EntryRecord,
): string {
  const bytes = bytesOfHex(`${isDelegate ? "01" : "00"}${name.slice(2)}${value.slice(2)}`);
  return `${did}#${kind}-${base64urlOf(keccak256Bytes(bytes))}`;
}

function delegate(entry: EntryRecord, type: string, did: string, chainId: bigint): Entry {
  const method: VerificationMethod = {
    id: entryId(did, "delegate", entry),
    type: "EcdsaSecp256k1RecoveryMethod2020",
    controller: did,
    blockchainAccountId: `eip155:${chainId}:${checksumAddress(entry.value)}`,
  };
  return { method, uses: type === "sigAuth" ? ["authentication", "assertionMethod"] : ["assertionMethod"] };
}

function service(entry: EntryRecord, { kind }: EntryName, did: string): Entry | undefined {
  const text = utf8(entry.value);
  if (text === undefined) return undefined;
  return { service: { id: entryId(did, "service", entry), type: kind, serviceEndpoint: endpoint(text) }, uses: [] };
}

/** An endpoint may be an object or a list in JSON; anything else is text. */
function endpoint(text: string): Service["serviceEndpoint"] {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : typeof value === "string" ? value : text;
  } catch {
    return text;
  }
}

function publicKey(entry: EntryRecord, name: EntryName, did: string): Entry | undefined {
  const material = keyMaterial(entry.value, name.encoding);
  if (material === undefined) return undefined;
  const method = { id: entryId(did, "delegate", entry), type: methodType(name), controller: did, ...material };
  if (name.purpose === "enc") return { method, uses: ["keyAgreement"] };
  return { method, uses: name.purpose === "sigAuth" ? ["authentication", "assertionMethod"] : ["assertionMethod"] };
}

/** `value` is ethr-did-resolver's member for an unknown encoding. */
type KeyMaterial = Partial<VerificationMethod> & { readonly value?: string };

function keyMaterial(value: string, encoding: string | undefined): KeyMaterial | undefined {
  const bytes = fromHex(value);
  switch (encoding) {
    case undefined:
    case "hex":
      return { publicKeyHex: value.slice(2) };
    case "base64":
      return { publicKeyBase64: base64Of(bytes) };
    case "base58":
      return { publicKeyBase58: base58(bytes) };
    case "pem": {
      const publicKeyPem = utf8(value);
      return publicKeyPem === undefined ? undefined : { publicKeyPem };
    }
    default:
      return { value: value.slice(2) };
  }
}

// The suites of did:ethr (its method specification, "Public Keys"). Any other algorithm names its type itself.
const METHOD_TYPES: ReadonlyMap<string, string> = new Map([
  ["Secp256k1/veriKey", "EcdsaSecp256k1VerificationKey2019"],
  ["Secp256k1/sigAuth", "EcdsaSecp256k1VerificationKey2019"],
  ["Ed25519/veriKey", "Ed25519VerificationKey2018"],
  ["Ed25519/sigAuth", "Ed25519VerificationKey2018"],
  ["RSA/veriKey", "RSAVerificationKey2018"],
  ["X25519/enc", "X25519KeyAgreementKey2019"],
]);

function methodType({ kind, purpose }: EntryName): string {
  return METHOD_TYPES.get(`${kind}/${purpose}`) ?? kind;
}

function utf8(value: string): string | undefined {
  return textOf(fromHex(value));
}
