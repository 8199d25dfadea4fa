/** What the verbs about keys and certificates share. */
import { anchorKindOf } from "../../crypto/keys/key-algorithms.ts";
import type { PublicJwk, Signer } from "../../crypto/keys/keys.ts";
import { formatDid, formatKeyId, parseKeyId } from "../../did/did.ts";
import { keyEntry } from "../../did/key-entry.ts";
import type { ContractError } from "../../errors/contracts.ts";
import { DidimError } from "../../errors/error.ts";
import { NO_END } from "../../records/directory-rule.ts";
import { messageOf } from "../../registry/messages.ts";
import type { Registry } from "../../registry/open.ts";
import type { Receipt } from "../../registry/sending/receipt.ts";

/** A key to register. Only its public part is used. */
export type NewKey = PublicJwk | Signer;

/** A registered key: itself, its id, or its RFC 7638 thumbprint in base64url, which is enough if the key is lost. */
export type NamedKey = NewKey | string;

/** The DID whose keys are meant. */
export interface Owner {
  readonly registry: Registry;
  /** The address in its DID. */
  readonly identity: string;
}

export const didOf = ({ registry, identity }: Owner): string => formatDid(registry.chainId, identity);

export const publicPart = (key: NewKey): PublicJwk => ("publicJwk" in key ? key.publicJwk : key);

/** A key's thumbprint as on the chain. Throws `did.key-id`, and `did.other-owner` for the id of another DID's key. */
export function thumbprintOf(owner: Owner, key: NamedKey): string {
  if (typeof key !== "string") return keyEntry(publicPart(key)).thumbprint;
  const did = didOf(owner);
  const { did: named, thumbprint } = parseKeyId(key.includes("#") ? key : `${did}#${key}`);
  if (named === did) return thumbprint;
  throw new DidimError("did.other-owner", `${key} is no key of ${did}.`, { keyId: key, did });
}

export const keyIdOf = (owner: Owner, thumbprint: string): string => formatKeyId(didOf(owner), thumbprint);

/**
 * The seconds from now until a key ends, as the registry takes them. Throws `registry.arguments`.
 *
 * @param until Seconds since 1970.
 */
export async function validityOf({ registry }: Owner, until: number = NO_END): Promise<bigint> {
  if (!Number.isSafeInteger(until)) {
    const message = `A key ends at a whole number of seconds since 1970, not at ${until}.`;
    throw new DidimError("registry.arguments", message, { argument: "until" });
  }
  const { time } = await registry.head();
  // The registry refuses 0, and it must not become a large number.
  return BigInt(Math.max(0, until - time));
}

/**
 * Throws `did.other-kind` unless the record is of this kind. Ending is final, so a mistake must not end a certificate
 * instead of a key, or the reverse.
 */
export async function checkKind(
  { registry, identity }: Owner,
  thumbprint: string,
  wanted: "key" | "certificate",
): Promise<void> {
  const { from, algorithm } = await registry.dids.keyOf(identity, thumbprint);
  const kind = anchorKindOf(Number(algorithm)) === undefined ? "key" : "certificate";
  // If it was never registered, the registry refuses.
  if (from === 0n || kind === wanted) return;
  const command = kind === "key" ? "did key" : "did anchor";
  const message = `${thumbprint} is registered as a ${kind}, not as a ${wanted}: use \`${command}\`.`;
  throw new DidimError("did.other-kind", message, { thumbprint, kind });
}

/** @param since Seconds since 1970. Default: since it began. */
export async function compromise({ registry, identity }: Owner, thumbprint: string, since?: number): Promise<Receipt> {
  const { dids } = registry;
  const from = since ?? Number((await dids.keyOf(identity, thumbprint)).from);
  return dids.compromiseKey(identity, thumbprint, from);
}

/** The registry's own refusal, before anything is sent. */
export function refusal(error: ContractError, { identity }: Owner, thumbprint: string): DidimError {
  const facts = { identity, thumbprint };
  return new DidimError(`registry.${error}`, messageOf(error, facts), facts);
}
