import { expect } from "chai";
import { Resolver } from "did-resolver";
import { encodeBase58 } from "ethers";
import fc from "fast-check";
import { compressPoint, thumbprint } from "../../src/crypto/keys/jwk.ts";
import { numberOfCurve } from "../../src/crypto/keys/key-algorithms.ts";
import { generateSigner } from "../../src/crypto/signatures/signer.ts";
import { checksumAddress } from "../../src/did/address.ts";
import { base58 } from "../../src/did/base58.ts";
import { formatDid, formatKeyId } from "../../src/did/did.ts";
import { documentOf } from "../../src/did/document.ts";
import { nameToBytes32 } from "../../src/did/names.ts";
import type { DocumentReader, DocumentRecord, EntryRecord } from "../../src/did/record.ts";
import { getResolver } from "../../src/did/resolver.ts";
import type { ErrorCode } from "../../src/errors/catalogue/catalogue.ts";
import { DidimError } from "../../src/errors/error.ts";

const IDENTITY = "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed";
const DID = formatDid(31337n, IDENTITY);
const empty: DocumentRecord = {
  controller: IDENTITY,
  deactivated: false,
  changed: 0n,
  nonce: 0n,
  keys: [],
  entries: [],
};
const entry = (name: string, text: string, delegate = false): EntryRecord => ({
  delegate,
  name: nameToBytes32(name),
  value: text.startsWith("0x") ? text : `0x${Buffer.from(text).toString("hex")}`,
  until: 2 ** 40 - 1,
});
const withEntries = (...entries: EntryRecord[]) => documentOf(31337n, IDENTITY, { ...empty, entries });

describe("The DID document of a record", () => {
  it("of an identity without records has only its controller", () => {
    const controller = `${DID}#controller`;
    expect(documentOf(31337n, IDENTITY, empty)).to.deep.equal({
      id: DID,
      verificationMethod: [
        {
          id: controller,
          type: "EcdsaSecp256k1RecoveryMethod2020",
          controller: DID,
          blockchainAccountId: `eip155:31337:${checksumAddress(IDENTITY)}`,
        },
      ],
      authentication: [controller],
      assertionMethod: [controller],
    });
  });

  for (const algorithm of ["ES256", "ES256K"] as const) {
    it(`shows an ${algorithm} key as a JWK, under its thumbprint`, () => {
      const { publicJwk } = generateSigner(algorithm);
      const key = {
        thumbprint: `0x${Buffer.from(thumbprint(publicJwk), "base64url").toString("hex")}`,
        algorithm: numberOfCurve(publicJwk.crv),
        value: compressPoint(publicJwk),
        from: 1,
        until: 2,
      };
      const document = documentOf(31337n, IDENTITY, { ...empty, keys: [key] });
      const id = formatKeyId(DID, thumbprint(publicJwk));
      expect(document.verificationMethod?.[1]).to.deep.equal({
        id,
        type: "JsonWebKey2020",
        controller: DID,
        publicKeyJwk: publicJwk,
      });
      expect(document.assertionMethod).to.deep.equal([`${DID}#controller`, id]);
      expect(document.authentication).to.deep.equal([`${DID}#controller`]);
    });
  }

  it("of a deactivated identity is empty, whatever else the record holds", () => {
    const document = documentOf(31337n, IDENTITY, { ...empty, deactivated: true, entries: [entry("did/svc/A", "a")] });
    expect(document).to.deep.equal({ id: DID, verificationMethod: [], authentication: [], assertionMethod: [] });
  });

  it("gives each entry an id that does not depend on the others", () => {
    const [a, b] = [entry("did/svc/A", "a"), entry("did/svc/A", "b")];
    const ids = (...entries: EntryRecord[]) => withEntries(...entries).service?.map(({ id }) => id) ?? [];
    expect(ids(a, b)).to.deep.equal([...ids(a), ...ids(b)]);
    expect(ids(b, a)).to.deep.equal([...ids(b), ...ids(a)]);
    expect(new Set(ids(a, b)).size).to.equal(2);
  });

  it("reads a service's endpoint as JSON if it is an object, a list or a string, and as text otherwise", () => {
    const endpoint = (text: string) => withEntries(entry("did/svc/A", text)).service?.[0]?.serviceEndpoint;
    expect(endpoint("https://a.example")).to.equal("https://a.example");
    expect(endpoint('"https://a.example"')).to.equal("https://a.example");
    expect(endpoint('{"uri":"x"}')).to.deep.equal({ uri: "x" });
    expect(endpoint('["x"]')).to.deep.equal(["x"]);
    expect(endpoint("12")).to.equal("12");
    expect(endpoint("null")).to.equal("null");
  });

  it("leaves out what no resolver reads: other names, and text that is not UTF-8", () => {
    const document = withEntries(
      entry("did/pub/", "0x01"),
      entry("other", "0x01"),
      entry("did/svc/A", "0xff"),
      entry("did/pub/RSA/veriKey/pem", "0xff"),
    );
    expect(document.verificationMethod?.length).to.equal(1);
    expect(document.service).to.equal(undefined);
  });

  it("encodes base58 like other implementations", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat(3), (bytes, zeros) => {
        const padded = Buffer.concat([Buffer.alloc(zeros), bytes]);
        expect(base58(padded)).to.equal(encodeBase58(padded));
      }),
    );
  });
});

describe("The DID resolver", () => {
  const answer =
    (record: DocumentRecord): DocumentReader =>
    async () =>
      record;
  const resolver = (read: DocumentReader) => new Resolver(getResolver([{ chainId: 31337n, read }]));

  it("works in did-resolver, with one request", async () => {
    const asked: unknown[] = [];
    const read: DocumentReader = async (...question) => {
      asked.push(question);
      return { ...empty, changed: 7n };
    };
    const result = await resolver(read).resolve(DID);
    expect(asked).to.deep.equal([[IDENTITY, undefined]]);
    expect(result.didResolutionMetadata).to.deep.equal({ contentType: "application/did+ld+json" });
    expect(result.didDocumentMetadata).to.deep.equal({ versionId: "7" });
    expect(result.didDocument?.["@context"]).to.have.length(4);
  });

  it("returns plain JSON on request, and refuses other representations", async () => {
    const json = await resolver(answer(empty)).resolve(DID, { accept: "application/did+json" });
    expect(json.didDocument).to.deep.equal(documentOf(31337n, IDENTITY, empty));
    const cbor = await resolver(answer(empty)).resolve(DID, { accept: "application/did+cbor" });
    expect([cbor.didDocument, cbor.didResolutionMetadata.error]).to.deep.equal([null, "representationNotSupported"]);
  });

  it("names the canonical spelling of the DID if another was requested", async () => {
    const { didDocument, didDocumentMetadata } = await resolver(answer(empty)).resolve(
      `did:ethr:0x7a69:${checksumAddress(IDENTITY)}`,
    );
    expect([didDocument?.id, didDocumentMetadata]).to.deep.equal([DID, { canonicalId: DID }]);
  });

  it("reports that a DID is deactivated, and since when if it can ask", async () => {
    const read = answer({ ...empty, deactivated: true, changed: 9n });
    const timeOf = async (block: bigint) => 1_700_000_000 + Number(block);
    const { didDocumentMetadata } = await new Resolver(getResolver([{ chainId: 31337n, read, timeOf }])).resolve(DID);
    expect(didDocumentMetadata).to.deep.equal({ deactivated: true, versionId: "9", updated: "2023-11-14T22:13:29Z" });
  });

  it("reads an older version by its block", async () => {
    const asked: unknown[] = [];
    const read: DocumentReader = async (_, block) => {
      asked.push(block);
      return empty;
    };
    await resolver(read).resolve(`${DID}?versionId=12`);
    expect(asked).to.deep.equal([12n]);
  });

  for (const query of [
    "versionId=-1",
    "versionId=latest",
    "versionTime=2026-01-01T00:00:00Z",
    "versionId=1&versionId=2",
  ]) {
    it(`refuses the unknown query ?${query}`, async () => {
      const { didResolutionMetadata, didDocument } = await resolver(answer(empty)).resolve(`${DID}?${query}`);
      expect([didDocument, didResolutionMetadata.error]).to.deep.equal([null, "invalidDid"]);
    });
  }

  const failures: [why: string, did: string, read: DocumentReader, error: string, code: ErrorCode][] = [
    ["no did:ethr of ours", `did:ethr:${IDENTITY}`, answer(empty), "invalidDid", "did.invalid"],
    ["a chain without a node", formatDid(1n, IDENTITY), answer(empty), "unknownNetwork", "did.unknown-network"],
    ["a block that the node does not know", DID, failing("facts.no-state"), "notFound", "facts.no-state"],
    ["a node that is down", DID, failing("facts.node-unreachable"), "internalError", "facts.node-unreachable"],
    ["an unexpected failure", DID, () => Promise.reject(new Error("secret")), "internalError", "did.internal"],
  ];
  for (const [why, did, read, error, code] of failures) {
    it(`reports ${error} for ${why}, and throws nothing`, async () => {
      const { didResolutionMetadata, didDocument } = await resolver(read).resolve(did);
      expect(didDocument).to.equal(null);
      expect([didResolutionMetadata.error, didResolutionMetadata.code]).to.deep.equal([error, code]);
      expect(didResolutionMetadata.message).to.be.a("string").that.does.not.contain("secret");
    });
  }
});

function failing(code: ErrorCode): DocumentReader {
  return () => Promise.reject(new DidimError(code, "It cannot be found out."));
}
