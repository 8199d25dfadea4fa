import { parseDid } from "../did/did.ts";
import { DidimError } from "../errors/error.ts";
import { askFacts } from "../facts/ask.ts";
import type { Facts, TrustRecords } from "../facts/facts.ts";
import { queryFor } from "../facts/query.ts";

/** What a credential is issued without. */
export interface Waived {
  readonly type: string;
  readonly holderKey: boolean;
  readonly status: boolean;
}

export interface DemandOptions {
  readonly did: string;
  /** base64url. */
  readonly keyThumbprint: string;
  readonly facts: Facts | undefined;
  readonly now: number;
}

/**
 * Throws unless the types of these credentials, or an exception of the issuer's accreditor, allow what they lack:
 * `issuer.holder-key`, `issuer.status-required`, `issuer.no-facts` without a source of facts, `facts.*` if the types
 * cannot be read. Reads nothing if nothing is waived.
 */
export async function checkDemands(all: readonly Waived[], options: DemandOptions): Promise<void> {
  const waived = all.filter(({ holderKey, status }) => holderKey || status);
  const types = [...new Set(waived.map(({ type }) => type))];
  if (types.length === 0) return;
  const records = await recordsOf(types, options);
  for (const { type, holderKey, status } of waived) {
    const found = records.get(type);
    if (holderKey && found?.type?.holderBinding !== "none") throw demanded("issuer.holder-key", type);
    // The first link is the issuer's own, with the exceptions of its current generation, which apply to what is issued
    // now.
    const excepted = found?.links[0]?.noStatus === true;
    if (status && found?.type?.status !== "none" && !excepted) throw demanded("issuer.status-required", type);
  }
}

async function recordsOf(
  types: readonly string[],
  { did, keyThumbprint, facts, now }: DemandOptions,
): Promise<ReadonlyMap<string, TrustRecords | undefined>> {
  if (facts === undefined)
    throw new DidimError("issuer.no-facts", "Give createIssuer a source of facts: it says what the type demands.");
  const queries = types.map((type) => queryFor({ issuer: did, keyThumbprint, type, issuedAt: now }));
  const answer = await askFacts(facts, queries, { newest: true });
  if (!answer.known) throw answer.cause;
  const { asOf, records } = answer;
  const { chainId } = parseDid(did);
  if (asOf.chainId !== chainId) {
    const facts = { expected: chainId.toString(), found: asOf.chainId.toString() };
    throw new DidimError("facts.wrong-chain", "The registry is of another chain than the issuer's DID.", facts);
  }
  return new Map(types.map((type, i) => [type, records[i]]));
}

const MESSAGES = {
  "issuer.holder-key": "Credentials of this type are bound to their holder's key: give `holderKey`.",
  "issuer.status-required":
    "Credentials of this type need a status, and no exception was granted: give the issuer a list.",
} as const;

const demanded = (code: keyof typeof MESSAGES, type: string): DidimError =>
  new DidimError(code, MESSAGES[code], { type });
