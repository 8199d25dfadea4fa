import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { ZERO_ADDRESS } from "../../../src/did/address.ts";
import { typeIdOf } from "../../../src/public/council.ts";
import {
  formatAddresses,
  NO_END,
  openApplications,
  openRegistry,
  type Registry,
} from "../../../src/public/registry.ts";
import { Terminal } from "../../scripts/cli.fixture.ts";
import { type LocalChain, startLocalChain } from "../../support/chain.ts";

const TYPES = Array.from({ length: 30 }, (_, i) => `urn:example:${i}`);

/** A node that counts its requests by method. */
async function counting(url: string): Promise<{ url: string; asked: Map<string, number>; server: Server }> {
  const asked = new Map<string, number>();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    // A request comes in a batch with those that identify the chain.
    const sent = JSON.parse(body.toString()) as { method: string } | { method: string }[];
    for (const { method } of [sent].flat()) asked.set(method, (asked.get(method) ?? 0) + 1);
    const answer = await fetch(url, { method: "POST", body, headers: { "content-type": "application/json" } });
    response.setHeader("content-type", "application/json").end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, server };
}

describe("Open applications", function () {
  this.timeout(120_000);
  const t = new Terminal();
  let chain: LocalChain;
  let node: Awaited<ReturnType<typeof counting>>;
  let registry: Registry;
  let [ministry, other]: [string, string] = ["", ""];
  let agencies: readonly string[] = [];

  before(async () => {
    chain = await startLocalChain();
    [ministry = "", other = "", ...agencies] = chain.accounts.slice(7);
    const half = TYPES.length / 2;
    for (const types of [TYPES.slice(0, half), TYPES.slice(half)]) {
      await chain.decide(
        types.map((vct, i) => ({ do: "type.register", vct, authority: i % 2 === 0 ? ministry : other })),
        "types",
      );
    }
    for (const agency of agencies) {
      const { accreditations } = chain.as(agency);
      for (const vct of TYPES) await accreditations.applyFor(agency, typeIdOf(vct), ZERO_ADDRESS, true, 0, vct);
    }
    t.write("addresses.json", formatAddresses(chain.addresses));
    node = await counting(chain.url);
    registry = await openRegistry({ url: node.url, addresses: chain.addresses });
  });

  after(async () => {
    node.server.close();
    await chain.stop();
    t.close();
  });

  const pairs = (found: Awaited<ReturnType<typeof openApplications>>) =>
    found.applications.map(({ issuer, vct }) => `${issuer} ${vct}`);

  it("are found with few requests, however many there are", async () => {
    node.asked.clear();
    const found = await openApplications(registry, { limit: 1_000 });
    expect(found.applications).to.have.length(agencies.length * TYPES.length);
    expect(found).not.to.have.property("before");
    // One page of history, 200 records at a time, and each type's authority once.
    expect(node.asked.get("eth_getLogs")).to.be.lessThan(5);
    const calls = TYPES.length + Math.ceil(found.applications.length / 200) + 5;
    expect(node.asked.get("eth_call")).to.be.lessThan(calls + 15);
  });

  it("come page by page, newest first, without duplicates", async () => {
    const seen: string[] = [];
    let before: bigint | undefined;
    let last = Number.POSITIVE_INFINITY;
    for (let pages = 0; pages < 100; pages++) {
      const page = await openApplications(registry, { limit: 20, ...(before !== undefined && { before }) });
      expect(page.applications.length).to.be.lessThan(60);
      for (const { applied } of page.applications) {
        expect(applied).to.be.at.most(last);
        last = applied;
      }
      seen.push(...pairs(page));
      if (page.before === undefined) break;
      before = BigInt(page.before);
    }
    expect(new Set(seen).size).to.equal(seen.length);
    expect(seen).to.have.length(agencies.length * TYPES.length);
  });

  it("show only the last of repeated ones, and none that was decided", async () => {
    const [agency = "", second = ""] = agencies;
    const typeId = typeIdOf(TYPES[0] ?? "");
    const { number } = await registry.head();
    await chain.as(agency).accreditations.applyFor(agency, typeId, ZERO_ADDRESS, false, 2, "once more");
    await chain.as(second).accreditations.applyFor(second, typeId, ZERO_ADDRESS, true, 0, "to be granted");
    await chain.as(ministry).accreditations.accredit(second, typeId, true, 0, NO_END, 0);
    const all = await openApplications(registry, { limit: 1_000, typeId });
    const ofAgency = all.applications.filter(({ issuer }) => issuer.endsWith(agency));
    expect(ofAgency.map(({ note, levels, mayIssue }) => [note, levels, mayIssue])).to.deep.equal([
      ["once more", 2, false],
    ]);
    expect(all.applications.some(({ issuer }) => issuer.endsWith(second))).to.equal(false);
    // It was on an earlier page, with the newest applications.
    const older = await openApplications(registry, { limit: 1_000, typeId, before: number + 1n });
    expect(older.applications.some(({ issuer }) => issuer.endsWith(agency))).to.equal(false);
  });

  it("are filtered by decider, whether they name it or go to it as the type's authority", async () => {
    const [agency = ""] = agencies;
    const typeId = typeIdOf(TYPES[3] ?? "");
    await chain.as(agency).accreditations.applyFor(agency, typeId, ministry, true, 0, "to the ministry");
    const found = await openApplications(registry, { limit: 1_000, decider: ministry });
    expect(found.applications.every(({ accreditor }) => accreditor.endsWith(ministry))).to.equal(true);
    expect(found.applications.some(({ note }) => note === "to the ministry")).to.equal(true);
    expect(found.applications.some(({ vct }) => vct === TYPES[2])).to.equal(true);
  });

  it("are shown page by page by the command, which says how to continue", async () => {
    const on = ["--network", chain.url, "--addresses", t.path("addresses.json")];
    const first = await t.done("issuer", "applications", "--limit", "5", ...on);
    expect(first.applications).to.have.length.at.least(5);
    const more = await t.didim("issuer", "applications", "--limit", "5", "--before", String(first.before), ...on);
    expect(more.stdout).to.match(/urn:example:\d+ {2}issue\n {2}urn:example/);
    expect(more.stdout).to.contain("--before ");
    const wrong = await t.didim("issuer", "applications", "--limit", "0", ...on);
    expect(wrong.code).to.equal(64);
  });
});
