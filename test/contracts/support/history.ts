import fc from "fast-check";
import { newestEpoch } from "./newest-epoch.ts";
import { type Actor, accredit, NO_END, now, Reason, type Registries, registries, TYPE, wait } from "./registries.ts";

/** An attempted action, which the registries may refuse. Numbers select the actors. */
export type Attempt =
  | {
      readonly do: "accredit";
      readonly agency: number;
      readonly by: number;
      readonly mayIssue: boolean;
      readonly levels: number;
    }
  | { readonly do: "suspend" | "reinstate" | "withdraw" | "end"; readonly agency: number; readonly by: number }
  | { readonly do: "annul"; readonly agency: number; readonly index: number; readonly term: number }
  | { readonly do: "declareStolen"; readonly term: number }
  | { readonly do: "reopen"; readonly term: number }
  | { readonly do: "handOver" | "seize" | "deactivate" | "retire" | "wait"; readonly agency: number };

const AGENCIES = 4;
const agency = fc.nat({ max: AGENCIES - 1 });
/** The number after the agencies stands for the current authority. */
const by = fc.oneof({ weight: 2, arbitrary: fc.constant(AGENCIES) }, { weight: 1, arbitrary: agency });

const attempt: fc.Arbitrary<Attempt> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant("accredit" as const),
      ...{ agency, by, mayIssue: fc.nat({ max: 3 }).map(Boolean), levels: fc.nat({ max: 3 }) },
    }),
  },
  {
    weight: 10,
    arbitrary: fc.record({ do: fc.constantFrom("suspend", "reinstate", "withdraw", "end"), agency, by }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("annul" as const),
      ...{ agency, index: fc.nat({ max: 3 }), term: fc.nat({ max: 2 }) },
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom("declareStolen", "reopen"), term: fc.nat({ max: 2 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom("handOver", "seize"), agency }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("deactivate", "retire", "wait"), agency }) },
);

/** Two levels at the start, so that there are chains to break. */
const beginning: Attempt[] = [
  { do: "accredit", agency: 0, by: AGENCIES, mayIssue: false, levels: 3 },
  { do: "accredit", agency: 1, by: 0, mayIssue: true, levels: 2 },
];

export const histories = fc
  .array(attempt, { minLength: 6, maxLength: 22 })
  .map((attempts) => [...beginning, ...attempts]);

export const agenciesOf = (all: Registries): Actor[] => [all.ministry, all.personnel, all.sejong, all.busan];

export async function stage() {
  const all = await registries();
  return { ...all, authorities: [all.moi, all.successor, all.thief, all.relayer] };
}

type Stage = Awaited<ReturnType<typeof stage>>;

async function tryOne(all: Stage, attempt: Attempt): Promise<unknown> {
  const { accreditations, types, dids, council, authorities } = all;
  if (attempt.do === "declareStolen") {
    return types.connect(council).declareStolen(TYPE, attempt.term, (await types.typeOf(TYPE)).registered);
  }
  const present = await types.authorityOf(TYPE);
  const authority = authorities.find(({ address }) => address === present) ?? all.moi;
  if (attempt.do === "reopen") return types.connect(authority).reopen(TYPE, attempt.term, 0);
  const who = agenciesOf(all)[attempt.agency]!;
  const next = authorities[(authorities.indexOf(authority) + 1) % authorities.length]!;
  switch (attempt.do) {
    case "accredit": {
      const by = agenciesOf(all)[attempt.by] ?? authority;
      return accredit(all, who, by, attempt, by === authority);
    }
    case "suspend":
    case "withdraw":
    case "end":
      return accreditations.connect(agenciesOf(all)[attempt.by] ?? authority)[attempt.do](who, TYPE);
    case "reinstate": {
      const stays = (await newestReason(all, who)) === Reason.suspendedAfterEnd || (await isOrphan(all, who));
      const until = stays ? 0n : NO_END;
      return accreditations.connect(agenciesOf(all)[attempt.by] ?? authority).reinstate(who, TYPE, until);
    }
    case "annul":
      return accreditations.connect(authority).annul(who, TYPE, attempt.index, attempt.term);
    case "handOver":
      await types.connect(authority).offer(TYPE, next);
      return types.connect(next).accept(TYPE);
    case "seize":
      return types.connect(council).replaceAuthority(TYPE, next, (await now()) - 15n);
    case "deactivate":
      return dids.connect(who).deactivate(who);
    case "retire":
      return types.connect(authority).retire(TYPE, (await now()) + (attempt.agency === 0 ? 2n : 200n));
    case "wait":
      return wait(10n);
  }
}

async function newestReason({ accreditations }: Stage, { address }: Actor): Promise<bigint | undefined> {
  const newest = await newestEpoch(accreditations, address, TYPE);
  return newest === undefined ? undefined : newest.rights >> 5n;
}

/** Whether the agency's accreditor was withdrawn. */
async function isOrphan({ accreditations }: Stage, { address }: Actor): Promise<boolean> {
  const newest = await newestEpoch(accreditations, address, TYPE);
  if (newest === undefined) return false;
  const { accreditor, parentGeneration, rights } = newest;
  if ((rights & 8n) !== 0n) return false;
  return (await accreditations.accreditationOf(accreditor, TYPE)).generation !== parentGeneration;
}

/** Makes the attempts one by one; returns how many succeeded. */
export async function play(all: Stage, history: readonly Attempt[]): Promise<number> {
  let done = 0;
  for (const attempt of history) {
    const refused = await tryOne(all, attempt).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (refused === undefined) done++;
    // A refusal must come from a contract; any other error is a mistake in the test.
    else if (!String(refused).includes("custom error")) throw refused;
  }
  return done;
}
