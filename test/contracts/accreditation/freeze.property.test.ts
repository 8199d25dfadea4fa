import { expect } from "chai";
import fc from "fast-check";
import { often } from "../../support/often.ts";
import { type Actor, DAY, ethers, NOBODY, networkHelpers, now, SALT } from "../support/registries.ts";

const { loadFixture } = networkHelpers;
const VCT = "urn:frozen";
const TYPE = ethers.id(VCT);
const HONEST = 3;
const SEATS = 6;
/** Each seat's own account, and one that has no seat. */
const ACCOUNTS = SEATS + 1;

/** Accounts and seats are numbered; the account of seat n is account n, until the seat passes to another. */
type Step =
  | { readonly do: "call" | "unseat" | "seat"; readonly seat: number }
  | { readonly do: "pass"; readonly seat: number; readonly to: number };

/** A step at a moment of the day, in seconds from its beginning. */
type Timed = Step & { readonly at: number };

async function sixSeats() {
  const [council, ...signers] = (await ethers.getSigners()) as [Actor, ...Actor[]];
  const accounts = signers.slice(0, ACCOUNTS);
  const dids = await ethers.deployContract("ControllersDouble");
  const seating = await ethers.deployContract("SeatsDouble");
  const types = await ethers.deployContract("CredentialTypes", [dids, council, SALT]);
  const accreditations = await ethers.deployContract("Accreditations", [dids, types, seating, SALT]);
  await types.connect(council).register(VCT, council, ethers.ZeroHash, "", "", 0);
  for (const seat of accounts.slice(0, SEATS)) await seating.seat(seat);
  return { accounts, dids, seating, accreditations };
}

interface Accepted {
  readonly seat: number;
  readonly time: bigint;
}

/** Plays steps on a new chain, and knows who controls and holds which seat. */
class Play {
  readonly controllers = Array.from({ length: SEATS }, (_, seat) => seat);
  readonly holds = Array.from({ length: SEATS }, () => true);
  readonly accepted: Accepted[] = [];
  readonly #scene: Awaited<ReturnType<typeof sixSeats>>;
  readonly #start: bigint;

  constructor(scene: Awaited<ReturnType<typeof sixSeats>>, start: bigint) {
    this.#scene = scene;
    this.#start = start;
  }

  static async begin(): Promise<Play> {
    const scene = await loadFixture(sixSeats);
    return new Play(scene, (await now()) + DAY + 10n);
  }

  isFrozen = async (): Promise<boolean> => (await this.#scene.accreditations.frozenUntil(TYPE)) !== 0n;

  /** Whether the contract refused a call as it should: nothing else is refused in these histories. */
  isRefusal(error: { readonly data?: string }): boolean {
    // Read from the returned data, because the chain knows the names of errors of compiled artifacts only, and mutants
    // are none.
    const refused = this.#scene.accreditations.interface.parseError(error.data ?? "0x");
    return ["FreezeSupportedAlready", "FreezeNotSeat", "FreezeTooSoon"].includes(refused?.name ?? "");
  }

  /** Seats that called within the day before `time`, and hold their seats. */
  callersOf(time: bigint): Set<number> {
    const recent = this.accepted.filter((call) => call.time + DAY >= time && this.holds[call.seat]);
    return new Set(recent.map(({ seat }) => seat));
  }

  /** Returns the time of the step's block. */
  async step(step: Timed): Promise<bigint> {
    const { accounts, dids, seating } = this.#scene;
    const [soonest, wanted] = [(await now()) + 1n, this.#start + BigInt(step.at)];
    const time = wanted > soonest ? wanted : soonest;
    const seat = accounts[step.seat] as Actor;
    if (step.do === "call") return this.#call(step.seat, time);
    await networkHelpers.time.setNextBlockTimestamp(time);
    if (step.do === "pass") {
      await dids.setController(seat, accounts[step.to] ?? NOBODY);
      this.controllers[step.seat] = step.to;
    } else {
      await (step.do === "seat" ? seating.seat(seat) : seating.unseat(seat));
      this.holds[step.seat] = step.do === "seat";
    }
    return time;
  }

  async #call(seat: number, time: bigint): Promise<bigint> {
    const { accounts, accreditations } = this.#scene;
    const by = accreditations.connect(accounts[this.controllers[seat] ?? -1]);
    await networkHelpers.time.setNextBlockTimestamp(time);
    await by.freeze(accounts[seat] as Actor, TYPE, { gasLimit: 500_000n });
    this.accepted.push({ seat, time });
    return time;
  }
}

/** A step by one of these seats, between two moments. Seats pass mostly to the accounts that call as they should. */
function stepOf(seat: fc.Arbitrary<number>, [from, until]: readonly [number, number]): fc.Arbitrary<Timed> {
  const at = fc.integer({ min: from, max: until });
  const to = fc.oneof(
    { weight: 3, arbitrary: fc.nat({ max: HONEST - 1 }) },
    { weight: 1, arbitrary: fc.nat({ max: ACCOUNTS - 1 }) },
  );
  return fc.oneof(
    { weight: 3, arbitrary: fc.record({ do: fc.constant("call" as const), seat, at }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constant("pass" as const), seat, to, at }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("unseat" as const, "seat" as const), seat, at }) },
  );
}

const inOrder = (steps: readonly Timed[]): Timed[] => [...steps].sort((one, other) => one.at - other.at);

describe("A freeze, whatever seats do, pass on, lose and get back", () => {
  it("always begins if three seats, with three controllers that do not change, call within a day", async () => {
    // Few other seats, so that one of them often does several things in a row.
    const others = fc.oneof(fc.constant(HONEST), fc.integer({ min: HONEST, max: SEATS - 1 }));
    const last = Number(DAY) - 1;
    const history = fc
      .record({
        order: fc.shuffledSubarray([0, 1, 2], { minLength: HONEST }),
        middle: fc.integer({ min: 100, max: last - 100 }),
      })
      .chain(({ order, middle }) => {
        // The first calls a second before the day, the last one in its last second: just within a day.
        const honest = [-1, middle, last].map((at, i): Timed => ({ do: "call", seat: order[i] ?? 0, at }));
        const gaps = [
          [-last, -20],
          [0, middle - 20],
          [middle + 1, last - 20],
        ] as const;
        const steps = gaps.map((gap) => fc.array(stepOf(others, gap), { maxLength: 4 }));
        return fc.tuple(...steps).map((parts) => [...parts.flat(), ...honest]);
      });
    await fc.assert(
      fc.asyncProperty(history, async (steps) => {
        const play = await Play.begin();
        for (const step of inOrder(steps)) {
          const caller = step.do === "call" ? (play.controllers[step.seat] ?? 0) : SEATS;
          // An honest account calls for its own seat only.
          if (step.seat >= HONEST && caller < HONEST) continue;
          const played = await play.step(step).then(
            () => true,
            async (error) => {
              if (step.seat < HONEST ? await play.isFrozen() : play.isRefusal(error)) return false;
              throw error;
            },
          );
          if (!played && step.seat < HONEST) break;
        }
        expect(await play.isFrozen()).to.equal(true);
      }),
      often(150, "histories of three honest calls"),
    );
  });

  it("never begins without three seats that called within a day and have three controllers at the third call", async () => {
    let freezes = 0;
    const any = fc.nat({ max: SEATS - 1 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(stepOf(any, [0, Number(DAY)]), { minLength: 4, maxLength: 20 }),
        fc.boolean(),
        async (steps, slow) => {
          const play = await Play.begin();
          for (const step of inOrder(steps)) {
            const time = await play.step(slow ? { ...step, at: step.at * 3 } : step).catch((error) => {
              if (play.isRefusal(error)) return undefined;
              throw error;
            });
            if (time === undefined || !(await play.isFrozen())) continue;
            const controllers = new Set([...play.callersOf(time)].map((seat) => play.controllers[seat]));
            expect(step.do).to.equal("call");
            expect(controllers.size).to.be.at.least(3);
            freezes++;
            return;
          }
        },
      ),
      often(30, "histories of calls"),
    );
    expect(freezes).to.be.above(0);
  });
});
