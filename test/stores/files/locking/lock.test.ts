import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { writeAtomic } from "../../../../src/stores/files/atomic.ts";
import { acquireLock, tryLock } from "../../../../src/stores/files/locking/lock.ts";
import { refusedLater } from "../../../support/refused.ts";

const VISITOR = fileURLToPath(new URL("../programs/visit.ts", import.meta.url));

describe("A lock file", () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "didim-lock-"));
    path = join(folder, "lock");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("has one holder at a time, within one process too", async () => {
    const lock = await acquireLock(path);
    const { details, message } = await refusedLater(acquireLock(path), "files.locked");
    expect(details).to.deep.equal({ path });
    expect(message).to.include(`Don't delete ${path}`);
    expect(await tryLock(path)).to.equal(undefined);
    await lock.release();
    await (await acquireLock(path)).release();
  });

  it("stays behind, empty, when released, and nobody else may open it", async () => {
    await (await acquireLock(path)).release();
    expect(readdirSync(folder)).to.deep.equal(["lock"]);
    expect(statSync(path).size).to.equal(0);
    expect(statSync(path).mode & 0o777).to.equal(0o600);
  });

  it("is not lost when others in the same process try to take it", async () => {
    const lock = await acquireLock(path);
    for (let i = 0; i < 20; i++) expect(await tryLock(path)).to.equal(undefined);
    const child = spawnSync(process.execPath, [VISITOR, path, join(folder, "log"), join(folder, "stop"), "0", "0"]);
    expect(child.stderr.toString()).to.include("files.locked");
    await lock.release();
  });

  it("is refused by name if it is from an older version, or is another kind of file", async () => {
    for (const text of ['{"pid":17,"host":"ministry","holding":"x"}', "x".repeat(5_000)]) {
      writeFileSync(path, text);
      expect((await refusedLater(acquireLock(path, 1_000), "files.not-a-lock")).details).to.deep.equal({ path });
      expect(readFileSync(path, "utf8")).to.equal(text);
    }
  });

  it("may have any path; none has a special meaning to SQLite", async () => {
    for (const name of [":memory:", "file:x?mode=memory", "a b%20c?d#e"]) {
      const odd = join(folder, name);
      const lock = await acquireLock(odd);
      expect(readdirSync(folder)).to.include(name);
      await refusedLater(acquireLock(odd), "files.locked");
      await lock.release();
    }
  });

  it("is taken in turn by all who wait", async () => {
    let inside = 0;
    const visits = Array.from({ length: 8 }, async () => {
      const lock = await acquireLock(path, 10_000);
      expect(++inside).to.equal(1);
      await new Promise((resolve) => setTimeout(resolve, 5));
      inside -= 1;
      await lock.release();
    });
    await Promise.all(visits);
  });
});

describe("A file written atomically", () => {
  it("replaces the old one, and leaves nothing beside it, also when it fails", async () => {
    const folder = mkdtempSync(join(tmpdir(), "didim-atomic-"));
    const path = join(folder, "file");
    await writeAtomic(path, "one");
    await writeAtomic(path, "two");
    expect(readFileSync(path, "utf8")).to.equal("two");
    let failed = false;
    await writeAtomic(join(folder, "absent", "file"), "three").catch(() => {
      failed = true;
    });
    expect(failed).to.equal(true);
    expect(readdirSync(folder)).to.deep.equal(["file"]);
    rmSync(folder, { recursive: true });
  });
});

describe("The temporary files of a process that was killed while writing", () => {
  const folder = mkdtempSync(join(tmpdir(), "didim-left-"));
  after(() => rmSync(folder, { recursive: true }));

  it("are removed by the next process that writes there or takes a lock, once nobody can be using them", async () => {
    const [old, fresh] = [randomUUID(), randomUUID()].map((id) => join(folder, `wallet.json.${id}.tmp`)) as [
      string,
      string,
    ];
    const others = ["notes.tmp", `${randomUUID()}.json`].map((name) => join(folder, name));
    for (const file of [old, fresh, ...others]) writeFileSync(file, "half a file");
    const twoHoursAgo = Date.now() / 1000 - 7_200;
    for (const file of [old, ...others]) utimesSync(file, twoHoursAgo, twoHoursAgo);
    await (await acquireLock(join(folder, "wallet.json.lock"))).release();
    await writeAtomic(join(folder, "wallet.json"), "whole");
    const names = [fresh, ...others, join(folder, "wallet.json"), join(folder, "wallet.json.lock")].map((file) =>
      basename(file),
    );
    expect(readdirSync(folder)).to.have.members(names);
    expect(readFileSync(join(folder, "wallet.json"), "utf8")).to.equal("whole");
  });
});
