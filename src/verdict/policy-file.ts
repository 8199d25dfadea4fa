import { DidimError } from "../errors/error.ts";
import { type RequestReadOptions, readPaths, readRequest } from "../request/read.ts";
import { parseWritten } from "../written/json.ts";
import type { Policy } from "./policy.ts";
import { checkPolicy, preparePolicy } from "./policy-check.ts";

const WRITTEN: RequestReadOptions = {
  from: "file",
  refusal: (why) => new DidimError("policy.malformed", `The policy cannot be read: ${why}.`, { why }),
};

/**
 * Reads a policy: the text of a file, in which no name may be repeated, or a value of JSON. Unknown members are refused,
 * and so are `askedAt` and `asOf`, which belong to one verification. Throws `policy.malformed`, and the other `policy.*`
 * for an ambiguous policy.
 */
export function readPolicy(written: unknown): Policy {
  const value = typeof written === "string" ? parseWritten(written, WRITTEN.refusal) : written;
  const request = readRequest(value, WRITTEN, ["sameHolder", "maxAge", "maxProofAge"]);
  const { sameHolder, maxAge, maxProofAge } = value as { readonly [name: string]: unknown };
  const policy: Policy = preparePolicy({
    ...request,
    ...(sameHolder !== undefined && { sameHolder: readPaths(sameHolder, WRITTEN) }),
    ...(maxAge !== undefined && { maxAge: maxAge as number }),
    ...(maxProofAge !== undefined && { maxProofAge: maxProofAge as number }),
  });
  checkPolicy(policy, 0);
  return policy;
}
