import { expect } from "chai";
import fc from "fast-check";
import { DidimError } from "../../../src/errors/error.ts";
import type { ReplicaOptions } from "../../../src/facts/replica/options.ts";
import { openReplica, type Replica } from "../../../src/facts/replica/replica.ts";
import { decodeLog, eventTable } from "../../../src/registry/logs/decode.ts";
import type { RawLog } from "../../../src/registry/logs/source.ts";
import { createMemorySnapshotStore } from "../../../src/stores/memory/snapshot-store.ts";
import { refused, refusedLater } from "../../support/refused.ts";
import { type Chain, following, networkHelpers, registries, sourceOf } from "./chain.fixture.ts";
import { attempt, BEGINNING, live, questions } from "./histories.ts";
import { everything, lying, without } from "./lies.fixture.ts";
import { sealed, told } from "./proving.fixture.ts";

const { loadFixture, mine, time } = networkHelpers;

async function withHead() {
  const chain = await loadFixture(everything);
  await mine();
  return chain;
}

/** A replica that reads history in ranges, so that only the proof can detect a lie. */
async function proving(chain: Chain, more: Partial<ReplicaOptions> = {}): Promise<Replica> {
  const roots = await sealed(chain);
  return openReplica(following(chain, { roots, depth: 1, everyBlockWithin: 1, ...more }));
}

async function allLogs(chain: Chain): Promise<readonly RawLog[]> {
  const source = sourceOf(chain);
  return source.logs(0, (await source.head()).number);
}

describe("A replica proves itself", () => {
  it("by holding exactly what the chain holds, to the last slot, after any history", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(attempt, { minLength: 20, maxLength: 60, size: "max" }), async (history) => {
        const chain = await loadFixture(registries);
        await live(chain, [...BEGINNING, ...history]);
        await mine();
        const replica = await proving(chain);
        await replica.sync();
        expect(replica.status().proved?.block).to.equal(replica.look([]).asOf.block);
      }),
      { numRuns: 8 },
    );
  }).timeout(180_000);

  it("and reports the block and the roots, also in each answer", async () => {
    const chain = await withHead();
    const replica = await proving(chain);
    await replica.sync();
    const { proved, asOf } = replica.status();
    expect(proved).to.include({ block: asOf?.block, time: asOf?.time, hash: asOf?.hash, sealed: true });
    expect(asOf?.proved).to.equal(asOf?.block);
    const { DIDRegistry, CredentialTypes, Accreditations, StatusLists } = proved!.registries;
    expect(DIDRegistry.slots).to.be.greaterThan(20);
    for (const { slots } of [CredentialTypes, Accreditations, StatusLists]) expect(slots).to.be.greaterThan(4);
  });

  it("not against a block with too few signatures: the result is unknown then", async () => {
    const chain = await withHead();
    const replica = await proving(chain, { roots: await sealed(chain, 1) });
    await refusedLater(replica.sync(), "facts.proof-too-few-signatures");
    refused(() => replica.look([]), "facts.replica-unproved");
    expect(replica.status()).to.include({ ready: false }).and.not.to.have.property("proved");
  });

  it("against its own node's roots only shows that the node's answers are consistent", async () => {
    const chain = await withHead();
    const replica = await proving(chain, { roots: await told(chain) });
    await replica.sync();
    expect(replica.status().proved?.sealed).to.equal(false);
    expect(replica.look([]).asOf).not.to.have.property("proved");
  });
});

/** A falsified log, with a label for the report. */
interface Lie {
  readonly kind: string;
  readonly change: (logs: readonly RawLog[]) => readonly RawLog[];
}

/** A chain with queries, the honest answers, and the registries by address. */
async function scene() {
  const chain = await withHead();
  const [queries, table] = [await questions(chain), eventTable(chain.addresses)];
  const honest = await proving(chain);
  await honest.sync();
  const { dids, types, accreditations, statuses } = chain.addresses;
  const registries: Readonly<Record<string, string>> = {
    ...{ [dids]: "DIDRegistry", [types]: "CredentialTypes" },
    ...{ [accreditations]: "Accreditations", [statuses]: "StatusLists" },
  };
  return { chain, queries, table, registries, honest, answers: honest.look(queries).records };
}
type Scene = Awaited<ReturnType<typeof scene>>;

/** @returns The registry that the proof names; undefined if the lie was detected earlier, or left no trace. */
async function foundOut({ chain, queries, answers, honest }: Scene, { kind, change }: Lie): Promise<unknown> {
  const replica = await proving(chain, { source: lying(chain, change) });
  const error: unknown = await replica.sync().then(
    () => undefined,
    (problem: unknown) => problem,
  );
  if (error === undefined) {
    // Later logs overwrote the falsified one: it left no trace in the registries or the replica.
    expect(replica.look(queries).records, kind).to.deep.equal(answers);
    expect(replica.status().proved, kind).to.deep.equal(honest.status().proved);
    return undefined;
  }
  if (!(error instanceof DidimError)) throw error;
  refused(() => replica.look(queries), error.code);
  expect(replica.status().ready).to.equal(false);
  // A contradiction is detected while reading.
  if (error.code === "facts.gap" || error.code === "facts.bad-answer") return undefined;
  expect(error.code, kind).to.equal("facts.replica-not-proved");
  return error.details.registry;
}

/** The log with one bit flipped in one of its words: topics first, then data. */
function flipped(log: RawLog, place: number, bit: number): RawLog {
  const words = [...log.topics, ...(log.data.slice(2).match(/.{64}/g) ?? []).map((word) => `0x${word}`)];
  const at = place % words.length;
  words[at] = `0x${(BigInt(words[at]!) ^ (1n << BigInt(bit))).toString(16).padStart(64, "0")}`;
  const [topics, data] = [words.slice(0, log.topics.length), words.slice(log.topics.length)];
  return { ...log, topics, data: `0x${data.map((word) => word.slice(2)).join("")}` };
}

describe("A replica whose node left logs out, or changed them,", () => {
  it("detects every missing log that has left a trace, and names the registry", async () => {
    const all = await scene();
    const [kinds, proved] = [new Set<string>(), new Set<string>()];
    for (const log of await allLogs(all.chain)) {
      const { kind } = decodeLog(all.table, log);
      kinds.add(kind);
      const registry = await foundOut(all, { kind, change: without(log) });
      if (registry === undefined) continue;
      expect(registry, kind).to.equal(all.registries[log.address]);
      proved.add(kind);
    }
    const known = [...all.table.values()].reduce((sum, events) => sum + events.size, 0);
    expect(kinds.size, `all events are tried: ${[...kinds].join()}`).to.equal(known);
    // Lies that no later log reveals, because they are the last word on a record.
    const last = [
      "StatusesChanged",
      "KeyEnded",
      "AccreditationEnded",
      "TypeRetired",
      "TypeReopened",
      "ControllerChanged",
    ];
    for (const kind of last) {
      expect([...proved], kind).to.include(kind);
    }
  }).timeout(180_000);

  it("detects every changed bit in a log, if it has left a trace", async () => {
    const all = await scene();
    const logs = await allLogs(all.chain);
    let proved = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: logs.length - 1 }), fc.nat(), fc.nat({ max: 255 }), async (which, place, bit) => {
        const log = logs[which]!;
        const changed = flipped(log, place, bit);
        const change = (others: readonly RawLog[]) =>
          others.map((one) => (one.block === log.block && one.index === log.index ? changed : one));
        const { kind } = decodeLog(all.table, log);
        if ((await foundOut(all, { kind, change })) !== undefined) proved++;
      }),
      { numRuns: 150 },
    );
    expect(proved).to.be.greaterThan(0);
  }).timeout(180_000);

  it("ignores logs of other contracts", async () => {
    const chain = await withHead();
    const [log] = await allLogs(chain);
    const source = lying(chain, (logs) => [{ ...log!, address: `0x${"99".repeat(20)}` }, ...logs]);
    await refusedLater((await proving(chain, { source })).sync(), "facts.bad-answer");
  });

  it("forgets everything, including its snapshot, and answers again after reading from an honest node", async () => {
    const chain = await withHead();
    const snapshots = createMemorySnapshotStore();
    const table = eventTable(chain.addresses);
    const logs = await allLogs(chain);
    const last = logs.findLast((log) => decodeLog(table, log).kind === "StatusesChanged")!;
    let lies = true;
    const source = lying(chain, (all) => (lies ? without(last)(all) : all));
    const deceived = await proving(chain, { source, snapshots, proveEverySeconds: 0 });
    await deceived.sync();
    expect(deceived.look([]).asOf, "it answers before it is asked to prove itself").not.to.have.property("proved");
    expect(await snapshots.read()).not.to.equal(undefined);
    await refusedLater(deceived.prove(), "facts.replica-not-proved");
    expect(await snapshots.read()).to.equal(undefined);
    await refusedLater(deceived.sync(), "facts.replica-not-proved");
    lies = false;
    await deceived.sync();
    expect(deceived.status()).to.include({ ready: true, rebuilds: 2 });
    expect(deceived.look([]).asOf.proved).to.equal(deceived.look([]).asOf.block);
    await deceived.close();
  });
});

describe("A replica proves itself", () => {
  it("again once the time between proofs has passed", async () => {
    const chain = await withHead();
    const replica = await proving(chain, { proveEverySeconds: 1_000 });
    await replica.sync();
    const first = replica.status().proved?.block;
    await time.increase(900);
    await replica.sync();
    expect(replica.status().proved?.block).to.equal(first);
    await time.increase(200);
    await replica.sync();
    expect(replica.status().proved?.block).to.equal(replica.look([]).asOf.block);
  });

  it("or answers nothing after twice that time without a proof", async () => {
    const chain = await withHead();
    const honest = await sealed(chain);
    let away = false;
    const roots: ReplicaOptions["roots"] = (block) =>
      away ? Promise.reject(new DidimError("facts.no-state", "no proofs today")) : honest(block);
    const replica = await proving(chain, { proveEverySeconds: 1_000, roots });
    await replica.sync();
    away = true;
    await time.increase(1_500);
    await refusedLater(replica.sync(), "facts.no-state");
    expect(replica.look([]).asOf.time, "it answers on, and says since when it is proved").to.equal(await time.latest());
    await time.increase(600);
    await refusedLater(replica.sync(), "facts.no-state");
    refused(() => replica.look([]), "facts.replica-unproved");
    away = false;
    await replica.sync();
    expect(replica.status().ready).to.equal(true);
  });

  it("on request, as of a block to which it can go back, or that it has not reached yet", async () => {
    const chain = await withHead();
    const replica = await openReplica(following(chain, { roots: await sealed(chain), proveEverySeconds: 0 }));
    const head = await networkHelpers.time.latestBlock();
    expect((await replica.prove({ at: head - 9 })).block, "not reached yet").to.equal(BigInt(head - 9));
    await replica.sync();
    expect((await replica.prove({ at: head - 5 })).block).to.equal(BigInt(head - 5));
    expect(replica.look([]).asOf.block, "until it looks at the chain again").to.equal(BigInt(head - 5));
    await replica.sync();
    expect((await replica.prove()).block).to.equal(BigInt(head));
    await refusedLater(replica.prove({ at: 1 }), "facts.replica-passed");
    await refusedLater(replica.prove({ at: head + 9 }), "facts.replica-passed");
  });

  it("never if it was opened without roots", async () => {
    const replica = await openReplica(following(await withHead()));
    await refusedLater(replica.prove(), "facts.replica-no-roots");
    replica.look([]);
  });

  it("not if it follows other contracts than the anchor pins", async () => {
    const chain = await withHead();
    const other = await sealed({ ...chain, addresses: { ...chain.addresses, types: chain.addresses.accreditations } });
    const error = await refusedLater((await proving(chain, { roots: other })).sync(), "facts.replica-not-proved");
    expect(error.details).to.include({ registry: "CredentialTypes", pinned: chain.addresses.accreditations });
  });

  it("not against the state of another block", async () => {
    const chain = await withHead();
    const honest = await sealed(chain);
    const older = (await sourceOf(chain).block((await time.latestBlock()) - 3)).hash;
    const replica = await proving(chain, { roots: () => honest({ hash: older }) });
    await refusedLater(replica.sync(), "facts.replica-not-proved");
  });
});
