import { expect } from "chai";
import type { CouncilAction } from "../../src/registry/council/actions.ts";
import { openRegistry, type Registry } from "../../src/registry/open.ts";
import { advanceThrough } from "../../src/trust-anchor/advance.ts";
import { advancesFrom } from "../../src/trust-anchor/advance-from.ts";
import type { TrustAnchor } from "../../src/trust-anchor/anchor.ts";
import { anchorFrom } from "../../src/trust-anchor/anchor-from.ts";
import { sealedBlock } from "../../src/trust-anchor/seals/sealed.ts";
import { addresses, DAY } from "../facts/proof/states.fixture.ts";
import { Validator } from "../facts/proof/writing.fixture.ts";
import { type LocalChain, startLocalChain } from "../support/chain.ts";
import { refused, refusedLater } from "../support/refused.ts";
import { sealing } from "./seals/sealing.fixture.ts";

/**
 * The real contracts and real council decisions on a local node. A proxy presents it as a QBFT chain, with each block
 * sealed by the validators that the contract names.
 */
describe("The anchor of a sealed chain follows its ValidatorSet", function () {
  this.timeout(180_000);
  const keys = Array.from({ length: 6 }, () => new Validator());
  let chain: LocalChain;
  let registry: Registry;
  let anchor: TrustAnchor;

  before(async () => {
    // Time advances by days, so that no vote ends before it is cast, however busy the machine is.
    chain = await startLocalChain({ votingPeriod: DAY / 24 });
    const { url, parameters } = chain;
    const fetch = sealing(chain.addresses.contracts.ValidatorSet.address, keys);
    registry = await openRegistry({ url, addresses: chain.addresses, fetch });
    for (const [i, { address }] of keys.slice(0, 5).entries()) {
      await step({ do: "validator.add", validator: address });
      await step({ do: "validator.remove", validator: parameters.validators[i] ?? "" });
    }
  });

  after(() => chain.stop());

  /** One change of the set on a day of its own, and some blocks after it. */
  async function step(action: CouncilAction): Promise<void> {
    await chain.advanceTime(DAY);
    await chain.decide([action], `${action.do} ${Math.random()}`);
    await chain.advanceTime(10);
    await chain.advanceTime(10);
  }

  const validators = () => (anchor.sealers.kind === "qbft" ? [...anchor.sealers.validators].sort() : []);
  const named = (some: readonly Validator[]) => addresses(some).sort();

  it("begins with the validators of the newest block, which the previous validators sealed", async () => {
    anchor = await anchorFrom(registry);
    expect(validators()).to.deep.equal(named(keys.slice(0, 5)));
    expect(anchor.advancedAt).to.equal(await chain.now());
    expect(Object.keys(anchor.registries)).to.have.length(7);
  });

  it("is not made for a chain whose blocks are sealed by others than its contract names", async () => {
    const fetch = sealing(chain.addresses.contracts.ValidatorSet.address, keys.slice(0, 2));
    const { url, addresses } = chain;
    await refusedLater(anchorFrom(await openRegistry({ url, addresses, fetch })), "facts.proof-too-few-seals");
  });

  it("goes through each block in which the set changed, up to the newest", async () => {
    const [, , , , fifth, sixth] = keys as [Validator, Validator, Validator, Validator, Validator, Validator];
    await step({ do: "validator.add", validator: sixth.address });
    await step({ do: "validator.remove", validator: fifth.address });
    const staples = await advancesFrom(registry, anchor);
    expect(staples).to.have.length(3);
    const now = await chain.now();
    // Only the newest block is sealed by validators that the anchor does not know yet.
    refused(() => advanceThrough(anchor, staples.slice(2), now), "facts.proof-unknown-seal");
    anchor = advanceThrough(anchor, staples, now);
    expect(validators()).to.deep.equal(named(keys.filter((each) => each !== fifth)));
    expect(anchor.sealers).to.have.property("former").that.deep.equals([fifth.address]);
    expect(anchor.advancedAt).to.equal(now);
    for (const { header } of staples.slice(0, 2)) {
      refused(() => sealedBlock({ header }, anchor, now), "facts.proof-removed-seal");
    }
  });

  it("that is up to date is confirmed by a single staple", async () => {
    const staples = await advancesFrom(registry, anchor);
    expect(staples).to.have.length(1);
    expect(advanceThrough(anchor, staples, await chain.now())).to.deep.equal(anchor);
  });
});
