import { sha256Base64url } from "../crypto/hash.ts";
import { parseDid } from "../did/did.ts";
import { DidimError } from "../errors/error.ts";
import { askFacts } from "../facts/ask.ts";
import type { Facts, TrustRecords } from "../facts/facts.ts";
import { queryFor } from "../facts/query.ts";
import type { PresentedCredential } from "../formats/format.ts";
import type { Formats } from "../formats/index.ts";
import type { KeyStore, StoredCredential } from "../stores/vault.ts";
import { judgeAccreditation } from "../verdict/checks/accreditation.ts";
import { judgeFreshness } from "../verdict/checks/freshness.ts";
import { judgeIssuerKey } from "../verdict/checks/issuer-key.ts";
import { judgeSignature } from "../verdict/checks/signature.ts";
import { indeterminate, invalid, outcomeOf } from "../verdict/finding.ts";
import { DEFAULT_MAX_AGE } from "../verdict/policy.ts";
import type { Finding } from "../verdict/verdict.ts";
import { type HeldCredential, isCurrent, keyIdOf, parseHeld, readEntries, readEntry } from "./entry.ts";

export interface ReceiveContext {
  readonly keys: KeyStore;
  readonly now: number;
  readonly facts: Facts | undefined;
  readonly formats: Formats;
}

/**
 * Checks a credential before it is stored. Its signature and issuer are checked only if there is a source of facts.
 * Throws `format.*`, `did.invalid`, `holder.not-a-credential`, `holder.not-ours`, `holder.unbound`, `holder.expired`,
 * `holder.not-genuine`.
 */
export async function examine(credential: string, context: ReceiveContext): Promise<HeldCredential> {
  const { keys, now, facts, formats } = context;
  const parsed = parseHeld(credential, formats);
  const id = sha256Base64url(credential);
  const keyId = parsed.holderKey === undefined ? undefined : await ourKey(parsed, keys);
  if (!isCurrent(parsed, now)) {
    const { issuedAt, notBefore, expires } = parsed;
    throw new DidimError(
      "holder.expired",
      "The credential has expired, or has not begun yet; ask its issuer for another.",
      { issuedAt, notBefore, expires, now },
    );
  }
  if (facts !== undefined) await checkIssuer(parsed, facts, now);
  else if (keyId === undefined) throw unbound(parsed);
  return readEntry({ id, credential, ...(keyId !== undefined && { keyId }), receivedAt: now }, formats);
}

/**
 * Throws `holder.key-used`, because verifiers can link two credentials with the same key. A one-time copy never shares
 * its key, whatever `shareKeys` says.
 */
export function checkKeyFree(
  entry: HeldCredential,
  held: readonly StoredCredential[],
  { shareKeys, formats }: { readonly shareKeys: boolean; readonly formats: Formats },
): void {
  const { id, keyId } = entry;
  if (keyId === undefined) return;
  const others = held.filter((other) => other.keyId === keyId && other.id !== id);
  const read = readEntries(others, formats);
  // An unreadable credential may be a one-time copy.
  const mayShare = shareKeys && read.unreadable.length === 0 && ![entry, ...read.held].some(({ oneTime }) => oneTime);
  if (others.length === 0 || mayShare) return;
  throw new DidimError(
    "holder.key-used",
    "Another credential has this key. Make a new key for each, or verifiers can link them.",
    { keyId },
  );
}

async function ourKey(parsed: PresentedCredential, keys: KeyStore): Promise<string> {
  const keyId = keyIdOf(parsed);
  if (keyId !== undefined && (await keys.list()).some((key) => key.id === keyId)) return keyId;
  throw new DidimError(
    "holder.not-ours",
    "The credential is bound to no key of this wallet; the issuer must be given one that newKey() made.",
    { keyId },
  );
}

/**
 * Makes the verifier's checks except the status: a query for the status would tell the node which credential this is,
 * and the credential was issued just now.
 */
async function checkIssuer(parsed: PresentedCredential, facts: Facts, now: number): Promise<void> {
  const findings = await judgeIssuer(parsed, facts, now);
  const outcome = outcomeOf(findings);
  const reason = findings.find((finding) => finding.outcome === outcome);
  if (outcome === "valid" || reason === undefined) return;
  throw new DidimError("holder.not-genuine", `The credential is not taken: ${reason.text.en}`, {
    outcome,
    code: reason.code,
    issuer: parsed.issuer,
    text: reason.text,
  });
}

async function judgeIssuer(parsed: PresentedCredential, facts: Facts, now: number): Promise<Finding[]> {
  const { status: _, ...subject } = parsed;
  const { chainId, identity } = parseDid(parsed.issuer);
  const answer = await askFacts(facts, [queryFor(subject)]);
  if (!answer.known) return [indeterminate("facts.unavailable", { why: answer.why })];
  const { asOf, records } = answer;
  if (asOf.chainId !== chainId)
    return [indeterminate("issuerKey.foreign-chain", { chain: String(chainId), asked: String(asOf.chainId) })];
  return [
    judgeFreshness(asOf, now, DEFAULT_MAX_AGE),
    ...records.flatMap((each) => judgeRecords(parsed, identity, each)),
  ];
}

/** Only the registry can say whether a credential of this type may be bound to no key. */
function unbound({ type }: PresentedCredential): DidimError {
  return new DidimError(
    "holder.unbound",
    "The credential is bound to no key, and its type does not allow that, as far as the wallet knows: it needs the registry to tell.",
    { type },
  );
}

function judgeRecords(parsed: PresentedCredential, identity: string, records: TrustRecords): Finding[] {
  if (parsed.holderKey === undefined && records.type?.holderBinding !== "none")
    return [invalid("holderBinding.unbound")];
  return [
    judgeSignature(parsed, records.key),
    judgeIssuerKey(records, parsed.issuedAt),
    judgeAccreditation(records, identity, parsed.issuedAt),
  ];
}
