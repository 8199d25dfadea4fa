import { expect } from "chai";
import { checksumAddress } from "../../src/did/address.ts";
import { isDidimError } from "../../src/errors/error.ts";
import { issueVcJwt } from "../formats/issuing.ts";
import { presentVcJwt } from "../formats/presenting.ts";
import {
  AUTHORITY_DID,
  codes,
  EXTRACT,
  gate,
  ISSUER,
  ISSUER_DID,
  issue,
  issuer,
  POLICY,
  present,
  saerom,
  TIME,
  VCT,
} from "./gate.fixture.ts";

const NAME = { family: "김", given: "철수" };
const OTHER = { family: "박", given: "영희" };
const BOTH = [{ type: VCT }, { type: EXTRACT }];

async function refused(policy: object): Promise<string> {
  const error: unknown = await gate(await present(issue()), { policy }).catch((thrown: unknown) => thrown);
  return isDidimError(error) ? error.code : "not refused";
}

/** 김철수's ID and 박영희's extract, in one answer; of each, only `disclose` is shown. */
async function ofTwo(claims: [object, object], disclose: readonly (string | string[])[]): Promise<string[]> {
  const [id, extract] = claims;
  const other = { vct: EXTRACT, claims: extract, status: { list: 0, index: 8 } };
  return [await present(issue({ claims: id }), { disclose }), await present(issue(other), { disclose })];
}

describe("A policy that would let too much pass", () => {
  it("is refused when a limit is no number of seconds: nothing would be too old.", async () => {
    for (const name of ["maxAge", "maxProofAge", "asOf"]) {
      for (const value of [Number.NaN, Number.POSITIVE_INFINITY, -1, 1.5, "300", null]) {
        expect(await refused({ [name]: value }), `${name} = ${String(value)}`).to.equal("policy.number");
      }
    }
  });

  it("is refused when it asks for one type twice: only one of the two would be looked at.", async () => {
    const credentials = [{ type: VCT }, { type: VCT, claims: ["given_name"], issuers: ["did:ethr:0x1:0x0"] }];
    expect(await refused({ credentials })).to.equal("policy.type-twice");
  });

  it("is refused when it names a DID that is none: it would never be met, or by the wrong one.", async () => {
    for (const did of [ISSUER, "did:web:go.kr", `did:ethr:${ISSUER}`, `did:ethr:0x07a69:${ISSUER}`, ""]) {
      expect(await refused({ credentials: [{ type: VCT, issuers: [did] }] }), did).to.equal("policy.did");
      expect(await refused({ credentials: [{ type: VCT, authorities: [did] }] }), did).to.equal("policy.did");
    }
  });

  it("is refused when a claim's path is none: an empty one leads to everything.", async () => {
    for (const path of [[], [""], "", [1.5], [-1], [null], undefined]) {
      expect(await refused({ credentials: [{ type: VCT, claims: [path] }] })).to.equal("policy.claim-path");
      expect(await refused({ sameHolder: [path] })).to.equal("policy.claim-path");
    }
  });

  it("with nothing but options is not met by nothing.", async () => {
    const policy = { credentials: [{ type: VCT, optional: true }] };
    expect((await gate([], { policy })).outcome).to.equal("invalid");
    expect((await gate("~", { policy })).outcome).to.equal("invalid");
    expect((await gate(await present(issue()), { policy })).outcome).to.equal("valid");
  });
});

describe("One DID in two spellings", () => {
  const spelt = `did:ethr:0x7a69:${checksumAddress(ISSUER)}`;

  it("is one issuer, and the verdict spells it in one way.", async () => {
    const [lower, mixed] = [await present(issue()), await present(issue({ issuer: spelt }))];
    for (const shown of [lower, mixed]) {
      for (const issuers of [[ISSUER_DID], [spelt]]) {
        const verdict = await gate(shown, { policy: { credentials: [{ type: VCT, issuers }] } });
        expect(verdict.outcome).to.equal("valid");
        expect(verdict.credentials[0]?.issuer).to.equal(ISSUER_DID);
      }
    }
  });

  it("is not the DID of the same address on another chain.", async () => {
    const accept = (authorities: string[]) => ({ policy: { credentials: [{ type: VCT, authorities }] } });
    const shown = await present(issue());
    expect((await gate(shown, accept([AUTHORITY_DID]))).outcome).to.equal("valid");
    const foreign = AUTHORITY_DID.replace("0x7a69", "0x1");
    expect(codes(await gate(shown, accept([foreign])))).to.deep.equal(["policy.authority-not-accepted"]);
  });
});

describe("Two people's credentials in one answer", () => {
  const same = (sameHolder: unknown) => ({ policy: { credentials: BOTH, sameHolder } });

  it("do not agree on a claim of which each shows nothing.", async () => {
    const shown = await ofTwo([{ name: NAME }, { name: OTHER }], []);
    const emptied = await ofTwo([{ name: {} }, { name: {} }], ["name"]);
    const lists = await ofTwo([{ name: [] }, { name: [] }], ["name"]);
    const nulls = await ofTwo([{ name: null }, { name: null }], ["name"]);
    const blanks = await ofTwo([{ name: "" }, { name: "" }], ["name"]);
    for (const pair of [shown, emptied, lists, nulls, blanks]) {
      expect(codes(await gate(pair, same(["name"])))).to.include("policy.different-holders");
    }
  });

  it("do not agree on a claim whose telling parts each withholds.", async () => {
    const claims = { name: { family: "김", given: "철수" } };
    const sister = { name: { family: "김", given: "영희" } };
    const shown = await ofTwo([claims, sister], [["name", "family"]]);
    expect(codes(await gate(shown, same(["name"])))).to.deep.equal(["policy.different-holders"]);
    expect(codes(await gate(shown, same([["name", "given"]])))).to.deep.equal(["policy.different-holders"]);
  });

  it("agree on what each of them says in so many words.", async () => {
    const shown = await ofTwo([{ name: NAME }, { name: NAME }], ["name"]);
    expect(
      (
        await gate(
          shown,
          same([
            ["name", "family"],
            ["name", "given"],
          ]),
        )
      ).outcome,
    ).to.equal("valid");
  });

  it("of one type are one too many, whichever of the two a reader would take.", async () => {
    const sister = issue({ claims: { family_name: "박" }, status: { list: 0, index: 8 } });
    const verdict = await gate([await present(issue()), await present(sister)]);
    expect(codes(verdict)).to.deep.equal(["policy.credential-repeated"]);
    const shown = await present(issue());
    expect(codes(await gate([shown, shown]))).to.deep.equal(["policy.credential-repeated"]);
  });
});

describe("A claim that the verifier requires", () => {
  const require = (claims: unknown) => ({ policy: { credentials: [{ type: VCT, claims }] } });

  it("is not met by a shell whose contents are withheld.", async () => {
    const credential = await issue({ claims: { address: { region: "세종" }, classes: ["1"], note: null } });
    const nothing = await present(credential, { disclose: [] });
    expect(codes(await gate(nothing, require(["address"])))).to.deep.equal(["policy.claims-missing"]);
    const open = issue({ claims: { address: {}, classes: [], note: null }, disclosable: [] });
    const shells = await present(open, { disclose: [] });
    for (const claim of ["address", "classes", "note"]) {
      expect(codes(await gate(shells, require([claim])))).to.deep.equal(["policy.claims-missing"]);
    }
  });

  it("is the issuer's own: neither a prototype's nor a list's length.", async () => {
    const shown = await present(issue({ claims: { classes: ["1", "2"], by: { 0: "x" } } }), {
      disclose: ["classes", "by"],
    });
    const missing = [
      "constructor",
      "__proto__",
      "toString",
      ["classes", "length"],
      ["classes", "0"],
      ["classes", 2],
      ["by", 0],
      ["classes", "constructor", "name"],
      ["classes", 0, "length"],
    ];
    for (const path of missing) {
      expect(codes(await gate(shown, require([path]))), JSON.stringify(path)).to.deep.equal(["policy.claims-missing"]);
    }
    expect(
      (
        await gate(
          shown,
          require([
            ["classes", 1],
            ["by", "0"],
          ]),
        )
      ).outcome,
    ).to.equal("valid");
  });
});

describe("What arrives instead of a presentation", () => {
  it("is not valid, and nothing is thrown, whatever it is.", async () => {
    const cyclic: unknown[] = [];
    cyclic.push(cyclic);
    for (const sent of [undefined, null, 0, {}, [null], [{}], [["~"]], [undefined], cyclic, Array(3), { length: 1 }]) {
      const verdict = await gate(sent);
      expect(verdict.outcome).to.equal("invalid");
      expect(codes(verdict)).to.include("presentation.unreadable");
    }
  });

  it("may not make the verifier ask the registry about any number of credentials.", async () => {
    const one = await issue();
    let asked = 0;
    const source = {
      source: "rpc" as const,
      lookup: (queries: readonly unknown[]) => {
        asked = queries.length;
        return Promise.reject(new Error("enough"));
      },
    };
    const many = await manyCredentials();
    expect((await gate(many, { source })).outcome).to.equal("invalid");
    expect(asked).to.equal(0);
    await gate(one, { source });
    expect(asked).to.equal(1);
  });
});

/** Two presentations of nine credentials each. */
async function manyCredentials(): Promise<string[]> {
  const credential = await issueVcJwt({
    signer: issuer,
    issuer: ISSUER_DID,
    vct: VCT,
    claims: {},
    holderKey: saerom.publicJwk,
    issuedAt: TIME,
  });
  const { audience, nonce } = POLICY;
  const request = { credentials: Array(9).fill(credential), holder: saerom, audience, nonce, issuedAt: TIME };
  return [await presentVcJwt(request), await presentVcJwt(request)];
}
