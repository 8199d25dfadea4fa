import { expect } from "chai";
import fc from "fast-check";
import { openAllocator } from "../../src/status/allocator.ts";
import { CHUNK } from "../../src/stores/index-store.ts";
import { createMemoryIndexStore } from "../../src/stores/memory/index-store.ts";
import { refusedLater } from "../support/refused.ts";

const open = (capacity: number, store = createMemoryIndexStore()) => openAllocator({ store, list: 3, capacity });
const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);
const ascending = (indices: readonly number[]): number[] => [...indices].sort((a, b) => a - b);

describe("Status indices", () => {
  it("are given out each once, until the list is full", async () => {
    const allocator = await open(1000);
    const taken: number[] = [];
    while (allocator.remaining > 0) taken.push(...(await allocator.allocate()));
    expect(ascending(taken)).to.deep.equal(range(0, 1000));
  });

  it("fill one chunk before the next one opens", async () => {
    const allocator = await open(CHUNK * 2 + 256);
    const taken = await allocator.allocate(CHUNK * 2 + 256);
    expect(ascending(taken.slice(0, CHUNK))).to.deep.equal(range(0, CHUNK));
    expect(ascending(taken.slice(CHUNK, CHUNK * 2))).to.deep.equal(range(CHUNK, CHUNK * 2));
    expect(ascending(taken.slice(CHUNK * 2))).to.deep.equal(range(CHUNK * 2, CHUNK * 2 + 256));
  });

  it("are never given out twice, by any number of calls, at once or after restarts", async () => {
    const step = fc.record({
      counts: fc.array(fc.integer({ min: 1, max: 3000 }), { maxLength: 5 }),
      restart: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 20_000 }),
        fc.array(step, { maxLength: 6 }),
        async (capacity, steps) => {
          const store = createMemoryIndexStore();
          let allocator = await open(capacity, store);
          const taken: number[] = [];
          for (const { counts, restart } of steps) {
            const answers = await Promise.allSettled(counts.map((count) => allocator.allocate(count)));
            for (const answer of answers) if (answer.status === "fulfilled") taken.push(...answer.value);
            expect(allocator.remaining).to.equal(capacity - taken.length);
            if (restart) allocator = await open(capacity, store);
          }
          expect(new Set(taken).size).to.equal(taken.length);
          expect(taken.every((index) => index >= 0 && index < capacity)).to.equal(true);
          const closed = Math.floor((taken.length - 1) / CHUNK);
          expect(ascending(taken).slice(0, closed * CHUNK)).to.deep.equal(range(0, Math.max(0, closed) * CHUNK));
        },
      ),
      { numRuns: 25 },
    );
  });

  it("are drawn evenly: the first indices of a chunk reveal nothing about the order of issuing", async () => {
    const bins = Array.from({ length: 16 }, () => 0);
    for (let i = 0; i < 1600; i++) {
      const [index = -1] = await (await open(256)).allocate();
      bins[Math.floor(index / 16)]! += 1;
    }
    // Chi-square with 15 degrees of freedom exceeds 44.3 once in ten thousand times.
    const chiSquare = bins.reduce((sum, seen) => sum + (seen - 100) ** 2 / 100, 0);
    expect(chiSquare).to.be.lessThan(44.3);
  });

  it("continue where they were when the list is extended", async () => {
    const store = createMemoryIndexStore();
    const first = await (await open(128, store)).allocate(128);
    const more = await (await open(512, store)).allocate(384);
    expect(ascending([...first, ...more])).to.deep.equal(range(0, 512));
  });
});

describe("An allocator", () => {
  it("refuses a number for which the list has no room, and then takes no index", async () => {
    const allocator = await open(128);
    await allocator.allocate(100);
    const { details, message } = await refusedLater(allocator.allocate(29), "issuer.list-full");
    expect(details).to.deep.equal({ list: 3, capacity: 128, remaining: 28, count: 29 });
    expect(message).to.match(/extendList|open another list/);
    expect(await allocator.allocate(28)).to.have.length(28);
  });

  it("refuses invalid numbers", async () => {
    for (const capacity of [0, -128, 1.5, 2 ** 31 + 128, Number.NaN])
      await refusedLater(open(capacity), "issuer.list-capacity");
    for (const list of [-1, 0.5, 2 ** 32]) {
      await refusedLater(openAllocator({ store: createMemoryIndexStore(), list, capacity: 128 }), "issuer.list-number");
    }
    const allocator = await open(128);
    for (const count of [0, -1, 1.5, Number.NaN]) await refusedLater(allocator.allocate(count), "issuer.index-count");
  });

  it("gives out nothing after it is closed, and can be closed twice", async () => {
    const allocator = await open(128);
    await allocator.close();
    await allocator.close();
    await refusedLater(allocator.allocate(), "issuer.allocator-closed");
  });

  it("gives out nothing more once its record could not be written", async () => {
    const store = createMemoryIndexStore();
    const failing = {
      open: async (list: number) => ({
        ...(await store.open(list)),
        append: () => Promise.reject(new Error("ENOSPC")),
      }),
    };
    const allocator = await open(128, failing);
    await refusedLater(allocator.allocate(), "issuer.journal-failed");
    await refusedLater(allocator.allocate(), "issuer.journal-failed");
  });
});
