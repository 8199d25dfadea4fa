import { expect } from "chai";
import { openAllocator } from "../../src/status/allocator.ts";
import { CHUNK, type IndexJournal } from "../../src/stores/index-store.ts";
import { eachOf, INDEX_STORES } from "./implementations.ts";
import { linesOf, start } from "./programs/start.ts";

const CHILD = new URL("./programs/allocate.ts", import.meta.url);

eachOf("A store of indices", INDEX_STORES, ({ open, place, isShared }) => {
  async function using<T>(work: (journal: IndexJournal) => Promise<T>, list = 7): Promise<T> {
    const journal = await (await open()).open(list);
    try {
      return await work(journal);
    } finally {
      await journal.close();
    }
  }
  const kept = (list?: number) => using(async ({ chunk, taken }) => ({ chunk, taken: [...taken] }), list);

  it("starts with no index of the first chunk taken", async () => {
    expect(await kept()).to.deep.equal({ chunk: 0, taken: [] });
  });

  it("keeps what was appended, in order, for the next who opens the list", async () => {
    await using(async (journal) => {
      await journal.append([5, 3]);
      await journal.append([8191]);
    });
    expect(await kept()).to.deep.equal({ chunk: 0, taken: [5, 3, 8191] });
  });

  it("forgets a full chunk when the next one begins", async () => {
    await using(async (journal) => {
      await journal.append([1, 2]);
      await journal.begin(1);
      await journal.append([CHUNK + 4]);
    });
    expect(await kept()).to.deep.equal({ chunk: 1, taken: [CHUNK + 4] });
  });

  it("keeps each list separately", async () => {
    await using((journal) => journal.append([1]), 7);
    await using((journal) => journal.append([2]), 8);
    expect([await kept(7), await kept(8)]).to.deep.equal([
      { chunk: 0, taken: [1] },
      { chunk: 0, taken: [2] },
    ]);
  });

  it("lets at most one holder write: the second cannot open the list, or the first cannot write any more", async () => {
    const first = await (await open()).open(7);
    const second = (await open()).open(7).catch((error: unknown) => error);
    const early = await Promise.race([second, new Promise<undefined>((done) => setTimeout(done, 300, undefined))]);
    const wrote = await first.append([1]).then(
      () => true,
      () => false,
    );
    await first.close();
    expect(wrote, "both may write").to.equal(early === undefined || early instanceof Error);
    const late = await second;
    if (late instanceof Error) return;
    const journal = late as IndexJournal;
    expect(journal.taken).to.deep.equal(wrote ? [1] : []);
    await journal.append([2]);
    await journal.close();
    expect((await kept()).taken).to.deep.equal(wrote ? [1, 2] : [2]);
  });

  if (!isShared) return;

  it("never gives an index out again that a killed process had", async () => {
    const taken: number[] = [];
    for (const after of [3, 40, 170]) {
      taken.push(...(await linesOf(start(CHILD, [...place(), 1024]), after)).map(Number));
    }
    // Three processes were killed while they held the list; no one gets the indices that they reported.
    const last = await openAllocator({ store: await open(), list: 7, capacity: 1024 });
    const rest = await last.allocate(last.remaining);
    await last.close();
    const all = [...taken, ...rest];
    expect(new Set(all).size).to.equal(all.length);
    expect(taken.length).to.be.at.least(213);
    // Each killed process may have lost one index that it had not reported yet.
    expect(all.length).to.be.within(1024 - 3, 1024);
  });

  it("never gives an index to two processes that start at once, even if some are killed", async () => {
    await linesOf(start(CHILD, [...place(), 400]), 5);
    const { taken: before } = await kept();
    const children = [0, 1, 2].map(() => start(CHILD, [...place(), 400]));
    const answers = (await Promise.all(children.map((child) => linesOf(child)))).flat().map(Number);
    expect(answers.length + before.length).to.equal(400);
    expect(new Set([...answers, ...before]).size).to.equal(400);
  });
});
