import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { expect } from "chai";
import { formatAddresses, openRegistry } from "../../../src/public/registry.ts";
import { scene } from "../../registry/listing/listing.fixture.ts";
import { type LocalChain, startLocalChain } from "../../support/chain.ts";
import { Terminal } from "../cli.fixture.ts";

const PAGE = new URL("../../../docs/reading.md", import.meta.url);

/** The commands of the page's examples, each with its output. */
function examplesIn(page: string): { readonly line: string; readonly output: string }[] {
  return [...page.matchAll(/```console\n([\s\S]*?)```/g)].flatMap(([, block = ""]) =>
    block
      .split(/^\$ npm run didim -- /m)
      .slice(1)
      .map((example) => {
        const end = example.indexOf("\n");
        return { line: example.slice(0, end), output: example.slice(end + 1) };
      }),
  );
}

/** Without what differs from run to run: times, blocks, and the hashes of transactions and proposals. */
const lasting = (text: string): string =>
  text
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, "TIME")
    .replaceAll(/0x[0-9a-f]{64}/g, "HASH")
    .replaceAll(/(block|--before) \d+/g, "$1 N");

describe("Reading the registries, by the command line", function () {
  this.timeout(180_000);
  const t = new Terminal();
  let chain: LocalChain;

  before(async () => {
    chain = await startLocalChain();
    t.write("addresses.json", formatAddresses(chain.addresses));
    await scene(chain);
  });
  after(async () => {
    await chain.stop();
    t.close();
  });

  const on = () => ["--network", chain.url, "--addresses", t.path("addresses.json")];

  it("shows what docs/reading.md shows", async () => {
    const examples = examplesIn(readFileSync(PAGE, "utf8"));
    expect(examples).to.have.length.at.least(8);
    for (const { line, output } of examples) {
      const { stdout, code } = await t.didim(...line.split(" "), ...on());
      expect(code, line).to.equal(0);
      expect(lasting(stdout), line).to.equal(lasting(output));
    }
  });

  it("reads by code as docs/reading.md shows", async () => {
    const [, code = ""] = /```ts\n([\s\S]*?)```/.exec(readFileSync(PAGE, "utf8")) ?? [];
    const entry = new URL("../../../src/public/registry.ts", import.meta.url).href;
    t.write("report.ts", code.replace('"didim/registry"', JSON.stringify(entry)));
    const { report, lastChange } = await import(pathToFileURL(t.path("report.ts")).href);
    const registry = await openRegistry({ url: chain.url, addresses: chain.addresses });
    const lines: string[] = await report(registry);
    expect(lines.some((line) => line.endsWith(" true Sejong City"))).to.equal(true);
    const [, did = ""] = lines[0]?.split(" ") ?? [];
    expect(await lastChange(registry, did)).to.have.property("block");
  });
});
