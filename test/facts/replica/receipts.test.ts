import { expect } from "chai";
import { openReplica } from "../../../src/facts/replica/replica.ts";
import type { JsonRpcSend } from "../../../src/registry/logs/asking.ts";
import { jsonRpcLogSource } from "../../../src/registry/logs/source.ts";
import { type Chain, ethers, following, networkHelpers, registries, SALT, sourceOf } from "./chain.fixture.ts";
import { questions } from "./histories.ts";
import { everything } from "./lies.fixture.ts";

const { loadFixture } = networkHelpers;

/** A node that offers the receipts of a block in one answer; Hardhat's does not. Records what it is asked. */
function offering({ send }: Chain): { readonly node: JsonRpcSend; readonly asked: string[] } {
  const asked: string[] = [];
  const node: JsonRpcSend = async (method, params) => {
    asked.push(`${method} ${String(params[0])}`);
    if (method !== "eth_getBlockReceipts") return send(method, params);
    const { transactions } = (await send("eth_getBlockByHash", [params[0], false])) as { transactions: string[] };
    return Promise.all(transactions.map((hash) => send("eth_getTransactionReceipt", [hash])));
  };
  return { node, asked };
}

describe("A replica takes the logs from the receipts of a block", () => {
  it("in one request, with the same answers as one transaction at a time", async () => {
    const chain = await loadFixture(everything);
    const { node, asked } = offering(chain);
    const replica = await openReplica(following(chain, { source: jsonRpcLogSource(node, chain.addresses) }));
    const other = await openReplica(following(chain));
    await Promise.all([replica.sync(), other.sync()]);
    const queries = await questions(chain);
    expect(replica.look(queries)).to.deep.equal(other.look(queries));
    const receipts = asked.filter((one) => one.startsWith("eth_getBlockReceipts"));
    const source = sourceOf(chain);
    const logs = await source.logs(0, (await source.head()).number);
    expect(new Set(receipts)).to.deep.equal(new Set(logs.map(({ blockHash }) => `eth_getBlockReceipts ${blockHash}`)));
    expect(receipts, "each block once").to.have.lengthOf(new Set(receipts).size);
    expect(asked.filter((one) => /eth_getLogs|eth_getTransaction/.test(one))).to.deep.equal([]);
  });

  it("only if the block's bloom says that it may have logs of the registries", async () => {
    const chain = await loadFixture(registries);
    const foreign = await ethers.deployContract("DIDRegistry", [SALT]);
    const agency = chain.agencies[0]!;
    await foreign.connect(agency).changeOwner(agency, chain.agencies[1]!);
    const { node, asked } = offering(chain);
    const replica = await openReplica(following(chain, { source: jsonRpcLogSource(node, chain.addresses) }));
    await replica.sync();
    const block = replica.look([]).asOf.hash;
    const { logsBloom } = await sourceOf(chain).head();
    expect(BigInt(logsBloom), "the block has a log").not.to.equal(0n);
    expect(asked).not.to.include(`eth_getBlockReceipts ${block}`);
    await chain.dids.connect(agency).changeOwner(agency, chain.agencies[1]!);
    await replica.sync();
    expect(asked).to.include(`eth_getBlockReceipts ${replica.look([]).asOf.hash}`);
  });
});
