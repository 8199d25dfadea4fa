import { expect } from "chai";
import { Resolver } from "did-resolver";
import { compressPoint, thumbprint } from "../../src/crypto/keys/jwk.ts";
import { numberOfCurve } from "../../src/crypto/keys/key-algorithms.ts";
import { generateSigner } from "../../src/crypto/signatures/signer.ts";
import { formatDid } from "../../src/did/did.ts";
import { nameToBytes32 } from "../../src/did/names.ts";
import type { DocumentRecord } from "../../src/did/record.ts";
import { getResolver } from "../../src/did/resolver.ts";

/*
 * What DID Core 1.0 demands of a DID document and of its resolution, a test for each MUST that applies. The rules are those
 * of the W3C's suite (did-test-suite: identifier, properties, production, resolution).
 */

type Json = Readonly<Record<string, unknown>>;

const IDENTITY = "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed";
const DID = formatDid(31337n, IDENTITY);
const empty: DocumentRecord = {
  ...{ controller: IDENTITY, deactivated: false, changed: 5n, nonce: 0n },
  ...{ keys: [], entries: [] },
};

const key = (algorithm: "ES256" | "ES256K") => {
  const { publicJwk } = generateSigner(algorithm);
  return {
    thumbprint: `0x${Buffer.from(thumbprint(publicJwk), "base64url").toString("hex")}`,
    algorithm: numberOfCurve(publicJwk.crv),
    value: compressPoint(publicJwk),
    ...{ from: 1, until: 2 },
  };
};
const entry = (name: string, text: string) => ({
  ...{ delegate: false, name: nameToBytes32(name), until: 2 ** 40 - 1 },
  value: `0x${Buffer.from(text).toString("hex")}`,
});

/** Every kind of record. */
const KINDS: Readonly<Record<string, DocumentRecord>> = {
  "without records": empty,
  "with keys": { ...empty, keys: [key("ES256"), key("ES256K")] },
  "with services": {
    ...empty,
    entries: [
      entry("did/svc/Hub", "https://hub.example"),
      entry("did/svc/List", '["https://a.example", {"uri": "https://b.example"}]'),
    ],
  },
  "that was deactivated": { ...empty, deactivated: true, keys: [key("ES256")] },
};

/** An absolute URL without white space. */
const isUrl = (value: unknown): boolean => typeof value === "string" && URL.canParse(value) && !/\s/.test(value);
const RELATIONSHIPS = ["authentication", "assertionMethod", "keyAgreement"];

for (const [kind, record] of Object.entries(KINDS)) {
  describe(`The resolution of a DID ${kind}`, () => {
    let [document, metadata, resolution]: [Json, Json, Json] = [{}, {}, {}];
    before(async () => {
      const read = async () => record;
      const resolver = new Resolver(getResolver([{ chainId: 31337n, read }]));
      const result = await resolver.resolve(DID);
      [document, metadata, resolution] = [
        result.didDocument as unknown as Json,
        result.didDocumentMetadata as Json,
        result.didResolutionMetadata as Json,
      ];
    });
    const methods = () => document.verificationMethod as Json[];

    it("names the DID that was resolved, and whether it is deactivated (§5.1.1, §7.1.3)", () => {
      expect(document.id).to.equal(DID);
      expect(metadata.deactivated ?? false).to.equal(record.deactivated);
      expect(metadata.versionId === undefined || typeof metadata.versionId === "string").to.equal(true);
    });

    it("is in JSON-LD, with its media type and the context of DID Core first (§6.3.1, §7.1.2)", () => {
      expect(resolution.contentType).to.equal("application/did+ld+json");
      const contexts = [document["@context"]].flat();
      expect(contexts[0]).to.equal("https://www.w3.org/ns/did/v1");
      expect(contexts.every(isUrl)).to.equal(true);
      expect(resolution).to.not.have.property("error");
    });

    it("has methods that each have a URL of their own, a type, a controller, and one public key (§5.2)", () => {
      expect(new Set(methods().map(({ id }) => id)).size).to.equal(methods().length);
      for (const { id, type, controller, publicKeyJwk, ...rest } of methods()) {
        expect(String(id).startsWith(`${DID}#`), String(id)).to.equal(true);
        expect(type).to.be.a("string").that.is.not.empty;
        expect(controller).to.equal(DID);
        expect([publicKeyJwk, ...Object.values(rest)].filter((one) => one !== undefined)).to.have.length(1);
        if (publicKeyJwk !== undefined) expect(publicKeyJwk).to.have.all.keys("kty", "crv", "x", "y");
      }
    });

    it("has relationships only to its own methods, each once (§5.3)", () => {
      for (const relationship of RELATIONSHIPS.filter((name) => name in document)) {
        const ids = document[relationship] as unknown[];
        expect(new Set(ids).size).to.equal(ids.length);
        expect(methods().map(({ id }) => id)).to.include.members(ids);
      }
    });

    it("has services that each have a URL of their own, a type and an endpoint (§5.4)", () => {
      const services = (document.service ?? []) as Json[];
      expect(new Set(services.map(({ id }) => id)).size).to.equal(services.length);
      for (const { id, type, serviceEndpoint } of services) {
        expect(isUrl(id)).to.equal(true);
        expect(type).to.be.a("string").that.is.not.empty;
        for (const endpoint of [serviceEndpoint].flat())
          expect(isUrl(endpoint) || (typeof endpoint === "object" && endpoint !== null)).to.equal(true);
      }
    });
  });
}
