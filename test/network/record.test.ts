import { expect } from "chai";
import { type Consortium, formatConsortium, parseConsortium } from "../../network/record.ts";
import { refused } from "../support/refused.ts";

const CONSORTIUM: Consortium = {
  chainId: 1337n,
  genesis: `0x${"11".repeat(32)}`,
  gasLimit: 30_000_000n,
  nodes: [
    {
      ...{ name: "node-1", publicKey: `0x${"22".repeat(64)}`, address: `0x${"33".repeat(20)}` },
      ...{ host: "127.0.0.1", ports: { p2p: 30_303, rpc: 8545, metrics: 9545 } },
    },
  ],
  accounts: [`0x${"44".repeat(20)}`],
};

describe("A consortium's file", () => {
  it("is read as it was written", () => {
    expect(parseConsortium(JSON.parse(formatConsortium(CONSORTIUM)))).to.deep.equal(CONSORTIUM);
  });

  it("has no member that is not known, and the error names what may have been meant", () => {
    const file = JSON.parse(formatConsortium(CONSORTIUM)) as { nodes: { ports: object }[] };
    const [node] = file.nodes;
    for (const [wrong, named] of [
      [{ ...file, acounts: [] }, "acounts (did you mean accounts?)"],
      [{ ...file, nodes: [{ ...node, hosts: "10.0.0.1" }] }, "hosts (did you mean host?)"],
      [{ ...file, nodes: [{ ...node, ports: { ...node?.ports, metric: 1 } }] }, "metric (did you mean metrics?)"],
    ] as const) {
      expect(refused(() => parseConsortium(wrong), "consortium.record").message).to.include(named);
    }
    for (const none of [null, [null], { ...file, nodes: [null] }])
      refused(() => parseConsortium(none), "consortium.record");
  });
});
