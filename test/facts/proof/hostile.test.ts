import { encode } from "cborg";
import { expect } from "chai";
import type { RpcClient } from "../../../src/chain/rpc/rpc.ts";
import { writeString } from "../../../src/chain/state/rlp.ts";
import { toBase64url } from "../../../src/crypto/encodings/base64url.ts";
import { keccak256 } from "../../../src/crypto/hash.ts";
import type { FactsQuery } from "../../../src/facts/facts.ts";
import { staplesIn } from "../../../src/facts/proof/staple-claim.ts";
import type { Registry } from "../../../src/registry/open.ts";
import { advancesFrom } from "../../../src/trust-anchor/advance-from.ts";
import { headerFrom } from "../../../src/trust-anchor/node-state.ts";
import { refused, refusedLater } from "../../support/refused.ts";
import { bytes, voted } from "./recorded.fixture.ts";
import { anchorOf, qbft } from "./states.fixture.ts";
import { Validator, withFields } from "./writing.fixture.ts";

const [one, other] = voted.slice(3) as [(typeof voted)[number], (typeof voted)[number]];
/** A node that returns the same block whatever it is asked for. */
const stubborn: RpcClient = { request: async () => one.told };

describe("A hostile node", () => {
  it("is refused if it returns another block than requested", async () => {
    expect((await headerFrom(stubborn, "latest")).hash).to.equal(one.hash);
    expect((await headerFrom(stubborn, { hash: one.hash })).number).to.equal(BigInt(one.number));
    expect((await headerFrom(stubborn, BigInt(one.number))).hash).to.equal(one.hash);
    await refusedLater(headerFrom(stubborn, { hash: other.hash }), "facts.wrong-block");
    await refusedLater(headerFrom(stubborn, BigInt(other.number)), "facts.wrong-block");
  });

  it("cannot cause endless requests by claiming endless changes of validators", async () => {
    let asked = 0;
    const change = async (i: bigint) => {
      asked++;
      return { time: 2n ** 39n + (i % 2n ** 38n) };
    };
    const validators = { changeCount: async () => 2n ** 200n, change };
    const registry = { rpc: stubborn, validators } as unknown as Registry;
    await refusedLater(advancesFrom(registry, anchorOf(qbft([new Validator()]))), "facts.bad-answer");
    expect(asked).to.be.below(2000);
  });
});

describe("A hostile holder", () => {
  /** A short staple of many nodes, each the child of the next; all contain a number. */
  const chain = (nodes: number, n: number): string => {
    const parts = Array.from({ length: nodes - 1 }, () => [Uint8Array.of(n), 0]);
    let root = keccak256(Uint8Array.of(n));
    for (const _ of parts) root = keccak256(Buffer.concat([bytes(root), Uint8Array.of(n)]));
    const header = withFields(one.raw, { 3: writeString(bytes(root)) });
    return toBase64url(encode([2, header, [], [Uint8Array.of(n), ...parts], []]));
  };
  const queries = (count: number, nodes: number): FactsQuery[] =>
    Array.from({ length: count }, (_, n) => ({ staple: chain(nodes, n) }) as unknown as FactsQuery);

  it("cannot make the verifier hash more nodes with many staples than with one", () => {
    expect(staplesIn(queries(16, 128)).length).to.equal(16);
    refused(() => staplesIn(queries(16, 129)), "facts.proof-oversized");
  });

  it("who brings the same staple with each credential has it read once", () => {
    const [same] = queries(1, 2000) as [FactsQuery];
    expect(staplesIn([same, same, same]).length).to.equal(1);
  });
});
