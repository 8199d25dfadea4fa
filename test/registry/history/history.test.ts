import { expect } from "chai";
import { typeIdOf } from "../../../src/public/council.ts";
import { formatDid } from "../../../src/public/did.ts";
import {
  type History,
  historyOfIdentity,
  historyOfList,
  historyOfType,
  openRegistry,
  type Registry,
} from "../../../src/public/registry.ts";
import { type LocalChain, startLocalChain } from "../../support/chain.ts";
import { ID_CARD, type Scene, scene } from "../listing/listing.fixture.ts";

describe("A history", function () {
  this.timeout(120_000);
  let chain: LocalChain;
  let agencies: Scene;
  let registry: Registry;

  before(async () => {
    chain = await startLocalChain();
    agencies = await scene(chain);
    registry = await openRegistry({ url: chain.url, addresses: chain.addresses, final: false });
  });
  after(() => chain.stop());

  const did = (identity: string): string => formatDid(registry.chainId, identity);
  const events = ({ entries }: History) => entries.map(({ changes }) => changes.map(({ event }) => event).join("+"));

  it("of a DID has its keys, accreditations, lists and statuses, newest first", async () => {
    const history = await historyOfIdentity(registry, agencies.city, { limit: 100 });
    expect(events(history)).to.deep.equal([
      ...["StatusesChanged", "StatusesChanged", "StatusesChanged", "ListOpened"],
      ...["AgencyNamed", "Accredited", "Applied", "KeyEnded", "KeyEnded"],
      ...["KeyRegistered", "KeyRegistered", "KeyRegistered"],
    ]);
    const { number: block, hash, time } = await registry.head();
    expect(history).to.deep.include({ source: "events", replaced: [], asOf: { block, hash, time } });
    expect(history).not.to.have.property("before");
  });

  it("counts the statuses that a transaction changed, by what they became", async () => {
    const { entries } = await historyOfList(registry, agencies.city, 1, { limit: 100 });
    const none = { valid: 0, invalid: 0, suspended: 0, applicationSpecific: 0 };
    const list = { issuer: did(agencies.city), list: 1 };
    expect(entries.slice(0, 3).map(({ changes }) => changes.map(({ facts }) => facts))).to.deep.equal([
      [{ ...list, ...none, valid: 1 }],
      [{ ...list, ...none, suspended: 2 }],
      [{ ...list, ...none, invalid: 3 }],
    ]);
    // What a page's words held before is in older events, which are on no page.
    const { entries: newest } = await historyOfList(registry, agencies.city, 1, { limit: 1 });
    expect(newest).to.deep.equal(entries.slice(0, 1));
  });

  it("says who sent each transaction, and for which DID, if the events say so", async () => {
    const { entries } = await historyOfIdentity(registry, agencies.city, { limit: 100 });
    const by = new Map(entries.map((entry) => [entry.changes[0]?.event, entry.by]));
    expect(by.get("Accredited")).to.deep.equal({ account: agencies.ministry, did: did(agencies.ministry) });
    expect(by.get("Applied")).to.deep.equal({ account: agencies.city, did: did(agencies.city) });
    // The accreditor, or the authority: the event does not say.
    expect(by.get("AgencyNamed")).to.deep.equal({ account: agencies.ministry });
    // The issuer, or the list's operator.
    expect(entries[0]?.by).to.deep.equal({ account: agencies.district });
  });

  it("names the council's decision that a transaction executed", async () => {
    const { entries } = await historyOfType(registry, typeIdOf(ID_CARD), { limit: 100 });
    const registered = entries.at(-1);
    expect(registered?.changes.map(({ event }) => event)).to.deep.equal(["TypeRegistered"]);
    expect(registered?.by.proposal?.description).to.equal("공무원증과 운전면허증");
    expect(registered?.by.proposal?.id).to.match(/^0x[0-9a-f]{64}$/);
    expect(registered?.by).not.to.have.property("did");
  });

  it("comes page by page, each transaction once", async () => {
    const all = await historyOfType(registry, typeIdOf(ID_CARD), { limit: 100 });
    const seen: History["entries"][number][] = [];
    let before: bigint | undefined;
    do {
      const page = await historyOfType(registry, typeIdOf(ID_CARD), { limit: 2, ...(before && { before }) });
      seen.push(...page.entries);
      before = page.before === undefined ? undefined : BigInt(page.before);
    } while (before !== undefined);
    expect(seen).to.deep.equal(all.entries);
    expect(new Set(seen.map(({ transaction }) => transaction)).size).to.equal(seen.length);
  });

  it("of a DID that never did anything is empty", async () => {
    expect((await historyOfIdentity(registry, `0x${"77".repeat(20)}`, { limit: 5 })).entries).to.deep.equal([]);
  });
});
