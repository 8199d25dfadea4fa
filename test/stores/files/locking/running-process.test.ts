import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { processNameIn, runsElsewhere } from "../../../../src/stores/files/locking/running-process.ts";
import { NAMESPACE } from "../contenders.ts";

const CHILD = fileURLToPath(new URL("../programs/present.ts", import.meta.url));

describe("The name of a process in a folder", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "didim-presence-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Another process with its name. */
  async function another(before: readonly string[] = []): Promise<{ readonly child: ChildProcess; name: string }> {
    const [command = "", ...args] = [...before, process.execPath, CHILD, folder];
    const child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
    const [name] = (await once(child.stdout!, "data")) as [Buffer];
    return { child, name: name.toString() };
  }

  async function ended({ child }: { readonly child: ChildProcess }, signal?: "SIGKILL"): Promise<void> {
    const closed = once(child, "close");
    if (signal === undefined) child.stdin?.end();
    else child.kill(signal);
    await closed;
  }

  it("is unique and stays the same as long as it runs", async () => {
    const [mine, again] = [await processNameIn(folder), await processNameIn(folder)];
    expect(again).to.equal(mine);
    expect(await runsElsewhere(folder, mine)).to.equal(false);
    const other = await another();
    expect(other.name).not.to.equal(mine);
    expect(await runsElsewhere(folder, other.name)).to.equal(true);
    await ended(other);
    expect(await runsElsewhere(folder, other.name)).to.equal(false);
  });

  it("shows that a suspended process is running, and that a killed one has ended", async () => {
    const other = await another();
    other.child.kill("SIGSTOP");
    expect(await runsElsewhere(folder, other.name)).to.equal(true);
    await ended(other, "SIGKILL");
    expect(await runsElsewhere(folder, other.name)).to.equal(false);
  });

  it("shows the same for a process in another container, whatever its process id is there", async function () {
    if (NAMESPACE === undefined) this.skip();
    const other = await another(NAMESPACE);
    expect(await runsElsewhere(folder, other.name)).to.equal(true);
    await ended(other, "SIGKILL");
    // The first process in the container is killed soon after the process that started it.
    while (await runsElsewhere(folder, other.name)) await new Promise((resolve) => setTimeout(resolve, 10));
  });

  it("changes when somebody has emptied the folder", async () => {
    const mine = await processNameIn(folder);
    for (const file of readdirSync(folder)) rmSync(join(folder, file));
    expect(await processNameIn(folder)).not.to.equal(mine);
  });

  it("that belongs to nobody is no running process's", async () => {
    expect(await runsElsewhere(folder, randomUUID())).to.equal(false);
    expect(readdirSync(folder)).to.deep.equal([]);
  });

  it("is removed long after its process ended, and not before", async () => {
    const [dead, recent, living] = [await another(), await another(), await another()];
    await ended(dead);
    await ended(recent);
    const fileOf = ({ name }: { readonly name: string }) => join(folder, `${name}.process`);
    const twoHoursAgo = Date.now() / 1000 - 7_200;
    for (const one of [dead, living]) utimesSync(fileOf(one), twoHoursAgo, twoHoursAgo);
    await processNameIn(folder);
    expect([dead, recent, living].map((one) => existsSync(fileOf(one)))).to.deep.equal([false, true, true]);
    expect(await runsElsewhere(folder, living.name)).to.equal(true);
    await ended(living);
  });
});
