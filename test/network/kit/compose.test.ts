import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { composeFile, isReady } from "../../../network/kit/compose.ts";
import { needsProgram } from "../../support/tools.ts";
import { NODES } from "./kit.fixture.ts";

const DIGEST = `sha256:${"ab".repeat(32)}`;

/** Docker's plugin; undefined if the machine has none. */
const composeHere = (): readonly string[] | undefined =>
  spawnSync("docker", ["compose", "version"]).status === 0 ? ["docker", "compose"] : undefined;

describe("The file for Docker Compose", function () {
  this.timeout(20_000);
  const folder = mkdtempSync(join(tmpdir(), "didim-compose-"));
  const file = join(folder, "docker-compose.yml");
  const text = composeFile(NODES, ["node-1", "node-2"]);
  before(() => writeFileSync(file, text));
  after(() => rmSync(folder, { recursive: true }));

  const servicesIn = (file: string) => [...file.matchAll(/^ {2}(\S+):\n {4}<<: \*node$/gm)].map(([, name]) => name);

  it("has the nodes whose keys are here, and no others", () => {
    expect(servicesIn(text)).to.deep.equal(["node-1", "node-2"]);
    expect(composeFile(NODES, [])).to.contain("services: {}");
  });

  it("confines every node: no privileges, a read-only system, limits for memory, processes and logs", () => {
    const [common = ""] = text.split("services:");
    for (const line of ["read_only: true", "cap_drop: [ALL]", "mem_limit: 3g", "pids_limit: 1024", "max-size: 50m"])
      expect(common).to.contain(`  ${line}\n`);
    expect(common).to.contain('security_opt:\n    - "no-new-privileges:true"').and.to.contain("healthcheck:");
  });

  it("gives other containers no method that changes a node, and other machines no JSON-RPC", () => {
    const apis = text.match(/--rpc-http-api=.*/g);
    expect(apis).to.deep.equal(Array(2).fill("--rpc-http-api=ETH,NET,WEB3,QBFT,TXPOOL"));
    const ports = [...text.matchAll(/^ {6}- "(.*:\d+)"$/gm)].map(([, port]) => port);
    expect(ports).to.have.length(4);
    for (const port of ports) expect(port).to.match(/^127\.0\.0\.1:/);
  });

  it("is read by Docker Compose, which refuses it without the image's digest", function () {
    const [program = "", ...words] = composeHere() ?? [needsProgram(this, "docker-compose")];
    // The first Compose, still in Debian, knows everything else here, but no name.
    if (words.length === 0) writeFileSync(file, text.replace(/^name: .*\n/m, ""));
    const compose = (env: Readonly<Record<string, string>>) => {
      const { BESU_DIGEST: _, BESU_IMAGE: __, ...ours } = process.env;
      return spawnSync(program, [...words, "-f", file, "config"], { encoding: "utf8", env: { ...ours, ...env } });
    };
    const refused = compose({});
    expect(refused.status).not.to.equal(0);
    expect(refused.stderr).to.contain("as you checked it");
    const taken = compose({ BESU_DIGEST: DIGEST, UID: "1000", GID: "1000" });
    expect(taken.status, taken.stderr).to.equal(0);
    expect(taken.stdout).to.contain(`hyperledger/besu@${DIGEST}`);
  });

  it("calls a node healthy only if it says that it is ready", async function () {
    const bash = needsProgram(this, "bash");
    let code = 200;
    const asked: (string | undefined)[] = [];
    const node = createServer((request, response) => {
      asked.push(request.url);
      response.writeHead(code).end();
    }).listen(0, "127.0.0.1");
    await new Promise((resolve) => node.once("listening", resolve));
    const { port } = node.address() as AddressInfo;
    const check = () =>
      new Promise((resolve) => {
        // Compose replaces $$ by $.
        spawn(bash, ["-c", isReady(port).replaceAll("$$", "$")], { stdio: "ignore" }).on("close", resolve);
      });
    expect(await check()).to.equal(0);
    code = 503;
    expect(await check()).not.to.equal(0);
    node.close();
    expect(await check()).not.to.equal(0);
    expect(asked[0]).to.equal("/readiness?minPeers=1&maxBlocksBehind=10");
  });
});
