import { expect } from "chai";
import { createAgency } from "../../../src/public/issuer.ts";
import { generateSigner } from "../../../src/public/keys.ts";
import { refusedLater } from "../../support/refused.ts";
import { CAPACITY, LIST, openScene, type Scene } from "./agency.fixture.ts";

describe("An agency changes statuses", function () {
  this.timeout(120_000);
  let scene: Scene;

  before(async () => {
    scene = await openScene();
  });

  after(() => scene.chain.stop());

  const statusesIn = async (indices: readonly number[]): Promise<number[]> =>
    (await scene.agency.statusesOf({ list: LIST, indices })).map(({ status }) => status);

  it("of credentials, which are verified first, and answers with what they were", async () => {
    const [first, second] = await scene.issue(2);
    const credentials = [first?.credential ?? "", second?.credential ?? ""];
    const { statuses, receipts, issuer } = await scene.agency.suspend({ credentials });
    expect(issuer).to.equal(scene.agency.did);
    expect(statuses.map(({ index, before, status }) => [index, before, status])).to.deep.equal([
      [first?.index, 0, 2],
      [second?.index, 0, 2],
    ]);
    expect(receipts).to.have.length(1);
    await scene.agency.reinstate({ credentials: [credentials[0] ?? ""] });
    await scene.agency.revoke({ credentials: [credentials[1] ?? ""] });
    expect(await statusesIn([first?.index ?? 0, second?.index ?? 0])).to.deep.equal([0, 1]);
  });

  it("of a range, of indices and of places, and of no other", async () => {
    await scene.agency.suspend({ list: LIST, from: 500, to: 520 });
    await scene.agency.revoke({ list: LIST, indices: [505, 510] });
    await scene.agency.revoke({ list: LIST, index: 515 });
    await scene.agency.reinstate({ places: [{ list: LIST, index: 520 }] });
    const found = await statusesIn(Array.from({ length: 25 }, (_, i) => 498 + i));
    const wanted = Array.from({ length: 25 }, (_, i) => {
      const index = 498 + i;
      if ([505, 510, 515].includes(index)) return 1;
      return index >= 500 && index < 520 ? 2 : 0;
    });
    expect(found).to.deep.equal(wanted);
  });

  it("once: a repeated call sends nothing", async () => {
    await scene.agency.revoke({ list: LIST, from: 700, to: 702 });
    const again = await scene.agency.revoke({ list: LIST, from: 700, to: 703 });
    expect(again.statuses.map(({ before }) => before)).to.deep.equal([1, 1, 1, 0]);
    expect(again.receipts).to.have.length(1);
    expect((await scene.agency.revoke({ list: LIST, from: 700, to: 703 })).receipts).to.deep.equal([]);
  });

  it("never back from revoked, and then of none of the others", async () => {
    await scene.agency.revoke({ list: LIST, index: 800 });
    const { details } = await refusedLater(
      scene.agency.suspend({ list: LIST, from: 799, to: 801 }),
      "registry.StatusFinal",
    );
    expect(details).to.deep.include({ list: LIST, index: 800 });
    expect(await statusesIn([799, 800, 801])).to.deep.equal([0, 1, 0]);
  });

  it("not by a token that the agency did not sign, of another issuer, or twice the same; each is named by its number", async () => {
    const [genuine] = await scene.issue(1);
    const [forged] = await scene.issue(1, generateSigner("ES256"));
    const [good, bad] = [genuine?.credential ?? "", forged?.credential ?? ""];
    const { details, message } = await refusedLater(
      scene.agency.revoke({ credentials: [good, bad] }),
      "issuer.not-genuine",
    );
    expect([details.item, message])
      .to.have.nested.property("1")
      .match(/^Credential 2: /);
    expect(details.item).to.equal(2);
    await refusedLater(scene.agency.revoke({ credentials: [good, good] }), "issuer.status-places");
    const stranger = createAgency({ registry: scene.chain.as(scene.stranger) });
    await refusedLater(stranger.revoke({ credentials: [good] }), "issuer.other-issuer");
    expect(await statusesIn([genuine?.index ?? 0])).to.deep.equal([0]);
  });

  it("named in one way, and never another issuer's place with the same numbers", async () => {
    const other = createAgency({ registry: scene.chain.as(scene.stranger) });
    const ambiguous = [
      { list: LIST, index: 930, indices: [931] },
      { list: LIST, index: 930, from: 930, to: 932 },
      { list: LIST, index: 930, credentials: [] },
      { list: LIST, index: 930, places: [{ list: LIST, index: 931 }] },
      { list: LIST, index: 930, unless: "issued" },
      { list: LIST, from: 930 },
      {},
      { places: [{ issuer: other.did, list: LIST, index: 930 }] },
      { places: [{ issuer: scene.stranger, list: LIST, index: 930 }] },
    ];
    for (const named of ambiguous) {
      await refusedLater(scene.agency.revoke(named as { list: number; index: number }), "issuer.status-places");
    }
    expect(await statusesIn([930, 931, 932])).to.deep.equal([0, 0, 0]);
    const own = { issuer: scene.agency.did, list: LIST, index: 933 };
    await scene.agency.revoke({ places: [own, ...(await scene.agency.statusesOf({ list: LIST, index: 934 }))] });
    expect(await statusesIn([933, 934])).to.deep.equal([1, 1]);
  });

  it("by the list's operator, who may suspend and reinstate, and no more", async () => {
    const operator = createAgency({ registry: scene.chain.as(scene.operator), did: scene.agency.did });
    await operator.suspend({ list: LIST, index: 900 });
    await refusedLater(operator.revoke({ list: LIST, index: 901 }), "registry.StatusBeyondOperator");
    await operator.reinstate({ list: LIST, index: 900 });
    expect(await statusesIn([900, 901])).to.deep.equal([0, 0]);
  });

  it("not of places that no list has, or that are named wrongly", async () => {
    const wrong = [
      { list: LIST, indices: [] },
      { credentials: [] },
      { list: LIST, from: 7, to: 6 },
      { list: LIST, from: 0, to: 2 ** 31 - 1 },
      { list: LIST, index: -1 },
      { list: LIST, index: 1.5 },
      { list: 2 ** 32, index: 0 },
      { list: LIST, indices: [3, 3] },
    ];
    for (const one of wrong) await refusedLater(scene.agency.suspend(one), "issuer.status-places");
    await refusedLater(scene.agency.suspend({ list: LIST, index: CAPACITY }), "registry.StatusOutOfRange");
    await refusedLater(scene.agency.suspend({ list: 77, index: 0 }), "registry.StatusListUnopened");
  });
});
