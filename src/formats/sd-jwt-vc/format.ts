import type { Format } from "../format.ts";
import { decodeSdJwtVc, TYP } from "./decode.ts";
import { issueSdJwtVc } from "./issue.ts";
import { selectSdJwtVc } from "./present.ts";

/** SD-JWT VC: RFC 9901 with Didim's own requirements: DIDs, named keys, types, a status list of the issuer. */
export const sdJwtVc: Format = Object.freeze<Format>({
  id: TYP,
  selective: true,
  recognises: (encoded) => typeof encoded === "string" && encoded.includes("~"),
  decode: (encoded) => [decodeSdJwtVc(encoded)],
  issue: issueSdJwtVc,
  select: selectSdJwtVc,
});
