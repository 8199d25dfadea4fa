import { expect } from "chai";
import { generateSigner } from "../../src/crypto/signer.ts";
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

describe("Whose is it? Holder binding", () => {
  it("What is shown to one verifier does not pass at another.", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    const shown = await present(await issue(world.sejong), { audience: "https://evil.example" });
    expect(reasons(await gate(world, shown))).to.deep.equal(["holderBinding.wrong-audience"]);
  });

  it("An answer to one request does not pass for another: a replay.", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    const shown = await present(await issue(world.sejong));
    expect((await gate(world, shown)).outcome).to.equal("valid");
    const next = await gate(world, shown, { nonce: "another-nonce-of-the-same-gate" });
    expect(reasons(next)).to.deep.equal(["holderBinding.wrong-nonce"]);
  });

  it("A credential without a proof of possession is not its presenter's.", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    const { credential } = await issue(world.sejong);
    expect(reasons(await gate(world, credential))).to.deep.equal(["holderBinding.absent"]);
  });

  it("A credential that is bound to no key is nobody's.", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    const { credential } = await issue(world.sejong, { holderKey: undefined });
    expect(reasons(await gate(world, credential))).to.deep.equal(["holderBinding.unbound"]);
  });

  it("A thief who has the credential but not the phone proves nothing with a key of its own.", async () => {
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

  it("A proof signed too long ago, or in the future, is not of now.", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    const credential = await issue(world.sejong);
    const time = await now();
    const old = await present(credential, { issuedAt: time - 301 });
    const early = await present(credential, { issuedAt: time + 61 });
    expect(reasons(await gate(world, old))).to.deep.equal(["holderBinding.stale"]);
    expect(reasons(await gate(world, early))).to.deep.equal(["holderBinding.in-future"]);
    expect((await gate(world, old, { maxProofAge: 600 })).outcome).to.equal("valid");
  });

  it("A claim slipped in or left out after the holder signed is found out.", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    const credential = await issue(world.sejong);
    const shown = await present(credential, { disclose: ["family_name", "given_name"] });
    const [jwt, first, second, proof] = shown.split("~");
    const fewer = await gate(world, [jwt, first, proof].join("~"));
    expect(reasons(fewer)).to.include("holderBinding.altered");
    expect((await gate(world, [jwt, first, second, proof].join("~"))).outcome).to.equal("valid");
  });
});

describe("What the verifier asked for", () => {
  it("A type that was not asked for is not accepted, however genuine.", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    const shown = await present(await issue(world.sejong));
    const verdict = await gate(world, shown, {
      credentials: [{ id: "id", type: "https://credentials.go.kr/driving-licence/1" }],
    });
    expect(reasons(verdict)).to.deep.equal(["policy.type-not-asked"]);
  });

  it("A required claim that is withheld is missed.", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    const shown = await present(await issue(world.sejong));
    const verdict = await gate(world, shown, {
      credentials: [{ id: "id", type: VCT, claims: ["family_name", "department"] }],
    });
    expect(reasons(verdict)).to.deep.equal(["policy.claims-missing"]);
    expect(verdict.credentials[0]?.claims).to.equal(undefined);
  });

  it("Issuers and authorities can be named.", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    const shown = await present(await issue(world.sejong));
    const ask = (changes: object) => gate(world, shown, { credentials: [{ id: "id", type: VCT, ...changes }] });
    expect((await ask({ issuers: [world.sejong.did], authorities: [world.ministry.did] })).outcome).to.equal("valid");
    expect(reasons(await ask({ issuers: [world.stranger.did] }))).to.deep.equal(["policy.issuer-not-accepted"]);
    expect(reasons(await ask({ authorities: [world.stranger.did] }))).to.deep.equal(["policy.authority-not-accepted"]);
  });

  it("Several credentials of one person agree on what the verifier says they must.", async () => {
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

  it("An expired credential is not valid, from the very second on.", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    const time = await now();
    const shown = await present(await issue(world.sejong, { issuedAt: time, expires: time + 10 }));
    const at = (second: number) => verify(shown, POLICY, world.facts, new SealedClock({ now: () => second }));
    expect((await at(time + 9)).outcome).to.equal("valid");
    expect(reasons(await at(time + 10))).to.deep.equal(["policy.expired"]);
  });

  it("One-time copies pass only where the verifier takes them, and only if they are short-lived.", async () => {
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

  it("Rubbish is not valid, and nothing is thrown.", async () => {
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

describe("Was it good then?", () => {
  it("Through suspend, reinstate and suspend the chain of trust is told for each moment.", async () => {
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
    // Today's status does not tell yesterday's suspension (rule 4): the verdict as a whole is honest about it.
    expect(verdicts[0]?.outcome).to.equal("indeterminate");
    expect(verdicts[1]?.outcome).to.equal("invalid");
  });

  it("Nobody can be asked about the future.", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    const asked = gate(world, "x", { asOf: (await now()) + 1000 });
    expect(await asked.catch((error: { code: string }) => error.code)).to.equal("policy.as-of-future");
  });
});

describe("A registry that cannot be read", () => {
  it("leaves every check open but the holder's, and the verdict with them.", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    const shown = await present(await issue(world.sejong));
    const down = { source: "rpc" as const, lookup: () => Promise.reject(new Error("connect ECONNREFUSED")) };
    const verdict = await verify(shown, POLICY, down, new SealedClock({ now: () => 0 }, await now()));
    expect(verdict.outcome).to.equal("indeterminate");
    expect(new Set(reasons(verdict))).to.deep.equal(new Set(["facts.unavailable"]));
    expect(verdict.credentials[0]?.checks.holderBinding.outcome).to.equal("valid");
  });

  it("of another chain says nothing about this one.", async () => {
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

  it("does not tell a verifier that asks for nothing.", async () => {
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

/** What is shown, and the key-binding JWT at its end. */
function splitProof(presentation: string): [string, string] {
  const end = presentation.lastIndexOf("~") + 1;
  return [presentation.slice(0, end), presentation.slice(end)];
}
