import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request as httpsRequest } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import fc from "fast-check";
import { LONGEST_BATCH, PASSED, proxyConfig } from "../../../network/kit/proxy.ts";
import { freePort } from "../../support/besu.ts";
import { type FakeNode, fakeNode } from "../../support/nodes.ts";
import { needsProgram } from "../../support/tools.ts";
import { NODES } from "./kit.fixture.ts";

/** Where Debian has the modules for Lua. */
const MODULES = ["ndk_http_module.so", "ngx_http_lua_module.so"].map((name) => `/usr/lib/nginx/modules/${name}`);

interface Answer {
  readonly status: number;
  readonly body: string;
}

describe("The TLS proxy", function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), "didim-proxy-"));
  const at = (name: string): string => join(folder, name);
  let node: FakeNode;
  let nginx: ChildProcess;
  let port: number;

  before(async function () {
    const program = needsProgram(this, "nginx");
    if (!MODULES.every(existsSync)) {
      process.stderr.write("skipped: nginx has no Lua module on this machine\n");
      this.skip();
    }
    node = await fakeNode(() => ({ result: "0x7" }));
    port = await freePort();
    const subject = ["-subj", "/CN=localhost", "-days", "2", "-keyout", at("key"), "-out", at("crt")];
    execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", ...subject], { stdio: "ignore" });
    writeFileSync(at("nginx.conf"), configuration());
    nginx = spawn(program, ["-e", at("error.log"), "-p", folder, "-c", at("nginx.conf")], { stdio: "ignore" });
    while ((await sent("[]").catch(() => undefined)) === undefined) await sleep(50);
  });
  after(async () => {
    nginx?.kill();
    await node?.close();
    rmSync(folder, { recursive: true });
  });

  /** The generated file, with this test's port, certificate and node in the place of the operator's. */
  function configuration(): string {
    const [{ ports, ...rest }] = NODES.slice(0, 1) as [(typeof NODES)[number]];
    const upstream = { ...rest, ports: { ...ports, rpc: Number(new URL(node.url).port) } };
    const server = proxyConfig(upstream)
      .replace("listen 443 ssl", `listen 127.0.0.1:${port} ssl`)
      .replace("/etc/didim/tls/node.crt", at("crt"))
      .replace("/etc/didim/tls/node.key", at("key"));
    return [
      ...MODULES.map((file) => `load_module ${file};`),
      `daemon off; pid ${at("pid")}; error_log ${at("error.log")};`,
      "events {}",
      `http { access_log off; ${["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${at(kind)};`).join(" ")}`,
      server,
      "}",
    ].join("\n");
  }

  function sent(body: string | Uint8Array, path = "/", method = "POST"): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const options = { host: "127.0.0.1", port, path, method, rejectUnauthorized: false };
      const request = httpsRequest({ ...options, headers: { "content-type": "application/json" } }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString("utf8") }),
        );
      });
      request.on("error", reject).end(body);
    });
  }

  const call = (method: string, id = 1) => ({ jsonrpc: "2.0", id, method, params: [] });
  const asked = (): number => node.asked.length;

  /** Sends it, and expects that nothing of it reached the node. */
  async function refused(body: string | Uint8Array): Promise<number> {
    const before = asked();
    const { status } = await sent(body);
    expect(asked(), String(body).slice(0, 200)).to.equal(before);
    expect(status, String(body).slice(0, 200)).to.be.within(400, 499);
    return status;
  }

  it("passes what applications and verifiers ask, alone and in a batch", async () => {
    for (const method of PASSED) {
      const { status, body } = await sent(JSON.stringify(call(method)));
      expect([status, JSON.parse(body).result], method).to.deep.equal([200, "0x7"]);
      await sleep(10);
    }
    const batch = PASSED.map((method, i) => call(method, i));
    expect((await sent(JSON.stringify(batch))).status).to.equal(200);
  });

  it("passes nothing that changes a node, nor a batch in which something does", async () => {
    const ours = ["admin_addPeer", "perm_addAccountsToAllowlist", "debug_traceTransaction", "txpool_besuTransactions"];
    for (const method of [...ours, "qbft_proposeValidatorVote", "eth_newFilter", "ETH_CALL", "eth_call ", ""]) {
      expect(await refused(JSON.stringify(call(method))), method).to.equal(403);
      expect(await refused(JSON.stringify([call("eth_call"), call(method, 2)])), method).to.equal(403);
    }
  });

  it("passes nothing that its parser and the node's could read in two ways", async () => {
    const hidden = '"params":[]';
    for (const body of [
      `{"method":"eth_call","method":"admin_addPeer",${hidden}}`,
      `{"method":"admin_addPeer","method":"eth_call",${hidden}}`,
      `{"\\u006dethod":"admin_addPeer","method":"eth_call",${hidden}}`,
      `{"method":"\\u0061dmin_addPeer",${hidden}}`,
      `{"method":"eth_call","params":[{"method":"admin_addPeer"}]}`,
      `[[{"method":"admin_addPeer"}]]`,
      `{"method":["admin_addPeer"],${hidden}}`,
      `[{"method":"eth_call"},7]`,
      '{"method":"eth_call"}{"method":"admin_addPeer"}',
      '\ufeff{"method":"admin_addPeer"}',
      "",
      "[]",
      "{}",
      "7",
      '"method"',
    ]) {
      await refused(body);
    }
  });

  it("passes only methods of its list, whatever is sent", async () => {
    const method = fc.oneof(fc.constantFrom("eth_call", "admin_addPeer"), fc.string());
    const member = fc.tuple(fc.constantFrom("method", "Method", "params", "id"), method);
    const object = fc
      .array(member, { maxLength: 4 })
      .map((members) => `{${members.map((pair) => pair.map((text) => JSON.stringify(text)).join(":")).join(",")}}`);
    const body = fc.oneof(
      object,
      fc.array(object, { maxLength: 4 }).map((all) => `[${all.join(",")}]`),
    );
    await fc.assert(
      fc.asyncProperty(body, async (text) => {
        const before = asked();
        await sent(text);
        for (const { method: reached } of node.asked.slice(before)) expect(PASSED, text).to.include(reached);
        await sleep(10);
      }),
      { numRuns: 150 },
    );
  });

  it("limits the size of a request, of a batch, and the rate", async () => {
    await sleep(2_500); // until what the tests before it sent counts no more
    expect(await refused(" ".repeat(1_100_000))).to.equal(413);
    const many = Array.from({ length: LONGEST_BATCH + 1 }, (_, i) => call("eth_call", i));
    expect(await refused(JSON.stringify(many))).to.equal(400);
    const codes = new Set<number>();
    for (let round = 0; round < 20; round++) {
      const all = await Promise.all(Array.from({ length: 15 }, () => sent(JSON.stringify(call("eth_call")))));
      for (const { status } of all) codes.add(status);
    }
    expect([...codes].sort()).to.deep.equal([200, 429]);
    await sleep(2_500);
  });

  it("offers nothing else of the node: no other path, and no other way to ask", async () => {
    for (const path of ["/readiness", "/liveness", "/metrics", "/x"]) {
      expect((await sent(JSON.stringify(call("eth_call")), path)).status, path).to.equal(404);
    }
    expect((await sent("", "/", "GET")).status).to.equal(405);
  });
});
