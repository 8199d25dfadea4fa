import { expect } from "chai";
import type { FactsAnswer } from "../../../src/facts/facts.ts";
import { lensFacts } from "../../../src/facts/rpc/rpc.ts";
import { refused, refusedLater } from "../../support/refused.ts";

const HASH = `0x${"12".repeat(32)}`;
const answering = (asOf: Partial<FactsAnswer["asOf"]>) => async (): Promise<FactsAnswer> => ({
  asOf: { chainId: 31337n, block: 100n, time: 1_790_000_000, ...asOf },
  records: [],
});

describe("Facts from a node", () => {
  it("are as of a fixed block: the newest, or one by number or hash, not of a pending one", async () => {
    const lens = answering({});
    for (const block of ["pending", "earliest", "safe", "", "100", "0x64", HASH.slice(0, -2), -1n]) {
      refused(() => lensFacts({ lens, chainId: 31337n, block }), "facts.block");
    }
    for (const block of ["latest", 100n, HASH] as const) {
      expect((await lensFacts({ lens, chainId: 31337n, block }).lookup([])).asOf.block).to.equal(100n);
    }
  });

  it("are refused from another chain, and of another block than requested", async () => {
    const asked = (asOf: object) => lensFacts({ lens: answering(asOf), chainId: 31337n, block: 100n }).lookup([]);
    await refusedLater(asked({ chainId: 1n }), "facts.wrong-chain");
    await refusedLater(asked({ block: 99n }), "facts.wrong-block");
  });

  it("time out: a node that accepts the request and never answers counts as unreachable", async () => {
    const silent = () => new Promise<FactsAnswer>(() => undefined);
    await refusedLater(lensFacts({ lens: silent, chainId: 31337n, timeoutMs: 5 }).lookup([]), "facts.node-unreachable");
    const failing = () => Promise.reject(new Error("at once"));
    const error: unknown = await lensFacts({ lens: failing, chainId: 31337n })
      .lookup([])
      .catch((thrown: unknown) => thrown);
    expect(error).to.have.property("message", "at once");
  });
});
