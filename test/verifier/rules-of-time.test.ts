import { expect } from "chai";
import { steal } from "./theft.ts";
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
  retiredByThief,
  show,
  TYPE,
  type World,
  wait,
} from "./world.ts";

/** What happened after Sejong issued 정새롬's ID, and the gate's verdict a day later. */
interface Rule {
  readonly rule: string;
  /** What happened before the issuance. */
  readonly before?: (world: World) => Promise<unknown>;
  readonly after?: (world: World) => Promise<unknown>;
  /** The codes of the findings. Absent: the credential is valid. */
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
  { rule: "a credential of an accredited issuer, presented by its holder, is valid" },

  // keys
  {
    rule: "a retired key still counts for what it signed before its end",
    after: (w) => keys(w).retireKey(w.sejong.identity, w.sejong.key),
  },
  {
    rule: "a retired key does not count for what it signed after its end",
    before: (w) => keys(w).retireKey(w.sejong.identity, w.sejong.key),
    because: ["issuerKey.ended"],
  },
  {
    rule: "a compromised key counts for nothing, not even for dates before the theft, because a thief can write any date",
    after: async (w) => keys(w).compromiseKey(w.sejong.identity, w.sejong.key, await now()),
    because: ["issuerKey.compromised"],
  },
  {
    rule: "a change of the DID's controller leaves earlier signatures valid, even if it retires the keys",
    after: (w) => keys(w).changeOwnerEndingKeys(w.sejong.identity, w.stranger.identity),
  },
  {
    rule: "an issuer's credentials are invalid once its DID is deactivated, because nobody maintains its status list",
    after: (w) => keys(w).deactivate(w.sejong.identity),
    because: ["issuerKey.did-deactivated", "accreditation.holder-deactivated", "status.unmaintained"],
  },

  // the issuer's own accreditation
  {
    rule: "a suspended issuer's credentials are invalid",
    after: (w) => acts(w, "province").suspend(...at(w, "sejong")),
    because: ["accreditation.suspended"],
  },
  {
    rule: "a reinstated issuer's earlier credentials are valid again",
    after: async (w) => {
      await acts(w, "province").suspend(...at(w, "sejong"));
      await wait(DAY);
      await acts(w, "province").reinstate(...at(w, "sejong"), NO_END);
    },
  },
  {
    rule: "an issuer that was suspended, reinstated and suspended again is suspended",
    after: async (w) => {
      await acts(w, "province").suspend(...at(w, "sejong"));
      await acts(w, "province").reinstate(...at(w, "sejong"), NO_END);
      await acts(w, "province").suspend(...at(w, "sejong"));
    },
    because: ["accreditation.suspended"],
  },
  {
    rule: "a credential dated within a suspension is invalid, even after the suspension",
    before: (w) => acts(w, "province").suspend(...at(w, "sejong")),
    after: (w) => acts(w, "province").reinstate(...at(w, "sejong"), NO_END),
    because: ["accreditation.not-then"],
  },
  {
    rule: "a withdrawn issuer's credentials are invalid",
    after: (w) => acts(w, "ministry").withdraw(...at(w, "sejong")),
    because: ["accreditation.withdrawn"],
  },
  {
    rule: "a withdrawn issuer's earlier credentials stay invalid when it is accredited anew",
    after: async (w) => {
      await acts(w, "ministry").withdraw(...at(w, "sejong"));
      await accredit(w, w.sejong, { by: w.province });
    },
    because: ["accreditation.withdrawn"],
  },
  {
    rule: "an orderly end, such as a merger of agencies, leaves earlier credentials valid",
    after: (w) => acts(w, "sejong").end(...at(w, "sejong")),
  },
  {
    rule: "a credential dated after an orderly end is invalid",
    before: (w) => acts(w, "sejong").end(...at(w, "sejong")),
    because: ["accreditation.not-then"],
  },

  {
    rule: "an issuer that resigned can still be suspended, and then its credentials are invalid",
    after: async (w) => {
      await acts(w, "sejong").end(...at(w, "sejong"));
      await wait(DAY);
      await acts(w, "province").suspend(...at(w, "sejong"));
    },
    because: ["accreditation.suspended"],
  },
  {
    rule: "an issuer that resigned and was suspended gets its earlier credentials back by a reinstatement",
    after: async (w) => {
      await acts(w, "sejong").end(...at(w, "sejong"));
      await acts(w, "province").suspend(...at(w, "sejong"));
      await wait(DAY);
      await acts(w, "province").reinstate(...at(w, "sejong"), 0);
    },
  },
  {
    rule: "an issuer that resigned cannot issue again after such a reinstatement",
    before: async (w) => {
      await acts(w, "sejong").end(...at(w, "sejong"));
      await acts(w, "province").suspend(...at(w, "sejong"));
      await acts(w, "province").reinstate(...at(w, "sejong"), 0);
    },
    because: ["accreditation.not-then"],
  },

  // the chain above the issuer
  {
    rule: "a suspended accreditor makes all credentials below it invalid",
    after: (w) => acts(w, "ministry").suspend(...at(w, "province")),
    because: ["accreditation.suspended"],
  },
  {
    rule: "a withdrawn accreditor makes all credentials below it invalid",
    after: (w) => acts(w, "ministry").withdraw(...at(w, "province")),
    because: ["accreditation.withdrawn"],
  },
  {
    rule: "a withdrawn accreditor that is accredited anew revives no agency below it",
    after: async (w) => {
      await acts(w, "ministry").withdraw(...at(w, "province"));
      await accredit(w, w.province, { by: w.ministry, levels: 1 });
    },
    because: ["accreditation.withdrawn"],
  },
  {
    rule: "a suspended issuer under a withdrawn accreditor cannot be reinstated, only accredited anew",
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
    rule: "a deactivated accreditor breaks the chain",
    after: (w) => w.dids.connect(w.province.account).deactivate(w.province.identity),
    because: ["accreditation.holder-deactivated"],
  },
  {
    rule: "a change of the type's authority leaves the chain intact, because the root link depends on the role",
    after: async (w) => {
      await w.types.connect(w.ministry.account).offer(TYPE, w.stranger.identity);
      await w.types.connect(w.stranger.account).accept(TYPE);
      await w.dids.connect(w.ministry.account).deactivate(w.ministry.identity);
    },
  },
  {
    rule: "an accreditation begun by a stolen authority can be annulled by its successor, as if it had never existed",
    after: async (w) => {
      const { registered } = await w.types.typeOf(TYPE);
      await w.types.connect(w.council).replaceAuthority(TYPE, w.stranger.identity, registered);
      await w.accreditations.connect(w.stranger.account).annul(w.province.identity, TYPE, 0, 0n);
    },
    because: ["accreditation.annulled"],
  },
  {
    rule: "an accreditation by a thief that handed the type over can be annulled once the council declares the theft",
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
    rule: "an annulled reinstatement leaves the suspension before it in force",
    after: async (w) => {
      await acts(w, "province").suspend(...at(w, "sejong"));
      await steal(w, "reinstate");
      const again = accredit(w, w.sejong, { by: w.province });
      await expect(again).to.be.revertedWithCustomError(w.accreditations, "AccreditationInForce");
    },
    because: ["accreditation.annulled"],
  },
  {
    rule: "the accreditor lifts the suspension before an annulled reinstatement, and earlier credentials are valid again",
    after: async (w) => {
      await acts(w, "province").suspend(...at(w, "sejong"));
      await steal(w, "reinstate");
      await acts(w, "province").reinstate(...at(w, "sejong"), NO_END);
    },
  },
  {
    rule: "a credential dated during an annulled reinstatement is invalid, also after the suspension was lifted",
    before: async (w) => {
      await acts(w, "province").suspend(...at(w, "sejong"));
      await w.accreditations.connect(w.ministry.account).reinstate(...at(w, "sejong"), NO_END);
    },
    after: async (w) => {
      const { from } = await w.accreditations.epochOf(...at(w, "sejong"), 1);
      await w.types.connect(w.council).replaceAuthority(TYPE, w.stranger.identity, from);
      await w.accreditations.connect(w.stranger.account).annul(...at(w, "sejong"), 1, 0n);
      await acts(w, "province").reinstate(...at(w, "sejong"), NO_END);
    },
    because: ["accreditation.annulled"],
  },
  {
    rule: "a withdrawal below an annulled epoch is for good",
    after: async (w) => {
      await acts(w, "province").suspend(...at(w, "sejong"));
      await steal(w, "reinstate");
      await acts(w, "province").withdraw(...at(w, "sejong"));
      await accredit(w, w.sejong, { by: w.province });
    },
    because: ["accreditation.withdrawn"],
  },
  {
    rule: "an agency suspended below an annulled epoch, after it had resigned, is suspended until that is lifted",
    after: async (w) => {
      await acts(w, "sejong").end(...at(w, "sejong"));
      await steal(w, "accredit");
      await acts(w, "province").suspend(...at(w, "sejong"));
      await acts(w, "province").reinstate(...at(w, "sejong"), 0);
      await acts(w, "province").suspend(...at(w, "sejong"));
    },
    because: ["accreditation.suspended"],
  },
  {
    rule: "a type's retirement leaves earlier credentials valid",
    after: async (w) => w.types.connect(w.ministry.account).retire(TYPE, (await now()) + 10),
  },
  {
    rule: "a credential dated after its type's retirement is invalid",
    before: async (w) => {
      await w.types.connect(w.ministry.account).retire(TYPE, (await now()) + 10);
      await wait(20);
    },
    because: ["accreditation.type-retired"],
  },
  {
    rule: "a credential dated after a thief retired its type is invalid, until the successor takes the retirement back",
    before: retiredByThief,
    because: ["accreditation.type-retired"],
  },
  {
    rule: "a type whose retirement by a thief was taken back counts as never retired, also for credentials dated meanwhile",
    before: retiredByThief,
    after: (w) => w.types.connect(w.stranger.account).reopen(TYPE, 0, 0),
  },

  // status
  {
    rule: "a suspended credential is invalid",
    after: (w) => lists(w).setStatus(w.sejong.identity, 0, 7, 2),
    because: ["status.suspended"],
  },
  {
    rule: "a reinstated credential is valid again",
    after: async (w) => {
      await lists(w).setStatus(w.sejong.identity, 0, 7, 2);
      await lists(w).setStatus(w.sejong.identity, 0, 7, 0);
    },
  },
  {
    rule: "a revoked credential is invalid",
    after: (w) => lists(w).setStatus(w.sejong.identity, 0, 7, 1),
    because: ["status.revoked"],
  },
  {
    rule: "an application-specific status is invalid unless the type says otherwise",
    after: (w) => lists(w).setStatus(w.sejong.identity, 0, 7, 3),
    because: ["status.application"],
  },
  {
    rule: "another credential's revocation does not count",
    after: (w) => lists(w).setStatus(w.sejong.identity, 0, 8, 1),
  },
];

describe("By the rules of time on a real chain,", () => {
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

  it("a status in an unopened list is indeterminate", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    const verdict = await show(world, await issue(world.sejong, { status: { list: 5, index: 7 } }));
    expect(verdict.outcome).to.equal("indeterminate");
    expect(reasons(verdict)).to.deep.equal(["status.list-unopened"]);
  });

  it("a status beyond its list's capacity is indeterminate", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    const verdict = await show(world, await issue(world.sejong, { status: { list: 0, index: 1024 } }));
    expect(verdict.outcome).to.equal("indeterminate");
    expect(reasons(verdict)).to.deep.equal(["status.out-of-range"]);
  });

  it("a credential dated in the future is invalid", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    const verdict = await show(world, await issue(world.sejong, { issuedAt: (await now()) + HOUR }));
    expect(reasons(verdict)).to.include("policy.issued-in-future");
    expect(verdict.outcome).to.equal("invalid");
  });

  it("facts older than the policy allows make the verdict indeterminate", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    const credential = await issue(world.sejong);
    const later = (await now()) + 301;
    const verdict = await show(world, credential, { at: later });
    expect(verdict.outcome).to.equal("indeterminate");
    expect(reasons(verdict)).to.deep.equal(["facts.stale"]);
    expect((await show(world, credential, { at: later, policy: { maxAge: 600 } })).outcome).to.equal("valid");
  });

  it("facts from the future are reported as ahead of the verifier's clock", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    const verdict = await show(world, await issue(world.sejong), { at: (await now()) - 61 });
    expect(verdict.outcome).to.equal("indeterminate");
    expect(reasons(verdict)).to.deep.equal(["facts.ahead", "policy.clock-behind"]);
  });

  it("a credential signed with another agency's key is invalid", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    const forged = await issue({ ...world.sejong, signer: world.stranger.signer });
    const verdict = await show(world, forged);
    expect(verdict.outcome).to.equal("invalid");
    expect(reasons(verdict)).to.deep.equal(["issuerKey.unknown"]);
  });
});
