import { randomBytes } from "node:crypto";
import { expect } from "chai";
import { createRpc, createSigningAccount } from "../../src/public/chain.ts";
import { openRegistry, type Registry } from "../../src/public/registry.ts";
import { type LocalChain, startLocalChain } from "../support/chain.ts";
import { refusedLater } from "../support/refused.ts";

const SUSPENDED = 2;

describe("A write that was executed while nobody waited", function () {
  this.timeout(60_000);
  let chain: LocalChain;
  let registry: Registry;
  let operator: Registry;
  let issuer: string;
  const rpc = () => createRpc({ url: chain.url });

  before(async () => {
    chain = await startLocalChain();
  });
  after(() => chain.stop());

  beforeEach(async () => {
    const opened = async (): Promise<Registry> => {
      const signer = createSigningAccount({ privateKey: randomBytes(32) });
      return openRegistry({ url: chain.url, addresses: chain.addresses, signer, sendTimeoutMs: 1_000 });
    };
    [registry, operator] = [await opened(), await opened()];
    issuer = registry.signer?.address ?? "";
    await registry.statuses.openList(issuer, 0, 1024, operator.signer?.address ?? "");
  });

  /** Suspends a credential, but the block comes only after the caller has given up. Returns the transaction. */
  async function suspendedLate(index: number): Promise<unknown> {
    await rpc().request("evm_setAutomine", [false]);
    const { details } = await refusedLater(
      registry.statuses.setStatus(issuer, 0, index, SUSPENDED),
      "registry.timeout",
    );
    await rpc().request("evm_setAutomine", [true]);
    await rpc().request("hardhat_mine", ["0x1"]);
    return details.transaction;
  }

  it("is recognised when it is repeated: the result is that of the transaction in the block", async () => {
    const transaction = await suspendedLate(3);
    const { hash, events } = await registry.statuses.setStatus(issuer, 0, 3, SUSPENDED);
    expect(hash).to.equal(transaction);
    expect(events).to.have.length(1);
  });

  it("is recognised although others have written meanwhile", async () => {
    const transaction = await suspendedLate(3);
    const other = operator.signer?.address ?? "";
    await operator.statuses.openList(other, 0, 1024, other);
    expect((await registry.statuses.setStatus(issuer, 0, 3, SUSPENDED)).hash).to.equal(transaction);
  });

  it("is not taken for done if somebody has changed the record since: then it is done again on request", async () => {
    await suspendedLate(3);
    await operator.statuses.setStatus(issuer, 0, 3, 0);
    await refusedLater(registry.statuses.setStatus(issuer, 0, 3, SUSPENDED), "registry.sent-before");
    await registry.statuses.setStatus(issuer, 0, 3, SUSPENDED);
    expect(await registry.statuses.statusOf(issuer, 0, 3)).to.equal(BigInt(SUSPENDED));
  });
});
