import { expect } from "chai";
import { agreeOf, withReadJoined } from "../../../scripts/lib/network/read-option.ts";
import { formatAddresses } from "../../../src/public/registry.ts";
import { type LocalChain, startLocalChain } from "../../support/chain.ts";
import { type Asked, type FakeNode, fakeNode, pass } from "../../support/nodes.ts";
import { refused } from "../../support/refused.ts";
import { Terminal } from "../cli.fixture.ts";

describe("Reading from a quorum of nodes, by the command line", function () {
  this.timeout(120_000);
  const t = new Terminal();
  let chain: LocalChain;
  let honest: [FakeNode, FakeNode];
  let liar: FakeNode;

  before(async () => {
    chain = await startLocalChain();
    const faithful = (asked: Asked) => pass(chain.url, asked);
    honest = [await fakeNode(faithful), await fakeNode(faithful)];
    // The lying node says that every identity is controlled by itself.
    liar = await fakeNode((asked) =>
      asked.method === "eth_call" ? { result: `0x${"00".repeat(640)}` } : faithful(asked),
    );
    t.write("addresses.json", JSON.parse(formatAddresses(chain.addresses)));
  });

  after(async () => {
    await Promise.all([...honest, liar].map((node) => node.close()));
    await chain.stop();
    t.close();
  });

  const resolve = (nodes: readonly FakeNode[], ...read: readonly string[]) =>
    t.didim(
      ...["did", "resolve", ...read, chain.accounts[10] ?? "", "--json", "--addresses", t.path("addresses.json")],
      ...["--network", nodes.map(({ url }) => url).join(",")],
    );

  it("ends with 64 for a malformed DID, and says so as JSON", async () => {
    const { url } = honest[0];
    const ran = await t.didim(
      ...["did", "resolve", "did:ethr:0x7a69:nobody", "--json"],
      ...["--addresses", t.path("addresses.json"), "--network", url],
    );
    expect([ran.code, ran.json().didResolutionMetadata]).to.have.nested.property("1.error", "invalidDid");
    expect(ran.code).to.equal(64);
  });

  it("accepts the answer of two of three, and names the third", async () => {
    const ran = await resolve([liar, ...honest], "--read", "quorum", "2/3");
    expect(ran.code, ran.stdout).to.equal(0);
    expect(ran.json()).to.have.nested.property("didDocument.id").that.contains("did:ethr:0x7a69:");
    expect(ran.stderr).to.contain(liar.url);
  });

  it("cannot find out if one of two nodes lies", async () => {
    const ran = await t.didim(
      ...["issuer", "show", chain.accounts[10] ?? "", "urn:a", "--json", "--addresses", t.path("addresses.json")],
      ...["--network", `${liar.url},${honest[0].url}`, "--read", "quorum"],
    );
    expect([ran.code, ran.json().error]).to.have.nested.property("1.code", "facts.nodes-disagree");
    expect(ran.code).to.equal(69);
  });

  it("takes one option with one value: quorum, quorum k/n or k/n, where n is the number of nodes", () => {
    const joined = (line: string): string[] => withReadJoined(line.split(" "));
    expect(joined("verify --read quorum 2/3 a.txt")).to.deep.equal(["verify", "--read", "quorum 2/3", "a.txt"]);
    expect(joined("verify --read quorum a.txt 2/3")).to.deep.equal("verify --read quorum a.txt 2/3".split(" "));
    expect([undefined, "quorum", "quorum 3/4", "4/4"].map((read) => agreeOf(read, 4))).to.deep.equal([
      undefined,
      3,
      3,
      4,
    ]);
    for (const read of ["2/3", "two", "quorum 3", ""]) refused(() => agreeOf(read, 4), "cli.option");
  });
});
