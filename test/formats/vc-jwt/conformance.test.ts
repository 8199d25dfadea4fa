import { expect } from "chai";
import { encodeDidJwk } from "../../../src/crypto/keys/did-jwk.ts";
import { thumbprint } from "../../../src/crypto/keys/jwk.ts";
import { vcJwt } from "../../../src/formats/vc-jwt/format.ts";
import { CIVIL_SERVANT_ID, issuerFor, NOW } from "../../issuer/fixture.ts";
import { refusedLater } from "../../support/refused.ts";
import { inSession } from "../presenting.ts";
import { AUDIENCE, agency, CLAIMS, ISSUED, ISSUER, NONCE, saerom, VCT } from "../sd-jwt-vc/fixture.ts";
import { CONTEXT, issue, present } from "./fixture.ts";

/*
 * What the standards demand of what Didim writes, a test for each MUST. The rules are those that the W3C's suites ask
 * of an issuer and a holder (vc-data-model-2.0-test-suite, vc-jose-cose-test-suite).
 */

type Json = Readonly<Record<string, unknown>>;

function part(jwt: string, i: 0 | 1): Json {
  return JSON.parse(Buffer.from(jwt.split(".")[i] ?? "", "base64url").toString()) as Json;
}

/** A WHATWG URL that is absolute, and written without white space. */
const isUrl = (value: unknown): boolean => typeof value === "string" && URL.canParse(value) && !/\s/.test(value);

/** XML Schema's dateTimeStamp, whose zone is mandatory. */
const STAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** Every kind of credential that the issuer writes. */
const KINDS: Readonly<Record<string, Parameters<typeof issue>[0]>> = {
  "an ordinary one": {},
  "one with a beginning": { notBefore: ISSUED + 1 },
  "one without an end": { expires: undefined } as never,
  "one without a status": { status: undefined } as never,
  "one that is bound to no key": { holderKey: undefined } as never,
  "one with a type of its own": { types: ["CivilServantId"] },
  "one of a type whose name is a URN": { vct: "urn:kr:mois:civil-servant-id" },
  "one whose status list has a URI": { status: { list: 3, index: 0, uri: "https://a.example/status-lists/3" } },
  "one of claims that are named as VCDM's properties are": {
    claims: { issuer: "x", type: "y", validFrom: "z", proof: [], name: "n" },
  },
};

for (const [kind, changes] of Object.entries(KINDS)) {
  describe(`A VC-JWT that Didim issues, ${kind},`, () => {
    let [jwt, header, document]: [string, Json, Json] = ["", {}, {}];
    before(async () => {
      jwt = await issue(changes);
      [header, document] = [part(jwt, 0), part(jwt, 1)];
    });

    it("is a JWS in compact serialization, signed with a key pair (VC-JOSE-COSE §3.1.1)", () => {
      expect(jwt).to.match(/^[\w-]+\.[\w-]+\.[\w-]+$/);
      expect(header.alg).to.be.oneOf(["ES256", "ES256K"]);
    });

    it("says in its header what it is, and which key of the issuer signed it (VC-JOSE-COSE §3.1.1, §4)", () => {
      expect(header).to.include({ typ: "vc+jwt", cty: "vc", kid: `${ISSUER}#${thumbprint(agency.publicJwk)}` });
      expect(isUrl(header.kid)).to.equal(true);
    });

    it("is itself the JWT's claims, without vc and vp, and iss is its issuer (VC-JOSE-COSE §3.1, §3.2)", () => {
      expect(document).to.not.have.any.keys("vc", "vp", "proof");
      expect(document.iss).to.equal(document.issuer);
    });

    it("has the context of VCDM 2.0 first, and then URLs (VCDM §4.3)", () => {
      const contexts = document["@context"] as unknown[];
      expect(contexts[0]).to.equal("https://www.w3.org/ns/credentials/v2");
      expect(contexts.every(isUrl)).to.equal(true);
      expect(new Set(contexts).size).to.equal(contexts.length);
    });

    it("has an id that is one URL, if it has one (VCDM §4.4)", () => {
      expect(document.id === undefined || isUrl(document.id)).to.equal(true);
    });

    it("is a VerifiableCredential (VCDM §4.5)", () => {
      expect(document.type).to.be.an("array").that.includes("VerifiableCredential");
      for (const type of document.type as unknown[]) expect(type).to.match(/^[A-Za-z]\S*$/);
    });

    it("has no property whose objects need a type, but its status and its schema (VCDM §4.5, §5)", () => {
      const others = ["termsOfUse", "evidence", "refreshService", "relatedResource", "renderMethod"];
      expect(document).to.not.have.any.keys(...others);
    });

    it("has an issuer that is a URL (VCDM §4.7)", () => {
      expect(isUrl(document.issuer)).to.equal(true);
    });

    it("has a subject that says something, and whose id is a URL (VCDM §4.8)", () => {
      const subject = document.credentialSubject as Json;
      expect(subject).to.be.an("object").that.is.not.empty;
      expect(subject.id === undefined || isUrl(subject.id)).to.equal(true);
    });

    it("has times with their zone, the end after the beginning, and no other than nbf and exp (VCDM §4.9)", () => {
      for (const [property, claim] of [
        ["validFrom", "nbf"],
        ["validUntil", "exp"],
      ] as const) {
        expect(Object.hasOwn(document, property)).to.equal(Object.hasOwn(document, claim));
        if (!Object.hasOwn(document, property)) continue;
        expect(document[property]).to.match(STAMP);
        expect(Date.parse(String(document[property]))).to.equal(Number(document[claim]) * 1000);
      }
      expect(document.iat).to.be.a("number");
      const [from, until] = [document.validFrom, document.validUntil].map((time) => Date.parse(String(time)));
      if (document.validFrom !== undefined && document.validUntil !== undefined)
        expect(from).to.be.below(Number(until));
    });

    it("has a status with a type, of a list with a URL (VCDM §4.10, Bitstring Status List §2.1)", () => {
      const status = document.credentialStatus as Json | undefined;
      if (status === undefined) return;
      expect(status.type).to.equal("BitstringStatusListEntry");
      expect(status.id === undefined || isUrl(status.id)).to.equal(true);
      expect(isUrl(status.statusListCredential)).to.equal(true);
      expect(status.statusListIndex).to.be.a("string").that.matches(/^\d+$/);
      // A status of more than one bit says what each value means, and its purpose is "message".
      expect(status.statusPurpose).to.equal("message");
      const messages = status.statusMessage as Json[];
      expect(messages).to.have.length(2 ** Number(status.statusSize));
      expect(messages.map((each) => each.status)).to.deep.equal(["0x0", "0x1", "0x2", "0x3"]);
      for (const { message } of messages) expect(message).to.be.a("string").that.is.not.empty;
    });

    it("has a schema with a type and an id that is a URL (VCDM §4.11)", () => {
      const schema = document.credentialSchema as Json;
      expect(schema.type).to.equal("JsonSchema");
      expect(isUrl(schema.id)).to.equal(true);
    });

    it("has no names or descriptions of the credential, so none in a language unsaid (VCDM §4.6)", () => {
      expect(document).to.not.have.any.keys("name", "description");
    });

    it("has the holder's public key alone, if any (RFC 7800 §3.2)", () => {
      const cnf = document.cnf as { readonly jwk: Json } | undefined;
      if (cnf !== undefined) expect(cnf.jwk).to.have.all.keys("kty", "crv", "x", "y");
    });
  });
}

describe("An issuer of VC-JWT", () => {
  it("refuses a type that is no URL, because the schema's id must be one (VCDM §4.11)", async () => {
    for (const vct of ["CivilServantId", "civil servant", "https://a.example/b c", "1:2", "urn:a\n"]) {
      await refusedLater(issue({ vct }), "format.schema");
    }
  });

  it("refuses a context that is no URL, and a type that is neither a term nor a URL (VCDM §4.3, §4.5)", async () => {
    for (const context of ["civil-servant", "https://a.example/b c", "", 7, null, ["https://a.example"]])
      await refusedLater(issue({ contexts: [context] } as never), "format.context");
    for (const type of ["civil servant", "", 7, null, {}])
      await refusedLater(issue({ types: [type] } as never), "format.type");
    for (const right of [
      { contexts: ["https://a.example/v1", { "@vocab": "https://a.example/#" }] },
      { types: ["urn:a:b"] },
    ])
      await issue(right as never);
  });

  it("refuses a claim that would be the subject's id, which is a URL that the holder's key gives (VCDM §4.8)", async () => {
    for (const id of ["x y", "saerom", "https://a.example/saerom"])
      await refusedLater(issue({ claims: { id } }), "format.claim-reserved");
  });

  it("refuses a subject that says nothing (VCDM §4.8)", async () => {
    await refusedLater(issue({ claims: {}, holderKey: undefined } as never), "format.subject");
  });

  it("writes an end that is after the beginning (VCDM §4.9)", async () => {
    const issuer = await issuerFor({ format: "vc+jwt", schemas: { [CIVIL_SERVANT_ID]: "{}" } });
    const request = { type: CIVIL_SERVANT_ID, claims: { a: 1 }, holderKey: saerom.publicJwk };
    await refusedLater(issuer.issue({ ...request, notBefore: NOW + 60, expires: NOW + 60 }), "issuer.expiry");
  });
});

/** Every kind of presentation that a wallet writes. */
const PRESENTATIONS: Readonly<Record<string, () => Promise<string>>> = {
  "of one credential": () => present(),
  "of several credentials": async () => present({ credentials: [await issue(), await issue({ vct: `${VCT}/2` })] }),
  "with a stapled proof": () => present({ extra: { didim_staple: "gQE" } }),
  "as a wallet selects it": async () => {
    const binding = { audience: AUDIENCE, nonce: NONCE, holder: saerom, issuedAt: ISSUED };
    return vcJwt.select(await issue(), Object.keys(CLAIMS)).present(inSession(binding));
  },
};

for (const [kind, write] of Object.entries(PRESENTATIONS)) {
  describe(`A vp+jwt that Didim writes, ${kind},`, () => {
    let [header, document]: [Json, Json] = [{}, {}];
    before(async () => {
      const jwt = await write();
      [header, document] = [part(jwt, 0), part(jwt, 1)];
    });
    const envelopes = () => document.verifiableCredential as Json[];

    it("says in its header what it is, and which key signed it (VC-JOSE-COSE §3.1.2, §4)", () => {
      const did = encodeDidJwk(saerom.publicJwk);
      expect(header).to.deep.equal({ alg: "ES256", typ: "vp+jwt", cty: "vp", kid: `${did}#0` });
    });

    it("is itself the JWT's claims, without vc and vp, and iss is its holder (VC-JOSE-COSE §3.1, §3.2)", () => {
      expect(document).to.not.have.any.keys("vc", "vp", "proof");
      expect(document.iss).to.equal(document.holder);
      expect(isUrl(document.holder)).to.equal(true);
    });

    it("has the context of VCDM 2.0 first, and is a VerifiablePresentation (VCDM §4.3, §4.13)", () => {
      const contexts = document["@context"] as unknown[];
      expect(contexts[0]).to.equal(CONTEXT);
      expect(contexts.every(isUrl)).to.equal(true);
      expect(document.type).to.deep.equal(["VerifiablePresentation"]);
      expect(document.id === undefined || isUrl(document.id)).to.equal(true);
    });

    it("holds credentials in envelopes, each with its context, type and data URL (VCDM §4.13)", () => {
      expect(envelopes()).to.be.an("array").that.is.not.empty;
      for (const envelope of envelopes()) {
        expect(envelope).to.have.all.keys("@context", "id", "type");
        expect([envelope["@context"]].flat()[0]).to.equal(CONTEXT);
        expect(envelope.type).to.equal("EnvelopedVerifiableCredential");
        expect(isUrl(envelope.id)).to.equal(true);
      }
    });

    it("has a secured credential in each envelope, with its media type (VC-JOSE-COSE §3.1.2)", () => {
      for (const { id } of envelopes()) {
        const [, jwt = ""] = /^data:application\/vc\+jwt,([\w-]+\.[\w-]+\.[\w-]+)$/.exec(String(id)) ?? [];
        expect(part(jwt, 0)).to.include({ typ: "vc+jwt" });
      }
    });

    it("is for one verifier and one request", () => {
      expect(document).to.include({ aud: AUDIENCE, nonce: NONCE });
      expect(document.iat).to.be.a("number");
    });
  });
}
