import type { Format } from "../format.ts";
import { CREDENTIAL_TYP, decodeVcJwt } from "./decode.ts";
import { issueVcJwt } from "./issue.ts";
import { selectVcJwt } from "./present.ts";

/** VCDM 2.0 secured by VC-JOSE-COSE: a presentation (vp+jwt) of credentials (vc+jwt), or one bare credential. */
export const vcJwt: Format = Object.freeze<Format>({
  id: CREDENTIAL_TYP,
  selective: false,
  // In base64url a JSON object begins with "ey" or, with white space after the brace, "ew". A tilde means SD-JWT.
  recognises: (encoded) => typeof encoded === "string" && /^e[yw]/.test(encoded) && !encoded.includes("~"),
  decode: decodeVcJwt,
  issue: issueVcJwt,
  select: selectVcJwt,
});
