import { canonicalDid } from "../did/did.ts";
import type { FactsAnswer, TrustRecords } from "../facts/facts.ts";
import type { TypeRecord } from "../records/records.ts";
import { judgeAccreditation } from "./checks/accreditation.ts";
import type { ClockDoubt } from "./checks/clock-doubt.ts";
import { judgeHolderBinding } from "./checks/holder-binding.ts";
import { judgeIssuerKey } from "./checks/issuer-key.ts";
import { type Answer, judgeCredentialPolicy } from "./checks/policy.ts";
import { judgeSignature } from "./checks/signature.ts";
import { judgeStatus } from "./checks/status.ts";
import { indeterminate, outcomeOf } from "./finding.ts";
import type { Policy } from "./policy.ts";
import type { CheckName, CredentialVerdict, Finding } from "./verdict.ts";

/** A credential, the query that it answers, and the registry's records about it. */
export interface Case extends Answer {
  /** The address in the issuer's DID, and the chain it names. */
  readonly identity: string;
  readonly chainId: bigint;
  /** Absent if the facts could not be read; `why` is then the reason. */
  readonly known?: Known;
  readonly why?: string;
}

export interface Known {
  readonly asOf: FactsAnswer["asOf"];
  readonly records: TrustRecords;
  /** For a question about the past: the chain of trust at that moment, and the term of the type's authority. */
  readonly then?: Pick<TrustRecords, "links" | "term">;
}

/**
 * Makes all five checks on one credential, and judges it by the policy. The claims are included in any case; conclude()
 * removes them unless the whole verdict is "valid".
 */
export function judge(subject: Case, policy: Policy, now: number, doubt?: ClockDoubt): CredentialVerdict {
  const { credential, query } = subject;
  const onChain = judgeAgainstFacts(subject, policy);
  const type = typeOf(subject);
  const holderBinding = judgeBinding(subject, type, policy, { now, ...(doubt && { doubt }) });
  const checks = { ...onChain, holderBinding };
  // A clock that is behind, the registry shows. That it is ahead, only the registry and the holder show together.
  const isDoubted = doubt !== undefined && (doubt.ahead > 0 || holderBinding.code === "holderBinding.clock-ahead");
  const findings = judgeCredentialPolicy(
    subject,
    policy,
    authorityOf(subject, policy),
    now,
    isDoubted ? doubt : undefined,
  );
  return {
    outcome: outcomeOf(Object.values(checks), findings),
    query: query.id,
    format: credential.format,
    issuer: canonicalDid(credential.issuer),
    ...namesOf(subject),
    type: credential.type,
    ...(type && { requires: { status: type.status, holderBinding: type.holderBinding } }),
    issuedAt: credential.issuedAt,
    checks,
    policy: findings,
    claims: credential.claims,
  };
}

/** The type's record. Undefined unless the registry read is that of the issuer's chain. */
function typeOf({ known, chainId }: Case): TypeRecord | undefined {
  return known?.asOf.chainId === chainId ? known.records.type : undefined;
}

/** The names in the issuer's own link. Empty unless the registry read is that of the issuer's chain. */
function namesOf({ known, chainId, identity }: Case): Pick<CredentialVerdict, "issuerNames"> {
  const own = known?.asOf.chainId === chainId ? known.records.links[0] : undefined;
  return own?.holder === identity && own.names !== undefined ? { issuerNames: own.names } : {};
}

/**
 * Only the registry says whether the type needs a holder's proof. If the registry could not be read and there is no
 * proof, the check is inconclusive.
 */
function judgeBinding(
  { credential, known, why }: Case,
  type: TypeRecord | undefined,
  policy: Policy,
  { now, doubt }: { readonly now: number; readonly doubt?: ClockDoubt },
) {
  if (known === undefined && credential.holderProof === undefined) return indeterminate("facts.unavailable", { why });
  return judgeHolderBinding(credential, policy, now, type?.holderBinding, doubt);
}

/** The four checks that need the registry. */
function judgeAgainstFacts(
  { query, credential, identity, chainId, known, why }: Case,
  policy: Policy,
): Record<Exclude<CheckName, "holderBinding">, Finding> {
  if (known === undefined) return all(indeterminate("facts.unavailable", { why }));
  if (known.asOf.chainId !== chainId) {
    return all(
      indeterminate("issuerKey.foreign-chain", { chain: chainId.toString(), asked: known.asOf.chainId.toString() }),
    );
  }
  const { records, then = { links: [] } } = known;
  const { issuedAt } = credential;
  const asOf = earlierThan(known, policy);
  const earlier = asOf === undefined ? undefined : { ...then, asOf };
  return {
    signature: judgeSignature(credential, records.key),
    issuerKey: judgeIssuerKey(records, issuedAt, asOf),
    accreditation: judgeAccreditation(records, identity, issuedAt, earlier),
    status: judgeStatus(
      {
        issuedAt,
        oneTimeCopies: query.oneTimeCopies === true,
        ...(credential.status && { status: credential.status }),
        ...(credential.expires !== undefined && { expires: credential.expires }),
        ...(asOf !== undefined && { before: asOf }),
      },
      records,
    ),
  };
}

/** The moment asked about, if it is before the newest block of the facts. Seconds. */
function earlierThan({ asOf: { time, upTo = time } }: Known, { asOf }: Policy): number | undefined {
  return asOf !== undefined && asOf < upTo ? asOf : undefined;
}

/** The type's authority at the moment asked about. Undefined if it is not known. */
function authorityOf({ known }: Case, policy: Policy): string | undefined {
  if (known === undefined) return undefined;
  return earlierThan(known, policy) === undefined ? known.records.type?.authority : known.then?.term?.authority;
}

function all(finding: Finding): Record<Exclude<CheckName, "holderBinding">, Finding> {
  return { signature: finding, issuerKey: finding, accreditation: finding, status: finding };
}
