import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { toHex } from "../../src/crypto/encodings/bytes.ts";
import { typeIdOf } from "../../src/public/council.ts";
import { formatDid, keyEntry } from "../../src/public/did.ts";
import { createIssuer, createMemoryIndexStore, openAllocator } from "../../src/public/issuer.ts";
import { generateSigner } from "../../src/public/keys.ts";
import { formatAddresses, NO_END } from "../../src/public/registry.ts";
import type { Policy } from "../../src/public/verifier.ts";
import type { Pins } from "../../src/trust-anchor/anchor.ts";
import { anchorToJson } from "../../src/trust-anchor/anchor-file.ts";
import { type LocalChain, startLocalChain } from "../support/chain.ts";
import { MEMBERS, signedByTwo } from "../trust-anchor/members.fixture.ts";
import { needsChromium, opened, type Site, serve, startBrowser } from "./browser.fixture.ts";
import type { GatePage } from "./gate.page.ts";
import type { WalletPage } from "./wallet.page.ts";

const TYPE = "urn:test:club-card";
const LIST = 0;
const YEAR = 365 * 86_400;
const ASKED = {
  audience: "https://gate.example",
  nonce: "a nonce of 16 or more",
  credentials: [{ id: "id", type: TYPE, claims: ["name"] }],
};
const POLICY: Policy = { ...ASKED, maxAge: 86_400 };

declare const page: WalletPage & GatePage;

/** A credential is issued in Node, held and presented in one page, and verified in another without network. */
describe("A wallet and a gate in a browser", function () {
  this.timeout(120_000);
  let chain: LocalChain;
  let browser: Browser;
  let sites: readonly [wallet: Site, gate: Site];
  let presented: Readonly<Record<string, readonly string[]>>;
  let gate: Page;
  let calm: () => void;
  let anchor: string;
  let now: number;

  before(async function () {
    needsChromium(this);
    chain = await startLocalChain();
    browser = await startBrowser();
    sites = [await serve("test/browser/wallet.page.ts", chain.url), await serve("test/browser/gate.page.ts")];
    const issuer = chain.accounts[8] ?? "";
    const signer = generateSigner("ES256");
    const { name, value } = keyEntry(signer.publicJwk);
    const { dids, accreditations, statuses } = chain.as(issuer);
    await chain.decide([{ do: "type.register", vct: TYPE, authority: issuer }], "a club card");
    await dids.setAttribute(issuer, name, value, NO_END);
    await accreditations.applyFor(issuer, typeIdOf(TYPE), `0x${"0".repeat(40)}`, true, 0, "");
    await accreditations.accredit(issuer, typeIdOf(TYPE), true, 0, NO_END, 0);
    await statuses.openList(issuer, LIST, 8192, issuer);
    now = Math.max(await chain.now(), Math.floor(Date.now() / 1000));

    const holder = await opened(browser, sites[0]);
    const { chainId, contracts } = chain.addresses;
    await holder.page.exposeFunction(
      "cosign",
      async (block: { number: string; hash: string; stateRoot: string; time: number }) =>
        (
          await signedByTwo(
            { ...block, number: BigInt(block.number) },
            { chainId, directory: contracts.Directory.address },
          )
        ).map(toHex),
    );
    await holder.page.evaluate(([file, time]) => page.open(file, time), [
      formatAddresses(chain.addresses),
      now,
    ] as const);
    const holderKey = await holder.page.evaluate(() => page.newKey());
    const allocator = await openAllocator({ store: createMemoryIndexStore(), list: LIST, capacity: 8192 });
    const did = formatDid(chainId, issuer);
    const clock = { now: () => Math.max(now, Math.floor(Date.now() / 1000)) };
    const cards = createIssuer({ did, signer, allocator, schemas: { [TYPE]: "{}" }, clock });
    const { credential } = await cards.issue({ type: TYPE, claims: { name: "정새롬" }, holderKey, validFor: YEAR });
    expect(await holder.page.evaluate((one) => page.receive(one), credential)).to.equal(TYPE);
    presented = await holder.page.evaluate((asked) => page.present(asked), ASKED);
    holder.calm();

    ({ page: gate, calm } = await opened(browser, sites[1]));
    anchor = anchorToJson({
      chainId,
      registries: contracts as unknown as Pins,
      sealers: { kind: "checkpoint", members: MEMBERS, threshold: 2 },
      advancedAt: await chain.now(),
    });
    // From here on there is neither a node nor a network.
    await gate.context().setOffline(true);
    await Promise.all([...sites.map((site) => site.close()), chain.stop()]);
  });

  after(() => browser?.close());

  const verdictOn = (shown: typeof presented, policy: Policy = POLICY) =>
    gate.evaluate(([one, asked, file, time]) => page.verify(one, asked, file, time), [
      shown,
      policy,
      anchor,
      now,
    ] as const);

  it("work without a network: the gate verifies everything by what the phone brought", async () => {
    const verdict = await verdictOn(presented);
    expect(verdict.outcome, verdict.text).to.equal("valid");
    expect(verdict).to.deep.include({ source: "proof", claims: { name: "정새롬" } });
    calm();
  });

  it("refuse a presentation made for another gate", async () => {
    expect((await verdictOn(presented, { ...POLICY, audience: "https://other.example" })).outcome).to.equal("invalid");
  });

  it("refuse a presentation with one changed character", async () => {
    const [first = ""] = presented.id ?? [];
    const at = first.indexOf(".") + 20;
    const changed = `${first.slice(0, at)}${first[at] === "A" ? "B" : "A"}${first.slice(at + 1)}`;
    expect((await verdictOn({ id: [changed] })).outcome).to.not.equal("valid");
  });
});
