import { isDeepStrictEqual } from "node:util";
import { expect } from "chai";
import type { JsonObject } from "../../src/crypto/encodings/json.ts";
import { sha256Base64url } from "../../src/crypto/hash.ts";
import { isDidimError } from "../../src/errors/error.ts";
import type { Format } from "../../src/formats/format.ts";
import type { JsonClaims } from "../../src/formats/issuance.ts";
import { sdJwtVc } from "../../src/formats/sd-jwt-vc/format.ts";
import { vcJwt } from "../../src/formats/vc-jwt/format.ts";
import { refused } from "../support/refused.ts";
import { agency, disclosure, forge as forgeSdJwt, ISSUED, ISSUER, VCT } from "./sd-jwt-vc/fixture.ts";
import { forge as forgeVc } from "./vc-jwt/fixture.ts";

/** Names that mean something to a standard, or to JavaScript. */
const NAMES = [
  ...["_sd", "_sd_alg", "...", "__proto__", "constructor", "toString", "hasOwnProperty", "toJSON", "length", ""],
  ...["iss", "iat", "nbf", "exp", "sub", "aud", "jti", "cnf", "vct", "vct#integrity", "status", "nonce", "sd_hash"],
  ...["@context", "@id", "@type", "@value", "id", "type", "issuer", "validFrom", "validUntil", "credentialSubject"],
  ...["credentialStatus", "credentialSchema", "evidence", "proof", "vc", "vp", "holder", "verifiableCredential"],
  ...["alg", "typ", "kid", "crit", "__sd", "_SD", "....", "..", "name"],
];

/** An object with one member, also where JavaScript would set a prototype. */
const member = (name: string, value: unknown): JsonObject => Object.fromEntries([[name, value]]);

/** Where a claim of some name may be: the claims that have it there. */
const PLACES: Readonly<Record<string, (name: string) => JsonObject>> = {
  "at the top": (name) => member(name, "x"),
  "in an object": (name) => ({ a: member(name, "x") }),
  "in an object in a list": (name) => ({ list: [member(name, "x")] }),
  "deep inside": (name) => ({ a: [{ b: { c: [[member(name, "x")]] } }] }),
};

/** Claims as a payload, in which some of them are disclosures. Names are not looked at. */
type Concealing = (claims: JsonObject) => { readonly payload: JsonObject; readonly disclosures: readonly string[] };

const atTheTop: Concealing = (claims) => {
  const disclosures = Object.entries(claims).map(([name, value]) => disclosure("salt", name, value));
  return { payload: { _sd: disclosures.map(sha256Base64url) }, disclosures };
};

const everywhere: Concealing = (claims) => {
  const disclosures: string[] = [];
  const disclose = (...parts: readonly unknown[]): string => {
    const text = disclosure(`salt ${disclosures.length}`, ...parts);
    disclosures.push(text);
    return sha256Base64url(text);
  };
  const concealed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map((element) => ({ "...": disclose(concealed(element)) }));
    if (typeof value !== "object" || value === null) return value;
    return { _sd: Object.entries(value).map(([name, inside]) => disclose(name, concealed(inside))) };
  };
  return { payload: concealed(claims) as JsonObject, disclosures };
};

/** What a credential says that an issuer with other rules might sign: how it carries the claims → its text. */
const CARRIED: Readonly<Record<string, readonly [Format, (claims: JsonObject) => Promise<string>]>> = {
  "dc+sd-jwt, in the open": [sdJwtVc, (payload) => forgeSdJwt({ payload })],
  "dc+sd-jwt, disclosed at the top": [sdJwtVc, (claims) => forgeSdJwt(atTheTop(claims))],
  "dc+sd-jwt, disclosed everywhere": [sdJwtVc, (claims) => forgeSdJwt(everywhere(claims))],
  "vc+jwt": [vcJwt, (credentialSubject) => forgeVc({ credentialSubject })],
};

/** Whether the reader takes these for claims, as they are. */
async function reads([format, write]: (typeof CARRIED)[string], claims: JsonObject): Promise<boolean> {
  const text = await write(claims);
  try {
    return isDeepStrictEqual(format.decode(text)[0]?.claims, claims);
  } catch (error) {
    if (isDidimError(error) && error.code.startsWith("format.")) return false;
    throw error;
  }
}

/** Whether the issuer writes them. */
async function writes(format: Format, claims: JsonObject, disclosable: "all" | undefined): Promise<boolean> {
  const issuance = { signer: agency, issuer: ISSUER, vct: VCT, issuedAt: ISSUED, claims: claims as JsonClaims };
  try {
    await format.issue({ ...issuance, ...(format.selective && { disclosable: disclosable ?? [] }) });
    return true;
  } catch (error) {
    if (isDidimError(error) && error.code === "format.claim-reserved") return false;
    throw error;
  }
}

const NEVER = ["_sd", "_sd_alg", "...", "__proto__"];
const AT_THE_TOP: Readonly<Record<string, readonly string[]>> = {
  "dc+sd-jwt": ["iss", "iat", "nbf", "exp", "cnf", "vct", "vct#integrity", "status"],
  "vc+jwt": ["id", "@id", "@context"],
};

describe("Issuer and reader refuse the same names of claims:", () => {
  for (const [how, carried] of Object.entries(CARRIED)) {
    const [format] = carried;
    for (const [where, claimsWith] of Object.entries(PLACES)) {
      const refused = where === "at the top" ? [...NEVER, ...(AT_THE_TOP[format.id] ?? [])] : NEVER;
      it(`${refused.join(", ")}, and no others, ${where} of a ${how}`, async () => {
        for (const name of NAMES) {
          const claims = claimsWith(name);
          const expected = !refused.includes(name);
          expect(await reads(carried, claims), `the reader takes ${name}`).to.equal(expected);
          expect(await writes(format, claims, "all"), `the issuer takes ${name}, disclosable`).to.equal(expected);
          expect(await writes(format, claims, undefined), `the issuer takes ${name}, in the open`).to.equal(expected);
        }
      });
    }
  }

  it("_sd_alg is read at the top alone (RFC 9901 §4.1.1)", async () => {
    expect(sdJwtVc.decode(await forgeSdJwt({ payload: { _sd_alg: "sha-256" } }))).to.have.length(1);
    const nested = await forgeSdJwt({ payload: { a: { _sd_alg: "sha-256" } } });
    expect(refused(() => sdJwtVc.decode(nested), "format.claim-reserved").details).to.deep.equal({ name: "_sd_alg" });
  });
});
