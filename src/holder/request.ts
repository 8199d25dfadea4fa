import { canonicalDid } from "../did/did.ts";
import { DidimError } from "../errors/error.ts";
import { type RequestReadOptions, readRequest } from "../request/read.ts";
import type { PresentationRequest, WalletRequest } from "../request/request.ts";

const FROM_A_VERIFIER: RequestReadOptions = { from: "verifier", refusal: refused };

/**
 * A checked copy of a verifier's request; see {@link readRequest}. Throws `holder.request` if the request is malformed,
 * or if its audience is a DID other than the verifier's.
 */
export function readVerifierRequest(value: unknown): WalletRequest {
  const request = readRequest(value, FROM_A_VERIFIER);
  const { audience, verifier } = request;
  // The answer must be addressed to the DID whose registration is reviewed. Otherwise a verifier could ask in its own
  // name for an answer that another verifier accepts.
  const did = didIn(audience);
  if (verifier !== undefined && did !== undefined && !sameDid(verifier, did))
    throw refused("it is addressed to another DID than the verifier's");
  return request;
}

/**
 * What the protocol that carried a request has proved, for example by an authenticated Client Identifier: this audience
 * is this verifier's. Never take it from the request alone, which can say anything.
 */
export interface ProvenVerifier {
  /** The verifier's DID. */
  readonly verifier: string;
  /** The audience, exactly as in the request. */
  readonly audience: string;
}

/** Who asks. */
export interface Asker {
  /** The verifier's DID, if it is one that the registry can contain. */
  readonly verifier?: string;
  /** Whether it is known that this verifier receives the answer. */
  readonly isProven: boolean;
}

/**
 * Who asks. An answer is known to go to the verifier if its audience is that DID, or if the protocol proved the audience
 * to be the verifier's. Otherwise a verifier could ask in its own name for an answer that another verifier accepts.
 * Throws `holder.request` if the request names another verifier or audience than was proved.
 *
 * @param proven Undefined if the protocol proved no more than the DID that the request names; false if nothing is proved.
 */
export function askerOf(request: PresentationRequest, proven?: ProvenVerifier | false): Asker {
  const { verifier, audience } = request;
  const did = didIn(audience);
  if (proven) {
    checkProven(proven, request);
    return { verifier: verifier ?? proven.verifier, isProven: true };
  }
  if (verifier !== undefined) {
    const isAddressed = did !== undefined && sameDid(verifier, did);
    return { verifier, isProven: proven !== false && isAddressed };
  }
  return did?.startsWith("did:ethr:") ? { verifier: did, isProven: proven !== false } : { isProven: false };
}

function checkProven(proven: ProvenVerifier, { verifier, audience }: PresentationRequest): void {
  if (proven.audience !== audience) throw refused("its audience is not the one that was proved");
  const named = [verifier, didIn(audience)].filter((did) => did !== undefined);
  if (!named.every((did) => sameDid(did, proven.verifier)))
    throw refused("the verifier that was proved is another DID than it names");
}

/** Client Identifier Prefixes (OpenID4VP 1.0 §5.9.3), except the X.509 ones. The verifier's identifier follows them. */
const PREFIXES = /^(?:(?:decentralized_identifier|redirect_uri|openid_federation|verifier_attestation|origin):)+/i;

/**
 * The DID in an audience, without prefixes, and with scheme and method in lower case. Undefined if the audience is no
 * DID.
 */
function didIn(audience: string): string | undefined {
  const bare = audience.replace(PREFIXES, "");
  return /^did:/i.test(bare) ? bare.replace(/^did:[^:]*/i, (start) => start.toLowerCase()) : undefined;
}

/** Whether two texts are the same DID, in any spelling. Texts that are no did:ethr must be equal. */
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
