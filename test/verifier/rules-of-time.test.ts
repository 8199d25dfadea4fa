import { expect } from "chai";
import {
  accredit,
  type Credential,
  chainOfTwo,
  DAY,
  HOUR,
  issue,
  networkHelpers,
  now,
  reasons,
  show,
  TYPE,
  type World,
  wait,
} from "./world.ts";

/** What happened after Sejong had issued 정새롬's ID, and what a gate says a day later. */
interface Rule {
  readonly rule: string;
  /** Things that happened before it was issued. */
  readonly before?: (world: World) => Promise<unknown>;
  readonly after?: (world: World) => Promise<unknown>;
  /** undefined: it is valid. Otherwise the reasons for saying no. */
  readonly because?: string[];
  readonly outcome?: "invalid" | "indeterminate";
}

const NO_END = 2n ** 40n - 1n;
const acts = (world: World, agency: "ministry" | "province" | "sejong") =>
  world.accreditations.connect(world[agency].account);
const at = (world: World, agency: "province" | "sejong") => [world[agency].identity, TYPE] as const;
const keys = (world: World) => world.dids.connect(world.sejong.account);
const lists = (world: World) => world.statuses.connect(world.sejong.account);

const RULES: Rule[] = [
  { rule: "A credential of an accredited issuer, shown by its holder, is valid." },

  // keys
  {
    rule: "A key that was retired later still vouches for what it signed before.",
    after: (w) => keys(w).retireKey(w.sejong.identity, w.sejong.key),
  },
  {
    rule: "A key that was retired before vouches for nothing signed afterwards.",
    before: (w) => keys(w).retireKey(w.sejong.identity, w.sejong.key),
    because: ["issuerKey.ended"],
  },
  {
    rule: "A key declared compromised vouches for nothing, not even what is dated before the theft: a thief writes any date.",
    after: async (w) => keys(w).compromiseKey(w.sejong.identity, w.sejong.key, await now()),
    because: ["issuerKey.compromised"],
  },
  {
    rule: "Handing the DID to another controller leaves its keys' signatures standing, even when it retires the keys.",
    after: (w) => keys(w).changeOwnerEndingKeys(w.sejong.identity, w.stranger.identity),
  },
  {
    rule: "When the issuer's DID is deactivated, nothing it issued is valid: nobody maintains its list.",
    after: (w) => keys(w).deactivate(w.sejong.identity),
    because: ["issuerKey.did-deactivated", "accreditation.holder-deactivated", "status.unmaintained"],
  },

  // the issuer's own accreditation
  {
    rule: "While the issuer is suspended, what it issued is not valid.",
    after: (w) => acts(w, "province").suspend(...at(w, "sejong")),
    because: ["accreditation.suspended"],
  },
  {
    rule: "Once the issuer is reinstated, what it had issued before is valid again.",
    after: async (w) => {
      await acts(w, "province").suspend(...at(w, "sejong"));
      await wait(DAY);
      await acts(w, "province").reinstate(...at(w, "sejong"), NO_END);
    },
  },
  {
    rule: "Suspended, reinstated and suspended again is suspended.",
    after: async (w) => {
      await acts(w, "province").suspend(...at(w, "sejong"));
      await acts(w, "province").reinstate(...at(w, "sejong"), NO_END);
      await acts(w, "province").suspend(...at(w, "sejong"));
    },
    because: ["accreditation.suspended"],
  },
  {
    rule: "What is dated inside a suspension is not valid, also after it.",
    before: (w) => acts(w, "province").suspend(...at(w, "sejong")),
    after: (w) => acts(w, "province").reinstate(...at(w, "sejong"), NO_END),
    because: ["accreditation.not-then"],
  },
  {
    rule: "A withdrawn issuer's credentials are not valid.",
    after: (w) => acts(w, "ministry").withdraw(...at(w, "sejong")),
    because: ["accreditation.withdrawn"],
  },
  {
    rule: "Accrediting a withdrawn issuer anew does not revive what it issued before.",
    after: async (w) => {
      await acts(w, "ministry").withdraw(...at(w, "sejong"));
      await accredit(w, w.sejong, { by: w.province });
    },
    because: ["accreditation.withdrawn"],
  },
  {
    rule: "An orderly end (a merged agency) harms nothing that was issued before.",
    after: (w) => acts(w, "sejong").end(...at(w, "sejong")),
  },
  {
    rule: "After an orderly end nothing more is issued.",
    before: (w) => acts(w, "sejong").end(...at(w, "sejong")),
    because: ["accreditation.not-then"],
  },

  {
    rule: "An issuer that resigned is suspended all the same, and what it issued is not valid.",
    after: async (w) => {
      await acts(w, "sejong").end(...at(w, "sejong"));
      await wait(DAY);
      await acts(w, "province").suspend(...at(w, "sejong"));
    },
    because: ["accreditation.suspended"],
  },
  {
    rule: "Once the suspension of one that had resigned is taken back, what it had issued is valid again.",
    after: async (w) => {
      await acts(w, "sejong").end(...at(w, "sejong"));
      await acts(w, "province").suspend(...at(w, "sejong"));
      await wait(DAY);
      await acts(w, "province").reinstate(...at(w, "sejong"), 0);
    },
  },
  {
    rule: "It issues nothing more by that.",
    before: async (w) => {
      await acts(w, "sejong").end(...at(w, "sejong"));
      await acts(w, "province").suspend(...at(w, "sejong"));
      await acts(w, "province").reinstate(...at(w, "sejong"), 0);
    },
    because: ["accreditation.not-then"],
  },

  // the chain above it
  {
    rule: "A suspended accreditor suspends all below it.",
    after: (w) => acts(w, "ministry").suspend(...at(w, "province")),
    because: ["accreditation.suspended"],
  },
  {
    rule: "A withdrawn accreditor takes all below it along.",
    after: (w) => acts(w, "ministry").withdraw(...at(w, "province")),
    because: ["accreditation.withdrawn"],
  },
  {
    rule: "Accrediting a withdrawn accreditor anew revives nobody below it.",
    after: async (w) => {
      await acts(w, "ministry").withdraw(...at(w, "province"));
      await accredit(w, w.province, { by: w.ministry, levels: 1 });
    },
    because: ["accreditation.withdrawn"],
  },
  {
    rule: "Nor is an issuer reinstated that hung on it: it issues again only when it is accredited anew.",
    before: async (w) => {
      await acts(w, "province").suspend(...at(w, "sejong"));
      await acts(w, "ministry").withdraw(...at(w, "province"));
      await accredit(w, w.province, { by: w.ministry, levels: 1 });
      const reinstating = acts(w, "province").reinstate(...at(w, "sejong"), NO_END);
      await expect(reinstating).to.be.revertedWithCustomError(w.accreditations, "AccreditationParentWithdrawn");
    },
    because: ["accreditation.not-then"],
  },
  {
    rule: "A deactivated accreditor breaks the chain.",
    after: (w) => w.dids.connect(w.province.account).deactivate(w.province.identity),
    because: ["accreditation.holder-deactivated"],
  },
  {
    rule: "When the authority over the type changes hands, the chain stands: it hangs on the role.",
    after: async (w) => {
      await w.types.connect(w.ministry.account).offer(TYPE, w.stranger.identity);
      await w.types.connect(w.stranger.account).accept(TYPE);
      await w.dids.connect(w.ministry.account).deactivate(w.ministry.identity);
    },
  },
  {
    rule: "What a stolen authority began, its successor can annul, as if it had never been.",
    after: async (w) => {
      const { registered } = await w.types.typeOf(TYPE);
      await w.types.connect(w.council).replaceAuthority(TYPE, w.stranger.identity, registered);
      await w.accreditations.connect(w.stranger.account).annul(w.province.identity, TYPE, 0, 0n);
    },
    because: ["accreditation.annulled"],
  },
  {
    rule: "So it can when the thief had handed the type over in good order, once the council says that it was stolen.",
    after: async (w) => {
      const { registered } = await w.types.typeOf(TYPE);
      await w.types.connect(w.ministry.account).offer(TYPE, w.stranger.identity);
      await w.types.connect(w.stranger.account).accept(TYPE);
      await w.types.connect(w.council).declareStolen(TYPE, 0n, registered);
      await w.accreditations.connect(w.stranger.account).annul(w.province.identity, TYPE, 0, 0n);
    },
    because: ["accreditation.annulled"],
  },
  {
    rule: "Retiring a type leaves standing what was issued before.",
    after: async (w) => w.types.connect(w.ministry.account).retire(TYPE, (await now()) + 10),
  },
  {
    rule: "Nothing is issued of a retired type.",
    before: async (w) => {
      await w.types.connect(w.ministry.account).retire(TYPE, (await now()) + 10);
      await wait(20);
    },
    because: ["accreditation.type-retired"],
  },

  // status
  {
    rule: "A suspended credential is not valid.",
    after: (w) => lists(w).setStatus(w.sejong.identity, 0, 7, 2),
    because: ["status.suspended"],
  },
  {
    rule: "A reinstated credential is valid again.",
    after: async (w) => {
      await lists(w).setStatus(w.sejong.identity, 0, 7, 2);
      await lists(w).setStatus(w.sejong.identity, 0, 7, 0);
    },
  },
  {
    rule: "A revoked credential is not valid.",
    after: (w) => lists(w).setStatus(w.sejong.identity, 0, 7, 1),
    because: ["status.revoked"],
  },
  {
    rule: "An application-specific status is not valid where the type does not say so.",
    after: (w) => lists(w).setStatus(w.sejong.identity, 0, 7, 3),
    because: ["status.application"],
  },
  {
    rule: "Another credential's revocation is none of its business.",
    after: (w) => lists(w).setStatus(w.sejong.identity, 0, 8, 1),
  },
];

describe("The rules of time, on a real chain", () => {
  for (const { rule, before, after, because = [], outcome = "invalid" } of RULES) {
    it(rule, async () => {
      const world = await networkHelpers.loadFixture(chainOfTwo);
      await wait(2 * DAY);
      await before?.(world);
      await wait(DAY);
      const credential: Credential = await issue(world.sejong);
      await wait(DAY);
      await after?.(world);
      await networkHelpers.mine();
      const verdict = await show(world, credential);
      expect(reasons(verdict)).to.deep.equal(because);
      expect(verdict.outcome).to.equal(because.length === 0 ? "valid" : outcome);
      expect(verdict.credentials[0]?.claims).to.deep.equal(because.length === 0 ? { family_name: "정" } : undefined);
    });
  }

  it("A status in a list that was never opened is not known, and so not valid.", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    const verdict = await show(world, await issue(world.sejong, { status: { list: 5, index: 7 } }));
    expect(verdict.outcome).to.equal("indeterminate");
    expect(reasons(verdict)).to.deep.equal(["status.list-unopened"]);
  });

  it("A status beyond its list's capacity is not known, and so not valid.", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    const verdict = await show(world, await issue(world.sejong, { status: { list: 0, index: 1024 } }));
    expect(verdict.outcome).to.equal("indeterminate");
    expect(reasons(verdict)).to.deep.equal(["status.out-of-range"]);
  });

  it("A credential dated in the future is not valid.", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    const verdict = await show(world, await issue(world.sejong, { issuedAt: (await now()) + HOUR }));
    expect(reasons(verdict)).to.include("policy.issued-in-future");
    expect(verdict.outcome).to.equal("invalid");
  });

  it("Facts older than the verifier allows leave it not knowing, however good they look.", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    const credential = await issue(world.sejong);
    const later = (await now()) + 301;
    const verdict = await show(world, credential, { at: later });
    expect(verdict.outcome).to.equal("indeterminate");
    expect(reasons(verdict)).to.deep.equal(["facts.stale"]);
    expect((await show(world, credential, { at: later, policy: { maxAge: 600 } })).outcome).to.equal("valid");
  });

  it("Facts from the future leave it not knowing: one of the clocks is wrong.", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    const verdict = await show(world, await issue(world.sejong), { at: (await now()) - 61 });
    expect(verdict.outcome).to.equal("indeterminate");
    expect(reasons(verdict)).to.deep.equal(["facts.ahead", "policy.clock-behind"]);
  });

  it("Nobody else's key, whatever it signs, speaks for the issuer.", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    const forged = await issue({ ...world.sejong, signer: world.stranger.signer });
    const verdict = await show(world, forged);
    expect(verdict.outcome).to.equal("invalid");
    expect(reasons(verdict)).to.deep.equal(["issuerKey.unknown"]);
  });
});
