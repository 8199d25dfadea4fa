import { chmodSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { expect } from "chai";
import { ROOT } from "../../../scripts/lib/terminal/place.ts";
import { Terminal } from "../cli.fixture.ts";

const now = (): number => Math.floor(Date.now() / 1000);

/** Which local node a command means: the network is never asked here, so the URL in the error is the choice. */
describe("The record of local nodes", function () {
  this.timeout(60_000);
  let t: Terminal;
  beforeEach(() => {
    t = new Terminal();
    mkdirSync(t.path("state/didim/local-nodes"), { recursive: true, mode: 0o700 });
  });
  afterEach(() => t.close());

  const recorded = (pid: number, port: number, more: object = {}): string => {
    const node = { url: `http://127.0.0.1:${port}`, pid, since: now(), home: "/other", clone: "/other", addresses: {} };
    return t.write(`state/didim/local-nodes/${pid}.json`, { ...node, ...more });
  };
  /** Two processes that run as long as this test. */
  const [here, parent] = [process.pid, process.ppid];
  const chosen = async () => {
    const ran = await t.didim("did", "resolve", `0x${"11".repeat(20)}`, "--json");
    return (ran.json() as { error: { code: string; message: string; details: { urls?: string[] } } }).error;
  };

  it("refuses to choose between several, and names them", async () => {
    recorded(here, 1);
    recorded(parent, 2);
    const { code, details } = await chosen();
    expect(code).to.equal("node.several");
    expect([...(details.urls ?? [])].sort()).to.deep.equal(["http://127.0.0.1:1", "http://127.0.0.1:2"]);
  });

  it("prefers the node of the command's own clone, and then the one of its own home", async () => {
    recorded(here, 1);
    recorded(parent, 2, { clone: ROOT });
    expect((await chosen()).code).to.not.equal("node.several");
    recorded(here, 1, { clone: ROOT });
    expect((await chosen()).code).to.equal("node.several");
    recorded(here, 1, { clone: ROOT, home: t.folder });
    expect((await chosen()).code).to.not.equal("node.several");
  });

  it("leaves out nodes whose process has ended, or that ran before the machine started", async () => {
    recorded(999_999_999, 1);
    recorded(here, 2, { since: 1 });
    expect((await chosen()).code).to.equal("node.none");
  });

  it("is refused if another user can change it, or if it is no record", async () => {
    const file = recorded(here, 1);
    chmodSync(file, 0o666);
    expect((await chosen()).code).to.equal("node.record-unsafe");
    chmodSync(file, 0o600);
    chmodSync(t.path("state/didim/local-nodes"), 0o777);
    expect((await chosen()).code).to.equal("node.record-unsafe");
    chmodSync(t.path("state/didim/local-nodes"), 0o700);
    chmodSync(t.path("state"), 0o777);
    expect((await chosen()).code, "the folder above").to.equal("node.record-unsafe");
    chmodSync(t.path("state"), 0o700);
    writeFileSync(file, "{}");
    expect((await chosen()).code).to.equal("cli.file");
  });

  it("is private to the user, and forgets nodes that were killed when another starts", async () => {
    recorded(999_999_999, 1);
    const { child, pid } = await t.node();
    try {
      expect(readdirSync(t.path("state/didim/local-nodes"))).to.deep.equal([`${pid}.json`]);
    } finally {
      child.kill("SIGINT");
    }
  });
});
