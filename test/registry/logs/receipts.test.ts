import { expect } from "chai";
import type { JsonRpcSend } from "../../../src/registry/logs/asking.ts";
import { receiptsReader } from "../../../src/registry/logs/receipts.ts";
import { refusedLater } from "../../support/refused.ts";

const hash = (byte: string): string => `0x${byte.repeat(32)}`;
const BLOCK = hash("aa");
const LOG = { address: `0x${"0A".repeat(20)}`, topics: [hash("CC")], data: "0xAB", logIndex: "0x0" };
const RECEIPT = {
  type: "0x2",
  status: "0x1",
  cumulativeGasUsed: "0x5208",
  logsBloom: `0x${"00".repeat(256)}`,
  logs: [LOG],
};
const READ = {
  type: 2,
  outcome: "0x01",
  gasUsed: "0x5208",
  bloom: RECEIPT.logsBloom,
  logs: [{ address: LOG.address.toLowerCase(), topics: [hash("cc")], data: "0xab" }],
};

const over = (answer: unknown) => receiptsReader(() => Promise.resolve(answer))(BLOCK);
const refusal = (code: number, message: string) => Object.assign(new Error(message), { code });

describe("A reader of a block's receipts", () => {
  it("reads what the header covers, and nothing else", async () => {
    expect(await over([RECEIPT])).to.deep.equal([READ]);
  });

  it("reads a failure, a transaction without a type, and a receipt with a state root", async () => {
    const { status, type, ...old } = RECEIPT;
    const receipts = await over([
      { ...RECEIPT, status: "0x0" },
      { ...old, status },
      { ...old, type, root: hash("Dd") },
    ]);
    const told = receipts.map(({ type, outcome }) => [type, outcome]);
    expect(told).to.deep.equal([
      [2, "0x"],
      [0, "0x01"],
      [2, hash("dd")],
    ]);
  });

  it("asks for each transaction, in order, where the node does not offer the receipts of a block", async () => {
    const asked: unknown[] = [];
    const hashes = Array.from({ length: 40 }, (_, i) => hash(i.toString(16).padStart(2, "0")));
    const send: JsonRpcSend = async (method, params) => {
      asked.push(method);
      if (method === "eth_getBlockReceipts") throw refusal(-32601, "Method not found");
      if (method === "eth_getBlockByHash") return { transactions: hashes };
      const gas = hashes.indexOf(params[0] as string);
      return { ...RECEIPT, cumulativeGasUsed: `0x${gas.toString(16)}` };
    };
    const read = receiptsReader(send);
    const gas = (await read(BLOCK)).map(({ gasUsed }) => Number(gasUsed));
    expect(gas).to.deep.equal(hashes.map((_, i) => i));
    expect(await read(BLOCK)).to.have.lengthOf(40);
    expect(
      asked.filter((method) => method === "eth_getBlockReceipts"),
      "it asks that only once",
    ).to.have.lengthOf(1);
  });

  it("passes every other refusal on, with the method's name", async () => {
    const send: JsonRpcSend = () => Promise.reject(refusal(-32005, "limit exceeded"));
    const error = await refusedLater(receiptsReader(send)(BLOCK), "facts.node-refused");
    expect(error.details).to.deep.equal({ method: "eth_getBlockReceipts", code: -32005 });
    const away = receiptsReader(() => Promise.reject(new Error("https://user:secret@node")))(BLOCK);
    const unreachable = await refusedLater(away, "facts.node-unreachable");
    expect(unreachable.message).not.to.include("secret");
  });

  const wrong: Readonly<Record<string, unknown>> = {
    "no list": null,
    "something that is no receipt": [null],
    "a type that is the beginning of a list": [{ ...RECEIPT, type: "0xc0" }],
    "a status that is neither success nor failure": [{ ...RECEIPT, status: "0x2" }],
    "neither status nor root": [{ ...RECEIPT, status: undefined }],
    "no gas": [{ ...RECEIPT, cumulativeGasUsed: undefined }],
    "a short bloom": [{ ...RECEIPT, logsBloom: "0x00" }],
    "no logs": [{ ...RECEIPT, logs: undefined }],
    "five topics": [{ ...RECEIPT, logs: [{ ...LOG, topics: Array(5).fill(hash("cc")) }] }],
    "data that is not hex": [{ ...RECEIPT, logs: [{ ...LOG, data: "0xzz" }] }],
  };
  for (const [what, answer] of Object.entries(wrong)) {
    it(`refuses ${what}`, async () => {
      await refusedLater(over(answer), "facts.bad-answer");
    });
  }

  it("refuses a block without transactions where it must ask for them", async () => {
    const send: JsonRpcSend = (method) =>
      method === "eth_getBlockByHash" ? Promise.resolve(null) : Promise.reject(refusal(-32601, "Method not found"));
    await refusedLater(receiptsReader(send)(BLOCK), "facts.bad-answer");
  });
});
