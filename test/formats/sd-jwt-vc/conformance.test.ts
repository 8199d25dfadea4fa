import { createHash } from "node:crypto";
import { expect } from "chai";
import { thumbprint } from "../../../src/crypto/keys/jwk.ts";
import { discloseSdJwtVc } from "../presenting.ts";
import { AUDIENCE, agency, CLAIMS, ISSUED, ISSUER, issue, NONCE, present, saerom, VCT } from "./fixture.ts";

/* What the standards demand of what Didim writes, a test for each MUST: RFC 9901 (SD-JWT) and SD-JWT VC. */

type Json = Readonly<Record<string, unknown>>;

const decoded = (text: string): unknown => JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
const part = (jwt: string, i: 0 | 1): Json => decoded(jwt.split(".")[i] ?? "") as Json;
const digestOf = (text: string): string => createHash("sha256").update(text, "ascii").digest("base64url");

/** All members of this name in a value, at whatever depth, and in what order they come. */
function membersNamed(name: string, value: unknown): unknown[] {
  if (typeof value !== "object" || value === null) return [];
  const inside = Object.values(value).flatMap((each) => membersNamed(name, each));
  return Object.hasOwn(value, name) ? [(value as Json)[name], ...inside] : inside;
}

/** Every kind of credential that the issuer writes. */
const KINDS: Readonly<Record<string, Parameters<typeof issue>[0]>> = {
  "an ordinary one": {},
  "one with decoys": { decoys: 3 },
  "one without a status": { status: undefined } as never,
  "one that is bound to no key": { holderKey: undefined } as never,
  "one without claims that can be withheld": { disclosable: [] },
  "one of which some claims can be withheld": { disclosable: ["given_name", ["address", "region"]] },
  "one of lists in lists": { claims: { list: [[1, 2], [], [{ a: [null] }]] } },
  "one without claims": { claims: {} },
};

for (const [kind, changes] of Object.entries(KINDS)) {
  describe(`An SD-JWT VC that Didim issues, ${kind},`, () => {
    let [text, jwt, disclosures]: [string, string, readonly string[]] = ["", "", []];
    let [header, payload]: [Json, Json] = [{}, {}];
    before(async () => {
      text = await issue(changes);
      const parts = text.split("~");
      [jwt, disclosures] = [parts[0] ?? "", parts.slice(1, -1)];
      [header, payload] = [part(jwt, 0), part(jwt, 1)];
    });
    const digests = (): unknown[] => {
      const all = [payload, ...disclosures.map(decoded)];
      return [
        ...all.flatMap((each) => membersNamed("_sd", each)).flat(),
        ...all.flatMap((each) => membersNamed("...", each)),
      ];
    };

    it("is a JWT and its disclosures, each with a tilde after it (RFC 9901 §4)", () => {
      expect(text).to.match(/^[\w-]+\.[\w-]+\.[\w-]+~([\w-]+~)*$/);
    });

    it("says in its header what it is, how it is signed, and by which key (SD-JWT VC §2.2.1)", () => {
      const kid = `${ISSUER}#${thumbprint(agency.publicJwk)}`;
      expect(header).to.deep.equal({ alg: "ES256", typ: "dc+sd-jwt", kid });
    });

    it("names its type and its issuer by URIs, and all times in seconds (SD-JWT VC §2.2.2)", () => {
      expect(payload).to.include({ iss: ISSUER, vct: VCT, iat: ISSUED });
      expect([payload.iss, payload.vct].every((each) => URL.canParse(String(each)))).to.equal(true);
      for (const time of ["iat", "nbf", "exp"]) expect(payload[time] ?? 0).to.satisfy(Number.isSafeInteger);
    });

    it("never conceals what must be in the open (SD-JWT VC §2.2.2.2)", () => {
      const names = disclosures.map(decoded).map((each) => (each as unknown[]).at(-2));
      for (const name of ["iss", "nbf", "exp", "cnf", "vct", "vct#integrity", "status"])
        expect(names).to.not.include(name);
    });

    it("has the holder's public key alone, if any (RFC 7800 §3.2)", () => {
      const cnf = payload.cnf as { readonly jwk: Json } | undefined;
      if (cnf !== undefined) expect(cnf).to.deep.equal({ jwk: saerom.publicJwk });
    });

    it("has a status list's index and URI, if any (Token Status List §6.2)", () => {
      const status = payload.status as { readonly status_list: Json } | undefined;
      if (status === undefined) return;
      expect(status.status_list.idx).to.satisfy((idx: unknown) => Number.isSafeInteger(idx) && Number(idx) >= 0);
      expect(URL.canParse(String(status.status_list.uri))).to.equal(true);
    });

    it("has arrays of a salt, perhaps a name, and a value as disclosures (RFC 9901 §4.2.1, §4.2.2)", () => {
      for (const each of disclosures.map(decoded) as unknown[][]) {
        expect(each.length).to.be.oneOf([2, 3]);
        if (each.length === 3) expect(each[1]).to.be.a("string").that.is.not.oneOf(["_sd", "..."]);
      }
    });

    it("has a salt of 128 bits for each disclosure, and no salt twice (RFC 9901 §4.2.1, §9.3, §9.4)", () => {
      const salts = disclosures.map((each) => (decoded(each) as string[])[0] ?? "");
      expect(new Set(salts).size).to.equal(salts.length);
      for (const salt of salts) expect(Buffer.from(salt, "base64url").length).to.be.at.least(16);
    });

    it("has the SHA-256 of each disclosure's text, once and nowhere else (RFC 9901 §4.2.3, §7.1)", () => {
      expect(digests()).to.include.members(disclosures.map(digestOf));
      expect(new Set(digests()).size).to.equal(digests().length);
      for (const digest of digests())
        expect(digest)
          .to.be.a("string")
          .that.matches(/^[\w-]{43}$/);
      if (changes?.decoys === undefined) expect(digests()).to.have.length(disclosures.length);
    });

    it("names SHA-256 at its top, and nowhere else (RFC 9901 §4.1.1)", () => {
      expect(payload._sd_alg).to.equal("sha-256");
      expect([payload, ...disclosures.map(decoded)].flatMap((each) => membersNamed("_sd_alg", each))).to.have.length(1);
    });

    it("has digests in an order that does not tell that of the claims (RFC 9901 §4.2.4.1)", () => {
      for (const _sd of [payload, ...disclosures.map(decoded)].flatMap((each) => membersNamed("_sd", each))) {
        expect(_sd).to.be.an("array").that.is.not.empty;
        expect(_sd).to.deep.equal([...(_sd as string[])].sort());
      }
    });

    it("has each digest of an element alone in its object (RFC 9901 §4.2.4.2)", () => {
      const elements = [payload, ...disclosures.map(decoded)].flatMap(
        (each) => JSON.stringify(each).match(/\{"\.\.\."[^}]*\}/g) ?? [],
      );
      for (const element of elements) expect(element).to.match(/^\{"\.\.\.":"[\w-]{43}"\}$/);
    });

    it("has no claim both in the open and concealed (RFC 9901 §7.1)", () => {
      const open = Object.keys(payload);
      for (const each of disclosures.map(decoded) as unknown[][]) {
        if (each.length === 3 && Object.keys(changes?.claims ?? CLAIMS).includes(String(each[1]))) {
          expect(open).to.not.include(each[1]);
        }
      }
    });
  });
}

describe("Decoys", () => {
  it("are as many as were asked for in each object that has digests, and look like digests (RFC 9901 §4.2.5)", async () => {
    const [jwt = "", ...disclosures] = (await issue({ decoys: 3 })).split("~").slice(0, -1);
    const sds = [part(jwt, 1), ...disclosures.map(decoded)].flatMap((each) => membersNamed("_sd", each)) as string[][];
    expect(sds.map(({ length }) => length).sort((a, b) => a - b)).to.deep.equal([
      2 + 3,
      Object.keys(CLAIMS).length + 3,
    ]);
    const real = new Set(disclosures.map(digestOf));
    for (const decoy of sds.flat().filter((digest) => !real.has(digest))) expect(decoy).to.match(/^[\w-]{43}$/);
  });
});

/** Every kind of presentation that a wallet writes. */
const PRESENTATIONS: Readonly<Record<string, () => Promise<string>>> = {
  "of some claims": () => present(),
  "of no claims": () => present({ disclose: [] }),
  "of all claims": () => present({ disclose: Object.keys(CLAIMS) }),
  "with a stapled proof": () => present({ extra: { didim_staple: "gQE" } }),
};

for (const [kind, write] of Object.entries(PRESENTATIONS)) {
  describe(`A presentation that Didim writes, ${kind},`, () => {
    let [shown, jwt]: [string, string] = ["", ""];
    before(async () => {
      const text = await write();
      const cut = text.lastIndexOf("~") + 1;
      [shown, jwt] = [text.slice(0, cut), text.slice(cut)];
    });

    it("has a key-binding JWT after its last tilde, with its typ, signed with a key pair (RFC 9901 §4.3)", () => {
      expect(part(jwt, 0)).to.deep.equal({ alg: "ES256", typ: "kb+jwt" });
    });

    it("has when, for whom, for which request and over what it was signed (RFC 9901 §4.3)", () => {
      expect(part(jwt, 1)).to.include({ iat: ISSUED + 60, aud: AUDIENCE, nonce: NONCE, sd_hash: digestOf(shown) });
    });

    it("has only disclosures whose digests are in it (RFC 9901 §7.2)", () => {
      const [issuer = "", ...disclosures] = shown.split("~").slice(0, -1);
      const all = [part(issuer, 1), ...disclosures.map(decoded)];
      const digests = [
        ...all.flatMap((each) => membersNamed("_sd", each)).flat(),
        ...all.flatMap((each) => membersNamed("...", each)),
      ];
      expect(digests).to.include.members(disclosures.map(digestOf));
    });
  });
}

describe("A presentation without a holder", () => {
  it("ends in a tilde (RFC 9901 §4)", async () => {
    expect(discloseSdJwtVc(await issue({ holderKey: undefined } as never), ["given_name"])).to.match(/~$/);
  });
});
