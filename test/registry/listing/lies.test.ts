import { expect } from "chai";
import { typeIdOf } from "../../../src/public/council.ts";
import { DidimError } from "../../../src/public/errors.ts";
import {
  agencyNames,
  historyOfIdentity,
  historyOfType,
  issuersOf,
  keysOf,
  openRegistry,
  type Registry,
  registrationsOf,
  statusListsOf,
  typesOf,
} from "../../../src/public/registry.ts";
import { type LocalChain, startLocalChain } from "../../support/chain.ts";
import { refusedLater } from "../../support/refused.ts";
import { ID_CARD, LICENCE, type Scene, scene } from "./listing.fixture.ts";

interface Log {
  readonly topics: readonly string[];
  readonly data: string;
  readonly logIndex: string;
}
type Lie = (logs: readonly Log[], topics: readonly unknown[]) => readonly Log[];

const OTHER = `0x${"00".repeat(12)}${"5a".repeat(20)}`;

/** The first log again, as if it were about something else; where the question leaves that open. */
const withForged: Lie = (logs, asked) => {
  const [first] = logs;
  if (first === undefined) return logs;
  const topics = first.topics.map((topic, i) => (i > 0 && (asked[i] ?? null) === null ? OTHER : topic));
  return [...logs, { ...first, topics, logIndex: "0x77" }];
};
const withoutNewest: Lie = (logs) => logs.slice(0, -1);
const twice: Lie = (logs) => logs.flatMap((log) => [log, log]);
const outOfOrder: Lie = (logs) => logs.toReversed();
const tooLate: Lie = (logs) => logs.map((log) => ({ ...log, blockNumber: "0xffffff" }));
const broken: Readonly<Record<string, Lie>> = {
  null: (logs) => logs.map(() => null as unknown as Log),
  "no topics": (logs) => logs.map(({ topics: _, ...log }) => log as Log),
  "no hex in topics": (logs) => logs.map((log) => ({ ...log, topics: [7] as unknown as string[] })),
  "no place": (logs) => logs.map(({ logIndex: _, ...log }) => log as Log),
  "cut data": (logs) => logs.map((log) => ({ ...log, data: log.data.slice(0, 12) })),
  "no data": (logs) => logs.map((log) => ({ ...log, data: "0x" })),
  "data that are no hex": (logs) => logs.map((log) => ({ ...log, data: 7 as unknown as string })),
};
const ofAnother: Lie = (logs) => logs.map((log) => ({ ...log, topics: [log.topics[0] ?? "", OTHER, OTHER, OTHER] }));

describe("A node that lies about events", function () {
  this.timeout(120_000);
  let chain: LocalChain;
  let agencies: Scene;

  before(async () => {
    chain = await startLocalChain();
    agencies = await scene(chain);
  });
  after(() => chain.stop());

  /** A connection to a node that changes the answers to eth_getLogs. */
  function lied(lie: Lie): Promise<Registry> {
    const lying: typeof fetch = async (url, init) => {
      const answer = await fetch(url, init);
      const sent = [JSON.parse(String(init?.body)) as object].flat() as {
        id: number;
        method: string;
        params: object[];
      }[];
      const told = (await answer.json()) as
        | { id: number; result?: readonly Log[] }
        | { id: number; result?: readonly Log[] }[];
      const changed = [told].flat().map((one) => {
        const { method, params } = sent.find(({ id }) => id === one.id) ?? {};
        const { topics = [] } = (params?.[0] ?? {}) as { topics?: unknown[] };
        return method === "eth_getLogs" && one.result ? { ...one, result: lie(one.result, topics) } : one;
      });
      return Response.json(Array.isArray(told) ? changed : changed[0]);
    };
    return openRegistry({ url: chain.url, addresses: chain.addresses, fetch: lying, final: false });
  }

  const READS: Readonly<Record<string, (registry: Registry) => Promise<unknown>>> = {
    types: typesOf,
    issuers: (registry) => issuersOf(registry, { limit: 100 }),
    keys: (registry) => keysOf(registry, agencies.city),
    "status lists": (registry) => statusListsOf(registry, agencies.city),
    "relying parties": (registry) => registrationsOf(registry, { limit: 100 }),
    "history of a DID": (registry) => historyOfIdentity(registry, agencies.bank, { limit: 100 }),
    "history of a type": (registry) => historyOfType(registry, typeIdOf(LICENCE), { limit: 100 }),
  };

  for (const [what, read] of Object.entries(READS)) {
    it(`cannot add an entry that never was: ${what}`, async () => {
      await refusedLater(read(await lied(withForged)), "facts.bad-answer");
    });
  }

  for (const [what, read] of Object.entries(READS)) {
    it(`cannot tell an event twice, or at a wrong place: ${what}`, async () => {
      for (const lie of [twice, tooLate]) {
        await refusedLater(read(await lied(lie)), "facts.bad-answer");
      }
    });

    it(`is told what is wrong with logs that are none: ${what}`, async () => {
      for (const [how, lie] of Object.entries(broken)) {
        const answer = await lied(lie)
          .then(read)
          .catch((error: unknown) => error);
        expect(answer, how).to.be.instanceOf(DidimError).with.property("code", "facts.bad-answer");
      }
    });
  }

  it("cannot tell events in another order", async () => {
    await refusedLater(issuersOf(await lied(outOfOrder), { limit: 5 }), "facts.bad-answer");
  });

  it("cannot slip in what was not asked for", async () => {
    const registry = await lied(ofAnother);
    await refusedLater(issuersOf(registry, { limit: 5, typeId: typeIdOf(ID_CARD) }), "facts.bad-answer");
    await refusedLater(historyOfIdentity(registry, agencies.city, { limit: 5 }), "facts.bad-answer");
  });

  it("is found out if it leaves out the newest of several epochs, and not if it leaves out all", async () => {
    const [typeId, { accreditations }] = [typeIdOf(ID_CARD), chain.as(agencies.ministry)];
    await accreditations.suspend(agencies.city, typeId);
    await accreditations.reinstate(agencies.city, typeId, 2n ** 40n - 1n);
    await refusedLater(issuersOf(await lied(withoutNewest), { limit: 5 }), "facts.bad-answer");
    // This is what "source": "events" says of a list.
    expect((await issuersOf(await lied(() => []), { limit: 5 })).issuers).to.deep.equal([]);
  });

  it("cannot give an agency a name that it does not have", async () => {
    const registry = await lied(withForged);
    const names = await agencyNames(registry, [agencies.city, agencies.district]);
    expect([...names.values()].map(({ en }) => en)).to.deep.equal(["Sejong City"]);
  });

  it("or that does not answer, gives no empty list", async () => {
    const silent: typeof fetch = async (url, init) => {
      if (String(init?.body).includes("eth_getLogs")) throw new Error("gone");
      return fetch(url, init);
    };
    const registry = await openRegistry({ url: chain.url, addresses: chain.addresses, fetch: silent, final: false });
    for (const read of Object.values(READS)) await refusedLater(read(registry), "facts.node-unreachable");
  });
});
