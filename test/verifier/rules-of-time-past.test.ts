import { expect } from "chai";
import { compressPoint } from "../../src/crypto/jwk.ts";
import { generateSigner } from "../../src/crypto/signer.ts";
import {
  accredit,
  chainOfTwo,
  DAY,
  issue,
  networkHelpers,
  now,
  P256,
  reasons,
  show,
  TYPE,
  VCT,
  type World,
  wait,
} from "./world.ts";

/**
 * What happened after Sejong had issued 정새롬 a copy for a day; it is asked about `T`, the moment before, or the one that
 * `after` answers with.
 */
interface Rule {
  readonly rule: string;
  readonly after: (world: World) => Promise<unknown>;
  /** It was issued with a status. */
  readonly withStatus?: true;
  /** undefined: it was valid at T. Otherwise the reasons for not saying so. */
  readonly because?: string[];
  readonly outcome?: "invalid" | "indeterminate";
}

const NO_END = 2n ** 40n - 1n;
const acts = (world: World, agency: "ministry" | "province" | "sejong") =>
  world.accreditations.connect(world[agency].account);
const at = (world: World, agency: "province" | "sejong") => [world[agency].identity, TYPE] as const;
const keys = (world: World) => world.dids.connect(world.sejong.account);
const lists = (world: World) => world.statuses.connect(world.sejong.account);

/** A moment of its own, with some time on both sides. */
async function moment(): Promise<number> {
  await wait(600);
  await networkHelpers.mine();
  const time = await now();
  await wait(600);
  return time;
}

const RULES: Rule[] = [
  { rule: "What was good at T, and is to this day, was good at T.", after: async () => undefined },
  {
    rule: "A suspension that came after T does not count.",
    after: (w) => acts(w, "province").suspend(...at(w, "sejong")),
  },
  {
    rule: "What was suspended at T was not valid, though it is reinstated since.",
    after: async (w) => {
      await acts(w, "province").suspend(...at(w, "sejong"));
      const time = await moment();
      await acts(w, "province").reinstate(...at(w, "sejong"), NO_END);
      return time;
    },
    because: ["accreditation.suspended"],
  },
  {
    rule: "A withdrawal that came after T does not count.",
    after: (w) => acts(w, "ministry").withdraw(...at(w, "sejong")),
  },
  {
    rule: "Nor does that of an accreditor, accredited anew or not.",
    after: async (w) => {
      await acts(w, "ministry").withdraw(...at(w, "province"));
      await accredit(w, w.province, { by: w.ministry, levels: 1 });
    },
  },
  {
    rule: "When an agency has ended and is withdrawn later, nobody can tell whether it was by T.",
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
    rule: "A theft of the issuer's key that became known after T counts.",
    after: async (w) => keys(w).compromiseKey(w.sejong.identity, w.sejong.key, await now()),
    because: ["issuerKey.compromised"],
  },
  {
    rule: "So does an annulment.",
    after: async (w) => {
      const { registered } = await w.types.typeOf(TYPE);
      await w.types.connect(w.council).replaceAuthority(TYPE, w.stranger.identity, registered);
      await w.accreditations.connect(w.stranger.account).annul(w.province.identity, TYPE, 0, 0);
    },
    because: ["accreditation.annulled"],
  },
  {
    rule: "So does a deactivation.",
    after: (w) => w.dids.connect(w.province.account).deactivate(w.province.identity),
    because: ["accreditation.holder-deactivated"],
  },
  {
    rule: "When the type has changed hands since T, the chain stands: the authority of then is alive to this day, and was at T.",
    after: async (w) => {
      await w.types.connect(w.ministry.account).offer(TYPE, w.stranger.identity);
      await w.types.connect(w.stranger.account).accept(TYPE);
    },
  },
  {
    rule: "When the authority of then is deactivated today, and another has the type, nobody can tell whether it was by T.",
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
    rule: "A credential that is not revoked was not at T; whether it was suspended at T, nobody can tell.",
    withStatus: true,
    after: async () => undefined,
    because: ["status.not-revoked-then"],
    outcome: "indeterminate",
  },
  {
    rule: "Of one that is revoked nobody can tell whether it was at T.",
    withStatus: true,
    after: (w) => lists(w).setStatus(w.sejong.identity, 0, 7, 1),
    because: ["status.unknown-at"],
    outcome: "indeterminate",
  },
];

describe("The rules of time about a moment T of the past, by facts of now", () => {
  for (const { rule, after, withStatus, because = [], outcome = "invalid" } of RULES) {
    it(rule, async () => {
      const world = await networkHelpers.loadFixture(chainOfTwo);
      await wait(2 * DAY);
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

  it("A key that was registered after T was not known at T: not even where the date of issue is after T, as clocks may differ.", async () => {
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
