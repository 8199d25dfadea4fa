import { once } from "node:events";
import { readFileSync } from "node:fs";
import { expect } from "chai";
import { ZERO_ADDRESS } from "../../../src/did/address.ts";
import { openKeystore } from "../../../src/public/chain.ts";
import { createFileOutboxStore } from "../../../src/public/node.ts";
import { openRegistry, parseAddresses, type Registry, type RegistryOptions } from "../../../src/public/registry.ts";
import { freePorts, needsBesu } from "../../support/besu.ts";
import { refusedLater } from "../../support/refused.ts";
import { Terminal } from "../cli.fixture.ts";

const GWEI = "0x3b9aca00";

/** Uses the real engine and its transaction pool. */
describe("A transaction that Besu has and no block takes", function () {
  this.timeout(900_000);
  const t = new Terminal();

  before(function () {
    needsBesu(this);
  });
  after(async () => {
    await t.run("consortium", ["down"]);
    t.close();
  });

  const fileOf = (name: string): string => readFileSync(t.path(name), "utf8");
  const jsonOf = (name: string) => JSON.parse(fileOf(name));
  const byMember = ["--network", "besu", "--key", "member-1"];
  const open = (list: number) => ["list", "open", String(list), "--capacity", "128", ...byMember];

  it("does not occur right after the genesis block, while half of the nodes are still starting", async () => {
    await t.run("consortium", ["init", "--members", "4", ...(await freePorts(4))]);
    const some = await t.run("consortium", ["up", "node-1", "node-2", "--timeout", "120", "--json"]);
    expect(some.json(), some.stderr).to.have.property("sealing", false);
    const child = await t.start("didim", open(0));
    while ((await waiting()).length === 0) await new Promise((resolve) => setTimeout(resolve, 1_000));
    child.kill("SIGKILL");
    await once(child, "close");
    expect(await waiting()).to.deep.include({ nonce: 0, maxFeePerGas: "0", state: "waiting" });
    const all = await t.run("consortium", ["up", "--timeout", "600", "--json"]);
    expect(all.json(), all.stderr).to.have.property("sealing", true);
    const { statuses, signer } = await connected();
    const isOpen = async () => (await statuses.listOf(signer?.address ?? "", 0)).capacity === 128n;
    while (!(await isOpen())) await new Promise((resolve) => setTimeout(resolve, 1_000));
    // The result was not reported yet; the next request for the same call reports it.
    expect(await waiting()).to.deep.equal([{ nonce: 0, maxFeePerGas: "0", state: "in-block" }]);
    await t.done(...open(1));
  });

  it("is replaced or cancelled by the command line if it offers a price that its account cannot pay", async () => {
    for (const [nonce, verb] of [
      [2, "replace"],
      [4, "cancel"],
    ] as const) {
      await tooDear(nonce);
      expect(await waiting()).to.deep.include({ nonce, maxFeePerGas: "2000000000", state: "waiting" });
      // Transactions with higher nonces wait behind it.
      const behind = t.didim(...open(10 + nonce), "--json");
      expect(
        (await t.done("outbox", verb, String(nonce), ...(verb === "replace" ? ["--yes"] : []), ...byMember)).nonce,
      ).to.equal(nonce);
      const ran = await behind;
      expect(ran.code, ran.stdout + ran.stderr).to.equal(0);
    }
    expect((await waiting()).filter(({ state }) => state !== "in-block")).to.deep.equal([]);
  });

  async function waiting(): Promise<Record<string, unknown>[]> {
    const kept = (await t.done("outbox", "list", "--network", "besu")).transactions as Record<string, unknown>[];
    return kept.map(({ nonce, maxFeePerGas, state }) => ({ nonce, maxFeePerGas, state }));
  }

  async function connected(options: Partial<RegistryOptions> = {}): Promise<Registry> {
    const addresses = parseAddresses(jsonOf("consortium/addresses.json"));
    const { nodes } = jsonOf("consortium/consortium.json") as { nodes: { ports: { rpc: number } }[] };
    const url = `http://127.0.0.1:${nodes[0]?.ports.rpc}`;
    const signer = await openKeystore(fileOf("keys/member-1.account.json"), fileOf("password").trim());
    return openRegistry({ url, addresses, signer, ...options });
  }

  /** Signed as if blocks had a price: a node accepts it, but no block includes it. */
  async function tooDear(list: number): Promise<void> {
    const dear: typeof fetch = async (to, init) => {
      const text = await (await fetch(to, init)).text();
      return new Response(text.replaceAll(/"baseFeePerGas":"0x0"/g, `"baseFeePerGas":"${GWEI}"`));
    };
    const { statuses, signer } = await connected({
      outbox: createFileOutboxStore({ folder: t.path("outbox") }),
      fetch: dear,
      sendTimeoutMs: 4_000,
    });
    await refusedLater(statuses.openList(signer?.address ?? "", list, 128, ZERO_ADDRESS), "registry.timeout");
  }
});
