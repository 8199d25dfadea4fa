import { keyEntry } from "../../did/key-entry.ts";
import type { Receipt } from "../../registry/sending/receipt.ts";
import {
  checkKind,
  compromise,
  didOf,
  keyIdOf,
  type NamedKey,
  type NewKey,
  type Owner,
  publicPart,
  refusal,
  thumbprintOf,
  validityOf,
} from "./key-records.ts";

/** A change of one key. */
export interface KeyChanged {
  readonly did: string;
  /** `<did>#<thumbprint>`, by which credentials name it. */
  readonly keyId: string;
  readonly receipt: Receipt;
}

export interface KeyRotated {
  readonly did: string;
  /** The id of the key that ended. */
  readonly from: string;
  /** The id of the key that signs from now on. */
  readonly to: string;
  /** Absent if both was done before. */
  readonly receipt?: Receipt;
}

export interface NewKeyOptions {
  readonly key: NewKey;
  /** The first second, since 1970, at which it signs no more. Default: no end. */
  readonly until?: number;
}

/** A key of which the registry stores only the hash, because it is larger than a storage slot. */
export interface KeyByHashOptions {
  /** The number of its algorithm, 3 to 127. */
  readonly algorithm: number;
  /** Its RFC 7638 thumbprint in base64url. */
  readonly thumbprint: string;
  /** SHA-256 of the public key, 0x-hex. */
  readonly sha256: string;
  readonly until?: number;
}

export interface RotateKeyOptions {
  /** The key that signed until now. */
  readonly from: NamedKey;
  /** The key that signs from now on. */
  readonly to: NewKey;
  readonly until?: number;
}

export async function addKey(owner: Owner, { key, until }: NewKeyOptions): Promise<KeyChanged> {
  const { name, value, thumbprint } = keyEntry(publicPart(key));
  const { registry, identity } = owner;
  const receipt = await registry.dids.setAttribute(identity, name, value, await validityOf(owner, until));
  return changed(owner, thumbprint, receipt);
}

export async function addKeyByHash(owner: Owner, options: KeyByHashOptions): Promise<KeyChanged> {
  const { registry, identity } = owner;
  const { algorithm, sha256, until } = options;
  const [thumbprint, validity] = [thumbprintOf(owner, options.thumbprint), await validityOf(owner, until)];
  return changed(
    owner,
    thumbprint,
    await registry.dids.registerByHash(identity, algorithm, thumbprint, sha256, validity),
  );
}

export async function retireKey(owner: Owner, key: NamedKey): Promise<KeyChanged> {
  const thumbprint = thumbprintOf(owner, key);
  await checkKind(owner, thumbprint, "key");
  return changed(owner, thumbprint, await owner.registry.dids.retireKey(owner.identity, thumbprint));
}

export async function declareKeyStolen(owner: Owner, key: NamedKey, since?: number): Promise<KeyChanged> {
  const thumbprint = thumbprintOf(owner, key);
  await checkKind(owner, thumbprint, "key");
  return changed(owner, thumbprint, await compromise(owner, thumbprint, since));
}

/** Adds the new key and retires the old one, in one transaction; leaves out what was done before. */
export async function rotateKey(owner: Owner, { from, to, until }: RotateKeyOptions): Promise<KeyRotated> {
  const [old, { name, value, thumbprint: next }] = [thumbprintOf(owner, from), keyEntry(publicPart(to))];
  if (old === next) throw refusal("DIDKeyKnown", owner, next);
  await checkKind(owner, old, "key");
  const { registry, identity } = owner;
  const { dids } = registry;
  const [{ time }, before, after] = await Promise.all([
    registry.head(),
    dids.keyOf(identity, old),
    dids.keyOf(identity, next),
  ]);
  if (before.from === 0n) throw refusal("DIDKeyUnknown", owner, old);
  const isKnown = after.from !== 0n;
  // A key is registered only once: one that ended never signs again, and the old one must not end for it.
  if (isKnown && Number(after.until) <= time) throw refusal("DIDKeyKnown", owner, next);
  const operations = [
    ...(isKnown ? [] : [dids.encode("setAttribute", [identity, name, value, await validityOf(owner, until)])]),
    ...(Number(before.until) > time ? [dids.encode("retireKey", [identity, old])] : []),
  ];
  const keys = { did: didOf(owner), from: keyIdOf(owner, old), to: keyIdOf(owner, next) };
  return operations.length === 0 ? keys : { ...keys, receipt: await dids.multicall(operations) };
}

const changed = (owner: Owner, thumbprint: string, receipt: Receipt): KeyChanged => ({
  did: didOf(owner),
  keyId: keyIdOf(owner, thumbprint),
  receipt,
});
