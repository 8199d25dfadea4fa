import { expect } from "chai";
import { sha256Base64url } from "../../../src/crypto/hash.ts";
import { generateSigner } from "../../../src/crypto/signatures/signer.ts";
import type { ErrorCode } from "../../../src/errors/catalogue/catalogue.ts";
import { signJws } from "../../../src/formats/jose/jws.ts";
import { MAX_DISCLOSURES, MAX_PRESENTATION } from "../../../src/formats/limits.ts";
import { sdJwtVc } from "../../../src/formats/sd-jwt-vc/format.ts";
import { refused } from "../../support/refused.ts";
import { AUDIENCE, disclosure, forge, ISSUED, ISSUER, issue, NONCE, parse, present, saerom } from "./fixture.ts";

const digest = sha256Base64url;

/** Tokens with a valid signature that must be refused: code → how to make the token. */
type Rules = Record<string, [code: ErrorCode, token: () => Promise<string>]>;

function each(rules: Rules): void {
  for (const [what, [code, token]] of Object.entries(rules)) {
    it(`${what} (${code})`, async () => {
      const text = await token();
      refused(() => sdJwtVc.decode(text), code);
    });
  }
}

describe("An SD-JWT VC is refused by its header when", () => {
  each({
    "it says that it isn't signed": ["format.algorithm-none", () => forge({ header: { alg: "none" } })],
    "it says so in capitals": ["format.algorithm-none", () => forge({ header: { alg: "NONE" } })],
    "an RS256 label stands on an ES256 signature": [
      "format.algorithm-unknown",
      () => forge({ header: { alg: "RS256" } }),
    ],
    "it has no algorithm": ["format.algorithm", () => forge({ header: { alg: undefined } })],
    "its algorithm is symmetric": ["format.algorithm", () => forge({ header: { alg: "HS256" } })],
    "it demands an extension": ["format.crit", () => forge({ header: { crit: ["b64"], b64: false } })],
    "typ is missing": ["format.typ", () => forge({ header: { typ: undefined } })],
    "typ is another token's": ["format.typ", () => forge({ header: { typ: "JWT" } })],
    "typ is the draft's old name": ["format.typ", () => forge({ header: { typ: "vc+sd-jwt" } })],
    "it names no key": ["format.kid", () => forge({ header: { kid: undefined } })],
    "it names the windowless #controller": ["format.kid", () => forge({ header: { kid: `${ISSUER}#controller` } })],
    "it names another issuer's key": [
      "format.kid",
      () => forge({ header: { kid: `${ISSUER.replace("ab", "cd")}#${"a".repeat(43)}` } }),
    ],
    "it names a key in another spelling": [
      "format.kid",
      // The last character's two low bits belong to no byte, so this also decodes to the thumbprint of all zeros.
      () => forge({ header: { kid: `${ISSUER}#${"A".repeat(42)}B` } }),
    ],
    "it names a key of a DID that begins like the issuer's": [
      "format.kid",
      () => forge({ header: { kid: `${ISSUER}0#${"a".repeat(43)}` } }),
    ],
  });

  it("the credential brings a key of its own, which is never used", async () => {
    const own = generateSigner("ES256");
    const credential = parse(await forge({ header: { jwk: own.publicJwk } }));
    expect(await credential.verifyIssuerSignature(own.publicJwk)).to.equal(false);
  });
});

describe("An SD-JWT VC is refused by its claims when", () => {
  each({
    "iss is missing": ["format.claim-missing", () => forge({ payload: { iss: undefined } })],
    "iss is no DID": ["format.issuer", () => forge({ payload: { iss: "https://agency.example" } })],
    "vct is missing": ["format.claim-missing", () => forge({ payload: { vct: undefined } })],
    "vct is no text": ["format.claim", () => forge({ payload: { vct: 1 } })],
    "iat is missing": ["format.claim-missing", () => forge({ payload: { iat: undefined } })],
    "iat is a text": ["format.time", () => forge({ payload: { iat: "1790000000" } })],
    "iat has a fraction": ["format.time", () => forge({ payload: { iat: 1.5 } })],
    "exp is negative": ["format.time", () => forge({ payload: { exp: -1 } })],
    "nbf is beyond the chain's times": ["format.time", () => forge({ payload: { nbf: 2 ** 40 } })],
    "exp is null": ["format.time", () => forge({ payload: { exp: null } })],
    "cnf has no key": ["format.holder-key", () => forge({ payload: { cnf: { kid: "1" } } })],
    "cnf has a bad key": ["format.holder-key", () => forge({ payload: { cnf: { jwk: { kty: "EC" } } } })],
    "its status is of another kind": [
      "format.status-unsupported",
      () => forge({ payload: { status: { identifier_list: {} } } }),
    ],
    "its status is empty": ["format.status-unsupported", () => forge({ payload: { status: {} } })],
    "its status is a text": ["format.status", () => forge({ payload: { status: "good" } })],
  });

  const uri = `${ISSUER}/status-lists/7`;
  const bad = [
    { idx: 1 },
    { uri },
    { idx: -1, uri },
    { idx: 1.5, uri },
    { idx: "1", uri },
    { idx: 2 ** 32, uri },
    { idx: 1, uri: `${ISSUER}/status-lists/` },
    { idx: 1, uri: `${ISSUER}/status-lists/07` },
    { idx: 1, uri: `${ISSUER}/status-lists/4294967296` },
    { idx: 1, uri: `${ISSUER}/status-lists/7/` },
    { idx: 1, uri: `${uri}\n` },
    { idx: 1, uri: "https://agency.example/7" },
    null,
  ];
  for (const reference of bad) {
    it(`its status reference is ${JSON.stringify(reference)}`, async () => {
      const text = await forge({ payload: { status: { status_list: reference } } });
      refused(() => parse(text), "format.status");
    });
  }

  it("its status list may be served by any host, because its number counts among the issuer's lists (accepted)", async () => {
    const status = { status_list: { idx: 9, uri: "https://agency.example/x/status-lists/12" } };
    expect(parse(await forge({ payload: { status } })).status).to.deep.equal({ list: 12, index: 9 });
  });
});

describe("An SD-JWT VC is refused by its disclosures when", () => {
  const name = disclosure("salt", "name", "정");
  const element = disclosure("salt", "정");
  each({
    "one comes twice": [
      "format.disclosure-duplicate",
      () => forge({ payload: { _sd: [digest(name)] }, disclosures: [name, name] }),
    ],
    "the issuer signed none of them": ["format.disclosure-unreferenced", () => forge({ disclosures: [name] })],
    "a digest occurs twice": [
      "format.digest-duplicate",
      () => forge({ payload: { _sd: [digest(name)], a: { _sd: [digest(name)] } } }),
    ],
    "a decoy occurs twice": ["format.digest-duplicate", () => forge({ payload: { _sd: ["x", "x"] } })],
    "a digest occurs again inside of a disclosure": [
      "format.digest-duplicate",
      () => {
        const outer = disclosure("salt", "outer", { _sd: [digest(name)] });
        return forge({ payload: { _sd: [digest(name), digest(outer)] }, disclosures: [name, outer] });
      },
    ],
    "a claim is already there": [
      "format.claim-collision",
      () => forge({ payload: { name: "김", _sd: [digest(name)] }, disclosures: [name] }),
    ],
    "two of them name one claim": [
      "format.claim-collision",
      () => {
        const other = disclosure("other salt", "name", "김");
        return forge({ payload: { _sd: [digest(name), digest(other)] }, disclosures: [name, other] });
      },
    ],
    "one names a claim `_sd`": ["format.claim-reserved", () => one("_sd", [])],
    "one names a claim `...`": ["format.claim-reserved", () => one("...", "x")],
    "one names a claim `__proto__`": ["format.claim-reserved", () => one("__proto__", { admin: true })],
    "one has `__proto__` inside": ["format.json-name", () => raw('["salt","a",{"__proto__":{"admin":true}}]')],
    "one has a name twice inside": ["format.json-duplicate", () => raw('["salt","a",{"b":1,"b":2}]')],
    "one has no salt": ["format.disclosure", () => raw('[1,"a","b"]')],
    "one has four parts": ["format.disclosure", () => raw('["salt","a","b","c"]')],
    "one is no array": ["format.disclosure", () => raw('{"salt":"a"}')],
    "one has a name that is no text": ["format.disclosure", () => raw('["salt",1,"b"]')],
    "one is not canonical base64url": [
      "format.base64url",
      () => forge({ payload: { _sd: [digest(`${name}=`)] }, disclosures: [`${name}=`] }),
    ],
    "one is empty": ["format.base64url", () => forge({ disclosures: [""] })],
    "an element's stands for a member": [
      "format.disclosure-kind",
      () => forge({ payload: { _sd: [digest(element)] }, disclosures: [element] }),
    ],
    "a member's stands for an element": [
      "format.disclosure-kind",
      () => forge({ payload: { a: [{ "...": digest(name) }] }, disclosures: [name] }),
    ],
    "`_sd` is no array": ["format.digest", () => forge({ payload: { _sd: "x" } })],
    "a digest is no text": ["format.digest", () => forge({ payload: { _sd: [1] } })],
    "`...` stands in an object": ["format.digest", () => forge({ payload: { a: { "...": "x" } } })],
    "`...` is not alone": ["format.digest", () => forge({ payload: { a: [{ "...": "x", b: 1 }] } })],
    "its digests are not SHA-256": ["format.sd-alg", () => forge({ payload: { _sd_alg: "sha-512" } })],
    "there are too many": [
      "format.disclosures-too-many",
      () => forge({ disclosures: Array.from({ length: MAX_DISCLOSURES + 1 }, (_, i) => disclosure(`${i}`, "a", 1)) }),
    ],
    "they are nested too deeply": [
      "format.json-depth",
      () => {
        const chain = [disclosure("salt", "a", 1)];
        for (let i = 0; i < 20; i++) chain.unshift(disclosure("salt", "a", { _sd: [digest(chain[0]!)] }));
        return forge({ payload: { _sd: [digest(chain[0]!)] }, disclosures: chain });
      },
    ],
    "they and the objects in them, which have no digests, are nested too deeply": [
      "format.json-depth",
      () => {
        let value: object = {};
        for (let i = 0; i < 10; i++) value = { a: value };
        const chain = [disclosure("salt", "a", value)];
        for (let i = 0; i < 10; i++) chain.unshift(disclosure("salt", "a", { _sd: [digest(chain[0]!)] }));
        return forge({ payload: { _sd: [digest(chain[0]!)] }, disclosures: chain });
      },
    ],
  });

  for (const claim of ["iss", "iat", "exp", "nbf", "vct", "cnf", "status"]) {
    it(`one of them is ${claim}, which must be open (format.claim-not-disclosable)`, async () => {
      const hidden = disclosure("salt", claim, 1);
      const text = await forge({ payload: { [claim]: undefined, _sd: [digest(hidden)] }, disclosures: [hidden] });
      refused(() => parse(text), "format.claim-not-disclosable");
    });
  }

  it("a part of cnf or status is among them (format.claim-not-disclosable)", async () => {
    const hidden = disclosure("salt", "jwk", saerom.publicJwk);
    const text = await forge({ payload: { cnf: { _sd: [digest(hidden)] } }, disclosures: [hidden] });
    refused(() => parse(text), "format.claim-not-disclosable");
  });

  function one(claim: string, value: unknown): Promise<string> {
    const text = disclosure("salt", claim, value);
    return forge({ payload: { _sd: [digest(text)] }, disclosures: [text] });
  }

  function raw(json: string): Promise<string> {
    const text = Buffer.from(json).toString("base64url");
    return forge({ payload: { _sd: [digest(text)] }, disclosures: [text] });
  }
});

describe("Claims named like an object's own functions", () => {
  it("are ordinary claims, open or disclosed", async () => {
    const claims = { constructor: "a", toString: "b", hasOwnProperty: "c" };
    expect(parse(await issue({ claims })).claims).to.deep.equal(claims);
  });
});

describe("A key-binding JWT is refused by its form when", () => {
  async function bound(header: object, payload: object): Promise<string> {
    const held = await issue();
    const claims = { iat: ISSUED, aud: AUDIENCE, nonce: NONCE, sd_hash: digest(held), ...payload };
    return held + (await signJws(saerom, { typ: "kb+jwt", ...header }, claims));
  }
  each({
    "it says that it isn't signed": ["format.algorithm-none", () => bound({ alg: "none" }, {})],
    "typ is JWT": ["format.typ", () => bound({ typ: "JWT" }, {})],
    "aud is missing": ["format.claim-missing", () => bound({}, { aud: undefined })],
    "aud is a list": ["format.claim", () => bound({}, { aud: [AUDIENCE, "https://other.example"] })],
    "nonce is missing": ["format.claim-missing", () => bound({}, { nonce: undefined })],
    "iat is missing": ["format.claim-missing", () => bound({}, { iat: undefined })],
    "sd_hash is missing": ["format.claim-missing", () => bound({}, { sd_hash: undefined })],
    "the credential is bound to no key": [
      "format.holder-key",
      async () => {
        const binding = (await present()).split("~").at(-1)!;
        return forge({ after: binding });
      },
    ],
  });
});

describe("Any input", () => {
  it("beyond the size limit is refused before it is parsed", () => {
    const { details } = refused(() => sdJwtVc.decode("~".repeat(MAX_PRESENTATION + 1)), "format.too-large");
    expect(details).to.deep.equal({ length: MAX_PRESENTATION + 1, max: MAX_PRESENTATION });
  });

  it("that is malformed is refused with a code, and never by another error", () => {
    const texts = [
      "",
      "~",
      "a~",
      "a.b~",
      "a.b.c.d~",
      "..~",
      "eyJ.eyJ.AA~",
      "~~~~",
      "é.é.é~",
      "~".repeat(MAX_PRESENTATION),
    ];
    for (const text of texts)
      expect(() => sdJwtVc.decode(text), text.slice(0, 20))
        .to.throw()
        .with.property("code")
        .that.matches(/^format\./);
    expect(() => sdJwtVc.decode(undefined as never))
      .to.throw()
      .with.property("code", "format.malformed");
  });
});
