import { expect } from "chai";
import { openReplica, type Replica } from "../../../src/facts/replica/replica.ts";
import type { JsonRpcSend } from "../../../src/registry/logs/asking.ts";
import { jsonRpcLogSource } from "../../../src/registry/logs/source.ts";
import { refused, refusedLater } from "../../support/refused.ts";
import { type Chain, following, networkHelpers, registries, send } from "./chain.fixture.ts";
import { BEGINNING, live } from "./histories.ts";

const { loadFixture } = networkHelpers;
const EMPTY_BLOOM = `0x${"00".repeat(256)}`;
const HASH = `0x${"77".repeat(32)}`;
type Told = Readonly<Record<string, unknown>>;

/** A chain whose newest block revokes a credential. */
async function revoked() {
  const chain = await loadFixture(registries);
  await live(chain, BEGINNING);
  await chain.statuses.connect(chain.agencies[2]!).setStatus(chain.agencies[2]!, 0, 300, 1);
  return chain;
}

/** A node that falsifies blocks, and optionally logs. */
const lyingNode =
  (block: (told: Told) => Told, logs = (found: readonly unknown[]): readonly unknown[] => found): JsonRpcSend =>
  async (method, params) => {
    const answer = await send(method, params);
    if (method === "eth_getBlockByNumber") return block(answer as Told);
    if (method === "eth_getLogs") return logs(answer as readonly unknown[]);
    if (method !== "eth_getTransactionReceipt") return answer;
    return { ...(answer as Told), logs: logs((answer as Told).logs as readonly unknown[]) };
  };

const replicaOf = (chain: Chain, node: JsonRpcSend): Promise<Replica> =>
  openReplica(following(chain, { source: jsonRpcLogSource(node, chain.addresses) }));

const latest = async (): Promise<string> => `0x${(await networkHelpers.time.latestBlock()).toString(16)}`;

/** A replica of a node that falsifies the newest block. */
async function told(change: (told: Told) => Told): Promise<Replica> {
  const [chain, last] = [await revoked(), await latest()];
  return replicaOf(
    chain,
    lyingNode((block) => (block.number === last ? change(block) : block)),
  );
}

describe("The replica, with a node whose headers do not match their hashes,", () => {
  it("does not believe an empty bloom, even if the logs are left out too", async () => {
    const [chain, last] = [await revoked(), await latest()];
    const node = lyingNode(
      (block) => (block.number === last ? { ...block, logsBloom: EMPTY_BLOOM } : block),
      (logs) => logs.filter((log) => (log as Told).blockNumber !== last),
    );
    for (const depth of [64, 1]) {
      const source = jsonRpcLogSource(node, chain.addresses);
      const replica = await openReplica(following(chain, { source, depth, everyBlockWithin: depth }));
      const error = await refusedLater(replica.sync(), "facts.bad-answer");
      refused(() => replica.look([]), "facts.bad-answer");
      expect(error.details.what).to.contain("another block than its hash says");
    }
  });

  for (const [name, other] of [
    ["logsBloom", `0x${"ff".repeat(256)}`],
    ["timestamp", "0x7fffffff"],
    ["parentHash", HASH],
    ["stateRoot", HASH],
    ["receiptsRoot", HASH],
    ["hash", HASH],
    ["extraData", "0x00"],
    ["baseFeePerGas", "0x123456789abcdef"],
    ["gasUsed", "0x0"],
    ["miner", `0x${"77".repeat(20)}`],
    ["parentBeaconBlockRoot", HASH],
  ] as const) {
    it(`does not believe another ${name}`, async () => {
      await refusedLater((await told((block) => ({ ...block, [name]: other }))).sync(), "facts.bad-answer");
    });
  }

  it("names the missing fields without which no hash can be computed", async () => {
    const without = (...names: readonly string[]) => told((block) => ({ ...block, ...none(names) }));
    const none = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, undefined]));
    const { details, message } = await refusedLater(
      (await without("receiptsRoot", "withdrawalsRoot")).sync(),
      "facts.header-incomplete",
    );
    expect(details.missing).to.equal("receiptsRoot, withdrawalsRoot");
    expect(message).to.contain("receiptsRoot, withdrawalsRoot");
    await refusedLater((await without("nonce")).sync(), "facts.header-incomplete");
    // The absence of an optional last field cannot be noticed as such, but the hash differs.
    const { details: last } = await refusedLater((await without("parentBeaconBlockRoot")).sync(), "facts.bad-answer");
    expect(last.what).to.contain("lacks the last fields");
  });

  it("follows a node that writes null for fields of later forks, and hashes in upper case", async () => {
    const replica = await told((block) => ({
      ...block,
      requestsHash: null,
      hash: `0x${String(block.hash).slice(2).toUpperCase()}`,
    }));
    await replica.sync();
    expect(replica.status().ready).to.equal(true);
  });
});
