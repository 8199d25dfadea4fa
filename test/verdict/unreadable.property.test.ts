import { expect } from "chai";
import fc from "fast-check";
import { utf8ToBase64url } from "../../src/crypto/encodings/base64url.ts";
import { sha256Base64url } from "../../src/crypto/hash.ts";
import { thumbprint } from "../../src/crypto/keys/jwk.ts";
import { signJws } from "../../src/formats/jose/jws.ts";
import { vcJwt } from "../../src/formats/vc-jwt/format.ts";
import { often } from "../support/often.ts";
import { refused } from "../support/refused.ts";
import { gate, ISSUED, ISSUER_DID, issuer, POLICY, saerom, TIME, VCT } from "./gate.fixture.ts";

/** Odd values: special cases of JSON, traps of JavaScript, and limits of Didim's own numbers. */
const ODD = [
  null,
  true,
  -0,
  1.5,
  -1,
  2 ** 32,
  2 ** 40,
  "",
  "-0",
  [],
  [[]],
  {},
  { "...": "x" },
  { _sd: ["x"] },
  { toString: 1, valueOf: 1 },
  { constructor: {} },
  { jwk: {} },
  { status_list: { idx: 2 ** 32, uri: "/status-lists/0" } },
  { status_list: { idx: 0, uri: "/status-lists/4294967296" } },
  "did:jwk:e30",
  "did:ethr:0x1:0x0",
] as const;
const NAMES = [
  [
    "iss",
    "iat",
    "nbf",
    "exp",
    "cnf",
    "vct",
    "status",
    "_sd",
    "_sd_alg",
    "...",
    "aud",
    "nonce",
    "sd_hash",
    "jti",
    "sub",
  ],
  ["@context", "type", "issuer", "credentialSubject", "credentialSchema", "credentialStatus", "verifiableCredential"],
  ["holder", "validFrom", "validUntil", "id", "vc", "toString", "constructor", "hasOwnProperty", "family_name"],
].flat();

const odd = fc.oneof(fc.constantFrom(...ODD), fc.jsonValue());
const members = fc.dictionary(fc.constantFrom(...NAMES), odd, { maxKeys: 3 });
const header = fc.dictionary(fc.constantFrom("alg", "kid", "typ", "crit", "cty", "jwk"), odd, { maxKeys: 1 });
const disclosures = fc.array(fc.tuple(fc.string(), fc.constantFrom(...NAMES), odd), { maxLength: 3 });
const kid = `${ISSUER_DID}#${thumbprint(issuer.publicJwk)}`;
const cnf = { jwk: saerom.publicJwk };
const { audience: aud, nonce } = POLICY;

async function sdJwt(changes: object, head: object, shown: readonly unknown[], proof: object): Promise<string> {
  const encoded = shown.map((each) => utf8ToBase64url(JSON.stringify(each)));
  const status = { status_list: { idx: 7, uri: "x/status-lists/0" } };
  const payload = {
    iss: ISSUER_DID,
    iat: ISSUED,
    vct: VCT,
    cnf,
    status,
    _sd: encoded.map(sha256Base64url),
    ...changes,
  };
  const sd = [await signJws(issuer, { typ: "dc+sd-jwt", kid, ...head }, payload), ...encoded, ""].join("~");
  const binding = { iat: TIME, aud, nonce, sd_hash: sha256Base64url(sd), ...proof };
  return sd + (await signJws(saerom, { typ: "kb+jwt" }, binding));
}

async function vcJwtShown(changes: object, head: object, _: unknown, proof: object): Promise<string> {
  const context = { "@context": ["https://www.w3.org/ns/credentials/v2"] };
  const entry = { type: "BitstringStatusListEntry", statusPurpose: "message", statusSize: 2 };
  const credential = await signJws(
    issuer,
    { typ: "vc+jwt", kid, ...head },
    {
      ...{ ...context, type: "VerifiableCredential", issuer: ISSUER_DID, iss: ISSUER_DID, iat: ISSUED, cnf },
      credentialSchema: { id: VCT, type: "JsonSchema" },
      credentialSubject: { family_name: "정" },
      credentialStatus: { ...entry, statusListIndex: "7", statusListCredential: "x/status-lists/0" },
      ...changes,
    },
  );
  const id = `data:application/vc+jwt,${credential}`;
  const verifiableCredential = [{ id, type: "EnvelopedVerifiableCredential" }];
  const payload = { ...context, type: "VerifiablePresentation", verifiableCredential, aud, nonce, iat: TIME, ...proof };
  return signJws(saerom, { typ: "vp+jwt" }, payload);
}

const FORMATS = { "dc+sd-jwt": sdJwt, "vc+jwt": vcJwtShown };

describe("Whatever a presentation contains, signed or not,", () => {
  for (const [name, make] of Object.entries(FORMATS)) {
    it(`verify() returns a verdict on ${name} and does not throw`, async () => {
      expect((await gate(await make({}, {}, [], {}))).outcome).to.equal("valid");
      await fc.assert(
        fc.asyncProperty(members, header, disclosures, members, async (...parts) => {
          const { outcome, presentation } = await gate(await make(...parts));
          expect(outcome).to.be.oneOf(["valid", "invalid", "indeterminate"]);
          // A reader that fails instead of refusing has a bug, even though nothing passes.
          expect(presentation.map(({ evidence }) => evidence.code)).not.to.include("format.failed");
        }),
        often(700, "presentations of anything at all"),
      );
    });
  }

  it("a time that is an object with its own toString is refused", async () => {
    const shown = await vcJwtShown({ validFrom: { toString: 1 } }, {}, [], {});
    refused(() => vcJwt.decode(shown), "format.time");
    expect((await gate(shown)).outcome).to.equal("invalid");
  });
});
