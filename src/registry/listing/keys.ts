import { algorithmName, anchorKindOf } from "../../crypto/keys/key-algorithms.ts";
import { formatDid, formatKeyId } from "../../did/did.ts";
import { KEY_REASONS, type KeyReason } from "../../records/reasons.ts";
import { identityIn } from "../identities.ts";
import { historyOf } from "../logs/history.ts";
import type { Registry } from "../open.ts";
import { contradicted, eachOf, type Listed, pinned } from "./listed.ts";

/**
 * A key for signing credentials, or a certificate anchor, of whatever time: a verifier of old credentials needs those
 * that have ended, too. Times in seconds since 1970.
 */
export interface ListedKey {
  /** The key's id, by which credentials name it. An anchor has none. */
  readonly id?: string;
  /** RFC 7638 SHA-256; of an anchor, the certificate's SHA-256. */
  readonly thumbprint: string;
  /** The registry's number, and its name if this release knows it. */
  readonly algorithm: number;
  readonly name?: string;
  /** Its only epoch [from, until). A retired key still vouches for what it signed then. */
  readonly from: number;
  readonly until: number;
  /** Why it ended; `none` if it runs, or has expired. */
  readonly reason: KeyReason;
  /** Since when somebody else has had it: it vouches for nothing, except for what is proved to be older. */
  readonly compromisedSince?: number;
}

export interface Keys extends Listed {
  /** Newest first. */
  readonly keys: readonly ListedKey[];
}

/**
 * Every key and certificate anchor that an identity ever registered, as of the registries' block.
 *
 * @param party Its DID, or its address. Throws `did.*`, and `facts.*`, also if the node's events contradict its state.
 */
export async function keysOf(registry: Registry, party: string): Promise<Keys> {
  const identity = identityIn(registry, party);
  const { registry: then, asOf } = await pinned(registry);
  const did = formatDid(then.chainId, identity);
  const events = await historyOf(then, "DIDRegistry", ["KeyRegistered"], [undefined, identity]);
  const keys = await eachOf(events.reverse(), async ({ facts }): Promise<ListedKey> => {
    const thumbprint = String(facts.thumbprint);
    const key = await then.dids.keyOf(identity, thumbprint);
    if (key.from === 0n) throw contradicted("a key", { identity, thumbprint });
    const algorithm = Number(key.algorithm);
    const name = algorithmName(algorithm);
    const reason = KEY_REASONS[Number(key.reason)] ?? "compromised";
    return {
      ...(anchorKindOf(algorithm) === undefined && { id: formatKeyId(did, thumbprint) }),
      ...{ thumbprint, algorithm, ...(name && { name }) },
      ...{ from: Number(key.from), until: Number(key.until), reason },
      ...(reason === "compromised" && { compromisedSince: Number(key.compromisedSince) }),
    };
  });
  return { keys, asOf, source: "events" };
}
