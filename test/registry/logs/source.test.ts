import { expect } from "chai";
import { keccak256 } from "../../../src/crypto/hash.ts";
import type { JsonRpcSend } from "../../../src/registry/logs/asking.ts";
import { jsonRpcLogSource } from "../../../src/registry/logs/source.ts";
import { refusedLater } from "../../support/refused.ts";

const address = (n: number): string => `0x${n.toString(16).padStart(40, "0")}`;
const addresses = { dids: address(1), types: address(2), accreditations: address(3), statuses: address(4) };
const hash = (byte: string): string => `0x${byte.repeat(32)}`;
const HEADER = {
  number: "0x5",
  hash: hash("Aa"),
  parentHash: hash("bb"),
  timestamp: "0x10",
  logsBloom: `0x${"00".repeat(256)}`,
};
const LOG = {
  address: address(1),
  topics: [hash("cc")],
  data: "0xAB",
  blockNumber: "0x5",
  blockHash: hash("aa"),
  logIndex: "0x2",
};

/** A source over a node that always gives this answer. */
const over = (answer: unknown) => jsonRpcLogSource(() => Promise.resolve(answer), addresses);

describe("A log source over JSON-RPC", () => {
  it("reads headers and logs in lower case, and keeps the node's own fields of a block, except its transactions", async () => {
    expect(await over({ ...HEADER, extraData: "0x", transactions: [hash("dd")], uncles: [] }).head()).to.deep.equal({
      told: { ...HEADER, extraData: "0x" },
      number: 5,
      hash: hash("aa"),
      parentHash: hash("bb"),
      time: 16,
      logsBloom: HEADER.logsBloom,
    });
    const [log] = await over([LOG]).logs(1, 9);
    expect(log).to.deep.equal({
      address: address(1),
      topics: [hash("cc")],
      data: "0xab",
      block: 5,
      blockHash: hash("aa"),
      index: 2,
    });
  });

  it("requests the registries' logs of a range, and the receipts of one block", async () => {
    const asked: unknown[] = [];
    const source = jsonRpcLogSource((method, params) => {
      asked.push([method, ...params]);
      return Promise.resolve([]);
    }, addresses);
    await source.logs(16, 31);
    await source.receipts(hash("aa"));
    const filter = { address: Object.values(addresses), fromBlock: "0x10", toBlock: "0x1f" };
    expect(asked).to.deep.equal([
      ["eth_getLogs", filter],
      ["eth_getBlockReceipts", hash("aa")],
    ]);
  });

  const headers: Readonly<Record<string, unknown>> = {
    "no block": null,
    "a list": [HEADER],
    "a number that is no quantity": { ...HEADER, number: 5 },
    "a number beyond what is exact": { ...HEADER, number: "0x20000000000001" },
    "a short hash": { ...HEADER, hash: "0xaa" },
    "a bloom of another length": { ...HEADER, logsBloom: "0x00" },
    "no parent": { ...HEADER, parentHash: undefined },
    "a time in words": { ...HEADER, timestamp: "noon" },
  };
  for (const [what, answer] of Object.entries(headers)) {
    it(`refuses a header with ${what}`, async () => {
      await refusedLater(over(answer).head(), "facts.bad-answer");
    });
  }

  const logs: Readonly<Record<string, unknown>> = {
    "no list": { 0: LOG },
    "something that is no log": ["0x"],
    "a log that the chain took back": [{ ...LOG, removed: true }],
    "a pending log, without a block": [{ ...LOG, blockHash: null }],
    "five topics": [{ ...LOG, topics: Array(5).fill(hash("cc")) }],
    "no topics": [{ ...LOG, topics: undefined }],
    "half a byte of data": [{ ...LOG, data: "0xabc" }],
    "data that is not hex": [{ ...LOG, data: "0xzz" }],
    "an address of another length": [{ ...LOG, address: "0x01" }],
  };
  for (const [what, answer] of Object.entries(logs)) {
    it(`refuses logs with ${what}`, async () => {
      await refusedLater(over(answer).logs(0, 9), "facts.bad-answer");
    });
  }

  it("distinguishes a node that refuses from one that does not answer, and reveals no URL", async () => {
    const failing = (error: Error) => jsonRpcLogSource(() => Promise.reject(error), addresses);
    const refusal = Object.assign(new Error("query returned more than 10000 results"), { code: -32005 });
    const error = await refusedLater(failing(refusal).logs(0, 9), "facts.node-refused");
    expect(error.details).to.deep.equal({ method: "eth_getLogs", code: -32005 });
    const away = Object.assign(new Error("fetch failed: https://user:secret@node"), { code: "ECONNREFUSED" });
    const unreachable = await refusedLater(failing(away).head(), "facts.node-unreachable");
    expect(`${unreachable.message} ${JSON.stringify(unreachable.details)}`).not.to.include("secret");
  });

  it("names the registry that has no code", async () => {
    const send: JsonRpcSend = (method, params) =>
      Promise.resolve(method === "eth_chainId" ? "0x7a69" : params[0] === addresses.types ? "0x" : "0x60");
    const error = await refusedLater(jsonRpcLogSource(send, addresses).identify(), "facts.no-contract");
    expect(error.details).to.deep.equal({ address: addresses.types });
  });

  it("names the registry with other code than was deployed", async () => {
    const send: JsonRpcSend = (method) => Promise.resolve(method === "eth_chainId" ? "0x7a69" : "0x60");
    const hashes = [keccak256(Buffer.of(0x60)), hash("ee")];
    const error = await refusedLater(jsonRpcLogSource(send, addresses, hashes).identify(), "facts.foreign-contract");
    expect(error.details).to.deep.equal({ address: addresses.types, expected: hash("ee"), found: hashes[0] });
  });
});
