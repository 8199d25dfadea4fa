import { expect } from "chai";
import { encodeDidJwk } from "../../../src/crypto/keys/did-jwk.ts";
import { generateSigner } from "../../../src/crypto/signatures/signer.ts";
import type { ErrorCode } from "../../../src/errors/catalogue/catalogue.ts";
import { MAX_CREDENTIALS, MAX_PRESENTATION } from "../../../src/formats/limits.ts";
import { vcJwt } from "../../../src/formats/vc-jwt/format.ts";
import { refused } from "../../support/refused.ts";
import { ISSUED, ISSUER, saerom, VCT } from "../sd-jwt-vc/fixture.ts";
import { CONTEXT, forge, forgePresentation, issue, parse } from "./fixture.ts";

type Rules = Record<string, [code: ErrorCode, token: () => Promise<string>]>;

function each(rules: Rules): void {
  for (const [what, [code, token]] of Object.entries(rules)) {
    it(`${what} (${code})`, async () => {
      const text = await token();
      refused(() => vcJwt.decode(text), code);
    });
  }
}

const stranger = generateSigner("ES256").publicJwk;
const entry = {
  type: "BitstringStatusListEntry",
  statusPurpose: "message",
  statusSize: 2,
  statusListIndex: "4711",
  statusListCredential: `${ISSUER}/status-lists/3`,
};

describe("A VC-JWT is refused by its header when", () => {
  each({
    "it says that it isn't signed": ["format.algorithm-none", () => forge({}, { alg: "none" })],
    "its algorithm is another's": ["format.algorithm-unknown", () => forge({}, { alg: "EdDSA" })],
    "it demands an extension": ["format.crit", () => forge({}, { crit: ["x"] })],
    "typ is VCDM 1.1's": ["format.typ", () => forge({}, { typ: "JWT" })],
    "it names no key": ["format.kid", () => forge({}, { kid: undefined })],
    "it names the windowless #controller": ["format.kid", () => forge({}, { kid: `${ISSUER}#controller` })],
    "it is a key-binding JWT": ["format.typ", () => forge({}, { typ: "kb+jwt" })],
  });
});

describe("A VC-JWT is refused by its document when", () => {
  each({
    "the first context is not VCDM 2.0's": [
      "format.context",
      () => forge({ "@context": ["https://www.w3.org/2018/credentials/v1"] }),
    ],
    "its context is a text": ["format.context", () => forge({ "@context": CONTEXT })],
    "it is no VerifiableCredential": ["format.type", () => forge({ type: ["VerifiableCredentials"] })],
    "it hides in a claim vc": ["format.vcdm-1", () => forge({ vc: {} })],
    "issuer is not iss": ["format.issuer", () => forge({ issuer: ISSUER.replace("ab", "cd") })],
    "issuer is missing": ["format.issuer", () => forge({ issuer: undefined })],
    "iss is missing": ["format.claim-missing", () => forge({ iss: undefined })],
    "iat is missing": ["format.claim-missing", () => forge({ iat: undefined })],
    "iat is a text": ["format.time", () => forge({ iat: "1790000000" })],
    "it has no schema": ["format.schema", () => forge({ credentialSchema: undefined })],
    "it has two schemas": [
      "format.schema",
      () =>
        forge({
          credentialSchema: [
            { id: VCT, type: "JsonSchema" },
            { id: "x", type: "JsonSchema" },
          ],
        }),
    ],
    "its schema has no name": ["format.claim-missing", () => forge({ credentialSchema: { type: "JsonSchema" } })],
    "it has two subjects": ["format.subject", () => forge({ credentialSubject: [{}, {}] })],
    "a claim looks like an element that was withheld": [
      "format.claim-reserved",
      () => forge({ credentialSubject: { list: [{ deep: [{ "...": "withheld" }] }] } }),
    ],
    "sub is not the subject": ["format.claim", () => forge({ sub: "did:example:other" })],
    "jti is not its id": ["format.claim", () => forge({ id: "urn:x:1", jti: "urn:x:2" })],
    "exp and validUntil are not the same": [
      "format.time",
      () => forge({ exp: ISSUED, validUntil: "2036-01-01T00:00:00Z" }),
    ],
    "nbf and validFrom are not the same": [
      "format.time",
      () => forge({ nbf: ISSUED, validFrom: "2020-01-01T00:00:00Z" }),
    ],
    "cnf and the subject are different keys": ["format.holder-key", () => forge({ cnf: { jwk: stranger } })],
    "the subject's did:jwk is no key": ["format.holder-key", () => forge({ credentialSubject: { id: "did:jwk:e30" } })],
    "cnf has a private key": [
      "format.holder-key",
      () => forge({ cnf: { jwk: { ...saerom.publicJwk, d: saerom.publicJwk.x } } }),
    ],
    "its status is of another kind": [
      "format.status-unsupported",
      () => forge({ credentialStatus: { ...entry, type: "StatusList2021Entry" } }),
    ],
    "it has two statuses": ["format.status-unsupported", () => forge({ credentialStatus: [entry, entry] })],
    "its status is of one bit": [
      "format.status-unsupported",
      () => forge({ credentialStatus: { ...entry, statusPurpose: "revocation", statusSize: 1 } }),
    ],
    "its status index is a number": [
      "format.status",
      () => forge({ credentialStatus: { ...entry, statusListIndex: 4711 } }),
    ],
    "its status index is beyond a uint32": [
      "format.status",
      () => forge({ credentialStatus: { ...entry, statusListIndex: "4294967296" } }),
    ],
    "its status list has no number": [
      "format.status",
      () => forge({ credentialStatus: { ...entry, statusListCredential: `${ISSUER}/3` } }),
    ],
  });

  for (const stamp of [
    "2026-02-30T00:00:00Z",
    "2026-01-01T00:00:00",
    "2026-01-01",
    "2026-13-01T00:00:00Z",
    "1960-01-01T00:00:00Z",
    "soon",
    1,
    null,
  ]) {
    it(`validUntil is ${JSON.stringify(stamp)} (format.time)`, async () => {
      const text = await forge({ validUntil: stamp });
      refused(() => parse(text), "format.time");
    });
  }
});

describe("A VC-JWT is accepted when", () => {
  it("its times are only in the document; a fraction narrows them", async () => {
    const times = { validFrom: "2026-01-01T09:00:00.5+09:00", validUntil: "2026-01-02T00:00:00.5Z" };
    expect(parse(await forge(times))).to.include({ notBefore: 1_767_225_601, expires: 1_767_312_000 });
  });

  it("its issuer is an object, and lists of one element stand for the element", async () => {
    const text = await forge({
      issuer: { id: ISSUER, name: "행정안전부" },
      type: "VerifiableCredential",
      credentialSchema: [{ id: VCT, type: "JsonSchema" }],
      credentialStatus: [entry],
    });
    expect(parse(text)).to.deep.include({ issuer: ISSUER, type: VCT, status: { list: 3, index: 4711 } });
  });

  it("it is bound only by its subject's did:jwk, or only by cnf", async () => {
    expect(parse(await forge()).holderKey).to.deep.equal(saerom.publicJwk);
    const byCnf = await forge({ credentialSubject: { name: "정새롬" }, cnf: { jwk: saerom.publicJwk } });
    expect(parse(byCnf).holderKey).to.deep.equal(saerom.publicJwk);
  });

  it("cnf and another spelling of the subject's did:jwk are the same key", async () => {
    const { kty, crv, x, y } = saerom.publicJwk;
    const id = `did:jwk:${Buffer.from(JSON.stringify({ kty, y, x, crv })).toString("base64url")}`;
    expect(parse(await forge({ credentialSubject: { id }, cnf: { jwk: saerom.publicJwk } })).holderKey).to.deep.equal(
      saerom.publicJwk,
    );
  });
});

describe("A verifiable presentation is refused when", () => {
  const envelope = (id: string, type = "EnvelopedVerifiableCredential") => ({ verifiableCredential: [{ id, type }] });
  each({
    "it says that it isn't signed": ["format.algorithm-none", () => forgePresentation({}, { alg: "none" })],
    "it is no VerifiablePresentation": ["format.type", () => forgePresentation({ type: "VerifiableCredential" })],
    "its context is not VCDM 2.0's": ["format.context", () => forgePresentation({ "@context": [] })],
    "it hides in a claim vp": ["format.vcdm-1", () => forgePresentation({ vp: {} })],
    "aud is missing": ["format.claim-missing", () => forgePresentation({ aud: undefined })],
    "aud is a list": ["format.claim", () => forgePresentation({ aud: ["a"] })],
    "nonce is missing": ["format.claim-missing", () => forgePresentation({ nonce: undefined })],
    "iat is missing": ["format.claim-missing", () => forgePresentation({ iat: undefined })],
    "it holds nothing": ["format.credentials", () => forgePresentation({ verifiableCredential: [] })],
    "it holds too many": [
      "format.credentials",
      () => forgePresentation({ verifiableCredential: Array(MAX_CREDENTIALS + 1).fill({}) }),
    ],
    "it holds a credential as a document": [
      "format.envelope",
      () => forgePresentation({ verifiableCredential: [{ type: "VerifiableCredential" }] }),
    ],
    "it holds what is not there": ["format.envelope", () => forgePresentation({ verifiableCredential: undefined })],
    "it holds another media type": [
      "format.envelope",
      async () => forgePresentation(envelope(`data:application/jwt,${await issue()}`)),
    ],
    "its envelope is of another type": [
      "format.envelope",
      async () => forgePresentation(envelope(`data:application/vc+jwt,${await issue()}`, "Envelope")),
    ],
    "it holds another presentation": [
      "format.typ",
      async () => forgePresentation(envelope(`data:application/vc+jwt,${await forgePresentation()}`)),
    ],
    "it names another holder than its credential": [
      "format.holder-key",
      () => forgePresentation({ holder: encodeDidJwk(stranger) }),
    ],
    "its holder is no key": ["format.holder-key", () => forgePresentation({ holder: { id: ISSUER } })],
    "its holder is a number": ["format.holder-key", () => forgePresentation({ holder: 1 })],
  });
});

describe("Any input in vc+jwt", () => {
  it("beyond the size limit is refused before it is parsed", () => {
    refused(() => vcJwt.decode(`ey${".".repeat(MAX_PRESENTATION)}`), "format.too-large");
  });

  it("that is malformed is refused with a code, and never by another error", () => {
    for (const text of ["", "ey", "ey.ey", "ey.ey.ey.ey", "eyJ9.eyJ9.AA", "..", "e30.e30.AA", "W10.e30.AA"]) {
      expect(() => vcJwt.decode(text), text)
        .to.throw()
        .with.property("code")
        .that.matches(/^format\./);
    }
  });
});
