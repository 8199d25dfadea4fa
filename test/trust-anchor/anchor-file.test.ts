import { hash } from "node:crypto";
import { expect } from "chai";
import type { TrustAnchor } from "../../src/trust-anchor/anchor.ts";
import { anchorFingerprint, anchorToJson, parseAnchor } from "../../src/trust-anchor/anchor-file.ts";
import { refused } from "../support/refused.ts";

const contract = (n: number) => ({
  address: `0x${String(n).repeat(40)}`,
  codeHash: `0x${String(n).repeat(64)}`,
});
const sealed: TrustAnchor = {
  chainId: 1337n,
  registries: {
    DIDRegistry: contract(1),
    CredentialTypes: contract(2),
    Accreditations: contract(3),
    StatusLists: { ...contract(4), from: 1_700_000_000, until: 1_750_000_000, distrusted: true },
    ValidatorSet: contract(5),
    Directory: contract(6),
    EvidenceLog: { ...contract(7), from: 1_600_000_000 },
  },
  sealers: { kind: "qbft", validators: [1, 2, 3, 4].map((n) => contract(n).address) },
  advancedAt: 1_793_750_400,
};
const signed: TrustAnchor = {
  ...sealed,
  sealers: { kind: "checkpoint", members: [1, 2, 3].map((n) => contract(n).address), threshold: 2 },
};
const TEXT = anchorToJson(sealed);

/** The file with changed members, at the top or in one of its parts; undefined removes a member. */
function changed(change: object, part?: "registries" | "sealers"): string {
  const file = JSON.parse(TEXT) as Record<string, object>;
  return JSON.stringify(
    part === undefined ? { ...file, ...change } : { ...file, [part]: { ...file[part], ...change } },
  );
}

describe("The trust anchor's file", () => {
  it("is read as it was written", () => {
    const sealers = { ...sealed.sealers, former: [contract(9).address] } as TrustAnchor["sealers"];
    for (const anchor of [sealed, signed, { ...sealed, sealers }])
      expect(parseAnchor(anchorToJson(anchor))).to.deep.equal(anchor);
  });

  it("is the same text for the same anchor, whatever the order of members", () => {
    const reversed = Object.fromEntries(Object.entries(sealed.registries).reverse()) as typeof sealed.registries;
    expect(anchorToJson({ ...sealed, registries: reversed })).to.equal(TEXT);
    expect(anchorToJson(parseAnchor(changed({})))).to.equal(TEXT);
  });

  it("has a fingerprint, the SHA-256 of the file", () => {
    expect(anchorFingerprint(sealed)).to.equal(hash("sha256", TEXT, "hex"));
    expect(anchorFingerprint(signed)).not.to.equal(anchorFingerprint(sealed));
  });

  it("is never written for an invalid anchor", () => {
    refused(() => anchorToJson({ ...sealed, advancedAt: -1 }), "facts.proof-bad-anchor");
  });
});

describe("The trust anchor's file: refused", () => {
  const files: Readonly<Record<string, readonly [text: string, why: RegExp]>> = {
    "no JSON": ["didim-anchor/1", /JSON/],
    "over 32 KB": [`${TEXT}${" ".repeat(32_768)}`, /longer/],
    "one name twice": [TEXT.replace('"chainId": 1337,', '"chainId": 1337, "chainId": 1,'), /twice/],
    "another format": [changed({ format: "didim-anchor/2" }), /format/],
    "a list": ["[]", /not an object/],
    "a member missing": [changed({ advancedAt: undefined }), /lacks advancedAt/],
    "a member unknown": [changed({ note: "x" }), /note/],
    "a chain id in text": [changed({ chainId: "1337" }), /chainId/],
    "a registry missing": [changed({ StatusLists: undefined }, "registries"), /lacks StatusLists/],
    "a registry unknown": [changed({ TrustLens: contract(8) }, "registries"), /TrustLens/],
    "a registry with a member unknown": [changed({ StatusLists: { ...contract(4), name: "" } }, "registries"), /name/],
    "a registry distrusted: false": [
      changed({ StatusLists: { ...contract(4), distrusted: false } }, "registries"),
      /distrusted/,
    ],
    "a half of a second": [changed({ StatusLists: { ...contract(4), from: 0.5 } }, "registries"), /from/],
    "sealers of another kind": [changed({ kind: "clique" }, "sealers"), /kind/],
    "sealers of two kinds": [changed({ members: [], threshold: 1 }, "sealers"), /member that it should not have/],
    "validators in text": [changed({ validators: contract(1).address }, "sealers"), /list/],
    "a validator in numbers": [changed({ validators: [1] }, "sealers"), /validators\.0/],
  };
  for (const [what, [text, why]] of Object.entries(files)) {
    it(what, () => {
      expect(refused(() => parseAnchor(text), "facts.anchor-file").details.why).to.match(why);
    });
  }

  it("a well-formed file with an invalid anchor: upper case, a validator twice, a time in milliseconds", () => {
    const [one] = JSON.parse(TEXT).sealers.validators as [string];
    const upper = `0x${"A".repeat(40)}`;
    for (const text of [
      changed({ validators: [upper] }, "sealers"),
      changed({ validators: [one, one] }, "sealers"),
      changed({ DIDRegistry: { ...contract(1), address: upper } }, "registries"),
      changed({ advancedAt: Date.now() }),
    ]) {
      refused(() => parseAnchor(text), "facts.proof-bad-anchor");
    }
  });
});
