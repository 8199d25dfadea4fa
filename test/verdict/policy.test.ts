import { expect } from "chai";
import { checksumAddress } from "../../src/did/address.ts";
import { isDidimError } from "../../src/errors/error.ts";
import type { Presentations } from "../../src/public/holder.ts";
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
const asking = (...claims: readonly (string | string[])[]) => [
  { id: "id", type: VCT, claims },
  { id: "extract", type: EXTRACT, claims },
];

async function refused(policy: object): Promise<string> {
  const error: unknown = await gate(await present(issue()), { policy }).catch((thrown: unknown) => thrown);
  return isDidimError(error) ? error.code : "not refused";
}

/** Two credentials with these claims in one answer: an ID and an extract. Of each, only `disclose` is shown. */
async function ofTwo(claims: [object, object], disclose: readonly (string | string[])[]): Promise<Presentations> {
  const [id, extract] = claims;
  const other = { vct: EXTRACT, claims: extract, status: { list: 0, index: 8 } };
  return {
    id: [await present(issue({ claims: id }), { disclose })],
    extract: [await present(issue(other), { disclose })],
  };
}

describe("A policy that would accept too much", () => {
  it("is refused if a limit is not a number of seconds, because nothing would be too old", async () => {
    for (const name of ["maxAge", "maxProofAge", "asOf"]) {
      for (const value of [Number.NaN, Number.POSITIVE_INFINITY, -1, 1.5, "300", null]) {
        expect(await refused({ [name]: value }), `${name} = ${String(value)}`).to.equal("policy.number");
      }
    }
  });

  it("is refused if DCQL does not allow its queries, or if a query can never be answered", async () => {
    const one = { id: "id", type: VCT };
    const [a, b] = [
      { id: "a", path: "a" },
      { id: "b", path: "b" },
    ];
    const wrong: object[] = [
      { credentials: [one, one] },
      { credentials: [{ ...one, id: "" }] },
      { credentials: [{ ...one, id: "a b" }] },
      { credentials: [{ ...one, id: "__proto__" }] },
      { credentials: [{ type: VCT }] },
      { credentials: [{ id: "id" }] },
      { credentials: [one], credentialSets: [] },
      { credentials: [one], credentialSets: [{ options: [] }] },
      { credentials: [one], credentialSets: [{ options: [["id"], []] }] },
      { credentials: [one], credentialSets: [{ options: [["another"]] }] },
      { credentials: [one, { ...one, id: "idle" }], credentialSets: [{ options: [["id"]] }] },
      { credentials: [{ ...one, claims: [a, b], claimSets: [] }] },
      { credentials: [{ ...one, claims: [a, b], claimSets: [["a"], []] }] },
      { credentials: [{ ...one, claims: [a, b], claimSets: [["a", "c"]] }] },
      { credentials: [{ ...one, claims: [a, b], claimSets: [["a"]] }] },
      { credentials: [{ ...one, claims: [a, "b"], claimSets: [["a"]] }] },
      { credentials: [{ ...one, claims: [a, a] }] },
      { credentials: [{ ...one, claims: ["a", ["a"]] }] },
      { credentials: [{ ...one, claims: [{ path: "a", values: [] }] }] },
      { credentials: [{ ...one, claims: [{ path: "a", values: [1.5] }] }] },
      { credentials: [{ ...one, claimSets: [["a"]] }] },
    ];
    for (const policy of wrong) expect(await refused(policy), JSON.stringify(policy)).to.equal("policy.query");
  });

  it("is refused if a query does not ask for a sameHolder claim, because honest holders would fail", async () => {
    const [name, birth] = [
      { id: "n", path: "name" },
      { id: "b", path: "birth" },
    ];
    const sets = [{ id: "id", type: VCT, claims: [name, birth], claimSets: [["n"], ["b", "n"]] }];
    const claims = (...all: unknown[]) => [{ id: "id", type: VCT, claims: all }];
    for (const [credentials, sameHolder] of [
      [POLICY.credentials, ["name"]],
      [claims("name"), ["birth"]],
      [claims(["name", "family"]), ["name"]],
      [[...claims("name"), { id: "extract", type: EXTRACT }], ["name"]],
      [sets, ["birth"]],
    ]) {
      expect(await refused({ credentials, sameHolder }), JSON.stringify(credentials)).to.equal("policy.same-holder");
    }
    for (const [credentials, sameHolder] of [
      [claims("name"), [["name", "family"]]],
      [claims({ path: ["name"] }), ["name"]],
      [sets, ["name"]],
    ]) {
      expect(await refused({ credentials, sameHolder }), JSON.stringify(credentials)).to.equal("not refused");
    }
  });

  it("is refused if it names an invalid DID", async () => {
    for (const did of [ISSUER, "did:web:go.kr", `did:ethr:${ISSUER}`, `did:ethr:0x07a69:${ISSUER}`, ""]) {
      expect(await refused({ credentials: [{ id: "id", type: VCT, issuers: [did] }] }), did).to.equal("policy.did");
      expect(await refused({ credentials: [{ id: "id", type: VCT, authorities: [did] }] }), did).to.equal("policy.did");
    }
  });

  it("is refused if a claim's path is invalid, such as an empty one", async () => {
    for (const path of [[], [""], "", [1.5], [-1], [null], ["a", ""], ["a", -1], undefined]) {
      expect(await refused({ credentials: [{ id: "id", type: VCT, claims: [path] }] })).to.equal("policy.claim-path");
      expect(await refused({ credentials: [{ id: "id", type: VCT, claims: [{ path }] }] })).to.equal(
        "policy.claim-path",
      );
      expect(await refused({ sameHolder: [path] })).to.equal("policy.claim-path");
    }
    const credentials = [{ id: "id", type: VCT, claims: [["names", null]] }];
    expect(await refused({ credentials, sameHolder: [["names", null]] })).to.equal("policy.claim-path");
  });

  it("with only optional sets is not met by an empty answer", async () => {
    const policy = { credentialSets: [{ options: [["id"]], required: false }] };
    expect((await gate({}, { policy })).outcome).to.equal("invalid");
    expect((await gate("~", { policy })).outcome).to.equal("invalid");
    expect((await gate(await present(issue()), { policy })).outcome).to.equal("valid");
  });
});

describe("One DID in two spellings", () => {
  const spelt = `did:ethr:0x7a69:${checksumAddress(ISSUER)}`;

  it("is the same issuer, and the verdict spells it canonically", async () => {
    const [lower, mixed] = [await present(issue()), await present(issue({ issuer: spelt }))];
    for (const shown of [lower, mixed]) {
      for (const issuers of [[ISSUER_DID], [spelt]]) {
        const verdict = await gate(shown, { policy: { credentials: [{ id: "id", type: VCT, issuers }] } });
        expect(verdict.outcome).to.equal("valid");
        expect(verdict.credentials[0]?.issuer).to.equal(ISSUER_DID);
      }
    }
  });

  it("is not a DID of the same address on another chain", async () => {
    const accept = (authorities: string[]) => ({ policy: { credentials: [{ id: "id", type: VCT, authorities }] } });
    const shown = await present(issue());
    expect((await gate(shown, accept([AUTHORITY_DID]))).outcome).to.equal("valid");
    const foreign = AUTHORITY_DID.replace("0x7a69", "0x1");
    expect(codes(await gate(shown, accept([foreign])))).to.deep.equal(["policy.authority-not-accepted"]);
  });
});

describe("Two people's credentials in one answer", () => {
  const same = (sameHolder: readonly (string | string[])[]) => ({
    policy: { credentials: asking(...sameHolder), sameHolder },
  });

  it("do not agree on a claim that is empty or withheld in both", async () => {
    const shown = await ofTwo([{ name: NAME }, { name: OTHER }], []);
    const emptied = await ofTwo([{ name: {} }, { name: {} }], ["name"]);
    const lists = await ofTwo([{ name: [] }, { name: [] }], ["name"]);
    const nulls = await ofTwo([{ name: null }, { name: null }], ["name"]);
    const blanks = await ofTwo([{ name: "" }, { name: "" }], ["name"]);
    for (const pair of [shown, emptied, lists, nulls, blanks]) {
      expect(codes(await gate(pair, same(["name"])))).to.include("policy.different-holders");
    }
  });

  it("do not agree on an object whose differing members are withheld", async () => {
    const claims = { name: { family: "김", given: "철수" } };
    const sister = { name: { family: "김", given: "영희" } };
    const shown = await ofTwo([claims, sister], [["name", "family"]]);
    expect(codes(await gate(shown, same(["name"])))).to.deep.equal(["policy.different-holders"]);
    const given = await gate(shown, same([["name", "given"]]));
    expect(new Set(codes(given))).to.deep.equal(new Set(["policy.different-holders", "policy.claims-missing"]));
  });

  it("agree on texts that both disclose", async () => {
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

  it("are refused if they answer one query without multiple", async () => {
    const sister = issue({ claims: { family_name: "박" }, status: { list: 0, index: 8 } });
    const verdict = await gate({ id: [await present(issue()), await present(sister)] });
    expect(codes(verdict)).to.deep.equal(["policy.credential-repeated"]);
    const shown = await present(issue());
    expect(codes(await gate({ id: [shown, shown] }))).to.deep.equal(["policy.credential-repeated"]);
  });
});

describe("A claim that the verifier requires", () => {
  const require = (claims: unknown) => ({ policy: { credentials: [{ id: "id", type: VCT, claims }] } });

  it("is not met by an empty object, list or null", async () => {
    const credential = await issue({ claims: { address: { region: "세종" }, classes: ["1"], note: null } });
    const nothing = await present(credential, { disclose: [] });
    expect(codes(await gate(nothing, require(["address"])))).to.deep.equal(["policy.claims-missing"]);
    const open = issue({ claims: { address: {}, classes: [], note: null }, disclosable: [] });
    const shells = await present(open, { disclose: [] });
    for (const claim of ["address", "classes", "note"]) {
      expect(codes(await gate(shells, require([claim])))).to.deep.equal(["policy.claims-missing"]);
    }
  });

  it("must be an own member: neither inherited from a prototype nor a list's length", async () => {
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

describe("Hostile input to verify()", () => {
  it("is invalid, and nothing is thrown, whatever it is", async () => {
    const cyclic: unknown[] = [];
    cyclic.push(cyclic);
    const lists = [[], [null], [{}], [["~"]], [undefined], cyclic, Array(3), [await present(issue())]];
    const keyed = [null, "~", "", {}, 1, [], [null], [{}], [["~"]], cyclic, Array(3)].map((id) => ({ id }));
    for (const sent of [undefined, null, 0, ...lists, ...keyed, { length: 1 }]) {
      const verdict = await gate(sent);
      expect(verdict.outcome).to.equal("invalid");
      expect(codes(verdict)).to.include("presentation.unreadable");
    }
    expect(codes(await gate({}))).to.include("presentation.empty");
  });

  it("is read by its own members only, whatever their names are", async () => {
    const shown = await present(issue());
    const names = ["__proto__", "constructor", "toString", "hasOwnProperty", "no such query", "x".repeat(10_000)];
    for (const name of names) {
      const sent: unknown = JSON.parse(`{"id": [${JSON.stringify(shown)}], ${JSON.stringify(name)}: ["~"]}`);
      const verdict = await gate(sent);
      expect(codes(verdict)).to.deep.equal(["presentation.unknown-query"]);
      expect(verdict.presentation[0]?.evidence).to.deep.equal({ query: name.slice(0, 64) });
      const alone: unknown = JSON.parse(`{${JSON.stringify(name)}: [${JSON.stringify(shown)}]}`);
      expect(codes(await gate(alone))).to.deep.equal(["presentation.unknown-query", "policy.credential-missing"]);
    }
    expect(codes(await gate(JSON.parse(`{"__proto__": {"id": [${JSON.stringify(shown)}]}}`)))).to.include(
      "presentation.unreadable",
    );
    for (const id of ["constructor", "toString", "0", "length"]) {
      const policy = { credentials: [{ id, type: VCT }] };
      const verdict = await gate({ [id]: [shown] }, { policy });
      expect(verdict.credentials.map(({ query }) => query)).to.deep.equal([id]);
      expect(verdict.outcome).to.equal("valid");
      expect(codes(await gate({ other: [shown] }, { policy }))).to.include("policy.credential-missing");
    }
  });

  it("is invalid even if reading it throws, and is read only once", async () => {
    const shown = await present(issue());
    const fails = (): never => {
      throw new Error("boo");
    };
    const revoked = Proxy.revocable({}, {});
    revoked.revoke();
    const hostile = [
      {
        get id() {
          return fails();
        },
      },
      { id: Object.defineProperty([], 0, { get: fails }) },
      { id: new Proxy([shown], { get: fails }) },
      new Proxy({}, { ownKeys: fails }),
      new Proxy({}, { getPrototypeOf: fails }),
      revoked.proxy,
    ];
    for (const sent of hostile) expect(codes(await gate(sent))).to.include("presentation.unreadable");
    let asked = 0;
    const growing = new Proxy([shown], {
      get: (list, name) => (name === "length" ? ++asked : Reflect.get(list, name)),
    });
    expect((await gate({ id: growing })).outcome).to.equal("valid");
    expect(asked).to.equal(1);
  });

  it("is not read beyond the maximum number of presentations", async () => {
    let looks = 0;
    const id = (): unknown => {
      looks++;
      return ["~"];
    };
    const many = Object.fromEntries(Array.from({ length: 17 }, (_, i) => [`id${i}`, { enumerable: true, get: id }]));
    expect(codes(await gate(Object.defineProperties({}, many)))).to.include("presentation.unreadable");
    expect(looks).to.equal(0);
  });

  it("cannot make the verifier query the registry for too many credentials", async () => {
    const one = await issue();
    let asked = 0;
    const source = {
      source: "rpc" as const,
      lookup: (queries: readonly unknown[]) => {
        asked = queries.length;
        return Promise.reject(new Error("enough"));
      },
    };
    const policy = { credentials: [{ id: "id", type: VCT, multiple: true }] };
    const many = [
      { id: await manyCredentials() },
      { id: Array(17).fill(one) },
      Object.fromEntries(Array.from({ length: 17 }, (_, i) => [`id${i}`, [one]])),
    ];
    for (const sent of many) expect((await gate(sent, { source, policy })).outcome).to.equal("invalid");
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
