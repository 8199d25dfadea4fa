import { expect } from "chai";
import { formatDid } from "../../../src/public/did.ts";
import { type Addresses, historyOfIdentity, historyOfList, openRegistry } from "../../../src/public/registry.ts";
import { type LocalChain, startLocalChain } from "../../support/chain.ts";
import { type Scene, scene } from "../listing/listing.fixture.ts";

const NAME = "StatusLists";

describe("The history of a registry that was replaced", function () {
  this.timeout(120_000);
  let chain: LocalChain;
  let agencies: Scene;
  let next: Addresses;

  before(async () => {
    chain = await startLocalChain();
    agencies = await scene(chain);
    const { contracts } = chain.addresses;
    next = { ...chain.addresses, contracts: { ...contracts, [NAME]: contracts.EvidenceLog } };
    await chain.decide(
      [{ do: "directory.register", name: NAME, address: contracts.EvidenceLog.address }],
      "another registry",
    );
  });
  after(() => chain.stop());

  const read = async (addresses: Addresses) => {
    const registry = await openRegistry({ url: chain.url, addresses, evenReplaced: true, final: false });
    return historyOfList(registry, agencies.city, 1, { limit: 100 });
  };

  it("goes on through both contracts, whichever of them is connected, and says so", async () => {
    const [before, after] = [await read(chain.addresses), await read(next)];
    expect(after.entries.map(({ transaction }) => transaction)).to.deep.equal(
      before.entries.map(({ transaction }) => transaction),
    );
    expect(after.entries.map(({ changes }) => changes[0]?.event)).to.deep.equal([
      ...["StatusesChanged", "StatusesChanged", "StatusesChanged", "ListOpened"],
    ]);
    for (const { replaced } of [before, after]) {
      expect(replaced.map(({ name }) => name)).to.deep.equal([NAME, NAME]);
      const old = replaced.find(({ address }) => address === chain.addresses.contracts[NAME].address);
      expect(old?.until).to.be.at.most(await chain.now());
      expect(old?.distrusted).to.equal(false);
    }
    expect(after.entries.flatMap(({ changes }) => changes).every((change) => !("inForce" in change))).to.equal(true);
  });

  it("marks what the former contract says after its term, and all that a distrusted one ever said", async () => {
    const { statuses, rpc } = chain.as(agencies.city);
    const data = statuses.encode("setStatus", [agencies.city, 1, 900, 1]);
    await rpc.request("eth_sendTransaction", [{ from: agencies.city, to: statuses.address, data }]);
    const marks = async () => (await read(next)).entries.map(({ changes }) => changes[0]?.inForce);
    expect(await marks()).to.deep.equal([false, undefined, undefined, undefined, undefined]);
    await chain.decide([{ do: "directory.distrust", name: NAME, index: 0, reason: "It lied." }], "of registries");
    expect(await marks()).to.deep.equal([false, false, false, false, false]);
  });

  it("of a DID has the rest, too", async () => {
    const registry = await openRegistry({ url: chain.url, addresses: next, evenReplaced: true, final: false });
    const { entries } = await historyOfIdentity(registry, agencies.city, { limit: 100 });
    const events = entries.flatMap(({ changes }) => changes.map(({ event }) => event));
    expect(events).to.include.members(["KeyRegistered", "Accredited", "ListOpened", "StatusesChanged"]);
    const opened = entries.find(({ changes }) => changes[0]?.event === "ListOpened");
    expect(opened?.by.did).to.equal(formatDid(registry.chainId, agencies.city));
  });
});
