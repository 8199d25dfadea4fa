import { expect } from "chai";
import type { ErrorCode } from "../../../src/errors/catalogue/catalogue.ts";
import { DidimError } from "../../../src/errors/error.ts";
import type { FactsQuery } from "../../../src/facts/facts.ts";
import { openReplica, type Replica } from "../../../src/facts/replica/replica.ts";
import { decodeLog, eventTable } from "../../../src/registry/logs/decode.ts";
import type { FullHeader, LogSource, RawLog } from "../../../src/registry/logs/source.ts";
import { judgeFreshness } from "../../../src/verdict/checks/freshness.ts";
import { refused, refusedLater } from "../../support/refused.ts";
import { type Chain, following, key, NO_END, networkHelpers, registries, sourceOf } from "./chain.fixture.ts";
import { BEGINNING, live } from "./histories.ts";
import { everything, instead, lying, madeUp, without } from "./lies.fixture.ts";
import { sealed } from "./proving.fixture.ts";

const { loadFixture, mine, time } = networkHelpers;
const OTHER = `0x${"99".repeat(20)}`;
const HASH = `0x${"77".repeat(32)}`;

async function withHead() {
  const chain = await loadFixture(everything);
  await mine();
  return chain;
}

/**
 * Opens a replica that reads history in ranges and checks hardly any block against its header; or one that checks every
 * block.
 */
const inRanges = (chain: Chain, source: LogSource) =>
  openReplica(following(chain, { source, depth: 1, everyBlockWithin: 1 }));
const everyBlock = (chain: Chain, source: LogSource) => openReplica(following(chain, { source }));

async function allLogs(chain: Chain): Promise<readonly RawLog[]> {
  const source = sourceOf(chain);
  return source.logs(0, (await source.head()).number);
}

const changed = (at: number, change: Partial<RawLog>) => (logs: readonly RawLog[]) =>
  logs.map((log, i) => (i === (at < 0 ? logs.length + at : at) ? { ...log, ...change } : log));

async function answersNothing(replica: Replica, code: ErrorCode): Promise<void> {
  refused(() => replica.look([]), code);
  await refusedLater(replica.lookup([]), code);
  expect(replica.status().ready).to.equal(false);
  expect(replica.status().problem?.code).to.equal(code);
}

describe("The replica, with a node that leaves logs out,", () => {
  it("detects every missing log, if it checks blocks against their headers", async () => {
    const chain = await withHead();
    for (const log of await allLogs(chain)) {
      const replica = await everyBlock(chain, lying(chain, without(log)));
      await refusedLater(replica.sync(), "facts.incomplete-answer");
      await answersNothing(replica, "facts.incomplete-answer");
    }
  });

  it("detects a gap in history read in ranges, unless the log was the last word on its record", async () => {
    const chain = await withHead();
    const table = eventTable(chain.addresses);
    const lastWords = new Set<string>();
    for (const log of await allLogs(chain)) {
      const replica = await inRanges(chain, lying(chain, without(log)));
      const event = decodeLog(table, log);
      // A point has a second log; a key registered by hash does not.
      const kind = event.kind === "KeyRegistered" && event.algorithm > 2 ? "KeyRegistered by hash" : event.kind;
      const noticed = await replica.sync().then(
        () => false,
        () => true,
      );
      if (noticed) await answersNothing(replica, "facts.gap");
      else lastWords.add(kind);
    }
    // Missing logs of these kinds are noticed only by a header or by the registries' storage roots.
    for (const kind of ["KeyRegistered", "AttributeChanged", "TypeRegistered", "ListOpened"]) {
      expect(lastWords).not.to.include(kind);
    }
    expect(lastWords).to.include("KeyRegistered by hash");
  });

  it("continues once the node gives the whole answer", async () => {
    const chain = await withHead();
    const [log] = (await allLogs(chain)).slice(-1);
    let lies = true;
    const source = lying(chain, (logs) => (lies && log ? without(log)(logs) : logs));
    const replica = await everyBlock(chain, source);
    await refusedLater(replica.sync(), "facts.incomplete-answer");
    lies = false;
    await replica.sync();
    expect(replica.status()).to.include({ ready: true, rebuilds: 0 }).and.not.to.have.property("problem");
  });

  it("rebuilds itself after a gap", async () => {
    const chain = await withHead();
    const [first] = await allLogs(chain);
    let lies = 1;
    const source = lying(chain, (logs) => {
      const rest = first ? without(first)(logs) : logs;
      return rest.length < logs.length && lies-- > 0 ? rest : logs;
    });
    const replica = await inRanges(chain, source);
    await replica.sync();
    expect(replica.status()).to.include({ ready: true, rebuilds: 1 });
    const honest = await inRanges(chain, sourceOf(chain));
    await honest.sync();
    expect(replica.look([]).asOf).to.deep.equal(honest.look([]).asOf);
  });
});

describe("The replica, with a node that changes logs so that the block's bloom still fits,", () => {
  const NOTHING = `0x${"00".repeat(32)}`;
  /** A word of a log's data. */
  const word = (value: bigint | number): string => value.toString(16).padStart(64, "0");
  const statusAt = (issuer: string, index: number): FactsQuery => ({
    ...{ issuer, keyThumbprint: NOTHING, typeId: NOTHING, issuedAt: 1, status: { list: 0, index } },
  });

  /** Says that index 9 was revoked, not 7. */
  const nineForSeven = (log: RawLog) =>
    instead(log, { data: `0x${word(BigInt(log.data) ^ (1n << 14n) ^ (1n << 18n))}` });

  /** A chain on which an agency has an open list, its address, and its contracts. */
  async function withList() {
    const chain = await loadFixture(registries);
    await live(chain, BEGINNING);
    const agency = chain.agencies[2]!;
    const issuer = agency.address.toLowerCase();
    return { chain, issuer, statuses: chain.statuses.connect(agency), dids: chain.dids.connect(agency) };
  }

  /** The newest block's logs. */
  const newest = async (chain: Chain): Promise<readonly RawLog[]> =>
    sourceOf(chain).logs(await time.latestBlock(), await time.latestBlock());

  /** A replica that checks every block takes nothing of the lie in, and continues once the node tells the truth. */
  async function refusesToFollow(chain: Chain, lie: (logs: readonly RawLog[]) => readonly RawLog[]): Promise<Replica> {
    let lies = true;
    const source = lying(chain, (logs) => (lies ? lie(logs) : logs));
    const replica = await openReplica(following(chain, { source, everyBlockWithin: Number.POSITIVE_INFINITY }));
    await refusedLater(replica.sync(), "facts.incomplete-answer");
    await answersNothing(replica, "facts.incomplete-answer");
    lies = false;
    await replica.sync();
    return replica;
  }

  it("believes no other end of a key", async () => {
    const { chain, issuer, dids } = await withList();
    const stolen = key(77);
    await dids.setAttribute(issuer, stolen.name, stolen.value, NO_END);
    await dids.compromiseKey(issuer, stolen.thumbprint, await time.latest());
    const log = (await newest(chain)).find(({ topics }) => topics[1] === stolen.thumbprint);
    const until = log!.data.slice(0, 66);
    const retired = instead(log!, { data: until + word(1) + word(0) });
    const replica = await refusesToFollow(chain, retired);
    const query = { issuer, keyThumbprint: stolen.thumbprint, typeId: NOTHING, issuedAt: 1 };
    expect(replica.look([query]).records[0]?.key?.reason).to.equal("compromised");
  });

  it("believes no other data of a status", async () => {
    const { chain, issuer, statuses } = await withList();
    await statuses.setStatus(issuer, 0, 7, 1);
    const [log] = await newest(chain);
    const replica = await refusesToFollow(chain, nineForSeven(log!));
    const records = replica.look([statusAt(issuer, 7), statusAt(issuer, 9)]).records;
    expect(records.map(({ status }) => status?.value)).to.deep.equal([1, 0]);
  });

  it("misses no second change of one word in one block", async () => {
    const { chain, issuer, statuses } = await withList();
    await chain.send("evm_setAutomine", [false]);
    try {
      await statuses.setStatus(issuer, 0, 20, 2, { gasLimit: 200_000 });
      await statuses.setStatus(issuer, 0, 21, 1, { gasLimit: 200_000 });
      await mine();
    } finally {
      await chain.send("evm_setAutomine", [true]);
    }
    const logs = await newest(chain);
    expect(logs).to.have.lengthOf(2);
    const replica = await refusesToFollow(chain, without(logs[1]!));
    expect(replica.look([statusAt(issuer, 21)]).records[0]?.status?.value).to.equal(1);
  });

  it("goes on answering as of the block before such a lie, with roots as without, and so its age shows", async () => {
    for (const roots of [undefined, "sealed"] as const) {
      const { chain, issuer, statuses } = await withList();
      let lied: RawLog | undefined;
      const source = lying(chain, (logs) => (lied ? nineForSeven(lied)(logs) : logs));
      const replica = await openReplica(following(chain, { source, ...(roots && { roots: await sealed(chain) }) }));
      await replica.sync();
      const { asOf } = replica.look([]);
      await statuses.setStatus(issuer, 0, 7, 1);
      [lied] = await newest(chain);
      await time.increase(600);
      await refusedLater(replica.sync(), "facts.incomplete-answer");
      expect(replica.look([statusAt(issuer, 7)]).asOf).to.deep.equal(asOf);
      const verdict = judgeFreshness(replica.look([]).asOf, await time.latest(), 300);
      expect(verdict.code).to.equal("facts.stale");
    }
  });
});

describe("The replica, with a node that answers what no honest node does,", () => {
  const lies: Readonly<Record<string, (logs: readonly RawLog[]) => readonly RawLog[]>> = {
    "a log of another contract": changed(3, { address: OTHER }),
    "a log from beyond the range": changed(-1, { block: 1_000 }),
    "a log from before the range": changed(0, { block: -1 }),
    "a log twice": (logs) => logs.flatMap((log) => [log, log]),
    "logs out of order": (logs) => logs.toReversed(),
    "two hashes for one block": (logs) => logs.map((log) => (log.index === 1 ? { ...log, blockHash: HASH } : log)),
    "another block's hash": (logs) => logs.map((log) => ({ ...log, blockHash: HASH })),
    "an event that no registry writes": changed(3, { topics: [HASH] }),
    "a log without topics": changed(3, { topics: [] }),
    "too few topics": (logs) => logs.map(({ topics, ...log }) => ({ ...log, topics: topics.slice(0, 1) })),
    "too little data": (logs) => logs.map((log) => ({ ...log, data: log.data.slice(0, 20) })),
  };
  for (const [what, lie] of Object.entries(lies)) {
    it(`refuses ${what}`, async () => {
      const chain = await withHead();
      const replica = await inRanges(chain, lying(chain, lie));
      await refusedLater(replica.sync(), "facts.bad-answer");
      await answersNothing(replica, "facts.bad-answer");
    });
  }

  it("refuses a key that does not match its thumbprint", async () => {
    const chain = await withHead();
    const logs = await allLogs(chain);
    const registered = logs.findIndex(
      ({ data, address }) => address === chain.addresses.dids && data.includes("21".padStart(64, "0")),
    );
    const log = logs[registered];
    const others = logs.filter(({ data }, i) => i !== registered && data.length === log?.data.length);
    const [head = "", point = ""] = [log?.data.slice(0, -128), others.at(-1)?.data.slice(-128)];
    const replica = await inRanges(chain, lying(chain, instead(log!, { data: head + point })));
    await refusedLater(replica.sync(), "facts.gap");
  });

  it("refuses a certificate that does not match its thumbprint, and a record whose number differs from its log's", async () => {
    const chain = await withHead();
    const table = eventTable(chain.addresses);
    const logs = await allLogs(chain);
    const registered = (wanted: number) =>
      logs.findIndex((log) => {
        const event = decodeLog(table, log);
        return event.kind === "KeyRegistered" && event.algorithm === wanted;
      });
    const word = (value: bigint | string) => BigInt(value).toString(16).padStart(64, "0");
    // from | until | algorithm | xOrHash
    const lies: [number, (words: string) => string][] = [
      [registered(128), (words) => words.slice(0, -64) + word(HASH)],
      [registered(128), (words) => words.slice(0, -128) + word(1n) + words.slice(-64)],
      [registered(3), (words) => words.slice(0, -128) + word(129n) + words.slice(-64)],
      [registered(3), (words) => words.slice(0, -128) + word(0n) + words.slice(-64)],
      [registered(1), (words) => words.slice(0, -128) + word(2n) + words.slice(-64)],
      [registered(1), (words) => words.slice(0, -128) + word(3n) + words.slice(-64)],
      [registered(1), (words) => words.slice(0, -64) + word(HASH)],
    ];
    for (const [at, change] of lies) {
      const data = change(logs[at]!.data);
      expect(data).not.to.equal(logs[at]!.data);
      const replica = await inRanges(chain, lying(chain, instead(logs[at]!, { data })));
      await refusedLater(replica.sync(), "facts.gap");
    }
  });

  async function withHeaders(chain: Chain, change: (header: FullHeader) => FullHeader): Promise<LogSource> {
    const honest = sourceOf(chain);
    const changedHashes = new Map<string, string>();
    const told = (header: FullHeader): FullHeader => {
      const lie = change(header);
      changedHashes.set(lie.hash, header.hash);
      return lie;
    };
    return {
      ...honest,
      block: async (n) => told(await honest.block(n)),
      head: async () => told(await honest.head()),
      // The node repeats its lie, whether logs or headers are requested first.
      receipts: (hash) => honest.receipts(changedHashes.get(hash) ?? hash),
    };
  }

  it("refuses another block than requested, and time that goes back", async () => {
    const chain = await withHead();
    const other = await everyBlock(chain, await withHeaders(chain, (header) => madeUp(header, { number: 7 })));
    await refusedLater(other.sync(), "facts.bad-answer");
    const back = await withHeaders(chain, (header) => (header.number === 9 ? madeUp(header, { time: 1 }) : header));
    await refusedLater((await everyBlock(chain, back)).sync(), "facts.bad-answer");
  });

  it("refuses a chain whose blocks do not follow from one another", async () => {
    const chain = await withHead();
    const torn = await withHeaders(chain, (header) =>
      header.number === 9 ? madeUp(header, { parentHash: HASH }) : header,
    );
    await refusedLater((await everyBlock(chain, torn)).sync(), "facts.bad-answer");
  });

  it("refuses another chain, and one without the registries", async () => {
    const chain = await withHead();
    const elsewhere = await openReplica(following(chain, { chainId: 1n }));
    const error = await refusedLater(elsewhere.sync(), "facts.wrong-chain");
    expect(error.details).to.deep.include({ chainId: "31337" }).and.to.have.nested.property("wanted.chainId", "1");
    const twin = await openReplica(following(chain, { genesis: HASH }));
    expect((await refusedLater(twin.sync(), "facts.wrong-chain")).details).to.have.nested.property(
      "wanted.genesis",
      HASH,
    );
    const addresses = { ...chain.addresses, types: OTHER };
    const astray = { ...chain, addresses };
    const nothing = await refusedLater((await openReplica(following(astray))).sync(), "facts.no-contract");
    expect(nothing.details).to.include({ address: OTHER });
  });
});

describe("The replica, when the node is down or behind,", () => {
  it("answers nothing before it has caught up with the chain", async () => {
    const replica = await openReplica(following(await withHead()));
    refused(() => replica.look([]), "facts.syncing");
    await replica.sync();
    expect(replica.look([]).records).to.deep.equal([]);
  });

  it("answers as of what it knows while the node is down, and reports it", async () => {
    const chain = await withHead();
    const honest = sourceOf(chain);
    let away = false;
    const head = () => (away ? Promise.reject(new DidimError("facts.node-unreachable", "away")) : honest.head());
    const replica = await everyBlock(chain, { ...honest, head });
    await replica.sync();
    const { asOf } = replica.look([]);
    away = true;
    await refusedLater(replica.sync(), "facts.node-unreachable");
    expect(replica.look([]).asOf).to.deep.equal(asOf);
    expect(replica.status().problem?.code).to.equal("facts.node-unreachable");
  });

  it("forgets nothing because of a node whose head is behind", async () => {
    const chain = await withHead();
    const honest = sourceOf(chain);
    let lag = 0;
    const head = async () => honest.block((await honest.head()).number - lag);
    const replica = await everyBlock(chain, { ...honest, head });
    await replica.sync();
    const { asOf } = replica.look([]);
    lag = 5;
    const error = await refusedLater(replica.sync(), "facts.node-behind");
    expect(error.details).to.deep.equal({ head: Number(asOf.block) - 5, known: Number(asOf.block) });
    expect(replica.look([]).asOf).to.deep.equal(asOf);
  });

  it("requests shorter ranges when the node refuses long ones", async () => {
    const chain = await withHead();
    const honest = sourceOf(chain);
    const spans: number[] = [];
    const logs = (from: number, to: number) => {
      spans.push(to - from + 1);
      const error = new DidimError("facts.node-refused", "query returned more than 10000 results");
      return to - from < 7 ? honest.logs(from, to) : Promise.reject(error);
    };
    const replica = await inRanges(chain, { ...honest, logs });
    await replica.sync();
    expect(Math.min(...spans)).to.be.within(1, 7);
    expect(replica.status().ready).to.equal(true);
  });

  it("can be closed while reading, and then answers nothing", async () => {
    const chain = await withHead();
    const honest = sourceOf(chain);
    const head = async () => madeUp(await honest.head(), { number: Number.MAX_SAFE_INTEGER });
    const block = async (number: number) => madeUp(await honest.head(), { number });
    const replica = await inRanges(chain, { ...honest, head, block, logs: async () => [] });
    const endless = replica.sync();
    await Promise.all([refusedLater(endless, "facts.closed"), replica.close()]);
    refused(() => replica.look([]), "facts.closed");
    await refusedLater(replica.sync(), "facts.closed");
  });
});
