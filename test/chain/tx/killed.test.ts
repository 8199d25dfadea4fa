import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { abandonedIn } from "../../../src/chain/tx/outbox/abandoned.ts";
import { outboxesIn } from "../../../src/chain/tx/outbox/outbox.ts";
import { createSigningAccount } from "../../../src/public/chain.ts";
import { createFileOutboxStore } from "../../../src/stores/files/outbox.ts";
import { NAMESPACE } from "../../stores/files/contenders.ts";
import { type Behaviour, type FakeNode, pass } from "../../support/nodes.ts";
import { refusedLater } from "../../support/refused.ts";
import { type Counters, before as inFront, isOffer, sendingBy, sent, startCounters } from "./counters.fixture.ts";

const CHILD = fileURLToPath(new URL("./programs/send.ts", import.meta.url));
let next = 10_000;

describe("A process that is killed while sending", function () {
  this.timeout(120_000);
  let counters: Counters;
  let node: FakeNode;
  let outbox: string;
  let key: Buffer;

  before(async () => {
    counters = await startCounters();
  });

  beforeEach(async () => {
    node = await inFront(counters);
    outbox = mkdtempSync(join(tmpdir(), "didim-outbox-"));
    key = randomBytes(32);
    await counters.mine(50);
  });

  afterEach(async () => {
    await node.close();
    rmSync(outbox, { recursive: true });
  });

  after(() => counters.stop());

  const honest: Behaviour = (asked) => pass(counters.url, asked);
  /** The transaction files, without lock files. */
  const filesIn = (): string[] =>
    readdirSync(outbox, { recursive: true, withFileTypes: true })
      .filter((file) => file.isFile() && file.name.endsWith(".json"))
      .map((file) => join(file.parentPath, file.name));
  const again = (id: number) =>
    sent(counters, id, createSigningAccount({ privateKey: key }), sendingBy([node], { outbox }));

  function start(id: number, before: readonly string[] = []): ChildProcess {
    const { to, data } = counters.call(id);
    const args = [process.execPath, CHILD, node.url, outbox, key.toString("hex"), to, data];
    const [command = "", ...rest] = [...before, ...args];
    return spawn(command, rest, { stdio: "ignore" });
  }

  /** Kills the process as soon as it offers its transaction. `passOn`: whether the node has received it. */
  async function killed(id: number, passOn: boolean): Promise<void> {
    const ended = new Promise<void>((resolve) => {
      node.behave(async (asked) => {
        if (!isOffer(asked)) return pass(counters.url, asked);
        if (passOn) await pass(counters.url, asked);
        child.kill("SIGKILL");
        return "silence";
      });
      const child = start(id);
      child.on("close", () => resolve());
    });
    await ended;
    node.behave(honest);
  }

  for (const [when, passOn] of Object.entries({ "before the node has it": false, "when the node has it": true })) {
    it(`is continued by the next process with the same action, ${when}: the call is executed once`, async () => {
      const id = next++;
      await counters.mine(0);
      await killed(id, passOn);
      expect(filesIn()).to.have.length(1);
      await counters.mine(50);
      if (passOn) while ((await counters.countOf(id)) === 0) await new Promise((resolve) => setTimeout(resolve, 50));
      if (passOn) await refusedLater(again(id), "registry.sent-before");
      else await again(id);
      expect(await counters.countOf(id)).to.equal(1);
      expect(filesIn()).to.deep.equal([]);
    });
  }

  it("has its transaction sent by the next process with another action, and the result reported on request", async () => {
    const [id, other] = [next++, next++];
    await killed(id, false);
    await again(other);
    expect([await counters.countOf(id), await counters.countOf(other)]).to.deep.equal([1, 1]);
    await again(next++);
    await refusedLater(again(id), "registry.sent-before");
    expect(await counters.countOf(id)).to.equal(1);
  });

  it("leaves no files that others may read, and a changed file is not used", async () => {
    const id = next++;
    await killed(id, false);
    const [file = ""] = filesIn();
    expect(statSync(file).mode & 0o777).to.equal(0o600);
    const text = readFileSync(file, "utf8");
    expect(text).not.to.contain(key.toString("hex"));
    writeFileSync(file, text.replace(/"raw": "0x(..)/, '"raw": "0x03'));
    await refusedLater(again(id), "registry.outbox");
    expect(await counters.countOf(id)).to.equal(0);
  });

  it("counts as ended only when it is killed, not while it waits in another container with the same host name", async function () {
    if (NAMESPACE === undefined) this.skip();
    await counters.mine(0);
    const child = start(next++, NAMESPACE);
    const ended = new Promise((resolve) => {
      child.on("close", resolve);
    });
    while (filesIn().length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    const mine = outboxesIn(createFileOutboxStore({ folder: outbox }))(
      "counters",
      createSigningAccount({ privateKey: key }).address,
    );
    expect(await mine.list()).to.have.length(1);
    expect(await abandonedIn(mine)).to.deep.equal([]);
    child.kill("SIGKILL");
    await ended;
    // The first process in the container is killed soon after the process that started it.
    while ((await abandonedIn(mine)).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  });

  it("never makes two processes with a shared outbox use the same nonce", async () => {
    const ids = [next++, next++];
    const children = ids.map(
      (id) =>
        new Promise((resolve) => {
          start(id).on("close", resolve);
        }),
    );
    expect(await Promise.all(children)).to.deep.equal([0, 0]);
    expect(await Promise.all(ids.map((id) => counters.countOf(id)))).to.deep.equal([1, 1]);
    expect(new Set(node.asked.filter(isOffer).map(({ params }) => params[0])).size).to.equal(2);
  });
});
