import { canonicalDid } from "../did/did.ts";
import { DidimError } from "../errors/error.ts";
import { type Reading, readRequest } from "../request/read.ts";
import type { PresentationRequest, ToldRequest } from "../request/request.ts";

const STRANGERS: Reading = { of: "a stranger", refusal: refused };

/** A copy of the request, see {@link readRequest}. Throws `holder.request` for one that no verifier of ours would make. */
export function readAsked(asked: unknown): ToldRequest {
  const request = readRequest(asked, STRANGERS);
  const { audience, verifier } = request;
  // Who is registered must be whom the answer is for: else one verifier asks in its own name for what another one will accept.
  const did = didIn(audience);
  if (verifier !== undefined && did !== undefined && !sameDid(verifier, did))
    throw refused("it is addressed to another DID than the verifier's");
  return request;
}

/** The DID of whoever asks, if it is one that the registry can know. */
export function verifierOf({ verifier, audience }: PresentationRequest): string | undefined {
  if (verifier !== undefined) return verifier;
  const did = didIn(audience);
  return did?.startsWith("did:ethr:") ? did : undefined;
}

/** Client Identifier Prefixes (OpenID4VP 1.0 §5.9.3), without the X.509 ones: what they stand before is who asks. */
const PREFIXES = /^(?:(?:decentralized_identifier|redirect_uri|openid_federation|verifier_attestation|origin):)+/i;

/** The DID that an audience is, also behind a prefix, and with its scheme and method in lower case. */
function didIn(audience: string): string | undefined {
  const bare = audience.replace(PREFIXES, "");
  return /^did:/i.test(bare) ? bare.replace(/^did:[^:]*/i, (start) => start.toLowerCase()) : undefined;
}

/** Verifiers compare spellings of a DID away; what is no DID of ours is the same as itself only. */
export function sameDid(one: string, other: string): boolean {
  try {
    return one === other || canonicalDid(one) === canonicalDid(other);
  } catch {
    return false;
  }
}

function refused(why: string): DidimError {
  return new DidimError("holder.request", `The verifier's request is refused: ${why}.`, { why });
}
