import { expect } from "chai";
import fc from "fast-check";
import type { RpcClient } from "../../../src/chain/rpc/rpc.ts";
import { readHeader } from "../../../src/chain/state/header.ts";
import { writeString } from "../../../src/chain/state/rlp.ts";
import { createProver } from "../../../src/facts/proof/prover.ts";
import { sharedBlock } from "../../../src/facts/proof/shared-block.ts";
import { sealedBlock } from "../../../src/trust-anchor/seals/sealed.ts";
import { quorumOf } from "../../../src/trust-anchor/seals/seals.ts";
import { encodeStaple } from "../../../src/trust-anchor/staple/staple.ts";
import { refusedLater } from "../../support/refused.ts";
import { bytes, contractual } from "./recorded.fixture.ts";
import { anchorOf, PINS, qbft, START } from "./states.fixture.ts";
import { bytesOf, EXTRA_DATA, listOf, otherS, Validator, withFields, withSeals } from "./writing.fixture.ts";

const HOUR = 3600;
const hex = (value: number): string => value.toString(16);
const scalar = (value: number): Uint8Array =>
  writeString(value === 0 ? new Uint8Array() : bytes(`0x${hex(value).length % 2 === 0 ? "" : "0"}${hex(value)}`));
const rawOf = (number: number, time: number): Uint8Array =>
  withFields(contractual[0]!.raw, { 8: scalar(number), 11: scalar(time) });

/** A node with blocks at these times (seconds), and the number of requests to it. */
function nodeWith(times: readonly number[], seal = (raw: Uint8Array): Uint8Array => raw) {
  const told = (number: number) => {
    const raw = seal(rawOf(number, times[number]!));
    return {
      ...contractual[0]!.told,
      number: `0x${hex(number)}`,
      timestamp: `0x${hex(times[number]!)}`,
      extraData: `0x${Buffer.from(bytesOf(listOf(raw).items[EXTRA_DATA])).toString("hex")}`,
      hash: readHeader(raw).hash,
    };
  };
  const node = {
    asked: 0,
    nodes: [],
    request: async (method: string, [block]: readonly unknown[] = []): Promise<unknown> => {
      node.asked++;
      if (method !== "eth_getBlockByNumber") throw new Error(`not asked for: ${method}`);
      return told(block === "latest" ? times.length - 1 : Number(block));
    },
  };
  return node satisfies RpcClient;
}

function since(gaps: readonly number[]): number[] {
  let time = START + 7;
  return [time, ...gaps.map((gap) => (time += gap))];
}

describe("The shared block: the last one before the chain's time last was a multiple of N seconds", () => {
  it("is found however the blocks come, and depends on nothing else", async () => {
    const gap = fc.oneof(fc.constant(0), fc.constant(1), fc.constant(5), fc.nat({ max: 5000 }));
    const step = fc.constantFrom(60, HOUR);
    await fc.assert(
      fc.asyncProperty(fc.array(gap, { minLength: 1, maxLength: 300 }), step, async (gaps, every) => {
        const times = since(gaps);
        const node = nodeWith(times);
        const moment = times.at(-1)! - (times.at(-1)! % every);
        const expected = times.findLastIndex((time) => time < moment);
        const found = sharedBlock(node, every);
        if (expected < 0) await refusedLater(found, "facts.no-state");
        else expect(await found).to.equal(BigInt(expected));
        expect(node.asked).to.be.at.most(32);
      }),
      { numRuns: 60 },
    );
  });

  it("stays the same until the next multiple, and takes few requests if blocks come at even intervals", async () => {
    for (const interval of [1, 2, 5, 12]) {
      const times = since(Array<number>(9000).fill(interval));
      const found = new Set<bigint>();
      const until = START + 2 * HOUR;
      for (const now of [until, until + 1, until + 59, until + HOUR - 1]) {
        const node = nodeWith(times.filter((time) => time <= now || time < until + interval));
        found.add(await sharedBlock(node, HOUR));
        expect(node.asked).to.be.at.most(6);
      }
      expect(found.size).to.equal(1);
    }
  });
});

describe("A staple of a shared block", () => {
  const validators = Array.from({ length: 7 }, () => new Validator());
  const times = since(Array<number>(2 * HOUR).fill(1));
  const registries = PINS;

  /** A node that keeps these validators' seals in this order. */
  const made = async (order: readonly number[], turn = (seal: Uint8Array): Uint8Array => seal): Promise<string> => {
    const node = nodeWith(times, (raw) =>
      withSeals(
        raw,
        order.map((i) => turn(validators[i]!.seal(raw))),
      ),
    );
    const [staple] = await createProver({ rpc: node, registries }).prove([[]], { sharedEvery: HOUR });
    const now = times.at(-1)!;
    const { time } = sealedBlock(staple!, anchorOf(qbft(validators)), now);
    expect(time).to.equal(now - (now % HOUR) - 1);
    return Buffer.from(encodeStaple(staple!)).toString("hex");
  };

  it("is the same from nodes that keep the seals in another order, or with the other S", async () => {
    const one = await made([0, 1, 2, 3, 4]);
    expect(await made([4, 2, 0, 1, 3])).to.equal(one);
    expect(await made([3, 4, 2, 1, 0], otherS)).to.equal(one);
  });

  it("still reveals which of the seals a node keeps, of which a quorum is enough", async () => {
    expect(quorumOf(validators.length)).to.equal(5);
    expect(await made([0, 1, 2, 3, 5])).not.to.equal(await made([0, 1, 2, 3, 4]));
  });
});
