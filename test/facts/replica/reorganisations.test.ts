import { expect } from "chai";
import { openReplica, type Replica } from "../../../src/facts/replica/replica.ts";
import { refusedLater } from "../../support/refused.ts";
import { type Chain, following, networkHelpers, sourceOf } from "./chain.fixture.ts";
import { live, questions } from "./histories.ts";
import { everything } from "./lies.fixture.ts";

const { loadFixture, mine, takeSnapshot, time } = networkHelpers;
const DEPTH = 4;
const setStatus = { what: "setStatus", who: 2, whom: 1, which: 0, how: 1 } as const;

describe("The replica, when the chain is reorganised,", () => {
  async function followed() {
    const chain = await loadFixture(everything);
    const replica = await openReplica(following(chain, { depth: DEPTH, everyBlockWithin: DEPTH }));
    await replica.sync();
    const fork = await takeSnapshot();
    return { chain, replica, fork };
  }

  async function saysWhatAFreshOneSays(chain: Chain, replica: Replica): Promise<void> {
    const fresh = await openReplica(following(chain));
    await fresh.sync();
    const queries = await questions(chain);
    expect(replica.look(queries)).to.deep.equal(fresh.look(queries));
  }

  it("undoes exactly the blocks that are gone", async () => {
    const { chain, replica, fork } = await followed();
    await live(chain, [setStatus]);
    await mine(DEPTH - 2);
    await replica.sync();
    await fork.restore();
    await time.increase(50);
    await mine(DEPTH);
    await replica.sync();
    expect(replica.status()).to.include({ reorganisations: 1, rebuilds: 0 });
    await saysWhatAFreshOneSays(chain, replica);
  });

  it("undoes them also while the new chain is still shorter", async () => {
    const { chain, replica, fork } = await followed();
    await live(chain, [setStatus, { ...setStatus, whom: 2 }]);
    await replica.sync();
    await fork.restore();
    await time.increase(50);
    await replica.sync();
    expect(replica.status()).to.include({ reorganisations: 1, rebuilds: 0 });
    await saysWhatAFreshOneSays(chain, replica);
  });

  it("reads everything again if the reorganisation is deeper than the journal", async () => {
    const { chain, replica, fork } = await followed();
    await live(chain, [setStatus]);
    await mine(DEPTH + 2);
    await replica.sync();
    await fork.restore();
    await time.increase(50);
    await mine(DEPTH + 6);
    await replica.sync();
    expect(replica.status()).to.include({ reorganisations: 1, rebuilds: 1 });
    await saysWhatAFreshOneSays(chain, replica);
  });

  it("keeps its state if the chain is only shorter, because the node may be behind", async () => {
    const { chain, replica, fork } = await followed();
    await live(chain, [setStatus]);
    await replica.sync();
    const { asOf } = replica.look([]);
    await fork.restore();
    await refusedLater(replica.sync(), "facts.node-behind");
    expect(replica.look([]).asOf).to.deep.equal(asOf);
  });

  it("checks whether it is another chain if that is much shorter", async () => {
    const chain = await loadFixture(everything);
    const honest = sourceOf(chain);
    let anew = false;
    const source = {
      ...honest,
      head: () => (anew ? honest.block(1) : honest.head()),
      identify: async () => ({ ...(await honest.identify()), ...(anew && { genesis: `0x${"77".repeat(32)}` }) }),
    };
    const { genesis } = await honest.identify();
    const replica = await openReplica(following(chain, { source, genesis, depth: DEPTH }));
    await replica.sync();
    anew = true;
    await refusedLater(replica.sync(), "facts.wrong-chain");
    expect(replica.status().ready).to.equal(true);
  });
});
