import { expect } from "chai";
import { recalled } from "../../../bench/verify/given.ts";
import { openScene, send } from "../../../bench/verify/scene.ts";
import { openReplica } from "../../../src/facts/replica/replica.ts";
import { jsonRpcLogSource } from "../../../src/registry/logs/source.ts";

describe("A benchmark's verifier gets a node's answers from a record", () => {
  it("its replica catches up from the record as far as from the node", async () => {
    const { addresses, answers } = (await openScene()).given;
    const heads = [];
    // The record crosses to another process as JSON.
    for (const ask of [send, recalled(JSON.parse(JSON.stringify(answers)))]) {
      const source = jsonRpcLogSource(ask, addresses);
      const replica = await openReplica({ source, addresses, chainId: 31337n, pollMs: 0 });
      await replica.sync();
      heads.push(replica.look([]).asOf);
      await replica.close();
    }
    expect(heads[1]).to.deep.equal(heads[0]);
  });
});
