import { expect } from "chai";
import fc from "fast-check";
import type { FactsQuery } from "../../src/facts/facts.ts";
import { judgeAccreditation } from "../../src/verdict/checks/accreditation.ts";
import { newestEpoch } from "../contracts/support/newest-epoch.ts";
import { often } from "../support/often.ts";
import { ethers, networkHelpers, now, openWorld, TYPE, wait } from "./world.ts";

const NO_END = 2 ** 40 - 1;
const AGENCIES = 6;

/**
 * Six agencies: the first is the type's authority, each of the next four is accredited by the one before, and the last
 * has no accreditation.
 */
async function sixAgencies() {
  const { ministry, ...world } = await openWorld();
  const signers = await ethers.getSigners();
  const taken = [world.council.address, ministry.account.address];
  const others = signers.filter(({ address }) => !taken.includes(address)).slice(0, AGENCIES - 1);
  const six = { ...world, agencies: [ministry.account, ...others] };
  for (const [of, by] of [
    [1, null],
    [2, 1],
    [3, 2],
    [4, 3],
  ] as const) {
    await accreditNow(six, { of, by, issue: true, levels: 4 - of, life: NO_END });
  }
  return six;
}

type Six = Awaited<ReturnType<typeof sixAgencies>>;
type Account = Six["agencies"][number];
type Act = (world: Six) => Promise<unknown>;

const at = ({ agencies }: Six, i: number): Account => agencies[i % AGENCIES] as Account;

async function authority(world: Six): Promise<Account> {
  const holder = await world.types.authorityOf(TYPE);
  return world.agencies.find(({ address }) => address === holder) as Account;
}

/** Chooses the accreditor in the newest epoch of agency `i`, or the authority. */
async function above(world: Six, i: number): Promise<Account> {
  const { address } = at(world, i);
  const newest = await newestEpoch(world.accreditations, address, TYPE);
  if (newest === undefined || i % 2 === 0) return authority(world);
  const { accreditor } = newest;
  return world.agencies.find((account) => account.address === accreditor) ?? authority(world);
}

const agency = fc.nat(AGENCIES - 1);
const life = fc.oneof(fc.constant(NO_END), fc.integer({ min: 100, max: 20_000 }));
const until = async (seconds: number) => (seconds === NO_END ? NO_END : (await now()) + seconds);

interface Accrediting {
  readonly of: number;
  readonly by: number | null;
  readonly issue: boolean;
  readonly levels: number;
  readonly life: number;
}

async function accreditNow(world: Six, { of, by, issue, levels, life }: Accrediting): Promise<void> {
  const [issuer, to] = [at(world, of), by === null ? undefined : at(world, by)];
  const asked = [issuer, TYPE, to ?? ethers.ZeroAddress, issue, levels, ""] as const;
  await world.accreditations.connect(issuer).applyFor(...asked);
  const accreditor = world.accreditations.connect(to ?? (await authority(world)));
  await accreditor.accredit(issuer, TYPE, issue, levels, await until(life), 0);
}

const accredit = fc
  .record({ of: agency, by: fc.option(agency, { freq: 2 }), issue: fc.boolean(), levels: fc.nat(3), life })
  .map((accrediting): Act => {
    return (world) => accreditNow(world, accrediting);
  });
const on = (act: (world: Six, of: Account, by: Account) => Promise<unknown>) =>
  agency.map(
    (of): Act =>
      async (world) =>
        act(world, at(world, of), await above(world, of)),
  );
const suspend = on((world, of, by) => world.accreditations.connect(by).suspend(of, TYPE));
const withdraw = on((world, of, by) => world.accreditations.connect(by).withdraw(of, TYPE));
const end = on((world, of) => world.accreditations.connect(of).end(of, TYPE));
/** Ends or withdraws an accreditation, then grants it anew with the same rights. */
const anew = fc.tuple(agency, fc.constantFrom("withdraw", "end"), fc.nat(3000)).map(([i, stop, seconds]): Act => {
  return async (world) => {
    const [of, by] = [at(world, i), await above(world, i)];
    const { epochs } = await world.accreditations.accreditationOf(of, TYPE);
    const { accreditor, rights } = await world.accreditations.epochOf(of, TYPE, epochs - 1n);
    const to = (rights & 8n) === 0n ? accreditor : ethers.ZeroAddress;
    await world.accreditations.connect(by)[stop](of, TYPE);
    await wait(1 + seconds);
    await world.accreditations.connect(of).applyFor(of, TYPE, to, true, rights & 7n, "");
    const accrediting = world.agencies.find(({ address }) => address === to) ?? (await authority(world));
    await world.accreditations.connect(accrediting).accredit(of, TYPE, true, rights & 7n, NO_END, 0);
  };
});
const reinstate = fc.tuple(agency, life).map(([of, life]): Act => {
  return async (world) => {
    const by = world.accreditations.connect(await above(world, of));
    await attempt(by.reinstate(at(world, of), TYPE, await until(life)));
    // Also tries the reinstatement of an accreditation that had ended before its suspension.
    await attempt(by.reinstate(at(world, of), TYPE, 0));
  };
});
const handOver = agency.map((to): Act => {
  return async (world) => {
    await world.types.connect(await authority(world)).offer(TYPE, at(world, to));
    await world.types.connect(at(world, to)).accept(TYPE);
  };
});
/**
 * Declares the authority stolen some time ago. Its successor annuls all epochs that it can, and takes a retirement back.
 */
const annul = fc.tuple(agency, fc.nat(8000)).map(([to, ago]): Act => {
  return async (world) => {
    const { epochs: terms } = await world.types.typeOf(TYPE);
    const { from } = await world.types.authorityEpoch(TYPE, terms - 1n);
    const since = Math.max(Number(from), (await now()) - ago);
    await world.types.connect(world.council).replaceAuthority(TYPE, at(world, to), since);
    await attempt(world.types.connect(at(world, to)).reopen(TYPE, terms - 1n, 0));
    for (const { address } of world.agencies) {
      const { epochs } = await world.accreditations.accreditationOf(address, TYPE);
      for (let i = 0n; i < epochs; i++) {
        await attempt(world.accreditations.connect(at(world, to)).annul(address, TYPE, i, terms - 1n));
      }
    }
  };
});
/**
 * A thief of the authority's key reinstates or accredits a suspended or resigned agency; its successor annuls that.
 * What follows tries to accredit, suspend, reinstate or withdraw the agency.
 */
const stolen = fc
  .tuple(agency, agency, fc.boolean(), fc.constantFrom("accredit", "suspend", "reinstate", "withdraw", "nothing"))
  .map(([i, to, suspended, next]): Act => {
    return async (world) => {
      const [of, thief] = [at(world, i), await authority(world)];
      const { epochs: terms } = await world.types.typeOf(TYPE);
      const [byThief, successor] = [world.accreditations.connect(thief), at(world, to)];
      await attempt(suspended ? byThief.suspend(of, TYPE) : byThief.end(of, TYPE));
      await wait(1000);
      const since = await now();
      await attempt(byThief.reinstate(of, TYPE, NO_END));
      await attempt(accreditNow(world, { of: i, by: null, issue: true, levels: 2, life: NO_END }));
      await wait(1000);
      await world.types.connect(world.council).replaceAuthority(TYPE, successor, since);
      const by = world.accreditations.connect(successor);
      const { epochs } = await world.accreditations.accreditationOf(of, TYPE);
      if (epochs === 0n) return;
      await attempt(by.annul(of, TYPE, epochs - 1n, terms - 1n));
      await wait(1000);
      if (next === "accredit") {
        await accreditNow(world, { of: i, by: null, issue: true, levels: 1, life: NO_END });
      } else if (next === "reinstate") {
        await attempt(by.reinstate(of, TYPE, NO_END));
        await attempt(by.reinstate(of, TYPE, 0));
      } else if (next !== "nothing") await by[next](of, TYPE);
    };
  });
const deactivate = agency.map((of): Act => {
  return (world) => world.dids.connect(at(world, of)).deactivate(at(world, of));
});
const retire = fc.nat(5000).map((ahead): Act => {
  return async (world) => world.types.connect(await authority(world)).retire(TYPE, (await now()) + 10 + ahead);
});
const pass = fc.nat(5000).map(
  (seconds): Act =>
    () =>
      wait(1 + seconds),
);

const act = fc.oneof(
  { weight: 12, arbitrary: accredit },
  { weight: 6, arbitrary: pass },
  { weight: 5, arbitrary: suspend },
  { weight: 8, arbitrary: reinstate },
  { weight: 3, arbitrary: withdraw },
  { weight: 3, arbitrary: end },
  { weight: 8, arbitrary: anew },
  { weight: 1, arbitrary: handOver },
  { weight: 2, arbitrary: annul },
  { weight: 3, arbitrary: stolen },
  { weight: 1, arbitrary: deactivate },
  { weight: 1, arbitrary: retire },
);

/** Ignores calls that the contract refuses, because the histories are random. */
async function attempt(acting: Promise<unknown>): Promise<void> {
  await acting.catch(() => undefined);
}

/** The second of each action, the second before it, and now. */
async function moments(world: Six, acts: readonly Act[]): Promise<number[]> {
  const seconds = new Set([await now()]);
  for (const act of acts) {
    await attempt(act(world));
    const time = await now();
    seconds.add(time - 1).add(time);
  }
  return [...seconds];
}

/** Compares both answers for each agency at each moment; the contract is asked at one block. */
async function compare(world: Six, times: readonly number[]): Promise<{ yes: number; no: number }> {
  const counts = { yes: 0, no: 0 };
  for (const { address } of world.agencies) {
    const issuer = address.toLowerCase();
    const queries = times.map(
      (issuedAt): FactsQuery => ({ issuer, keyThumbprint: ethers.ZeroHash, typeId: TYPE, issuedAt }),
    );
    const { records } = await world.facts.lookup(queries);
    const chain = await Promise.all(times.map((time) => world.accreditations.isAccredited(issuer, TYPE, time)));
    for (const [i, one] of records.entries()) {
      const finding = judgeAccreditation(one, issuer, times[i] ?? 0);
      expect(finding.outcome, `${issuer} at ${times[i]}: ${finding.code}`).to.equal(chain[i] ? "valid" : "invalid");
      counts[chain[i] ? "yes" : "no"]++;
    }
  }
  return counts;
}

/** Three agencies may issue at first: otherwise many histories would only be of refused calls. */
const BEGINNING = [0, 1, 2].map(
  (of): Act =>
    (world) =>
      accreditNow(world, { of, by: null, issue: true, levels: 3, life: NO_END }),
);

describe("The verifier's rules of accreditation and the contract's rules", () => {
  it("give the same answer for every agency and every moment, after any history", async () => {
    const total = { yes: 0, no: 0 };
    const histories = fc.array(act, { minLength: 12, maxLength: 24, size: "max" });
    await fc.assert(
      fc.asyncProperty(histories, async (acts) => {
        const world = await networkHelpers.loadFixture(sixAgencies);
        const { yes, no } = await compare(world, await moments(world, [...BEGINNING, ...acts]));
        total.yes += yes;
        total.no += no;
      }),
      often(10, "histories of agencies, seen by the verifier"),
    );
    // Both answers occurred often.
    expect(total.yes).to.be.greaterThan(20);
    expect(total.no).to.be.greaterThan(20);
  });
});
