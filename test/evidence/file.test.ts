import { createHash } from "node:crypto";
import { expect } from "chai";
import fc from "fast-check";
import { leafFor } from "../../src/evidence/dating.ts";
import { type Evidence, evidenceOf, formatEvidence, parseEvidence } from "../../src/evidence/file.ts";
import type { EvidenceRequest } from "../../src/evidence/request.ts";
import { sessionOf } from "../../src/verdict/policy.ts";
import { refused } from "../support/refused.ts";

const REQUEST = {
  audience: "https://notary.go.kr",
  nonce: "a nonce that was asked once",
  credentials: [
    { type: "https://credentials.go.kr/resident-register-extract/1", claims: ["family_name", ["address", 0]] },
  ],
};
const undated = evidenceOf(REQUEST, ["a presentation", "another"]);
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
  const requests: readonly EvidenceRequest[] = [
    REQUEST,
    { ...REQUEST, credentials: [{ ...asked!, oneTimeCopies: true }] },
    { ...REQUEST, credentials: [{ ...asked!, optional: true }] },
    { ...REQUEST, credentials: [{ ...asked!, issuers: [] }] },
    { ...REQUEST, credentials: [{ ...asked!, issuers: [DID] }] },
    { ...REQUEST, credentials: [{ ...asked!, authorities: [DID] }] },
    { ...REQUEST, sameHolder: ["family_name"] },
  ];

  it("has all that was asked for, in the second format where that is more than types and claims; and each has a leaf of its own", () => {
    const pieces = requests.map((request) => ({ ...dated, request }));
    for (const piece of pieces) expect(parseEvidence(formatEvidence(piece))).to.deep.equal(piece);
    const formats = pieces.map((piece) => (JSON.parse(formatEvidence(piece)) as { format: string }).format);
    expect(formats).to.deep.equal(["didim-evidence/1", ...Array<string>(6).fill("didim-evidence/2")]);
    const leaves = pieces.map((piece) => Buffer.from(leafFor(piece)).toString("hex"));
    expect(new Set(leaves).size).to.equal(requests.length);
  });

  it("keeps every input of its session: each is in the file, and in the leaf", () => {
    const { kind: _, ...inputs } = sessionOf(REQUEST);
    const leaf = (evidence: Evidence) => Buffer.from(leafFor(evidence)).toString("hex");
    for (const name of Object.keys(inputs)) {
      const piece = { ...undated, request: { ...REQUEST, [name]: "another one, of the same request" } };
      const { request } = parseEvidence(formatEvidence(piece));
      expect(sessionOf(request), name).to.deep.equal(sessionOf(piece.request)).and.not.deep.equal(sessionOf(REQUEST));
      expect(leaf(piece), name).not.to.equal(leaf(undated));
    }
  });

  it("says in one way what was not asked for: what is no is not there", () => {
    const no = { oneTimeCopies: false, optional: false };
    const request = { ...REQUEST, credentials: [{ ...asked!, ...no }], sameHolder: [] };
    const { salt, presentations } = undated;
    const piece = { request, presentations, salt };
    expect(formatEvidence(piece)).to.equal(formatEvidence(undated));
    expect(leafFor(piece)).to.deep.equal(leafFor(undated));
  });

  it("has the leaf that docs/evidence.md says, in both formats", () => {
    const sha256 = (...parts: readonly (string | Uint8Array)[]): Buffer =>
      parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest();
    const leaf = (content: unknown): Buffer => sha256(Uint8Array.of(0), undated.salt, sha256(JSON.stringify(content)));
    const { audience, nonce } = REQUEST;
    const { type, claims } = asked!;
    expect(leafFor(undated)).to.deep.equal(leaf([audience, nonce, [[type, claims]], undated.presentations]));
    const request = { ...REQUEST, credentials: [{ type, claims, issuers: [DID], optional: true }], sameHolder: ["a"] };
    const all = [[type, claims, null, [DID], false, true]];
    expect(leafFor({ ...undated, request })).to.deep.equal(
      leaf(["didim-evidence/2", audience, nonce, all, ["a"], undated.presentations]),
    );
  });

  it("has a salt of its own, so that two of one content are two", () => {
    expect(undated.salt).to.have.length(32);
    expect(evidenceOf(REQUEST, undated.presentations).salt).to.not.deep.equal(undated.salt);
  });

  const file = JSON.parse(formatEvidence(dated)) as FileContent;
  const [step] = file.dated.path;
  const withAsked = (more: object, format = "didim-evidence/2"): unknown => {
    const [asked] = file.request.credentials;
    return { ...file, format, request: { ...file.request, credentials: [{ ...asked, ...more }] } };
  };
  const withPath = (path: readonly unknown[]): unknown => ({ ...file, dated: { ...file.dated, path } });
  const withClaims = (claims: unknown): unknown => {
    const [asked] = file.request.credentials;
    return { ...file, request: { ...file.request, credentials: [{ ...asked, claims }] } };
  };
  const broken: readonly [what: string, content: unknown][] = [
    ["another format", { ...file, format: "didim-evidence/3" }],
    ["a format that says more than its request", { ...file, format: "didim-evidence/2" }],
    ["a format that says less", withAsked({ optional: true }, "didim-evidence/1")],
    ["a member that is no", withAsked({ oneTimeCopies: false })],
    ["issuers that are no DIDs", withAsked({ issuers: ["somebody"] })],
    ["issuers that are no list", withAsked({ issuers: "somebody" })],
    ["nothing that must be alike", { ...file, request: { ...file.request, sameHolder: [] } }],
    ["a member that it should not have", { ...file, comment: "hello" }],
    ["no request", { ...file, request: undefined }],
    ["a presentation that is no text", { ...file, presentations: [1] }],
    ["too many presentations", { ...file, presentations: Array(17).fill("a") }],
    ["a short salt", { ...file, salt: file.salt.slice(0, 20) }],
    ["a salt in another spelling", { ...file, salt: `${file.salt}=` }],
    ["a side that is neither", withPath([{ ...step, side: "up" }])],
    ["too long a path", withPath(Array(33).fill(step))],
    ["a claim's path of no steps", withClaims([[]])],
    ["a claim's path through nothing", withClaims([[null]])],
    ["a nonce that anybody could have guessed", { ...file, request: { ...file.request, nonce: "1" } }],
    ["nothing asked for", { ...file, request: { ...file.request, credentials: [] } }],
    ["anything but an object", []],
  ];
  for (const [what, content] of broken) {
    it(`is refused with ${what}`, () => {
      refused(() => parseEvidence(JSON.stringify(content)), "evidence.malformed");
    });
  }

  it("is refused, with nothing but its own error, whatever text it is", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        refused(() => parseEvidence(text), "evidence.malformed");
      }),
    );
    refused(() => parseEvidence(" ".repeat(600_000)), "evidence.malformed");
  });
});
