import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { readPlainHeader } from "../../src/chain/state/header.ts";
import { createRemoteAccount } from "../../src/chain/tx/accounts/signer.ts";
import { createSigningProvider } from "../../src/chain/tx/provider.ts";
import { advanceAnchor } from "../../src/trust-anchor/advance.ts";
import { advancesFrom } from "../../src/trust-anchor/advance-from.ts";
import type { TrustAnchor } from "../../src/trust-anchor/anchor.ts";
import { anchorFrom } from "../../src/trust-anchor/anchor-from.ts";
import { checkpointSigners, checkpointToJson, parseCheckpoint } from "../../src/trust-anchor/checkpoint/file.ts";
import { checkpointOf, cosign } from "../../src/trust-anchor/checkpoint/from-node.ts";
import { signCheckpoint } from "../../src/trust-anchor/checkpoint/sign.ts";
import { advanceFile, installAnchor, loadAnchor } from "../../src/trust-anchor/files/anchor-store.ts";
import { pinnedAt } from "../../src/trust-anchor/pins.ts";
import type { Staple } from "../../src/trust-anchor/staple/staple.ts";
import { StatusLists__factory } from "../../typechain/factories/status/StatusLists__factory.ts";
import { type LocalChain, startLocalChain } from "../support/chain.ts";
import { refused, refusedLater } from "../support/refused.ts";

describe("The anchor of a local node follows what its council decides", function () {
  this.timeout(120_000);
  let chain: LocalChain;
  let folder: string;
  let anchor: TrustAnchor;

  before(async () => {
    chain = await startLocalChain();
    folder = await mkdtemp(join(tmpdir(), "didim-anchor-"));
    anchor = await anchorFrom(chain.as(chain.accounts[0] ?? ""));
  });

  after(async () => {
    await chain.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The newest block with the nodes for advancing, and a checkpoint signed by some accounts. */
  async function present(signers: readonly number[]): Promise<Staple> {
    const [staple, ...more] = await advancesFrom(chain.as(chain.accounts[0] ?? ""), anchor);
    if (staple === undefined || more.length > 0) throw new Error("a chain without seals has one staple");
    const deployment = { chainId: anchor.chainId, directory: anchor.registries.Directory?.address ?? "" };
    const signed = signers.map((number) =>
      signCheckpoint(
        readPlainHeader(staple.header),
        deployment,
        createRemoteAccount({ url: chain.url, address: chain.accounts[number] ?? "" }),
      ),
    );
    return { ...staple, signatures: await Promise.all(signed) };
  }

  it("begins with the controllers of the council's seats, a majority of them, and the deployed registries", () => {
    const { contracts } = chain.addresses;
    expect(anchor.sealers).to.deep.equal({
      kind: "checkpoint",
      members: chain.accounts.slice(1, 6).sort(),
      threshold: 3,
    });
    expect(anchor.registries.StatusLists).to.deep.equal(contracts.StatusLists);
    expect(anchor.chainId).to.equal(31_337n);
  });

  it("stays the same if nothing was decided; and two of five members are too few to confirm that", async () => {
    const now = await chain.now();
    expect(advanceAnchor(anchor, await present([1, 3, 5]), now)).to.deep.equal(anchor);
    const few = await present([1, 3]);
    refused(() => advanceAnchor(anchor, few, now), "facts.proof-too-few-signatures");
    const stranger = await present([1, 3, 7]);
    refused(() => advanceAnchor(anchor, stranger, now), "facts.proof-unknown-signature");
  });

  it("moves to a replaced StatusLists, and reads each contract only for its own time", async () => {
    const old = anchor.registries.StatusLists.address;
    const before = await present([1, 2, 3]);
    const address = await deployed();
    await chain.decide([{ do: "directory.register", name: "StatusLists", address }], "A bug");
    const now = await chain.now();
    const after = advanceAnchor(anchor, await present([1, 2, 3]), now);

    expect(pinnedAt(after, "StatusLists", now).address).to.equal(address);
    expect(pinnedAt(anchor, "StatusLists", now).address).to.equal(old);
    const then = readPlainHeader(before.header).time;
    refused(() => pinnedAt(after, "StatusLists", then), "facts.proof-registry-later");
    // The old block still has its members' signatures, but does not take the anchor back.
    refused(() => advanceAnchor(after, before, now), "facts.proof-anchor-backwards");
    anchor = after;
  });

  it("refuses what a distrusted registry says, until another takes its name", async () => {
    await chain.decide(
      [{ do: "directory.distrust", name: "StatusLists", index: 1, reason: "a worse bug" }],
      "A worse bug",
    );
    const now = await chain.now();
    const after = advanceAnchor(anchor, await present([2, 3, 4]), now);
    for (const time of [now, now - 3 * 86_400]) {
      refused(() => pinnedAt(after, "StatusLists", time), "facts.proof-registry-distrusted");
    }
    expect(pinnedAt(after, "DIDRegistry", now)).to.deep.equal(anchor.registries.DIDRegistry);
  });

  it("is changed in its file atomically, by one process after the other", async () => {
    const path = join(folder, "trust-anchor.json");
    await refusedLater(loadAnchor(path), "facts.no-anchor");
    await installAnchor(path, anchor);
    const [good, bad] = [await present([1, 2, 3]), await present([1, 2, 7])];
    const now = await chain.now();
    await refusedLater(advanceFile(path, [good, bad], now), "facts.proof-unknown-signature");
    expect(await loadAnchor(path)).to.deep.equal(anchor);
    const [one, other] = await Promise.all([advanceFile(path, [good], now), advanceFile(path, [good], now)]);
    expect(one).to.deep.equal(other);
    expect(await loadAnchor(path)).to.deep.equal(one);
    expect(one.registries.StatusLists.distrusted).to.equal(true);
  });

  it("follows checkpoints that members sign one after the other, each once, and only for its own node's block", async () => {
    const [one, two] = [chain.as(chain.accounts[1] ?? ""), chain.as(chain.accounts[2] ?? "")];
    const begun = await cosign(one, await checkpointOf(one));
    expect(await cosign(one, begun)).to.deep.equal(begun);
    const both = parseCheckpoint(checkpointToJson(await cosign(two, begun)));
    expect(checkpointSigners(both)).to.deep.equal(chain.accounts.slice(1, 3));
    const { block, deployment } = begun;
    const foreign = [
      { ...begun, block: { ...block, stateRoot: block.hash } },
      { ...begun, block: { ...block, time: block.time + 1 } },
      { ...begun, deployment: { ...deployment, chainId: 1n } },
    ];
    for (const each of foreign) await refusedLater(cosign(two, each), "facts.checkpoint-differs");
  });

  /** Deploys another StatusLists with another salt; returns its address. */
  async function deployed(): Promise<string> {
    const { signer, rpc, chainId, dids } = chain.as(chain.accounts[0] ?? "");
    const factory = new StatusLists__factory();
    const { data } = await factory.getDeployTransaction(dids.address, `0x${"02".repeat(32)}`);
    const provider = createSigningProvider({ rpc, signer: signer!, chainId });
    const hash = await provider.request({ method: "eth_sendTransaction", params: [{ data, gas: "0x4c4b40" }] });
    const receipt = (await rpc.request("eth_getTransactionReceipt", [hash])) as { contractAddress: string };
    return receipt.contractAddress.toLowerCase();
  }
});
