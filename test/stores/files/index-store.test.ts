import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { openAllocator } from "../../../src/status/allocator.ts";
import {
  createFileIndexStore,
  type FileIndexStoreOptions,
  readIndexRecord,
} from "../../../src/stores/files/index-store.ts";
import { CHUNK, neverGivenOut } from "../../../src/stores/index-store.ts";
import { refusedLater } from "../../support/refused.ts";

describe("Status indices kept in a file", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "didim-indices-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const file = () => join(folder, "list-7.indices");
  const open = (capacity = 1024, options: Partial<FileIndexStoreOptions> = { create: true }) =>
    openAllocator({ store: createFileIndexStore({ folder, ...options }), list: 7, capacity });

  it("survive a restart, to the last one", async () => {
    const first = await open();
    const before = [...(await first.allocate(600)), ...(await first.allocate(1))];
    await first.close();
    const second = await open(1024, {});
    expect(second.remaining).to.equal(423);
    const after = await second.allocate(423);
    await second.close();
    expect(new Set([...before, ...after]).size).to.equal(1024);
  });

  it("need a file no longer than one chunk, however long the list", async () => {
    const allocator = await open(CHUNK * 3);
    const taken = await allocator.allocate(CHUNK * 2 + 1);
    await allocator.close();
    expect(readFileSync(file(), "utf8").trim().split("\n")).to.have.length(2);
    const again = await open(CHUNK * 3);
    expect(again.remaining).to.equal(CHUNK - 1);
    expect(new Set([...taken, ...(await again.allocate(CHUNK - 1))]).size).to.equal(CHUNK * 3);
    await again.close();
  });

  it("are hidden from other users, and leave nothing else behind", async () => {
    await (await open()).close();
    expect(statSync(file()).mode & 0o777).to.equal(0o600);
    expect(readdirSync(folder)).to.have.members(["list-7.indices", "list-7.indices.lock"]);
  });

  it("are told from those that were never given out, also while another process holds the list", async () => {
    expect(await readIndexRecord(folder, 7)).to.equal(undefined);
    const allocator = await open(CHUNK * 3);
    const all = Array.from({ length: CHUNK * 3 }, (_, i) => i);
    for (const count of [5, CHUNK, 1]) {
      await allocator.allocate(count);
      const record = await readIndexRecord(folder, 7);
      if (record === undefined) return expect.fail("no record");
      expect(neverGivenOut(record, all)).to.have.length(allocator.remaining);
    }
    await allocator.close();
    appendFileSync(file(), "9 00000000\n");
    await refusedLater(readIndexRecord(folder, 7), "issuer.journal-corrupt");
  });

  it("do not start again when their record is lost", async () => {
    const { details } = await refusedLater(open(1024, {}), "issuer.journal-missing");
    expect(details).to.include({ list: 7 });
    expect(readdirSync(folder)).to.deep.equal(["list-7.indices.lock"]);
  });

  it("ignore an incomplete last line, whose index was never given out", async () => {
    const first = await open();
    const taken = await first.allocate(5);
    await first.close();
    appendFileSync(file(), "91 0a");
    const second = await open();
    expect(second.remaining).to.equal(1019);
    await second.allocate(1);
    await second.close();
    const third = await open();
    expect(third.remaining).to.equal(1018);
    expect(await third.allocate(1018)).not.to.include.members([taken[0]!]);
    await third.close();
  });

  it("are not given out any more if any part of their record is damaged", async () => {
    const allocator = await open();
    await allocator.allocate(6);
    await allocator.close();
    const good = readFileSync(file());
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 2), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const bad = Buffer.from(good);
        bad[at]! ^= flip;
        writeFileSync(file(), bad);
        const { message } = await refusedLater(open(), "issuer.journal-corrupt");
        expect(message).to.match(/open another list/);
      }),
      { numRuns: 60 },
    );
  });

  it("are not given out if lines are missing, repeated or reordered, or if the record is another list's", async () => {
    const allocator = await open();
    await allocator.allocate(4);
    await allocator.close();
    const [head, a, b, c, d] = readFileSync(file(), "utf8").trim().split("\n");
    for (const lines of [[head, b, c, d], [head, a, a, b], [head, b, a], [a, b], [], [head, head]]) {
      writeFileSync(file(), `${lines.join("\n")}\n`);
      await refusedLater(open(), "issuer.journal-corrupt");
    }
    writeFileSync(join(folder, "list-8.indices"), `${[head, a].join("\n")}\n`);
    const other = openAllocator({ store: createFileIndexStore({ folder }), list: 8, capacity: 128 });
    expect((await refusedLater(other, "issuer.journal-corrupt")).details.why).to.equal("it is that of list 7");
    writeFileSync(file(), "0".repeat(300_000));
    await refusedLater(open(), "issuer.journal-corrupt");
  });

  it("are given out by one process at a time; another one is told the file", async () => {
    const allocator = await open();
    const { details } = await refusedLater(open(), "files.locked");
    expect(details).to.deep.equal({ path: `${file()}.lock` });
    await allocator.close();
    await (await open()).close();
  });

  it("can be waited for", async () => {
    const holder = await open();
    const waiting = open(1024, { create: true, waitMs: 5000 });
    await holder.close();
    await (await waiting).close();
  });

  it("are not given out if somebody changed the record despite the lock", async () => {
    const allocator = await open();
    await allocator.allocate(2);
    appendFileSync(file(), "1 00000000\n");
    await refusedLater(allocator.allocate(1), "issuer.journal-shared");
    await refusedLater(allocator.allocate(1), "issuer.journal-shared");
    await allocator.close();
  });
});
