import { setTimeout } from "node:timers/promises";
import { expect } from "chai";
import { logsOf, openReplica } from "../../../src/public/facts/replica.ts";
import { createRpcFacts } from "../../../src/public/facts/rpc.ts";
import { openRegistry, type Registry } from "../../../src/public/registry.ts";
import { type LocalChain, startLocalChain } from "../../support/chain.ts";
import { refusedLater } from "../../support/refused.ts";

describe("The replica of a deployment, over HTTP,", () => {
  let chain: LocalChain;
  let registry: Registry;
  let agency = "";
  before(async () => {
    chain = await startLocalChain();
    registry = await openRegistry({ url: chain.url, addresses: chain.addresses });
    agency = chain.accounts[10] ?? "";
  });
  after(() => chain.stop());

  const question = (issuer: string, index: number) => ({
    issuer,
    keyThumbprint: `0x${"00".repeat(32)}`,
    typeId: `0x${"00".repeat(32)}`,
    issuedAt: 0,
    status: { list: 3, index },
  });

  it("follows by itself, and answers as the node does", async () => {
    const replica = await openReplica({ ...logsOf(registry), pollMs: 20 });
    const { statuses } = chain.as(agency);
    await statuses.openList(agency, 3, 256, agency);
    await statuses.setStatus(agency, 3, 200, 2);
    const { number } = await registry.head();
    while ((replica.status().asOf?.block ?? -1n) < number) await setTimeout(10);
    const queries = [question(agency, 200), question(agency, 199), question(agency, 256)];
    const { asOf, records } = await replica.lookup(queries);
    const direct = createRpcFacts({ registry, block: asOf.block });
    expect(records).to.deep.equal((await direct.lookup(queries)).records);
    expect(records.map(({ status }) => status?.value)).to.deep.equal([2, 0, 0]);
    await replica.close();
  });

  it("retries while the node is down, ever more rarely", async () => {
    let asked = 0;
    const request = () => {
      asked++;
      return Promise.reject(new Error("away"));
    };
    const replica = await openReplica({ ...logsOf({ rpc: { request }, addresses: chain.addresses }), pollMs: 10 });
    await setTimeout(300);
    expect(replica.status().problem?.code).to.equal("facts.node-unreachable");
    expect(asked).to.be.within(1, 6);
    await replica.close();
  });

  it("refuses registries whose code is not what was deployed", async () => {
    const { contracts } = chain.addresses;
    const StatusLists = { ...contracts.StatusLists, codeHash: contracts.Directory.codeHash };
    const addresses = { ...chain.addresses, contracts: { ...contracts, StatusLists } };
    const replica = await openReplica({ ...logsOf({ rpc: registry.rpc, addresses }), pollMs: 0 });
    await refusedLater(replica.sync(), "facts.foreign-contract");
  });
});
