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
  if (verifier !== undefined && audience.startsWith("did:") && !sameDid(verifier, audience))
    throw refused("it is addressed to another DID than the verifier's");
  return request;
}

/** The DID of whoever asks, if it is one that the registry can know. */
export function verifierOf({ verifier, audience }: PresentationRequest): string | undefined {
  return verifier ?? (audience.startsWith("did:ethr:") ? audience : undefined);
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
