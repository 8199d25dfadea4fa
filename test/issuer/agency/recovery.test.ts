import { expect } from "chai";
import { createAgency, createRecoverer } from "../../../src/public/issuer.ts";
import { generateSigner } from "../../../src/public/keys.ts";
import { type LocalChain, startLocalChain } from "../../support/chain.ts";
import { refusedLater } from "../../support/refused.ts";

const WEEK = 7 * 86_400;

describe("The recovery of an agency's DID", function () {
  this.timeout(120_000);
  let chain: LocalChain;
  let [city, guard, heir, stranger] = ["", "", "", ""];

  before(async () => {
    chain = await startLocalChain();
    [city = "", guard = "", heir = "", stranger = ""] = chain.accounts.slice(7);
  });

  after(() => chain.stop());

  it("is named by the controller, once: said again, nothing is sent, and no notice begins anew", async () => {
    const agency = createAgency({ registry: chain.as(city) });
    const first = await agency.setRecovery({ recoverer: guard });
    expect(first).to.include({ did: agency.did, recoverer: guard });
    expect(first).to.have.property("receipt");
    expect(await agency.setRecovery({ recoverer: guard })).not.to.have.property("receipt");
  });

  it("takes a week, can be cancelled, and then gives the DID to the announced account", async () => {
    const { did } = createAgency({ registry: chain.as(city) });
    const [recoverer, other] = [guard, stranger].map((one) => createRecoverer({ registry: chain.as(one), did }));
    if (recoverer === undefined || other === undefined) throw new Error("two accounts");
    await refusedLater(other.start({ to: stranger }), "registry.DIDNotRecoverer");
    await recoverer.start({ to: heir });
    await recoverer.cancel();
    await refusedLater(other.finish(), "registry.DIDNoRecovery");
    const { readyAt } = await recoverer.start({ to: heir, endKeys: true });
    expect(readyAt - (await chain.now())).to.be.within(WEEK - 60, WEEK);
    const again = await recoverer.start({ to: heir, endKeys: true });
    expect([again.readyAt, again.receipt]).to.deep.equal([readyAt, undefined]);
    await refusedLater(other.finish(), "registry.DIDRecoveryNotReady");
    await chain.advanceTime(WEEK + 1);
    expect((await other.finish()).controller).to.equal(heir);
    const key = generateSigner("ES256");
    await refusedLater(createAgency({ registry: chain.as(city) }).addKey({ key }), "registry.DIDNotController");
    await createAgency({ registry: chain.as(heir), did }).addKey({ key });
  });
});
