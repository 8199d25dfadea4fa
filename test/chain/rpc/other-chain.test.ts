import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { createRemoteAccount, createRpc, createSigningAccount } from "../../../src/public/chain.ts";
import { createProver } from "../../../src/public/facts/proof.ts";
import { logsOf, openReplica, type Replica } from "../../../src/public/facts/replica.ts";
import { createRpcFacts } from "../../../src/public/facts/rpc.ts";
import type { Facts } from "../../../src/public/facts.ts";
import type { DidimError } from "../../../src/public/index.ts";
import {
  documentsOf,
  openRegistry,
  type Registry,
  type RegistryOptions,
  relyingPartiesOf,
} from "../../../src/public/registry.ts";
import { refusedLater } from "../../support/refused.ts";
import { httpSwitch, type Switch, tcpSwitch } from "../../support/switch.ts";
import { startTwins, type Twins } from "./twins.fixture.ts";

const overRpc = (registry: Registry): Facts => createRpcFacts({ registry });

describe("A connection whose node moves to another chain", function () {
  this.timeout(60_000);
  let twins: Twins;
  let told: DidimError[];
  const switches: Switch[] = [];
  const replicas: Replica[] = [];

  before(async () => {
    twins = await startTwins();
  });
  beforeEach(() => {
    told = [];
  });
  afterEach(async () => {
    await Promise.all(replicas.splice(0).map((replica) => replica.close()));
    await Promise.all(switches.splice(0).map((one) => one.close()));
  });
  after(() => twins.stop());

  /** Connects through a switch that leads to the real chain until it is changed. */
  async function connected(by: typeof tcpSwitch, options: Partial<RegistryOptions> = {}) {
    const way = await by(twins.real.url);
    switches.push(way);
    const { addresses } = twins.real;
    const onDissent = (error: DidimError): void => void told.push(error);
    const registry = await openRegistry({ url: way.url, addresses, onDissent, ...options });
    return { way, registry };
  }
  async function replicaOf(registry: Registry): Promise<Replica> {
    const replica = await openReplica({ ...logsOf(registry), pollMs: 0 });
    replicas.push(replica);
    await replica.sync();
    return replica;
  }

  for (const [what, by] of [
    ["a connection that breaks", tcpSwitch],
    ["a proxy that keeps the connection open", httpSwitch],
  ] as const) {
    it(`never finds a revoked card valid: by ${what}`, async () => {
      const { way, registry } = await connected(by);
      const [facts, replica] = [overRpc(registry), await replicaOf(registry)];
      expect((await twins.judge(facts)).outcome).to.equal("invalid");
      expect((await twins.judge(replica)).outcome).to.equal("invalid");
      way.to(twins.twin.url);
      expect((await twins.judge(facts)).outcome).to.equal("indeterminate");
      await refusedLater(replica.sync(), "facts.chain-changed");
      // The replica answers from what it knows of the chain that it follows.
      expect((await twins.judge(replica)).outcome).to.equal("invalid");
      way.to(twins.real.url);
      expect((await twins.judge(facts)).outcome).to.equal("invalid");
      await replica.sync();
    });
  }

  it("takes no proof, relying party, document or head from the other chain", async () => {
    const { way, registry } = await connected(httpSwitch);
    const { rpc: asks, addresses } = registry;
    const word = `0x${"00".repeat(32)}`;
    const query = { issuer: twins.issuer, keyThumbprint: word, typeId: word, issuedAt: 0 };
    const header = createProver({ rpc: asks, registries: addresses.contracts, sign: async () => [] });
    const reads: Record<string, () => Promise<unknown>> = {
      proof: () => header.prove([[query]]),
      "relying party": () => relyingPartiesOf(registry).look(),
      document: () => documentsOf(registry)(twins.issuer),
      head: () => registry.head(),
      logs: () => asks.request("eth_getLogs", [{ fromBlock: "0x0" }]),
    };
    for (const read of Object.values(reads)) await read();
    way.to(twins.twin.url);
    for (const read of Object.values(reads)) await refusedLater(read(), "facts.chain-changed");
  });

  /** How many transactions an account has in blocks of a chain. */
  const countOn = async ({ url }: { readonly url: string }, account: string): Promise<number> =>
    Number(await createRpc({ url }).request("eth_getTransactionCount", [account, "latest"]));

  for (const [what, by] of [
    ["breaks", tcpSwitch],
    ["is kept open", httpSwitch],
  ] as const) {
    it(`sends nothing to the other chain, reports it, and sends nothing afterwards: a connection that ${what}`, async () => {
      const signer = createSigningAccount({ privateKey: randomBytes(32) });
      const { way, registry } = await connected(by, { signer });
      const write = (list: number) => registry.statuses.openList(signer.address, list, 256, signer.address);
      await write(0);
      way.to(twins.twin.url);
      const { message, details } = await refusedLater(write(1), "facts.chain-changed");
      expect(message).to.contain("connect anew");
      expect(details).to.include({ node: way.url, expected: twins.real.addresses.genesis });
      expect(told.map(({ code }) => code)).to.deep.equal(["facts.chain-changed"]);
      way.to(twins.real.url);
      expect((await registry.statuses.listOf(signer.address, 0)).capacity).to.equal(256n);
      await refusedLater(write(1), "facts.chain-changed");
      expect([await countOn(twins.real, signer.address), await countOn(twins.twin, signer.address)]).to.deep.equal([
        1, 0,
      ]);
      const anew = await openRegistry({ url: way.url, addresses: twins.real.addresses, signer });
      await anew.statuses.openList(signer.address, 1, 256, signer.address);
    });
  }

  it("does not count a pending transaction as done or lost because of the other chain, and does not offer it there", async () => {
    const real = createRpc({ url: twins.real.url });
    const signer = createSigningAccount({ privateKey: randomBytes(32) });
    const { way, registry } = await connected(tcpSwitch, { signer });
    await real.request("evm_setAutomine", [false]);
    try {
      const writing = registry.statuses.openList(signer.address, 0, 256, signer.address);
      while (Number(await real.request("eth_getTransactionCount", [signer.address, "pending"])) === 0) await sleep(20);
      way.to(twins.twin.url);
      await refusedLater(writing, "facts.chain-changed");
      await refusedLater(registry.statuses.openList(signer.address, 0, 256, signer.address), "facts.chain-changed");
    } finally {
      await real.request("evm_setAutomine", [true]);
    }
    expect(await countOn(twins.twin, signer.address)).to.equal(0);
    await real.request("evm_mine");
    way.to(twins.real.url);
    const anew = await openRegistry({ url: way.url, addresses: twins.real.addresses, signer });
    // The transaction was still under way, and is in a block now.
    await anew.statuses.openList(signer.address, 0, 256, signer.address);
    expect(await countOn(twins.real, signer.address)).to.equal(1);
  });

  it("does not let a node on the other chain sign and send for its accounts", async () => {
    const account = twins.real.accounts[11] ?? "";
    const way = await tcpSwitch(twins.real.url);
    switches.push(way);
    const { chainId, genesis } = twins.real.addresses;
    const signer = createRemoteAccount({ url: way.url, address: account, chainId, genesis });
    // This connection bypasses the switch, and always leads to the right chain.
    const registry = await openRegistry({ url: twins.real.url, addresses: twins.real.addresses, signer });
    await registry.statuses.openList(account, 0, 256, account);
    way.to(twins.twin.url);
    await refusedLater(registry.statuses.openList(account, 1, 256, account), "facts.chain-changed");
    expect(await countOn(twins.twin, account)).to.equal(0);
  });

  it("goes on with the other nodes if one of several moves, and names that one", async () => {
    const way = await tcpSwitch(twins.real.url);
    switches.push(way);
    const { addresses, url } = twins.real;
    const onDissent = (error: DidimError): void => void told.push(error);
    const reading = { url: [way.url, url], addresses, onDissent };
    const [either, both] = [await openRegistry(reading), await openRegistry({ ...reading, agree: 2 })];
    for (const registry of [either, both]) expect((await twins.judge(overRpc(registry))).outcome).to.equal("invalid");
    way.to(twins.twin.url);
    expect((await twins.judge(overRpc(either))).outcome).to.equal("invalid");
    expect((await twins.judge(overRpc(both))).outcome).to.equal("indeterminate");
    expect(told.map(({ code, details }) => [code, details.node])).to.deep.equal(
      [way.url, way.url].map((node) => ["facts.chain-changed", node]),
    );
  });

  for (const [what, genesis] of [
    ["knows the chain's first block beforehand", true],
    ["does not", false],
  ] as const) {
    it(`is not followed by a replica that reads from unchecked nodes, and ${what}`, async () => {
      const way = await httpSwitch(twins.real.url);
      switches.push(way);
      const { genesis: first, ...followed } = logsOf({
        rpc: createRpc({ url: way.url }),
        addresses: twins.real.addresses,
      });
      const replica = await openReplica({ ...followed, pollMs: 0, ...(genesis && { genesis: first }) });
      replicas.push(replica);
      await replica.sync();
      const { block } = replica.status().asOf ?? {};
      way.to(twins.twin.url);
      for (let i = 0; i < 3; i++) await refusedLater(replica.sync(), "facts.wrong-chain");
      expect((await twins.judge(replica)).outcome).to.equal("invalid");
      expect(replica.status()).to.deep.include({ rebuilds: 0, reorganisations: 0 });
      way.to(twins.real.url);
      await replica.sync();
      expect(replica.status().asOf?.block).to.equal(block);
    });
  }
});
