import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { pidOf, startNode, stopNode } from "../../network/besu.ts";
import { consortiumFolder } from "../../network/folder.ts";

/** A launcher that never becomes a node: it replaces itself by itself, and its command line is empty again and again. */
const RESTLESS = '#!/bin/sh\nexec "$0" "$@"\n';

describe("A node's process", function () {
  this.timeout(20_000);
  const folder = consortiumFolder(mkdtempSync(join(tmpdir(), "didim-process-")));
  const node = folder.node("node-1");

  before(() => mkdirSync(node.path, { recursive: true }));
  after(() => rmSync(folder.path, { recursive: true }));

  it("is there at every look while its launcher becomes another program", async () => {
    const launcher = join(folder.path, "launcher");
    writeFileSync(launcher, RESTLESS, { mode: 0o755 });
    startNode(launcher, folder, "node-1");
    try {
      const looks: boolean[] = [];
      for (const end = performance.now() + 1000; performance.now() < end; ) looks.push(pidOf(node) !== undefined);
      expect(looks.length).to.be.above(100);
      expect(looks.filter((there) => !there)).to.deep.equal([]);
    } finally {
      await stopNode(folder, "node-1", 10_000);
    }
  });

  it("is gone when it has ended, even if nobody has waited for it", async () => {
    // `sleep` does not wait for the child that it got from the shell in whose place it is.
    const parent = spawn("sh", ["-c", 'sh -c "exit 0" & echo $!; exec sleep 20'], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    try {
      const pid = await new Promise<string>((resolve) => {
        parent.stdout.once("data", (text: Buffer) => resolve(text.toString("utf8")));
      });
      await sleep(200);
      writeFileSync(node.pid, pid);
      expect(pidOf(node)).to.equal(undefined);
    } finally {
      parent.kill();
    }
  });

  it("is not another one that has its number now", () => {
    writeFileSync(node.pid, `${process.pid}\n`);
    expect(pidOf(node)).to.equal(undefined);
  });
});
