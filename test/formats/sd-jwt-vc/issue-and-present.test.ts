import { expect } from "chai";
import fc from "fast-check";
import { thumbprint } from "../../../src/crypto/keys/jwk.ts";
import { generateSigner } from "../../../src/crypto/signatures/signer.ts";
import { formatOf, formats } from "../../../src/formats/index.ts";
import { describeSdJwtVc } from "../../../src/formats/sd-jwt-vc/present.ts";
import { WITHHELD } from "../../../src/request/withheld.ts";
import { refusedLater } from "../../support/refused.ts";
import { discloseSdJwtVc } from "../presenting.ts";
import { agency, CLAIMS, ISSUED, ISSUER, issue, parse, present, SESSION, saerom, VCT } from "./fixture.ts";

describe("An SD-JWT VC from issuer to verifier", () => {
  it("names issuer, type, key, time and status", async () => {
    const credential = parse(await present());
    expect(credential).to.deep.include({
      format: "dc+sd-jwt",
      issuer: ISSUER,
      keyThumbprint: thumbprint(agency.publicJwk),
      algorithm: "ES256",
      type: VCT,
      issuedAt: ISSUED,
      expires: ISSUED + 86_400,
      status: { list: 3, index: 4711 },
      holderKey: saerom.publicJwk,
    });
    expect(credential).not.to.have.property("notBefore");
  });

  it("verifies with the issuer's key and no other", async () => {
    const credential = parse(await present());
    expect(await credential.verifyIssuerSignature(agency.publicJwk)).to.equal(true);
    expect(await credential.verifyIssuerSignature(saerom.publicJwk)).to.equal(false);
    expect(await credential.verifyIssuerSignature(generateSigner("ES256K").publicJwk)).to.equal(false);
  });

  it("has the holder's proof for this verifier and this nonce", async () => {
    const { holderProof } = parse(await present());
    expect(holderProof).to.include({ issuedAt: ISSUED + 60 });
    expect(await holderProof?.covers(SESSION)).to.deep.equal({ ok: true });
  });

  for (const algorithm of ["ES256", "ES256K"] as const) {
    it(`works alike with ${algorithm} on both sides`, async () => {
      const [issuer, holder] = [generateSigner(algorithm), generateSigner(algorithm)];
      const held = await issue({ signer: issuer, holderKey: holder.publicJwk });
      const credential = parse(await present({ credential: held, holder }));
      expect(credential.algorithm).to.equal(algorithm);
      expect(await credential.verifyIssuerSignature(issuer.publicJwk)).to.equal(true);
      expect(await credential.holderProof?.covers(SESSION)).to.deep.equal({ ok: true });
    });
  }

  it("is recognised by its tildes, among all formats", async () => {
    expect(formatOf(await present()).id).to.equal("dc+sd-jwt");
    expect(formats.map(({ id }) => id)).to.include("dc+sd-jwt");
  });
});

describe("Selective disclosure", () => {
  it("shows exactly the chosen claims, of nested objects too", async () => {
    const { claims } = parse(await present());
    expect(claims).to.deep.equal({ given_name: "새롬", address: { region: "세종" } });
  });

  it("shows everything inside a chosen claim", async () => {
    const { claims } = parse(await present({ disclose: ["address", "licence_classes"] }));
    expect(claims).to.deep.equal({ address: CLAIMS.address, licence_classes: CLAIMS.licence_classes });
  });

  it("shows single elements of an array, or all of them by null", async () => {
    const one = parse(await present({ disclose: [["licence_classes", 1]] }));
    expect(one.claims).to.deep.equal({ licence_classes: [WITHHELD, "2-ordinary", WITHHELD] });
    const all = parse(await present({ disclose: [["licence_classes", null]] }));
    expect(all.claims).to.deep.equal({ licence_classes: CLAIMS.licence_classes });
  });

  it("shows nothing that can be withheld when nothing is chosen", async () => {
    const presentation = await present({ disclose: [] });
    expect(parse(presentation).claims).to.deep.equal({});
    expect(presentation).not.to.include(Buffer.from("새롬").toString("base64url").slice(0, 6));
  });

  it("refuses a claim that the credential does not have", async () => {
    for (const path of ["name", ["address", "street"], ["licence_classes", 3], ["given_name", null], []]) {
      await refusedLater(present({ disclose: [path] }), "format.claim-unknown");
    }
  });

  it("is limited to the paths that the issuer chose; the rest is always shown", async () => {
    const held = await issue({ disclosable: ["family_name", ["licence_classes", null], ["address", "postal"]] });
    const { family_name, ...rest } = CLAIMS;
    expect(parse(await present({ credential: held, disclose: [] })).claims).to.deep.equal({
      ...rest,
      address: { region: "세종" },
      licence_classes: [WITHHELD, WITHHELD, WITHHELD],
    });
    expect(parse(await present({ credential: held, disclose: ["family_name"] })).claims).to.include({ family_name });
    await refusedLater(issue({ disclosable: ["familyname"] }), "format.claim-unknown");
  });

  it("is described to the holder by paths and values, outer claims first", async () => {
    const described = describeSdJwtVc(await issue({ disclosable: ["given_name", "address", ["address", "region"]] }));
    expect(described).to.have.deep.members([
      { path: ["given_name"], value: "새롬" },
      { path: ["address"], value: CLAIMS.address },
      { path: ["address", "region"], value: "세종" },
    ]);
    const at = (name: string) => described.findIndex(({ path }) => path.at(-1) === name);
    expect(at("address")).to.be.lessThan(at("region"));
  });

  it("gives the whole credential when everything is chosen, whatever the claims", async () => {
    const name = fc
      .string({ minLength: 1, maxLength: 8 })
      .filter((text) => !/^(__proto__|_sd|_sd_alg|\.\.\.|status|cnf|vct|iss|iat|exp|nbf)$/.test(text));
    const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc.array(tie("tree"), { maxLength: 3 }),
        fc.dictionary(name, tie("tree"), { maxKeys: 3 }),
      ),
    }));
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(name, tree, { maxKeys: 4, noNullPrototype: true }),
        fc.nat(2),
        async (claims, decoys) => {
          const written = JSON.parse(JSON.stringify(claims)) as Record<string, unknown>;
          const held = await issue({ claims: written, decoys });
          expect(parse(held).claims).to.deep.equal(written);
          expect(parse(discloseSdJwtVc(held, Object.keys(written))).claims).to.deep.equal(written);
          expect(parse(discloseSdJwtVc(held, [])).claims).to.deep.equal({});
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("Issuing an SD-JWT VC", () => {
  const digests = (credential: string): string[] => {
    const payload = JSON.parse(Buffer.from(credential.split(".")[1]!, "base64url").toString()) as { _sd: string[] };
    return payload._sd;
  };

  it("uses fresh salts of 128 bits: the same claims twice have no digest in common", async () => {
    const [one, two] = [digests(await issue()), digests(await issue())];
    expect(one.filter((digest) => two.includes(digest))).to.deep.equal([]);
    const [, first] = (await issue()).split("~");
    const [salt] = JSON.parse(Buffer.from(first!, "base64url").toString()) as [string];
    expect(Buffer.from(salt, "base64url")).to.have.length(16);
  });

  it("never uses a salt twice, in one credential or two, however many are drawn at once", async () => {
    const salts: string[] = [];
    for (let i = 0; i < 60; i++) {
      const [, ...disclosures] = (await issue()).split("~").slice(0, -1);
      salts.push(...disclosures.map((text) => JSON.parse(Buffer.from(text, "base64url").toString())[0]));
    }
    expect(salts.length).to.be.greaterThan(512);
    expect(new Set(salts).size).to.equal(salts.length);
  });

  it("has its claims in the order of its disclosures, whatever the order of their digests", async () => {
    expect(Object.keys(parse(await issue()).claims)).to.deep.equal(Object.keys(CLAIMS));
  });

  it("sorts its digests, and hides their number among decoys", async () => {
    const sorted = digests(await issue({ decoys: 5 }));
    expect(sorted).to.have.length(Object.keys(CLAIMS).length + 5);
    expect(sorted).to.deep.equal([...sorted].sort());
  });

  it("takes its randomness as an argument", async () => {
    let n = 0;
    const counting = () => issue({ random: (size) => Buffer.alloc(size, n++) });
    const one = digests(await counting());
    n = 0;
    expect(digests(await counting())).to.deep.equal(one);
  });

  it("makes a one-time copy without a status, and an unbound credential without a holder's key", async () => {
    const credential = parse(await issue({ status: undefined, holderKey: undefined } as never));
    expect(credential).not.to.have.property("status");
    expect(credential).not.to.have.property("holderKey");
  });

  it("refuses claims with registered or reserved names, and values that JSON cannot express", async () => {
    for (const name of ["iss", "iat", "exp", "nbf", "vct", "cnf", "status", "_sd", "..."]) {
      await refusedLater(issue({ claims: { [name]: 1 } }), "format.claim-reserved");
    }
    await refusedLater(issue({ claims: { deep: { _sd: [] } } }), "format.claim-reserved");
    await refusedLater(issue({ claims: { big: 1n } }), "format.claim");
  });

  it("never returns what the parser would refuse", async () => {
    await refusedLater(issue({ issuer: "https://agency.example" }), "format.issuer");
    await refusedLater(issue({ issuedAt: 1.5 }), "format.time");
    await refusedLater(issue({ vct: "" }), "format.claim");
    await refusedLater(
      issue({ status: { list: 1, index: 2, uri: "https://agency.example/other/1" } }),
      "format.status",
    );
    await refusedLater(issue({ status: { list: -1, index: 2 } }), "format.status");
    await refusedLater(issue({ claims: { photo: "x".repeat(70_000) } }), "format.too-large");
  });
});

describe("Presenting an SD-JWT VC", () => {
  it("is refused with a key that the credential is not bound to", async () => {
    await refusedLater(present({ holder: agency }), "format.holder-key");
    const unbound = await issue({ holderKey: undefined } as never);
    await refusedLater(present({ credential: unbound }), "format.holder-key");
  });

  it("is refused for a credential that was already presented", async () => {
    const presentation = await present();
    await refusedLater(present({ credential: presentation }), "format.already-bound");
  });

  it("is refused if it is too large together with the staple that is signed", async () => {
    await refusedLater(present({ extra: { didim_staple: "x".repeat(60_000) } }), "format.too-large");
  });

  it("signs further claims, but never in place of its own", async () => {
    const presentation = await present({
      extra: { transaction_data_hashes: ["x"], nonce: "other", aud: "other", sd_hash: "other", iat: 1 },
    });
    const { holderProof } = parse(presentation);
    expect(holderProof).to.include({ issuedAt: ISSUED + 60 });
    expect(await holderProof?.covers(SESSION)).to.deep.equal({ ok: true });
  });
});
