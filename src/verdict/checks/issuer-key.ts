import { algorithmName, anchorKindOf } from "../../crypto/keys/key-algorithms.ts";
import type { TrustRecords } from "../../facts/facts.ts";
import { invalid, valid } from "../finding.ts";
import type { Finding } from "../verdict.ts";

/**
 * Check 2, the issuer's key: a key counts for signatures dated within its epoch [from, until). A
 * retired key still counts for them; a compromised key counts for none, because its thief can write any date. Times in
 * seconds.
 *
 * @param asOf The moment asked about, if it is before the block of the records. Clocks may differ, so a credential may
 * be dated after that moment; but a key that was not registered by then was not acceptable then.
 */
export function judgeIssuerKey(records: TrustRecords, issuedAt: number, asOf = issuedAt): Finding {
  const { key } = records;
  if (records.issuerDeactivated) return invalid("issuerKey.did-deactivated");
  if (key === undefined) return invalid("issuerKey.unknown");
  const { algorithm: number } = key;
  if (anchorKindOf(number) !== undefined)
    return invalid("issuerKey.not-a-key", { number, name: algorithmName(number) });
  const evidence = { from: key.from, until: key.until, reason: key.reason, issuedAt, ...(asOf < issuedAt && { asOf }) };
  if (key.reason === "compromised") {
    return invalid("issuerKey.compromised", { ...evidence, compromisedSince: key.compromisedSince });
  }
  if (Math.min(issuedAt, asOf) < key.from) return invalid("issuerKey.not-yet", evidence);
  if (issuedAt >= key.until) return invalid("issuerKey.ended", evidence);
  return key.reason === "retired" ? valid("issuerKey.retired-after", evidence) : valid("issuerKey.good", evidence);
}
