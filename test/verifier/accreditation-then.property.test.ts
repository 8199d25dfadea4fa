import { expect } from "chai";
import fc from "fast-check";
import type { FactsQuery, TrustRecords } from "../../src/facts/facts.ts";
import { lensReader } from "../../src/registry/questions/lens.ts";
import { judgeAccreditation } from "../../src/verdict/checks/accreditation.ts";
import { GAS, inOneBlock } from "../contracts/adversarial/one-block.ts";
import { type Attempt, agenciesOf, histories, play, stage } from "../contracts/support/history.ts";
import { ethers, NO_END, NOBODY, networkHelpers, TYPE } from "../contracts/support/registries.ts";
import { often } from "../support/often.ts";

type Stage = Awaited<ReturnType<typeof stage>>;

/**
 * Steps that the generated histories lack: an authority is deactivated; an agency loses its accreditation and gets a
 * new one in the same second; an agency is suspended while that happens to its accreditor; a thief retires the type,
 * and its successor takes that back; an agency is suspended, or had resigned, when a thief of the authority's key
 * reinstates or accredits it, and its successor annuls that.
 */
type Other = "endAuthority" | "anew" | "anewAbove" | "takenBack" | "stolen" | "pause";
type Step = Attempt | { readonly do: Other; readonly agency: number };

const more: fc.Arbitrary<Step> = fc.record({
  do: fc.constantFrom<Other>(
    ...(["endAuthority", "anew", "anew", "anewAbove", "anewAbove", "takenBack", "pause", "pause"] as const),
    ...(["stolen", "stolen"] as const),
  ),
  agency: fc.nat({ max: 3 }),
});
const steps = fc
  .tuple(histories, fc.array(fc.tuple(fc.nat(), more), { minLength: 2, maxLength: 6 }))
  .map(([history, others]) =>
    others.reduce<Step[]>((all, [place, one]) => all.toSpliced(2 + (place % (all.length - 1)), 0, one), [...history]),
  );

async function take(all: Stage, step: Step): Promise<void> {
  switch (step.do) {
    case "pause":
      await networkHelpers.time.increase(1 + 40 * step.agency);
      break;
    case "endAuthority": {
      const authority = await authorityOf(all);
      await all.dids.connect(authority).deactivate(authority).catch(refused);
      break;
    }
    case "anew":
      await accreditAnew(all, agenciesOf(all)[step.agency]!);
      break;
    case "anewAbove":
      // Every history begins with agency 1 under agency 0.
      await play(all, [{ do: "suspend", agency: 1, by: BY_AUTHORITY }]);
      await accreditAnew(all, agenciesOf(all)[0]!);
      await play(all, [{ do: "reinstate", agency: 1, by: BY_AUTHORITY }]);
      break;
    case "stolen":
      await steal(all, step.agency);
      break;
    case "takenBack": {
      const now = { agency: 0 } as const;
      await play(all, [
        { do: "retire", ...now },
        { do: "wait", ...now },
        { do: "seize", ...now },
      ]);
      const { epochs } = await all.types.typeOf(TYPE);
      await play(all, [{ do: "reopen", term: Math.max(0, Number(epochs) - 2) }]);
      break;
    }
    default:
      await play(all, [step]);
  }
}

/** An index beyond the agencies, which stands for the type's authority. */
const BY_AUTHORITY = 4;
/** Calls that the contract refuses are ignored. */
const refused = (): void => undefined;

async function authorityOf({ types, authorities, moi }: Stage) {
  const present = await types.authorityOf(TYPE);
  return authorities.find(({ address }) => address === present) ?? moi;
}

async function accreditAnew(all: Stage, agency: Stage["moi"]): Promise<void> {
  const [own, above] = [agency, await authorityOf(all)].map((actor) => all.accreditations.connect(actor));
  await inOneBlock(
    () => above!.withdraw(agency, TYPE, GAS),
    () => own!.applyFor(agency, TYPE, NOBODY, true, 3, "", GAS),
    () => above!.accredit(agency, TYPE, true, 3, NO_END, 0, GAS),
  );
}

/** Afterwards the agency is accredited, suspended, reinstated or withdrawn, as its number says. */
async function steal(all: Stage, agency: number): Promise<void> {
  const [who, thief] = [agenciesOf(all)[agency]!, await authorityOf(all)];
  const granted = { mayIssue: true, levels: 2 };
  await play(all, [{ do: agency % 2 === 0 ? "suspend" : "end", agency, by: BY_AUTHORITY }]);
  await networkHelpers.time.increase(40);
  const since = await networkHelpers.time.latest();
  await play(all, [{ do: "reinstate", agency, by: BY_AUTHORITY }]);
  await play(all, [{ do: "accredit", agency, by: BY_AUTHORITY, ...granted }]);
  await networkHelpers.time.increase(40);
  const { epochs: terms } = await all.types.typeOf(TYPE);
  const next = all.authorities[(all.authorities.indexOf(thief) + 1) % all.authorities.length]!;
  await all.types.connect(all.council).replaceAuthority(TYPE, next, since).catch(refused);
  const { epochs } = await all.accreditations.accreditationOf(who, TYPE);
  await all.accreditations
    .connect(next)
    .annul(who, TYPE, epochs - 1n, terms - 1n)
    .catch(refused);
  await networkHelpers.time.increase(40);
  for (const what of ["suspend", "withdraw", "reinstate"] as const) {
    if (agency < 2 || what !== "withdraw") await play(all, [{ do: what, agency, by: BY_AUTHORITY }]);
    await networkHelpers.time.increase(40);
  }
  await play(all, [{ do: "accredit", agency, by: BY_AUTHORITY, ...granted }]);
}

/** The number and time of each block. */
async function timesOf(from: number): Promise<readonly { number: number; time: number }[]> {
  const last = await ethers.provider.getBlockNumber();
  const numbers = Array.from({ length: last - from + 1 }, (_, i) => from + i);
  const blocks = await Promise.all(numbers.map((number) => ethers.provider.getBlock(number)));
  return blocks.map((block) => ({ number: block!.number, time: block!.timestamp }));
}

/** Findings that may be invalid today although the chain said otherwise then, because they became known later. */
const KNOWN_LATER = [
  "accreditation.annulled",
  "accreditation.holder-deactivated",
  "accreditation.authority-deactivated",
];

interface Counts {
  valid: number;
  invalid: number;
  open: number;
}

/**
 * For each agency and each pair of an issuance time and a later moment, compares the finding by today's records with
 * the chain's answer in the block of that moment. Returns how many findings had each outcome.
 */
async function compare(all: Stage, from: number): Promise<Counts> {
  const counts = { valid: 0, invalid: 0, open: 0 };
  const blocks = await timesOf(from);
  const today = blocks.at(-1)!.time;
  const moments = [...new Set(blocks.flatMap(({ time }) => [time - 1, time]))].filter((time) => time < today);
  const read = lensReader(ethers.provider, await all.lens.getAddress());
  for (const { address } of agenciesOf(all)) {
    const issuer = address.toLowerCase();
    const query = { issuer, keyThumbprint: ethers.ZeroHash, typeId: TYPE, withTerm: true } as const;
    const { records } = await read(
      moments.map((issuedAt): FactsQuery => ({ ...query, issuedAt })),
      "latest",
    );
    const at = new Map(moments.map((moment, i) => [moment, records[i] as TrustRecords]));
    for (const [i, asOf] of moments.entries()) {
      const block = blocks.findLast(({ time }) => time <= asOf);
      if (block === undefined) continue;
      // For the contract, a time after its block is in the future.
      const issued = moments.slice(0, i + 1).filter((moment, j) => moment <= block.time && (i - j) % 3 === 0);
      for (const issuedAt of issued) {
        const finding = judgeAccreditation(at.get(issuedAt)!, issuer, issuedAt, { asOf, ...at.get(asOf)! });
        const then = await all.accreditations.isAccredited(issuer, TYPE, issuedAt, { blockTag: block.number });
        const what = `${issuer}, issued at ${issuedAt}, as of ${asOf} (block ${block.number}): ${finding.code}`;
        const { retired } = await all.types.typeOf(TYPE, { blockTag: block.number });
        // That this retirement was a thief's, and was taken back, became known later.
        const takenBack = retired !== 0n && BigInt(issuedAt) >= retired;
        if (finding.outcome === "valid") expect(then || takenBack, what).to.equal(true);
        if (finding.outcome === "invalid" && !KNOWN_LATER.includes(finding.code)) expect(then, what).to.equal(false);
        counts[finding.outcome === "valid" ? "valid" : finding.outcome === "invalid" ? "invalid" : "open"]++;
      }
    }
  }
  return counts;
}

describe("Today's records about an earlier moment, and the chain's answer at that moment,", () => {
  it("agree on every agency, issuance time and moment after any history, or the records are inconclusive", async () => {
    const total = { valid: 0, invalid: 0, open: 0 };
    await fc.assert(
      fc.asyncProperty(steps, async (history) => {
        const all = await networkHelpers.loadFixture(stage);
        const from = await ethers.provider.getBlockNumber();
        for (const step of history) await take(all, step);
        await networkHelpers.time.increase(100);
        const { valid, invalid, open } = await compare(all, from);
        total.valid += valid;
        total.invalid += invalid;
        total.open += open;
      }),
      often(8, "histories of agencies, asked about from later"),
    );
    expect(Math.min(total.valid, total.invalid, total.open)).to.be.greaterThan(20);
  });
});
