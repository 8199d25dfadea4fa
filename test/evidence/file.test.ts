import { createHash } from "node:crypto";
import { expect } from "chai";
import fc from "fast-check";
import { leafFor } from "../../src/evidence/dated-root.ts";
import { type Evidence, evidenceOf, formatEvidence, parseEvidence } from "../../src/evidence/file.ts";
import type { EvidenceRequest } from "../../src/evidence/request.ts";
import { sessionOf } from "../../src/verdict/policy.ts";
import { refused } from "../support/refused.ts";

const REQUEST = {
  audience: "https://notary.go.kr",
  nonce: "a nonce that was asked once",
  credentials: [
    {
      id: "extract",
      type: "https://credentials.go.kr/resident-register-extract/1",
      claims: ["family_name", ["address", 0]],
    },
  ],
};
const undated = evidenceOf(REQUEST, { extract: ["a presentation", "another"] });
const dated: Evidence = {
  ...undated,
  dated: {
    path: [
      { side: "left", hash: Buffer.alloc(32, 1) },
      { side: "right", hash: Buffer.alloc(32, 2) },
    ],
    staple: Buffer.from("a staple"),
  },
};

interface FileContent {
  readonly request: { readonly credentials: readonly object[] };
  readonly salt: string;
  readonly dated: { readonly path: readonly object[] };
}

describe("An evidence file", () => {
  it("is read as it was written", () => {
    for (const evidence of [undated, dated]) expect(parseEvidence(formatEvidence(evidence))).to.deep.equal(evidence);
  });

  const DID = `did:ethr:0x539:0x${"11".repeat(20)}`;
  const [asked] = REQUEST.credentials;
  const [first, second] = [
    { id: "a", path: "family_name" },
    { id: "b", path: ["address", null], values: ["Sejong", 7, true] },
  ];
  const asking = (...credentials: readonly object[]) => ({ ...REQUEST, credentials }) as EvidenceRequest;
  const requests: readonly EvidenceRequest[] = [
    REQUEST,
    { ...REQUEST, verifier: DID },
    asking({ ...asked!, id: "other" }),
    asking({ ...asked!, format: "vc+jwt" }),
    asking({ ...asked!, multiple: true }),
    asking({ ...asked!, claims: [first, second] }),
    asking({ ...asked!, claims: [first, second], claimSets: [["a"], ["b"]] }),
    asking({ ...asked!, claims: [first, second], claimSets: [["a", "b"]] }),
    asking({ ...asked!, oneTimeCopies: true }),
    asking({ ...asked!, issuers: [] }),
    asking({ ...asked!, issuers: [DID] }),
    asking({ ...asked!, authorities: [DID] }),
    { ...REQUEST, credentialSets: [{ options: [["extract"]] }] },
    { ...REQUEST, credentialSets: [{ options: [["extract"]], required: false }] },
    { ...REQUEST, sameHolder: ["family_name"] },
  ];

  it("contains the whole request, and each request has a different leaf", () => {
    const pieces = requests.map((request) => ({ ...dated, request, presentations: {} }));
    for (const piece of pieces) expect(parseEvidence(formatEvidence(piece))).to.deep.equal(piece);
    const leaves = pieces.map((piece) => Buffer.from(leafFor(piece)).toString("hex"));
    expect(new Set(leaves).size).to.equal(requests.length);
  });

  it("contains every input of its session, and its leaf covers each", () => {
    const { kind: _, ...inputs } = sessionOf(REQUEST);
    const leaf = (evidence: Evidence) => Buffer.from(leafFor(evidence)).toString("hex");
    for (const name of Object.keys(inputs)) {
      const piece = { ...undated, request: { ...REQUEST, [name]: "another one, of the same request" } };
      const { request } = parseEvidence(formatEvidence(piece));
      expect(sessionOf(request), name).to.deep.equal(sessionOf(piece.request)).and.not.deep.equal(sessionOf(REQUEST));
      expect(leaf(piece), name).not.to.equal(leaf(undated));
    }
  });

  it("leaves out false and empty members, so that each request has one spelling", () => {
    const no = { oneTimeCopies: false, multiple: false };
    const claims = asked!.claims.map((path) => ({ path }));
    const request = { ...REQUEST, credentials: [{ ...asked!, ...no, claims }], sameHolder: [] };
    const { salt, presentations } = undated;
    const piece = { request, presentations, salt };
    expect(formatEvidence(piece)).to.equal(formatEvidence(undated));
    expect(leafFor(piece)).to.deep.equal(leafFor(undated));
  });

  it("has the leaf that docs/evidence.md describes", () => {
    const sha256 = (...parts: readonly (string | Uint8Array)[]): Buffer =>
      parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest();
    const leaf = (content: unknown): Buffer => sha256(Uint8Array.of(0), undated.salt, sha256(JSON.stringify(content)));
    const { audience, nonce } = REQUEST;
    const { id, type, claims } = asked!;
    const shown = ["a presentation", "another"];
    expect(leafFor(undated)).to.deep.equal(
      leaf(["didim-evidence/3", { audience, nonce, credentials: [{ id, type, claims }] }, [["extract", shown]]]),
    );
    const request: EvidenceRequest = {
      sameHolder: ["family_name"],
      credentialSets: [{ required: false, options: [["7"]] }, { options: [["extract"]] }],
      credentials: [
        {
          ...{ oneTimeCopies: true, issuers: [DID], authorities: [], claimSets: [["a"]] },
          ...{ claims: [{ values: [1], path: "family_name", id: "a" }], multiple: true, format: "vc+jwt", type, id },
        },
        { type, id: "7", claims: ["family_name"] },
      ],
      ...{ verifier: DID, nonce, audience },
    };
    const query = {
      ...{ id, type, format: "vc+jwt", multiple: true, claims: [{ id: "a", path: "family_name", values: [1] }] },
      ...{ claimSets: [["a"]], authorities: [], issuers: [DID], oneTimeCopies: true },
    };
    const whole = {
      ...{ audience, nonce, verifier: DID, credentials: [query, { id: "7", type, claims: ["family_name"] }] },
      credentialSets: [{ options: [["7"]], required: false }, { options: [["extract"]] }],
      sameHolder: ["family_name"],
    };
    const presentations = { "7": ["b"], extract: ["a"] };
    const answers = [
      ["extract", ["a"]],
      ["7", ["b"]],
    ];
    expect(leafFor({ ...undated, request, presentations })).to.deep.equal(leaf(["didim-evidence/3", whole, answers]));
  });

  it("has a new salt each time", () => {
    expect(undated.salt).to.have.length(32);
    expect(evidenceOf(REQUEST, undated.presentations).salt).to.not.deep.equal(undated.salt);
  });

  const file = JSON.parse(formatEvidence(dated)) as FileContent;
  const [step] = file.dated.path;
  const withAsked = (more: object): unknown => {
    const [asked] = file.request.credentials;
    return { ...file, request: { ...file.request, credentials: [{ ...asked, ...more }] } };
  };
  const withRequest = (more: object): unknown => ({ ...file, request: { ...file.request, ...more } });
  const withPath = (path: readonly unknown[]): unknown => ({ ...file, dated: { ...file.dated, path } });
  const withClaims = (claims: unknown): unknown => {
    const [asked] = file.request.credentials;
    return { ...file, request: { ...file.request, credentials: [{ ...asked, claims }] } };
  };
  const broken: readonly [what: string, content: unknown][] = [
    ["the first format", { ...file, format: "didim-evidence/1" }],
    ["the second format", { ...file, format: "didim-evidence/2" }],
    ["a later format", { ...file, format: "didim-evidence/4" }],
    ["a format that is no text", { ...file, format: 3 }],
    ["oneTimeCopies: false", withAsked({ oneTimeCopies: false })],
    ["multiple: false", withAsked({ multiple: false })],
    [
      "a set with required: true, which is the default",
      withRequest({ credentialSets: [{ options: [["extract"]], required: true }] }),
    ],
    ["a claim in the longer of two spellings", withAsked({ claims: [{ path: "family_name" }] })],
    ["an empty list of claims", withAsked({ claims: [] })],
    ["an unknown member of a query", withAsked({ optional: true })],
    ["a query without an id", withAsked({ id: undefined })],
    ["a set that names an unknown query", withRequest({ credentialSets: [{ options: [["another"]] }] })],
    ["a sameHolder claim that is not asked for", withRequest({ sameHolder: ["given_name"] })],
    ["issuers that are no DIDs", withAsked({ issuers: ["somebody"] })],
    ["issuers that are no list", withAsked({ issuers: "somebody" })],
    ["an empty sameHolder", { ...file, request: { ...file.request, sameHolder: [] } }],
    ["an unknown member", { ...file, comment: "hello" }],
    ["no request", { ...file, request: undefined }],
    ["a presentation that is no text", { ...file, presentations: { extract: [1] } }],
    ["presentations without query ids", { ...file, presentations: ["a"] }],
    ["an answer to no query", { ...file, presentations: { extract: ["a"], other: ["b"] } }],
    ["an empty answer", { ...file, presentations: { extract: [] } }],
    ["too many presentations", { ...file, presentations: { extract: Array(17).fill("a") } }],
    ["a short salt", { ...file, salt: file.salt.slice(0, 20) }],
    ["a salt in another spelling", { ...file, salt: `${file.salt}=` }],
    ["a side that is neither left nor right", withPath([{ ...step, side: "up" }])],
    ["too long a path", withPath(Array(33).fill(step))],
    ["a claim's path without steps", withClaims([[]])],
    ["a claim's path that begins with null", withClaims([[null]])],
    ["a nonce that is too short", { ...file, request: { ...file.request, nonce: "1" } }],
    ["no queries", { ...file, request: { ...file.request, credentials: [] } }],
    ["a list instead of an object", []],
  ];
  for (const [what, content] of broken) {
    it(`is refused with ${what}`, () => {
      refused(() => parseEvidence(JSON.stringify(content)), "evidence.malformed");
    });
  }

  it("is not made if it could not be read back, such as with a query named __proto__", () => {
    refused(() => evidenceOf(REQUEST, { extract: ["x"], other: ["x"] }), "evidence.malformed");
    const unkept = { ...REQUEST, credentials: [{ ...REQUEST.credentials[0]!, id: "__proto__" }] };
    refused(() => evidenceOf(unkept, JSON.parse(`{"__proto__": ["x"]}`)), "evidence.malformed");
    refused(() => evidenceOf(unkept, {}), "evidence.malformed");
  });

  it("is refused with evidence.malformed if it is any other text", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        refused(() => parseEvidence(text), "evidence.malformed");
      }),
    );
    refused(() => parseEvidence(" ".repeat(600_000)), "evidence.malformed");
  });
});
