import { parseDid } from "../../src/did/did.ts";
import { type Answered, type Asked, askFacts } from "../../src/facts/ask.ts";
import type { Facts } from "../../src/facts/facts.ts";
import { queryFor } from "../../src/facts/query.ts";
import type { PresentedCredential } from "../../src/formats/format.ts";
import { decode } from "../../src/formats/index.ts";
import { judgeFreshness } from "../../src/verdict/checks/freshness.ts";
import { judgePresentation } from "../../src/verdict/checks/policy.ts";
import { conclude } from "../../src/verdict/conclude.ts";
import { judge } from "../../src/verdict/judge.ts";
import { DEFAULT_MAX_AGE } from "../../src/verdict/policy.ts";
import type { Given } from "./given.ts";

/** The parts of verify() for a VC-JWT, each with the results of the earlier parts prepared; i is the token's number. */
export interface Parts {
  readonly parse: (i: number) => unknown;
  readonly lookUp: (i: number) => unknown;
  readonly signature: (i: number) => unknown;
  /** The five checks without the signature itself, the policy, and the verdict. */
  readonly judge: (i: number) => unknown;
}

export async function partsOf({ tokens, policy, time, issuer }: Given, facts: Facts): Promise<Parts> {
  const parsed = tokens.map(parse);
  // One by one, as a verifier asks. No source answers a query about thousands at once.
  const known: Answered[] = [];
  for (const credential of parsed) known.push(answered(await askFacts(facts, [queryFor(credential)])));
  const query = at(policy.credentials, 0);
  const unsigned = parsed.map((credential) => ({ ...credential, verifyIssuerSignature: () => true }));
  return {
    parse: (i) => parse(at(tokens, i)),
    lookUp: async (i) => answered(await askFacts(facts, [queryFor(at(parsed, i))])),
    signature: (i) => {
      if (!at(parsed, i).verifyIssuerSignature(issuer.key)) throw new Error("a signature was refused");
    },
    judge: (i) => {
      const [credential, { asOf, records: found }] = [at(unsigned, i), at(known, i)];
      const records = at(found, 0);
      const subject = { query, credential, ...parseDid(credential.issuer), known: { asOf, records } };
      return conclude({
        asOf,
        source: facts.source,
        decidedAt: time,
        credentials: [judge(subject, policy, time)],
        presentation: [
          judgeFreshness(asOf, time, DEFAULT_MAX_AGE),
          ...judgePresentation([subject], new Map([[query.id, 1]]), policy),
        ],
      });
    },
  };
}

function answered(asked: Asked): Answered {
  if (asked.known) return asked;
  throw asked.cause;
}

function parse(token: string): PresentedCredential {
  return at(decode(token), 0);
}

function at<T>(list: readonly T[], i: number): T {
  const one = list[i];
  if (one === undefined) throw new RangeError(`there is no token ${i}`);
  return one;
}
