import { expect } from "chai";
import type { PresentationRequest } from "../../src/public/holder.ts";
import { refusedLater } from "../support/refused.ts";
import { ADDRESSED, answer, claimsIn, codesIn, scene } from "./scene.fixture.ts";

/** A query as DCQL writes it. */
interface Dcql {
  readonly credentials: readonly {
    readonly id: string;
    readonly format: string;
    readonly meta: { readonly vct_values?: readonly string[]; readonly doctype_value?: string };
    readonly claims: NonNullable<PresentationRequest["credentials"][number]["claims"]>;
    readonly claim_sets?: readonly (readonly string[])[];
  }[];
  readonly credential_sets?: NonNullable<PresentationRequest["credentialSets"]>;
}

/** The same query as a Didim request. Member names differ, and a query has one type name. */
function requestOf({ credentials, credential_sets: credentialSets }: Dcql): PresentationRequest {
  return {
    ...ADDRESSED,
    credentials: credentials.map(({ id, format, meta, claims, claim_sets: claimSets }) => ({
      ...{ id, format, type: meta.vct_values?.[0] ?? meta.doctype_value ?? "", claims },
      ...(claimSets && { claimSets }),
    })),
    ...(credentialSets && { credentialSets }),
  };
}

const sdJwt = (id: string, type: string, ...claims: readonly Dcql["credentials"][number]["claims"][number][]) => ({
  ...{ id, format: "dc+sd-jwt", meta: { vct_values: [type] }, claims },
});
const path = (...steps: readonly string[]) => ({ path: steps });

const IDENTITY = "https://credentials.example.com/identity_credential";
const [OTHER, REDUCED] = [
  "https://othercredentials.example/pid",
  "https://credentials.example.com/reduced_identity_credential",
];
const [RESIDENCE, REWARDS] = ["https://cred.example/residence_credential", "https://company.example/company_rewards"];
const PERSON = {
  family_name: "Doe",
  given_name: "Jane",
  last_name: "Doe",
  date_of_birth: "1999-03-02",
  postal_code: "90210",
  locality: "Beverly Hills",
  region: "CA",
  rewards_number: 7,
  address: { street_address: "1 Main Street", locality: "Beverly Hills" },
};

/** OpenID4VP 1.0 §6.5, and its appendix "DCQL Examples". */
describe("The DCQL examples of OpenID4VP", () => {
  it("ask for three claims of one credential, and nothing else is disclosed", async () => {
    const { wallet, give, judge } = await scene([IDENTITY]);
    await give(IDENTITY, PERSON);
    const request = requestOf({
      credentials: [
        sdJwt("my_credential", IDENTITY, path("family_name"), path("given_name"), path("address", "street_address")),
      ],
    });
    const verdict = await judge(await answer(wallet, request), request);
    expect(verdict.outcome, verdict.text.en).to.equal("valid");
    expect(claimsIn(verdict)).to.deep.equal([
      ["my_credential", { family_name: "Doe", given_name: "Jane", address: { street_address: "1 Main Street" } }],
    ]);
  });

  it("ask for two credentials, and nothing is presented if one is missing", async () => {
    const { wallet, give } = await scene([IDENTITY]);
    await give(IDENTITY, PERSON);
    const request = requestOf({
      credentials: [
        sdJwt("pid", IDENTITY, path("given_name"), path("family_name"), path("address", "street_address")),
        {
          id: "mdl",
          format: "mso_mdoc",
          meta: { doctype_value: "org.iso.7367.1.mVRC" },
          claims: [path("org.iso.7367.1", "vehicle_holder"), path("org.iso.18013.5.1", "given_name")],
        },
      ],
    });
    const { details } = await refusedLater(answer(wallet, request), "holder.nothing-fits");
    expect(details).to.deep.include({ options: [["mdl"]], type: ["org.iso.7367.1.mVRC"] });
    const { sets } = await wallet.matches(request);
    expect(sets).to.deep.equal([
      { required: true, options: [{ queries: ["pid"], canAnswer: true }] },
      { required: true, options: [{ queries: ["mdl"], canAnswer: false }] },
    ]);
  });

  describe("have alternative credentials", () => {
    const claims = [path("given_name"), path("family_name"), path("address", "street_address")];
    const request = requestOf({
      credentials: [
        sdJwt("pid", IDENTITY, ...claims),
        sdJwt("other_pid", OTHER, ...claims),
        sdJwt("pid_reduced_cred_1", REDUCED, path("family_name"), path("given_name")),
        sdJwt("pid_reduced_cred_2", RESIDENCE, path("postal_code"), path("locality"), path("region")),
        sdJwt("nice_to_have", REWARDS, path("rewards_number")),
      ],
      credential_sets: [
        { options: [["pid"], ["other_pid"], ["pid_reduced_cred_1", "pid_reduced_cred_2"]] },
        { required: false, options: [["nice_to_have"]] },
      ],
    });
    const having = async (...types: readonly string[]) => {
      const all = await scene([IDENTITY, OTHER, REDUCED, RESIDENCE, REWARDS]);
      const ids = [];
      for (const type of types) ids.push((await all.give(type, PERSON)).id);
      return { ...all, ids };
    };

    for (const [types, queries] of [
      [[IDENTITY, OTHER, REDUCED, RESIDENCE, REWARDS], ["pid"]],
      [[OTHER, REDUCED, RESIDENCE], ["other_pid"]],
      [
        [RESIDENCE, REDUCED],
        ["pid_reduced_cred_1", "pid_reduced_cred_2"],
      ],
    ] as const) {
      it(`of which the first possible option is presented: ${queries.join(" and ")}`, async () => {
        const { wallet, judge } = await having(...types);
        const presented = await answer(wallet, request);
        expect(Object.keys(presented)).to.deep.equal(queries);
        const verdict = await judge(presented, request);
        expect(verdict.outcome, verdict.text.en).to.equal("valid");
      });
    }

    it("of which no option is presented in part, and an optional credential alone is no answer", async () => {
      const { wallet, ids, judge } = await having(REDUCED, REWARDS);
      await refusedLater(answer(wallet, request), "holder.nothing-fits");
      await refusedLater(answer(wallet, request, { nice_to_have: ids[1]! }), "holder.nothing-fits");
      const whole = {
        ...request,
        credentialSets: [{ options: [["pid_reduced_cred_1"]] }, { options: [["nice_to_have"]] }],
      };
      const { pid_reduced_cred_1: part, nice_to_have: nice } = await answer(wallet, {
        ...whole,
        credentials: request.credentials.slice(2),
      });
      for (const presented of [{ pid_reduced_cred_1: part! }, { nice_to_have: nice! }]) {
        const verdict = await judge(presented, request);
        expect([verdict.outcome, ...codesIn(verdict)]).to.deep.equal(["invalid", "policy.alternatives-missing"]);
        expect(verdict.text.en).to.include("pid, other_pid, pid_reduced_cred_1 + pid_reduced_cred_2");
      }
    });

    it("of which the holder may choose, and an optional credential is presented only if chosen", async () => {
      const { wallet, ids, judge } = await having(IDENTITY, OTHER, REDUCED, RESIDENCE, REWARDS);
      const [pid, other, , residence, rewards] = ids as [string, string, string, string, string];
      const chosen = async (choice: Record<string, string>) => Object.keys(await answer(wallet, request, choice));
      expect(await chosen({ other_pid: other })).to.deep.equal(["other_pid"]);
      expect(await chosen({ pid_reduced_cred_2: residence })).to.deep.equal([
        "pid_reduced_cred_1",
        "pid_reduced_cred_2",
      ]);
      expect(await chosen({ nice_to_have: rewards })).to.deep.equal(["pid", "nice_to_have"]);
      expect(await chosen({ pid, other_pid: other })).to.deep.equal(["pid", "other_pid"]);
      await refusedLater(answer(wallet, request, { pid: other }), "holder.choice");
      const without = await having(IDENTITY, REDUCED);
      const useless = answer(without.wallet, request, { pid_reduced_cred_1: without.ids[1]! });
      expect((await refusedLater(useless, "holder.choice")).details).to.deep.equal({ query: "pid_reduced_cred_1" });
      const verdict = await judge(await answer(wallet, request, { nice_to_have: rewards }), request);
      expect(verdict.outcome, verdict.text.en).to.equal("valid");
      expect((await wallet.matches(request)).sets).to.deep.equal([
        {
          required: true,
          options: [
            { queries: ["pid"], canAnswer: true },
            { queries: ["other_pid"], canAnswer: true },
            { queries: ["pid_reduced_cred_1", "pid_reduced_cred_2"], canAnswer: true },
          ],
        },
        { required: false, options: [{ queries: ["nice_to_have"], canAnswer: true }] },
      ]);
    });
  });

  describe("have alternative claims", () => {
    const named = (id: string, name: string) => ({ id, ...path(name) });
    const query = sdJwt(
      ...(["pid", IDENTITY] as const),
      ...[named("a", "last_name"), named("b", "postal_code"), named("c", "locality"), named("d", "region")],
      named("e", "date_of_birth"),
    );
    const request = requestOf({
      credentials: [
        {
          ...query,
          claim_sets: [
            ["a", "c", "d", "e"],
            ["a", "b", "e"],
          ],
        },
      ],
    });
    const { locality: _, ...elsewhere } = PERSON;
    const { date_of_birth: __, ...unborn } = PERSON;

    for (const [held, shown] of [
      [PERSON, ["last_name", "locality", "region", "date_of_birth"]],
      [elsewhere, ["last_name", "postal_code", "date_of_birth"]],
    ] as const) {
      it(`of which the first available set is disclosed: ${shown.join(", ")}`, async () => {
        const { wallet, give, judge } = await scene([IDENTITY]);
        await give(IDENTITY, held);
        const verdict = await judge(await answer(wallet, request), request);
        expect(verdict.outcome, verdict.text.en).to.equal("valid");
        expect(Object.keys(verdict.credentials[0]?.claims ?? {})).to.have.members([...shown]);
      });
    }

    it("of which no set is disclosed in part, and the verdict names the claims missing from the nearest set", async () => {
      const { wallet, give, judge } = await scene([IDENTITY]);
      await give(IDENTITY, unborn);
      await refusedLater(answer(wallet, request), "holder.nothing-fits");
      const less = requestOf({ credentials: [sdJwt("pid", IDENTITY, path("last_name"), path("postal_code"))] });
      const verdict = await judge(await answer(wallet, less), request);
      expect(codesIn(verdict)).to.deep.equal(["policy.claims-missing"]);
      expect(verdict.text.en).to.include("date_of_birth").and.not.include("locality");
    });

    it("of which a credential with a more preferred set comes first", async () => {
      const { wallet, give } = await scene([IDENTITY]);
      const whole = await give(IDENTITY, PERSON);
      await give(IDENTITY, elsewhere);
      const [match] = (await wallet.matches(request)).queries;
      expect(match?.candidates.map(({ credential }) => credential.id === whole.id)).to.deep.equal([true, false]);
    });
  });

  it("ask for claims with given values, compared in type and value", async () => {
    const { wallet, give, judge } = await scene([IDENTITY]);
    await give(IDENTITY, PERSON);
    const asking = (name: string, code: string | number) =>
      requestOf({
        credentials: [
          sdJwt(
            ...(["my_credential", IDENTITY] as const),
            ...[{ ...path("family_name"), values: [name] }, path("given_name"), path("address", "street_address")],
            { ...path("postal_code"), values: [code, "90211"] },
          ),
        ],
      });
    const request = asking("Doe", "90210");
    const presented = await answer(wallet, request);
    expect((await judge(presented, request)).outcome).to.equal("valid");
    for (const [name, code, told] of [
      ["Doe", 90210, "postal_code"],
      ["doe", "90210", "family_name"],
      ["Roe", "90209", "family_name, postal_code"],
    ] as const) {
      await refusedLater(answer(wallet, asking(name, code)), "holder.nothing-fits");
      const verdict = await judge(presented, asking(name, code));
      expect(codesIn(verdict)).to.deep.equal(["policy.values-not-asked"]);
      expect(verdict.text.en).to.include(`: ${told}.`);
    }
  });
});
