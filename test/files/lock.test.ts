import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { basename, join } from "node:path";
import { expect } from "chai";
import { writeAtomic } from "../../src/files/atomic.ts";
import { acquireLock } from "../../src/files/lock.ts";
import { refusedLater } from "../support/refused.ts";

describe("A lock file", () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "didim-lock-"));
    path = join(folder, "lock");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const heldBy = (owner: object) =>
    writeFileSync(path, JSON.stringify({ pid: process.pid, host: hostname(), holding: "before", ...owner }));

  it("is held by one at a time, and is gone when released", async () => {
    const lock = await acquireLock(path);
    const { facts, message } = await refusedLater(acquireLock(path), "files.locked");
    expect(facts).to.deep.equal({ path, pid: process.pid, host: hostname() });
    expect(message).to.include(`delete ${path}`);
    await lock.release();
    expect(readdirSync(folder)).to.deep.equal([]);
  });

  it("of a process that ended is broken", async () => {
    const child = spawn(process.execPath, ["-e", ""]);
    await once(child, "close");
    heldBy({ pid: child.pid });
    await (await acquireLock(path)).release();
  });

  it("of a process whose id another one bears by now is broken, where the kernel tells when a process began", async () => {
    if (process.platform !== "linux") return;
    heldBy({ started: "another boot 17" });
    await (await acquireLock(path)).release();
  });

  it("of another machine, or that says nothing, stands until a person deletes it", async () => {
    heldBy({ host: "elsewhere.example", pid: 1 });
    await refusedLater(acquireLock(path), "files.locked");
    for (const text of ["", "{}", '{"pid":-1,"host":"x","holding":"y"}']) {
      writeFileSync(path, text);
      expect((await refusedLater(acquireLock(path), "files.locked")).message).to.include("an unknown process");
    }
  });

  it("is not released by one who lost it", async () => {
    const lock = await acquireLock(path);
    heldBy({});
    await lock.release();
    expect(readdirSync(folder)).to.deep.equal(["lock"]);
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

describe("A file written whole", () => {
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

describe("What a process left behind that was killed while it wrote a file", () => {
  const folder = mkdtempSync(join(tmpdir(), "didim-left-"));
  after(() => rmSync(folder, { recursive: true }));

  it("is swept away by the next one that writes there or takes a lock, when nobody can be at it any more", async () => {
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
    const names = [fresh, ...others, join(folder, "wallet.json")].map((file) => basename(file));
    expect(readdirSync(folder)).to.have.members(names);
    expect(readFileSync(join(folder, "wallet.json"), "utf8")).to.equal("whole");
  });
});
