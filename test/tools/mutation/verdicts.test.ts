import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { EthereumProvider } from "hardhat/types/providers";
import Mocha from "mocha";
import { steadyClock } from "../../../tools/mutation/clock.ts";
import { Journal } from "../../../tools/mutation/journal.ts";
import type { Verdict } from "../../../tools/mutation/judgement.ts";
import { score } from "../../../tools/mutation/report.ts";
import { runTests } from "../../../tools/mutation/tests.ts";

const entry = (id: string, verdict: Verdict, rest = {}) => ({
  ...{ id, verdict, sources: "s", tests: "t", unit: "f", ms: 1 },
  ...rest,
});

describe("The journal of mutants", () => {
  const folder = mkdtempSync(join(tmpdir(), "didim-journal-"));
  after(() => rmSync(folder, { recursive: true }));

  it("lets a run continue, even after one that was killed while writing", () => {
    const file = join(folder, "resumed.jsonl");
    new Journal(file).write(entry("a", "killed", { by: "some rule" }));
    appendFileSync(file, '\n{"id":"b","verd');
    expect(new Journal(file).verdictOn("a", "s", "t")?.by).to.equal("some rule");
    expect(new Journal(file).verdictOn("b", "s", "t")).to.equal(undefined);
    new Journal(file).write(entry("b", "survived"));
    expect(["a", "b"].map((id) => new Journal(file).verdictOn(id, "s", "t")?.verdict)).to.deep.equal([
      "killed",
      "survived",
    ]);
  });

  it("keeps a verdict for the same sources; a survivor is judged again by changed tests", () => {
    const journal = new Journal(join(folder, "stale.jsonl"));
    journal.write(entry("killed", "killed", { by: "some rule" }));
    journal.write(entry("survived", "survived"));
    expect(journal.verdictOn("killed", "s", "other tests")?.verdict).to.equal("killed");
    expect(journal.verdictOn("killed", "other sources", "t")).to.equal(undefined);
    expect(journal.verdictOn("survived", "s", "t")?.verdict).to.equal("survived");
    expect(journal.verdictOn("survived", "s", "other tests")).to.equal(undefined);
  });

  it("prefers tests that killed the same mutant, then those that killed in its function", () => {
    const journal = new Journal(join(folder, "killers.jsonl"));
    for (const [id, by, unit] of [
      ["m", "everywhere", "f"],
      ["n", "everywhere", "f"],
      ["o", "here", "g"],
    ] as const) {
      journal.write(entry(id, "killed", { by, unit }));
    }
    const weights = (id: string, unit: string) => {
      const kills = journal.killers({ id, unit });
      return ["everywhere", "here"].map((title) => kills.get(title));
    };
    expect(weights("p", "g")).to.deep.equal([2, 1_000]);
    expect(weights("p", "h")).to.deep.equal([2, 1]);
    expect(weights("n", "g")).to.deep.equal([1_000_001, 1_000]);
  });
});

describe("The score", () => {
  it("counts a mutant that never ends as killed, and leaves out invalid and equivalent ones", () => {
    const verdicts: Verdict[] = ["killed", "timeout", "survived", "broken", "equivalent", "invalid"];
    const mutant = { id: "", operator: "", path: "", line: 1, unit: "", before: "", after: "" };
    const results = verdicts.map((verdict) => ({
      verdict,
      mutant: { ...mutant, edit: { start: 0, end: 0, text: "" } },
    }));
    expect(score(results)).to.deep.equal({ killed: 2, survived: 2, equivalent: 1, percent: 50 });
    expect(score([]).percent, "nothing judged is nothing shown").to.equal(0);
  });
});

describe("The runner of tests", () => {
  const suite = new Mocha().suite;
  const test = (title: string, act: () => unknown): Mocha.Test => {
    const made = new Mocha.Test(title, act as Mocha.Func);
    suite.addTest(made);
    return made;
  };
  const passing = (title: string, ran: string[]) => test(title, () => void ran.push(title));

  it("runs tests in the given order, and stops at the first failure", async () => {
    const ran: string[] = [];
    const failing = test("b", () => {
      throw new Error("no");
    });
    const run = await runTests([passing("a", ran), failing, passing("c", ran)], 1_000);
    expect([run.failed, run.endless, ran]).to.deep.equal(["b", false, ["a"]]);
    const all = await runTests([passing("c", ran), passing("a", ran)], 1_000);
    expect([all.failed, [...all.durations.keys()]]).to.deep.equal([undefined, ["c", "a"]]);
  });

  it("distinguishes a test that does not end from one that fails", async () => {
    const endless = test("endless", () => new Promise(() => undefined));
    expect((await runTests([endless], 20)).endless).to.equal(true);
  });
});

describe("The clock of a worker's chain", () => {
  it("advances one second a block, unless a test sets it; a snapshot remembers which", async () => {
    const asked: string[] = [];
    const provider = {
      request({ method, params }: { method: string; params?: unknown[] }) {
        asked.push(method === "evm_setNextBlockTimestamp" ? `set ${Number(params?.[0])}` : method);
        return Promise.resolve(method === "eth_getBlockByNumber" ? { timestamp: "0x64" } : method);
      },
    };
    steadyClock(provider as unknown as EthereumProvider);
    const steps: readonly (readonly [method: string, params?: unknown[]])[] = [
      ["eth_sendTransaction"],
      ["evm_setNextBlockTimestamp", ["0x200"]],
      ["evm_snapshot"],
      ["eth_sendTransaction"],
      ["eth_call"],
      ["evm_revert", ["evm_snapshot"]],
      ["evm_mine"],
      ["evm_mine"],
    ];
    for (const [method, params = []] of steps) await provider.request({ method, params });
    expect(
      asked.filter((method) => method.startsWith("set ") || method.endsWith("mine") || method.includes("send")),
    ).to.deep.equal([
      "set 101",
      "eth_sendTransaction",
      "set 512",
      "eth_sendTransaction",
      "evm_mine",
      "set 101",
      "evm_mine",
    ]);
  });
});
