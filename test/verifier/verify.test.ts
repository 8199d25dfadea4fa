import { expect } from "chai";
import { generateSigner } from "../../src/crypto/signatures/signer.ts";
import type { Presentations } from "../../src/public/holder.ts";
import type { Policy, Verdict } from "../../src/public/verifier.ts";
import { SealedClock } from "../../src/verdict/clock.ts";
import { verify } from "../../src/verifier/verify.ts";
import {
  AUDIENCE,
  chainOfTwo,
  EXTRACT,
  issue,
  NONCE,
  networkHelpers,
  now,
  POLICY,
  present,
  reasons,
  registerExtract,
  TYPE,
  VCT,
  type World,
} from "./world.ts";

async function gate(world: World, presented: string | Presentations, policy: Partial<Policy> = {}): Promise<Verdict> {
  const time = await now();
  return verify(presented, { ...POLICY, ...policy }, world.facts, new SealedClock({ now: () => time }));
}

describe("By holder binding,", () => {
  it("a presentation to one verifier is invalid at another", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    const shown = await present(await issue(world.sejong), { audience: "https://evil.example" });
    expect(reasons(await gate(world, shown))).to.deep.equal(["holderBinding.wrong-audience"]);
  });

  it("an answer to one request is invalid for another (a replay)", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    const shown = await present(await issue(world.sejong));
    expect((await gate(world, shown)).outcome).to.equal("valid");
    const next = await gate(world, shown, { nonce: "another-nonce-of-the-same-gate" });
    expect(reasons(next)).to.deep.equal(["holderBinding.wrong-nonce"]);
  });

  it("a credential without a holder's proof is invalid", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    const { credential } = await issue(world.sejong);
    expect(reasons(await gate(world, credential))).to.deep.equal(["holderBinding.absent"]);
  });

  it("a credential that is bound to no key is invalid", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    const { credential } = await issue(world.sejong, { holderKey: undefined });
    expect(reasons(await gate(world, credential))).to.deep.equal(["holderBinding.unbound"]);
  });

  it("a stolen credential with a proof by the thief's own key is invalid", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    const stolen = await issue(world.sejong);
    const own = { ...(await issue(world.stranger)), holder: generateSigner("ES256") };
    const forged = await present({ ...stolen, holder: stolen.holder });
    const [, proof] = splitProof(
      await present({
        ...own,
        credential: (await issue(world.stranger, { holderKey: own.holder.publicJwk })).credential,
      }),
    );
    const [shown] = splitProof(forged);
    const verdict = await gate(world, shown + proof);
    expect(verdict.outcome).to.equal("invalid");
    expect(reasons(verdict)[0]).to.match(/^holderBinding\.(altered|forged)$/);
  });

  it("a proof that is too old or in the future is invalid", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    const credential = await issue(world.sejong);
    const time = await now();
    const old = await present(credential, { issuedAt: time - 301 });
    const early = await present(credential, { issuedAt: time + 61 });
    expect(reasons(await gate(world, old))).to.deep.equal(["holderBinding.stale"]);
    expect(reasons(await gate(world, early))).to.deep.equal(["holderBinding.in-future"]);
    expect((await gate(world, old, { maxProofAge: 600 })).outcome).to.equal("valid");
  });

  it("a presentation with a claim removed after the holder signed is invalid", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    const credential = await issue(world.sejong);
    const shown = await present(credential, { disclose: ["family_name", "given_name"] });
    const [jwt, first, second, proof] = shown.split("~");
    const fewer = await gate(world, [jwt, first, proof].join("~"));
    expect(reasons(fewer)).to.include("holderBinding.altered");
    expect((await gate(world, [jwt, first, second, proof].join("~"))).outcome).to.equal("valid");
  });
});

describe("By the verifier's policy,", () => {
  it("a genuine credential of a type that was not asked for is invalid", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    const shown = await present(await issue(world.sejong));
    const verdict = await gate(world, shown, {
      credentials: [{ id: "id", type: "https://credentials.go.kr/driving-licence/1" }],
    });
    expect(reasons(verdict)).to.deep.equal(["policy.type-not-asked"]);
  });

  it("a credential whose required claim is withheld is invalid", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    const shown = await present(await issue(world.sejong));
    const verdict = await gate(world, shown, {
      credentials: [{ id: "id", type: VCT, claims: ["family_name", "department"] }],
    });
    expect(reasons(verdict)).to.deep.equal(["policy.claims-missing"]);
    expect(verdict.credentials[0]?.claims).to.equal(undefined);
  });

  it("issuers and authorities can be restricted", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    const shown = await present(await issue(world.sejong));
    const ask = (changes: object) => gate(world, shown, { credentials: [{ id: "id", type: VCT, ...changes }] });
    expect((await ask({ issuers: [world.sejong.did], authorities: [world.ministry.did] })).outcome).to.equal("valid");
    expect(reasons(await ask({ issuers: [world.stranger.did] }))).to.deep.equal(["policy.issuer-not-accepted"]);
    expect(reasons(await ask({ authorities: [world.stranger.did] }))).to.deep.equal(["policy.authority-not-accepted"]);
  });

  it("several credentials must agree on the sameHolder claims", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    await registerExtract(world, world.sejong);
    const id = await present(await issue(world.sejong));
    const other = { family_name: "김", given_name: "철수" };
    const extract = { vct: EXTRACT, status: { list: 0, index: 8 } };
    const stranger = await present(await issue(world.sejong, { ...extract, claims: other }));
    const own = await present(await issue(world.sejong, extract));
    const policy = {
      credentials: [
        { id: "id", type: VCT, claims: ["family_name"] },
        { id: "extract", type: EXTRACT, claims: ["family_name"] },
      ],
      sameHolder: ["family_name"],
    };
    expect(reasons(await gate(world, { id: [id], extract: [stranger] }, policy))).to.deep.equal([
      "policy.different-holders",
    ]);
    expect((await gate(world, { id: [id], extract: [own] }, policy)).outcome).to.equal("valid");
  });

  it("a credential is invalid from the second of its expiry on", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    const time = await now();
    const shown = await present(await issue(world.sejong, { issuedAt: time, expires: time + 10 }));
    const at = (second: number) => verify(shown, POLICY, world.facts, new SealedClock({ now: () => second }));
    expect((await at(time + 9)).outcome).to.equal("valid");
    expect(reasons(await at(time + 10))).to.deep.equal(["policy.expired"]);
  });

  it("a one-time copy is valid only if the query accepts it and its life is at most 24 hours", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    const time = await now();
    const copy = await present(
      await issue(world.sejong, { status: undefined, issuedAt: time, expires: time + 86_400 }),
    );
    const long = await present(
      await issue(world.sejong, { status: undefined, issuedAt: time, expires: time + 86_401 }),
    );
    const taking = { credentials: [{ id: "id", type: VCT, oneTimeCopies: true }] };
    expect(reasons(await gate(world, copy))).to.deep.equal(["status.absent"]);
    expect((await gate(world, copy, taking)).outcome).to.equal("valid");
    expect(reasons(await gate(world, long, taking))).to.deep.equal(["status.absent"]);
  });

  it("malformed text is invalid, and nothing is thrown", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    for (const rubbish of ["", "~", "a.b.c", "{}", "x".repeat(100_000), "eyJhbGciOiJub25lIn0.e30.~"]) {
      const verdict = await gate(world, rubbish);
      expect(verdict.outcome, rubbish.slice(0, 20)).to.equal("invalid");
      expect(reasons(verdict)).to.include("presentation.unreadable");
    }
    expect((await gate(world, {})).outcome).to.equal("invalid");
    expect((await gate(world, { id: Array(17).fill("x") })).outcome).to.equal("invalid");
  });
});

describe("A question about an earlier moment", () => {
  it("is answered for each moment of a history of suspension, reinstatement and suspension", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    const { accreditations, province, sejong } = world;
    const above = accreditations.connect(province.account);
    const credential = await issue(sejong);
    const moments: number[] = [];
    const pass = async () => {
      await networkHelpers.time.increase(1000);
      moments.push(await now());
      await networkHelpers.time.increase(1000);
    };
    await pass();
    await above.suspend(sejong.identity, TYPE);
    await pass();
    await above.reinstate(sejong.identity, TYPE, 2n ** 40n - 1n);
    await pass();
    await above.suspend(sejong.identity, TYPE);
    await pass();
    const shown = await present(credential);
    const verdicts = await Promise.all(moments.map((asOf) => gate(world, shown, { asOf })));
    expect(verdicts.map((verdict) => verdict.credentials[0]?.checks.accreditation.code)).to.deep.equal([
      "accreditation.whole",
      "accreditation.suspended",
      "accreditation.whole",
      "accreditation.suspended",
    ]);
    // Today's status does not show whether the credential was suspended then (rule 4), so the verdict is indeterminate.
    expect(verdicts[0]?.outcome).to.equal("indeterminate");
    expect(verdicts[1]?.outcome).to.equal("invalid");
  });

  it("is refused for a moment in the future", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    const asked = gate(world, "x", { asOf: (await now()) + 1000 });
    expect(await asked.catch((error: { code: string }) => error.code)).to.equal("policy.as-of-future");
  });
});

describe("A registry that cannot be read", () => {
  it("makes the verdict and all checks except the holder binding indeterminate", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    const shown = await present(await issue(world.sejong));
    const down = { source: "rpc" as const, lookup: () => Promise.reject(new Error("connect ECONNREFUSED")) };
    const verdict = await verify(shown, POLICY, down, new SealedClock({ now: () => 0 }, await now()));
    expect(verdict.outcome).to.equal("indeterminate");
    expect(new Set(reasons(verdict))).to.deep.equal(new Set(["facts.unavailable"]));
    expect(verdict.credentials[0]?.checks.holderBinding.outcome).to.equal("valid");
  });

  it("because it is of another chain makes the verdict indeterminate", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    const shown = await present(await issue(world.sejong));
    const other = {
      source: "rpc" as const,
      lookup: async (queries: Parameters<typeof world.facts.lookup>[0]) => {
        const answer = await world.facts.lookup(queries);
        return { ...answer, asOf: { ...answer.asOf, chainId: 1n } };
      },
    };
    const time = await now();
    const verdict = await verify(shown, POLICY, other, new SealedClock({ now: () => time }));
    expect(verdict.outcome).to.equal("indeterminate");
    expect(new Set(reasons(verdict))).to.deep.equal(new Set(["issuerKey.foreign-chain"]));
  });

  it("is not even asked if the policy is incomplete", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    const { facts } = world;
    const clock = new SealedClock();
    const refused = (policy: Policy) =>
      verify("x", policy, facts, clock).catch((error: { code: string }) => error.code);
    expect(await refused({ audience: AUDIENCE, nonce: NONCE, credentials: [] })).to.equal("policy.asks-nothing");
    expect(await refused({ audience: "", nonce: NONCE, credentials: [{ id: "id", type: VCT }] })).to.equal(
      "policy.unaddressed",
    );
    expect(await refused({ audience: AUDIENCE, nonce: "short", credentials: [{ id: "id", type: VCT }] })).to.equal(
      "policy.unaddressed",
    );
  });
});

/** Splits a presentation into the disclosed credential and the key-binding JWT at its end. */
function splitProof(presentation: string): [string, string] {
  const end = presentation.lastIndexOf("~") + 1;
  return [presentation.slice(0, end), presentation.slice(end)];
}
