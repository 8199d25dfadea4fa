import { expect } from "chai";
import fc from "fast-check";
import { type Evidence, evidenceOf, formatEvidence, parseEvidence } from "../../src/evidence/file.ts";
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

  it("has a salt of its own, so that two of one content are two", () => {
    expect(undated.salt).to.have.length(32);
    expect(evidenceOf(REQUEST, undated.presentations).salt).to.not.deep.equal(undated.salt);
  });

  const file = JSON.parse(formatEvidence(dated)) as FileContent;
  const [step] = file.dated.path;
  const withPath = (path: readonly unknown[]): unknown => ({ ...file, dated: { ...file.dated, path } });
  const withClaims = (claims: unknown): unknown => {
    const [asked] = file.request.credentials;
    return { ...file, request: { ...file.request, credentials: [{ ...asked, claims }] } };
  };
  const broken: readonly [what: string, content: unknown][] = [
    ["another format", { ...file, format: "didim-evidence/2" }],
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
