import { expect } from "chai";
import { compressPoint } from "../../src/crypto/keys/jwk.ts";
import { generateSigner } from "../../src/crypto/signatures/signer.ts";
import { steal } from "./theft.ts";
import {
  accredit,
  chainOfTwo,
  DAY,
  issue,
  networkHelpers,
  now,
  P256,
  reasons,
  retiredByThief,
  show,
  TYPE,
  VCT,
  type World,
  wait,
} from "./world.ts";

/**
 * What happened after Sejong issued a one-time copy to 정새롬. The question is about `T`, the moment just before, or about
 * the moment that `after` returns.
 */
interface Rule {
  readonly rule: string;
  readonly after: (world: World) => Promise<unknown>;
  /** What happened before the issuance. */
  readonly before?: (world: World) => Promise<unknown>;
  /** The credential has a status, and is not a one-time copy. */
  readonly withStatus?: true;
  /** The codes of the findings. Absent: the credential was valid at T. */
  readonly because?: string[];
  readonly outcome?: "invalid" | "indeterminate";
}

const NO_END = 2n ** 40n - 1n;
const acts = (world: World, agency: "ministry" | "province" | "sejong") =>
  world.accreditations.connect(world[agency].account);
const at = (world: World, agency: "province" | "sejong") => [world[agency].identity, TYPE] as const;
const keys = (world: World) => world.dids.connect(world.sejong.account);
const lists = (world: World) => world.statuses.connect(world.sejong.account);

/** The time of a block with ten minutes before and after it. */
async function moment(): Promise<number> {
  await wait(600);
  await networkHelpers.mine();
  const time = await now();
  await wait(600);
  return time;
}

const RULES: Rule[] = [
  { rule: "a credential that was valid at T and still is, was valid at T", after: async () => undefined },
  {
    rule: "a suspension after T does not count",
    after: (w) => acts(w, "province").suspend(...at(w, "sejong")),
  },
  {
    rule: "a credential of an issuer that was suspended at T was not valid, even if the issuer was reinstated later",
    after: async (w) => {
      await acts(w, "province").suspend(...at(w, "sejong"));
      const time = await moment();
      await acts(w, "province").reinstate(...at(w, "sejong"), NO_END);
      return time;
    },
    because: ["accreditation.suspended"],
  },
  {
    rule: "a withdrawal after T does not count",
    after: (w) => acts(w, "ministry").withdraw(...at(w, "sejong")),
  },
  {
    rule: "an accreditor's withdrawal after T does not count, even if it was accredited anew",
    after: async (w) => {
      await acts(w, "ministry").withdraw(...at(w, "province"));
      await accredit(w, w.province, { by: w.ministry, levels: 1 });
    },
  },
  {
    rule: "an agency that had ended and was withdrawn later is indeterminate, because the date is not recorded",
    after: async (w) => {
      await acts(w, "sejong").end(...at(w, "sejong"));
      const time = await moment();
      await acts(w, "ministry").withdraw(...at(w, "sejong"));
      return time;
    },
    because: ["accreditation.unknown-at"],
    outcome: "indeterminate",
  },
  {
    rule: "a theft of the issuer's key counts even if it became known after T",
    after: async (w) => keys(w).compromiseKey(w.sejong.identity, w.sejong.key, await now()),
    because: ["issuerKey.compromised"],
  },
  {
    rule: "an annulment counts even if it came after T",
    after: async (w) => {
      const { registered } = await w.types.typeOf(TYPE);
      await w.types.connect(w.council).replaceAuthority(TYPE, w.stranger.identity, registered);
      await w.accreditations.connect(w.stranger.account).annul(w.province.identity, TYPE, 0, 0);
    },
    because: ["accreditation.annulled"],
  },
  {
    rule: "an annulment of a later accreditation does not count, nor what became of the earlier one afterwards",
    after: async (w) => {
      await acts(w, "sejong").end(...at(w, "sejong"));
      await steal(w, "accredit");
      await acts(w, "province").suspend(...at(w, "sejong"));
      await acts(w, "province").withdraw(...at(w, "sejong"));
    },
  },
  {
    rule: "an agency that was suspended at T, reinstated by a thief, and reinstated again after the annulment was not valid",
    after: async (w) => {
      await acts(w, "province").suspend(...at(w, "sejong"));
      const time = await moment();
      await steal(w, "reinstate");
      await acts(w, "province").reinstate(...at(w, "sejong"), NO_END);
      return time;
    },
    because: ["accreditation.suspended"],
  },
  {
    rule: "at a moment in an annulled reinstatement, the records do not say whether the chain held, so it is indeterminate",
    after: async (w) => {
      await acts(w, "province").suspend(...at(w, "sejong"));
      const { during } = await steal(w, "reinstate");
      await acts(w, "province").reinstate(...at(w, "sejong"), NO_END);
      return during;
    },
    because: ["accreditation.unknown-at"],
    outcome: "indeterminate",
  },
  {
    rule: "an agency that had ended, and was suspended below an annulled epoch later, is indeterminate",
    after: async (w) => {
      await acts(w, "sejong").end(...at(w, "sejong"));
      const time = await moment();
      await steal(w, "accredit");
      await acts(w, "province").suspend(...at(w, "sejong"));
      return time;
    },
    because: ["accreditation.unknown-at"],
    outcome: "indeterminate",
  },
  {
    rule: "an agency that had ended, and was withdrawn below an annulled epoch later, is indeterminate",
    after: async (w) => {
      await acts(w, "sejong").end(...at(w, "sejong"));
      const time = await moment();
      await steal(w, "accredit");
      await acts(w, "province").withdraw(...at(w, "sejong"));
      await accredit(w, w.sejong, { by: w.province });
      return time;
    },
    because: ["accreditation.unknown-at"],
    outcome: "indeterminate",
  },
  {
    rule: "an agency that had ended in good order before T, and was accredited by a thief later, was valid",
    after: async (w) => {
      await acts(w, "sejong").end(...at(w, "sejong"));
      const time = await moment();
      await steal(w, "accredit");
      await accredit(w, w.sejong, { by: w.province });
      return time;
    },
  },
  {
    rule: "a credential dated during a retirement that was a thief's was not valid at T, as long as nobody took it back",
    before: retiredByThief,
    after: async () => undefined,
    because: ["accreditation.type-retired"],
  },
  {
    rule: "a thief's retirement does not count if it was taken back, even after T",
    before: retiredByThief,
    after: (w) => w.types.connect(w.stranger.account).reopen(TYPE, 0, 0),
  },
  {
    rule: "a deactivation counts even if it came after T",
    after: (w) => w.dids.connect(w.province.account).deactivate(w.province.identity),
    because: ["accreditation.holder-deactivated"],
  },
  {
    rule: "a hand-over of the type after T does no harm, because the former authority's DID is still active",
    after: async (w) => {
      await w.types.connect(w.ministry.account).offer(TYPE, w.stranger.identity);
      await w.types.connect(w.stranger.account).accept(TYPE);
    },
  },
  {
    rule: "a former authority whose DID is deactivated today is indeterminate, because the date is not recorded",
    after: async (w) => {
      await w.dids.connect(w.ministry.account).deactivate(w.ministry.identity);
      const time = await moment();
      await w.types.connect(w.council).replaceAuthority(TYPE, w.stranger.identity, 0);
      return time;
    },
    because: ["accreditation.authority-unknown-at"],
    outcome: "indeterminate",
  },
  {
    rule: "a credential that is not revoked today was not revoked at T, but may have been suspended",
    withStatus: true,
    after: async () => undefined,
    because: ["status.not-revoked-then"],
    outcome: "indeterminate",
  },
  {
    rule: "a credential that is revoked today is indeterminate, because the date is not recorded",
    withStatus: true,
    after: (w) => lists(w).setStatus(w.sejong.identity, 0, 7, 1),
    because: ["status.unknown-at"],
    outcome: "indeterminate",
  },
];

describe("By today's facts about a past moment T,", () => {
  for (const { rule, before, after, withStatus, because = [], outcome = "invalid" } of RULES) {
    it(rule, async () => {
      const world = await networkHelpers.loadFixture(chainOfTwo);
      await wait(2 * DAY);
      await before?.(world);
      const issuedAt = await now();
      const copy = { status: undefined, expires: issuedAt + DAY };
      const credential = await issue(world.sejong, { issuedAt, ...(withStatus ? {} : copy) });
      const T = await moment();
      const asked = await after(world);
      await moment();
      const policy = {
        asOf: typeof asked === "number" ? asked : T,
        credentials: [{ id: "id", type: VCT, oneTimeCopies: true }],
      };
      const verdict = await show(world, credential, { policy });
      expect(reasons(verdict)).to.deep.equal(because);
      expect(verdict.outcome).to.equal(because.length === 0 ? "valid" : outcome);
    });
  }

  it("a key that was registered after T is invalid, even for a credential dated after T within the clock skew", async () => {
    const world = await networkHelpers.loadFixture(chainOfTwo);
    await moment();
    const signer = generateSigner("ES256");
    await keys(world).setAttribute(world.sejong.account, P256, compressPoint(signer.publicJwk), NO_END);
    const issuedAt = await now();
    const copy = { status: undefined, expires: issuedAt + DAY };
    const credential = await issue({ ...world.sejong, signer }, { issuedAt, ...copy });
    await moment();
    const ask = async (asOf: number) => {
      return show(world, credential, { policy: { asOf, credentials: [{ id: "id", type: VCT, oneTimeCopies: true }] } });
    };
    expect((await ask(issuedAt)).outcome).to.equal("valid");
    const verdict = await ask(issuedAt - 1);
    expect([verdict.outcome, ...reasons(verdict)]).to.deep.equal(["invalid", "issuerKey.not-yet"]);
  });
});
