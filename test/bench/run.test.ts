import { expect } from "chai";
import { run } from "../../bench/run.ts";
import { DidimError } from "../../src/public/index.ts";

const FIGURES = { "gas.status.usedWord": 35_544, "gas.issue.perCredential": 0 };

async function bench(...args: readonly string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const kept: object[] = [];
  const measure = async () => ({ figures: FIGURES, notes: ["a peer is away"] });
  const to = { out: (text: string) => out.push(text), err: (text: string) => err.push(text) };
  const code = await run(args, { gas: measure, resolve: measure }, to, (figures) => kept.push(figures));
  return { code, out: out.join(""), err: err.join(""), kept };
}

describe("npm run bench", () => {
  it("with --json prints exactly one JSON object of numbers, and reports a missing peer on standard error", async () => {
    for (const args of [
      ["gas", "--json"],
      ["--json", "gas"],
    ]) {
      const { code, out, err } = await bench(...args);
      expect([code, JSON.parse(out), err]).to.deep.equal([0, FIGURES, "a peer is away\n"]);
    }
  });

  it("without --json prints the time and place, a table, and notes for the reader", async () => {
    const { out } = await bench("gas");
    expect(out).to.match(/^\d{4}-\d\d-\d\d \d\d:\d\dZ, \d+ × .*Node v\d+.*load/);
    expect(out).to.contain("`gas.status.usedWord`").and.to.contain("35,544").and.to.contain("a peer is away");
  });

  it("writes the gas snapshot only with --snapshot", async () => {
    expect((await bench("gas", "--snapshot")).kept).to.deep.equal([FIGURES]);
    expect((await bench("gas")).kept).to.deep.equal([]);
  });

  it("says what to install when the engine to measure is missing", async () => {
    const err: string[] = [];
    const consortium = () => Promise.reject(new DidimError("node.no-besu", "Install Hyperledger Besu."));
    const out = (text: string): never => expect.fail(text);
    expect(await run(["consortium"], { consortium }, { out, err: (text) => err.push(text) })).to.equal(69);
    expect(err.join("")).to.contain("Install Hyperledger Besu");
  });

  for (const args of [[], ["speed"], ["gas", "verify"], ["resolve", "--snapshot"]]) {
    it(`prints its usage for "${args.join(" ")}"`, async () => {
      const { code, out, err } = await bench(...args);
      expect([code, out]).to.deep.equal([64, ""]);
      expect(err).to.contain("npm run bench -- gas");
    });
  }
});
