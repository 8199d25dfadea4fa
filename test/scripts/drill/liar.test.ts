import { expect } from "chai";
import { LIES, type Liar, startLiar } from "../../../scripts/drill/liar.ts";
import { createRpc } from "../../../src/public/chain.ts";
import { type FakeNode, fakeNode } from "../../support/nodes.ts";

const ANSWERS: Readonly<Record<string, unknown>> = {
  eth_chainId: "0x1",
  eth_call: "0x0001",
  eth_getLogs: [{ data: "0x01" }, { data: "0x02" }],
  eth_getTransactionReceipt: { status: "0x1", logs: [{ data: "0x01" }] },
  eth_getBlockReceipts: [{ logs: [] }, { logs: [{ data: "0x01" }, { data: "0x02" }] }],
  eth_getProof: { balance: "0x0", storageProof: [{ key: "0x0", value: "0x5", proof: ["0xaa", "0xbb"] }] },
  eth_getBlockByNumber: { number: "0x1", stateRoot: "0xcc", extraData: `0x${"ab".repeat(80)}` },
};

describe("A lying node", () => {
  let node: FakeNode;
  let liar: Liar;
  const ask = (method: string): Promise<unknown> => liar && createRpc({ url: liar.url }).request(method);

  before(async () => {
    node = await fakeNode(({ method }) => ({ result: ANSWERS[method] }));
    liar = await startLiar(node.url);
  });
  after(async () => {
    await liar.close();
    await node.close();
  });

  it("tells the truth until it is told to lie", async () => {
    liar.tell();
    for (const [method, answer] of Object.entries(ANSWERS)) expect(await ask(method)).to.deep.equal(answer);
    expect(liar.told).to.equal(0);
  });

  const changed: readonly (readonly [keyof typeof LIES, string, unknown])[] = [
    ["call", "eth_call", "0x0002"],
    ["logs", "eth_getLogs", [{ data: "0x01" }]],
    ["logs", "eth_getTransactionReceipt", { status: "0x1", logs: [] }],
    ["logs", "eth_getBlockReceipts", [{ logs: [] }, { logs: [{ data: "0x01" }] }]],
    ["slot", "eth_getProof", { balance: "0x0", storageProof: [{ key: "0x0", value: "0x1", proof: ["0xaa", "0xb1"] }] }],
    ["state", "eth_getBlockByNumber", { ...(ANSWERS.eth_getBlockByNumber as object), stateRoot: "0xc1" }],
  ];
  for (const [lie, method, answer] of changed) {
    it(`lies only about ${method} (${lie})`, async () => {
      liar.tell(LIES[lie]);
      expect(await ask(method)).to.deep.equal(answer);
      expect(liar.told).to.equal(1);
      expect(await ask("eth_chainId")).to.equal("0x1");
      expect(liar.told).to.equal(1);
    });
  }

  it("changes one digit of a seal, but nothing that the block hash covers", async () => {
    liar.tell(LIES.seal);
    const block = (await ask("eth_getBlockByNumber")) as Record<string, string>;
    const { extraData, ...rest } = ANSWERS.eth_getBlockByNumber as Record<string, string>;
    expect(block).to.deep.include(rest);
    const digits = [...(extraData ?? "")].filter((digit, i) => digit !== block.extraData?.[i]);
    expect(digits).to.have.lengthOf(1);
  });
});
