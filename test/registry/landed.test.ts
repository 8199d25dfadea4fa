import { randomBytes } from "node:crypto";
import { expect } from "chai";
import { createRpc, createSigningAccount } from "../../src/public/chain.ts";
import { createAgency, createRecoverer } from "../../src/public/issuer.ts";
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

  /** A connection with an outbox of its own. */
  const connected = (signer = createSigningAccount({ privateKey: randomBytes(32) })): Promise<Registry> =>
    openRegistry({ url: chain.url, addresses: chain.addresses, signer, sendTimeoutMs: 1_000 });

  beforeEach(async () => {
    [registry, operator] = [await connected(), await connected()];
    issuer = registry.signer?.address ?? "";
    await registry.statuses.openList(issuer, 0, 1024, operator.signer?.address ?? "");
  });

  /** Sends a call whose block comes only after the caller has given up. Returns the transaction. */
  async function late(send: () => Promise<unknown>): Promise<unknown> {
    await rpc().request("evm_setAutomine", [false]);
    const { details } = await refusedLater(send(), "registry.timeout");
    await rpc().request("evm_setAutomine", [true]);
    await rpc().request("hardhat_mine", ["0x1"]);
    return details.transaction;
  }

  const suspendedLate = (index: number) => late(() => registry.statuses.setStatus(issuer, 0, index, SUSPENDED));

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

  it("is not taken for done if the change since is told by an event that names somebody else first", async () => {
    const other = operator.signer?.address ?? "";
    const heir = `0x${"1d".repeat(20)}`;
    const agency = createAgency({ registry });
    await late(() => agency.setRecovery({ recoverer: other }));
    await agency.setRecovery({ recoverer: heir });
    await refusedLater(agency.setRecovery({ recoverer: other }), "registry.sent-before");
  });

  it("is not taken for under way if a recovery was cancelled since, on another machine", async () => {
    const [heir, signer] = [`0x${"1d".repeat(20)}`, createSigningAccount({ privateKey: randomBytes(32) })];
    const [here, there] = await Promise.all(["here", "there"].map(() => connected(signer)));
    if (here === undefined || there === undefined) throw new Error("two connections");
    await createAgency({ registry }).setRecovery({ recoverer: signer.address });
    const recoverer = createRecoverer({ registry: here, did: issuer });
    await late(() => recoverer.start({ to: heir }));
    await createRecoverer({ registry: there, did: issuer }).cancel();
    await refusedLater(recoverer.start({ to: heir }), "registry.sent-before");
    expect(await recoverer.start({ to: heir })).to.have.property("receipt");
  });
});
