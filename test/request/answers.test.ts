import { expect } from "chai";
import { claimAt, type Policy, requestOf } from "../../src/public/verifier.ts";
import { WITHHELD } from "../../src/request/withheld.ts";
import { refusedLater } from "../support/refused.ts";
import { ADDRESSED, answer, claimsIn, codesIn, scene } from "./scene.fixture.ts";

const [DIPLOMA, LICENCE] = ["urn:example:diploma", "urn:example:licence"];
const DEGREES = [
  { type: "Bachelor", university: "Sejong", year: 2001 },
  { university: "Elsewhere" },
  { type: "Master", university: "Hanyang", year: 2004 },
];
const asking = (...credentials: Policy["credentials"]): Policy => ({ ...ADDRESSED, credentials });

describe("The elements of a list, if null selects them all,", () => {
  const query = { id: "diploma", type: DIPLOMA };

  it("disclose only the member asked for, and elements without it stay withheld", async () => {
    const { wallet, give, judge } = await scene([DIPLOMA]);
    await give(DIPLOMA, { degrees: DEGREES });
    const path = ["degrees", null, "type"];
    const request = asking({ ...query, claims: [path] });
    const verdict = await judge(await answer(wallet, request), request);
    expect(verdict.outcome, verdict.text.en).to.equal("valid");
    const shown = { degrees: [{ type: "Bachelor" }, WITHHELD, { type: "Master" }] };
    expect(claimsIn(verdict)).to.deep.equal([["diploma", shown]]);
    expect(claimAt(verdict.credentials[0]?.claims ?? {}, path)).to.deep.equal(["Bachelor", "Master"]);
    const [match] = (await wallet.matches(request)).queries;
    expect(match?.candidates[0]).to.deep.include({ shows: shown, unasked: [] });
  });

  it("are withheld unless they have a value asked for", async () => {
    const { wallet, give, judge } = await scene([DIPLOMA]);
    await give(DIPLOMA, { degrees: DEGREES });
    const valued = (...values: (string | number)[]) =>
      asking({ ...query, claims: [{ path: ["degrees", null, "type"], values }] });
    const verdict = await judge(await answer(wallet, valued("Master", "Doctor")), valued("Master", "Doctor"));
    expect(verdict.outcome, verdict.text.en).to.equal("valid");
    expect(claimsIn(verdict)).to.deep.equal([["diploma", { degrees: [WITHHELD, WITHHELD, { type: "Master" }] }]]);
    await refusedLater(answer(wallet, valued("Doctor")), "holder.nothing-fits");
    expect(codesIn(await judge(await answer(wallet, valued("Master")), valued("Bachelor")))).to.deep.equal([
      "policy.values-not-asked",
    ]);
  });

  it("count as missing if all are withheld", async () => {
    const { wallet, give, judge } = await scene([DIPLOMA]);
    await give(DIPLOMA, { name: "정새롬", degrees: DEGREES });
    const shown = await answer(wallet, asking({ ...query, claims: ["name"] }));
    for (const path of [
      ["degrees", null],
      ["degrees", null, "type"],
    ]) {
      const verdict = await judge(shown, asking({ ...query, claims: ["name", path] }));
      expect(codesIn(verdict)).to.deep.equal(["policy.claims-missing"]);
      expect(verdict.text.en).to.include(path.map((step) => step ?? "*").join("."));
    }
  });
});

describe("Answers by query id", () => {
  const [mine, other] = [
    { id: "mine", type: LICENCE, claims: ["name"] },
    { id: "other", type: LICENCE, claims: ["number"] },
  ] as const;

  it("may have the same type, and each discloses only the claims of its own query", async () => {
    const { wallet, give, judge } = await scene([LICENCE]);
    const [first, second] = [
      await give(LICENCE, { name: "정새롬", number: 1 }),
      await give(LICENCE, { name: "박", number: 2 }),
    ];
    const request = asking(mine, other);
    const verdict = await judge(await answer(wallet, request, { mine: first.id, other: second.id }), request);
    expect(verdict.outcome, verdict.text.en).to.equal("valid");
    expect(claimsIn(verdict)).to.deep.equal([
      ["mine", { name: "정새롬" }],
      ["other", { number: 2 }],
    ]);
  });

  it("may use one credential for two queries, even a one-time copy, which is spent once", async () => {
    const { wallet, give, giveCopy, judge } = await scene([LICENCE]);
    await give(LICENCE, { name: "정새롬", number: 1 });
    await giveCopy(LICENCE, { name: "정새롬", number: 2 });
    const request = asking({ ...mine, oneTimeCopies: true }, { ...other, oneTimeCopies: true });
    for (const number of [2, 1]) {
      const verdict = await judge(await answer(wallet, request), request);
      expect(verdict.outcome, verdict.text.en).to.equal("valid");
      expect(claimsIn(verdict)).to.deep.equal([
        ["mine", { name: "정새롬" }],
        ["other", { number }],
      ]);
    }
  });

  it("are several for one query only if it allows multiple and the holder chose them", async () => {
    const { wallet, give, judge } = await scene([LICENCE]);
    const held = [await give(LICENCE, { name: "정", number: 1 }), await give(LICENCE, { name: "박", number: 2 })];
    const ids = held.map(({ id }) => id);
    const request = asking({ ...mine, multiple: true });
    expect((await answer(wallet, request)).mine).to.have.length(1);
    const both = await answer(wallet, request, { mine: ids });
    const verdict = await judge(both, request);
    expect(verdict.outcome, verdict.text.en).to.equal("valid");
    expect(verdict.credentials.map(({ query, claims }) => [query, claims?.name]).sort()).to.deep.equal([
      ["mine", "박"],
      ["mine", "정"],
    ]);
    expect(codesIn(await judge(both, asking(mine)))).to.deep.equal(["policy.credential-repeated"]);
    await refusedLater(answer(wallet, asking(mine), { mine: ids }), "holder.choice");
    for (const wrong of [[], [ids[0]!, ids[0]!], [ids[0]!, "no such id"]]) {
      await refusedLater(answer(wallet, request, { mine: wrong }), "holder.choice");
    }
    await refusedLater(answer(wallet, request, { constructor: ids }), "holder.choice");
  });

  it("have the format that the query names", async () => {
    const { wallet, give, judge } = await scene([LICENCE]);
    await give(LICENCE, { name: "정새롬" });
    const shown = await answer(wallet, asking(mine));
    const asked = asking({ ...mine, format: "vc+jwt" });
    await refusedLater(answer(wallet, asked), "holder.nothing-fits");
    const verdict = await judge(shown, asked);
    expect(codesIn(verdict)).to.deep.equal(["policy.format-not-asked"]);
    expect(verdict.text.en).to.include("vc+jwt").and.include("dc+sd-jwt");
    await give(LICENCE, { name: "정새롬" }, { format: "vc+jwt" });
    expect((await judge(await answer(wallet, asked), asked)).outcome).to.equal("valid");
  });

  it("are invalid under an unknown id, with another type, or without a required answer", async () => {
    const { wallet, give, judge } = await scene([LICENCE, DIPLOMA]);
    await give(LICENCE, { name: "정새롬" });
    await give(DIPLOMA, { name: "정새롬" });
    const diploma = { id: "diploma", type: DIPLOMA, claims: ["name"] };
    const request = asking(mine, diploma);
    const shown = await answer(wallet, request);
    const [a = [], b = []] = [shown.mine, shown.diploma];
    for (const [presented, codes] of [
      [{ mine: a }, ["policy.credential-missing"]],
      [{ mine: a, diploma: b, more: b }, ["presentation.unknown-query"]],
      [{ mine: a, Diploma: b }, ["presentation.unknown-query", "policy.credential-missing"]],
      [{ mine: b, diploma: a }, ["policy.type-not-asked", "policy.type-not-asked"]],
      [{ mine: a, diploma: ["~"] }, ["presentation.unreadable", "policy.credential-missing"]],
    ] as const) {
      const verdict = await judge(presented, request);
      expect([verdict.outcome, ...codesIn(verdict)]).to.deep.equal(["invalid", ...codes]);
      for (const { claims } of verdict.credentials) expect(claims).to.equal(undefined);
    }
    const { presentation } = await judge({ mine: a }, request);
    expect(presentation.find(({ code }) => code === "policy.credential-missing")?.evidence).to.deep.equal({
      query: "diploma",
      type: DIPLOMA,
    });
  });

  it("need no id if there is only one query, but must not be a list", async () => {
    const { wallet, give, judge } = await scene([LICENCE]);
    await give(LICENCE, { name: "정새롬", number: 1 });
    const { mine: [bare = ""] = [] } = await answer(wallet, asking(mine));
    expect((await judge(bare, asking(mine))).outcome).to.equal("valid");
    for (const [presented, policy] of [
      [bare, asking(mine, { ...other, id: "another" })],
      [[bare], asking(mine)],
    ] as const) {
      const verdict = await judge(presented as string, policy);
      expect(codesIn(verdict)).to.include("presentation.unreadable");
    }
  });
});

describe("The request that a wallet receives of a policy", () => {
  it("contains the queries and their conditions, but not sameHolder and the maximum ages", () => {
    const credentials = [
      { id: "a", type: LICENCE, claims: ["name"], issuers: [], authorities: [], oneTimeCopies: true },
    ];
    const told = { ...ADDRESSED, verifier: "did:web:x", credentials, credentialSets: [{ options: [["a"]] }] };
    const own = { sameHolder: ["name"], maxAge: 1, maxProofAge: 2, askedAt: 3, asOf: 4 };
    expect(requestOf({ ...told, ...own })).to.deep.equal(told);
    expect(requestOf(asking({ id: "a", type: LICENCE }))).to.deep.equal(asking({ id: "a", type: LICENCE }));
  });

  it("is all that the wallet uses, even if it receives the whole policy", async () => {
    const { wallet, give } = await scene([LICENCE]);
    await give(LICENCE, { name: "정새롬", number: 1 });
    const policy: Policy = { ...asking({ id: "a", type: LICENCE, claims: ["name"] }), sameHolder: ["name", "number"] };
    const [match] = (await wallet.matches(policy)).queries;
    expect(match?.candidates[0]?.shows).to.deep.equal({ name: "정새롬" });
  });
});
