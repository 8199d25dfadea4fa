import type { JsonObject } from "../crypto/json.ts";
import type { Signer } from "../crypto/keys.ts";
import { DidimError } from "../errors/error.ts";
import { discloseSdJwtVc, presentSdJwtVc } from "../formats/sd-jwt-vc/present.ts";
import { presentVcJwt } from "../formats/vc-jwt/present.ts";
import type { ClaimPath } from "../verdict/policy.ts";
import type { HeldCredential } from "./entry.ts";
import type { Candidate, Match } from "./match.ts";

/** Which credential answers for a type: its id, by the type's name. */
export type Choice = Readonly<Record<string, string>>;

export interface Chosen extends Candidate {
  readonly type: string;
}

/** The choice, or else the best candidate for whatever is required; what is optional is shown only when chosen. Throws `holder.nothing-fits`, `holder.shows-more`, `holder.choice`. */
export function choose(matches: readonly Match[], choice: Choice, agreed: boolean): Chosen[] {
  const unknown = Object.keys(choice).find((type) => !matches.some(({ requirement }) => requirement.type === type));
  if (unknown !== undefined) throw wrongChoice(unknown);
  return matches.flatMap(({ requirement: { type, optional = false, claims = [] }, candidates }) => {
    const id = Object.hasOwn(choice, type) ? choice[type] : undefined;
    if (id === undefined && optional) return [];
    const candidate = id === undefined ? candidates[0] : candidates.find(({ credential }) => credential.id === id);
    if (candidate !== undefined && id === undefined && !agreed) checkNothingUnasked(candidate, type);
    if (candidate !== undefined) return [{ ...candidate, type }];
    if (id !== undefined) throw wrongChoice(type);
    throw new DidimError(
      "holder.nothing-fits",
      "The wallet has no credential of this type that is current and has the claims asked for.",
      { type, claims },
    );
  });
}

export interface Showing {
  readonly audience: string;
  readonly nonce: string;
  readonly issuedAt: number;
  readonly extra?: JsonObject;
}

/** Signs one credential over to one verifier, with the asked claims and no more than the format must show. */
export function show(
  credential: HeldCredential,
  asked: readonly ClaimPath[],
  holder: Signer,
  showing: Showing,
): Promise<string> {
  if (credential.format === "dc+sd-jwt") {
    return presentSdJwtVc({ credential: credential.credential, disclose: asked, holder, ...showing });
  }
  return presentVcJwt({ credentials: [credential.credential], holder, ...showing });
}

/** One that is bound to no key: without a proof, for there is nobody to give it. */
export function showUnbound({ format, credential }: HeldCredential, asked: readonly ClaimPath[]): string {
  return format === "dc+sd-jwt" ? discloseSdJwtVc(credential, asked) : credential;
}

/** A credential that cannot withhold what nobody asked for is shown only to somebody's knowledge. */
function checkNothingUnasked({ unasked }: Candidate, type: string): void {
  if (unasked.length === 0) return;
  throw new DidimError(
    "holder.shows-more",
    "The best credential for this shows claims that nobody asked for. Show the holder matches() and the review; who agrees chooses it, or acknowledges the review.",
    { type, unasked },
  );
}

function wrongChoice(type: string): DidimError {
  return new DidimError(
    "holder.choice",
    "The credential chosen is not among those that fit the request; see matches().",
    { type },
  );
}
