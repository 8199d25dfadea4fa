import { appendFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { expect } from "chai";
import { indexStoreOf } from "../../../../scripts/lib/credentials/statuses/index-stores.ts";
import { homeAt } from "../../../../scripts/lib/terminal/home.ts";
import { formatDid } from "../../../../src/public/did.ts";
import { openAllocator } from "../../../../src/public/issuer.ts";
import { formatAddresses } from "../../../../src/public/registry.ts";
import { type LocalChain, startLocalChain } from "../../../support/chain.ts";
import { Terminal } from "../../cli.fixture.ts";

/** The status of each index, and what the command said. */
interface Change {
  readonly statuses: readonly { readonly index: number; readonly before: number; readonly status: number }[];
  readonly transactions: readonly string[];
}

describe("Statuses that are changed by list and index", function () {
  this.timeout(180_000);
  const t = new Terminal();
  let chain: LocalChain;
  let [city, desk] = ["", ""];
  /** Indices of list 1 that were given out here, in ascending order; and one that was not. */
  let given: number[] = [];
  let never = 0;

  before(async () => {
    chain = await startLocalChain();
    [city = "", desk = ""] = chain.accounts.slice(7);
    t.write("addresses.json", formatAddresses(chain.addresses));
    await list("open", "1", "--capacity", "1024", "--operator", desk);
    // As if another machine had opened it.
    await chain.as(city).statuses.openList(city, 2, 1024, desk);
    const store = indexStoreOf(homeAt(t.folder), chain.as(city), city, false);
    const allocator = await openAllocator({ store, list: 1, capacity: 1024 });
    given = (await allocator.allocate(1000)).sort((a, b) => a - b);
    await allocator.close();
    never = Array.from({ length: 1024 }, (_, i) => i).find((i) => !given.includes(i)) ?? -1;
  });

  after(async () => {
    await chain.stop();
    t.close();
  });

  const on = () => ["--network", chain.url, "--addresses", t.path("addresses.json"), "--account", "7"];
  const list = (...args: readonly string[]) => t.done("list", ...args, ...on());
  const change = (verb: string, number: number, index: string, ...more: readonly string[]) =>
    t.didim("credential", verb, "--list", String(number), "--index", index, ...more, ...on());
  const done = async (...args: Parameters<typeof change>) => {
    const ran = await change(...args, "--json");
    expect(ran.code, ran.stdout).to.equal(0);
    return ran.json() as unknown as Change;
  };
  const refusal = async (...args: Parameters<typeof change>) => {
    const { code, json } = await change(...args, "--json");
    const { error } = json() as { error: { code: string; message: string; details: object } };
    return { exit: code, ...error };
  };
  const statusOf = (number: number, index: number) => chain.as(city).statuses.statusOf(city, number, index);

  it("are only shown by --dry-run: list, index, and the status now and then; nothing is asked or written", async () => {
    const [index = 0] = given;
    const { code, stdout, stderr } = await change("revoke", 1, String(index), "--dry-run");
    expect([code, stderr]).to.deep.equal([0, ""]);
    expect(stdout).to.equal(
      `${formatDid(chain.addresses.chainId, city)}  list 1\n  index ${index}  valid → invalid\nNothing was changed (--dry-run).\n`,
    );
    expect(await done("suspend", 1, String(index), "--dry-run")).to.deep.include({
      dryRun: true,
      transactions: [],
      statuses: [{ issuer: formatDid(chain.addresses.chainId, city), list: 1, index, before: 0, status: 2 }],
    });
    expect(await statusOf(1, index)).to.equal(0n);
  });

  it("are counted in words that fit the number", async () => {
    const [one = 0, two = 0, three = 0] = given.slice(1);
    const single = await change("suspend", 1, String(one), "--yes");
    expect(single.stdout).to.match(/^1 credential suspended \(block \d+\)\n$/);
    const both = await change("suspend", 1, `${two},${three}`, "--yes");
    expect(both.stdout).to.match(/^2 credentials suspended \(block \d+\)\n$/);
    const korean = await change("reinstate", 1, `${one},${two},${three}`, "--yes", "--lang", "ko");
    expect(korean.stdout).to.match(/^증명서 3건의 정지를 해제했습니다 \(블록 \d+\)\n$/);
    expect(korean.stderr).to.contain(`번호 ${one}  효력 정지 → 유효`);
  });

  it("send nothing where the status is so already, and count only what changes", async () => {
    const [one = 0, two = 0] = given.slice(1);
    await done("suspend", 1, String(one), "--yes");
    const again = await change("suspend", 1, String(one), "--yes");
    expect(again.stdout).to.equal("They have this status already. Nothing was sent.\n");
    expect((await done("suspend", 1, String(one), "--yes")).transactions).to.deep.equal([]);
    expect((await change("suspend", 1, `${one},${two}`, "--yes")).stdout).to.match(/^1 credential suspended/);
    await done("reinstate", 1, `${one},${two}`, "--yes");
  });

  it("may be given as ranges", async () => {
    const run = given.find((index, i) => given[i + 5] === index + 5) ?? -1;
    const { statuses } = await done("suspend", 1, `${run}-${run + 5}`, "--yes");
    expect(statuses.map(({ index }) => index)).to.deep.equal([0, 1, 2, 3, 4, 5].map((i) => run + i));
    expect(await Promise.all([0, 5].map((i) => statusOf(1, run + i)))).to.deep.equal([2n, 2n]);
    await done("reinstate", 1, `${run}-${run + 5}`, "--yes");
    for (const index of ["5-1", "1-10,10-20", "0-4000000000", "3,3"])
      expect(await refusal("revoke", 1, index, "--yes"), index).to.include({ exit: 64, code: "cli.value" });
  });

  it("are refused for an index that was never given out, by name, even in a dry run", async () => {
    for (const more of [["--yes"], ["--dry-run"], ["--yes", "--unrecorded"]]) {
      const refused = await refusal("revoke", 1, `${never},${given[10]}`, ...more);
      expect(refused).to.include({ exit: 64, code: "cli.not-given-out" });
      expect(refused.message).to.contain(`List 1: no credential has index ${never}, by`);
      expect(refused.details).to.deep.equal({ list: 1, indices: [never] });
    }
    expect(await statusOf(1, given[10] ?? -1)).to.equal(0n);
  });

  it("on a machine without the list's record need more than --yes; a dry run says that nobody knows", async () => {
    const refused = await refusal("suspend", 2, "17", "--yes");
    expect(refused).to.include({ exit: 64, code: "cli.unrecorded" });
    expect(refused.message).to.contain("no record of list 2").and.contain("--unrecorded");
    expect(await statusOf(2, 17)).to.equal(0n);
    const dry = await change("suspend", 2, "17", "--dry-run");
    expect(dry.stdout).to.contain("This machine has no record of list 2: it cannot tell whether these indices");
    expect((await done("suspend", 2, "17", "--yes", "--unrecorded")).statuses[0]).to.include({ index: 17, status: 2 });
    expect(await statusOf(2, 17)).to.equal(2n);
  });

  it("are refused before anything is sent if the list or index does not exist, or a credential is revoked", async () => {
    const [, , , , , , , , , , , , last = 0] = given;
    await done("revoke", 1, String(last), "--yes");
    const [unopened, outside, revoked] = [
      await refusal("revoke", 9, "1", "--yes", "--unrecorded"),
      await refusal("revoke", 2, "17,1024", "--yes", "--unrecorded"),
      await refusal("reinstate", 1, `${given[10]},${last}`, "--dry-run"),
    ];
    expect([unopened.code, outside.code, revoked.code]).to.deep.equal(
      ["StatusListUnopened", "StatusOutOfRange", "StatusFinal"].map((name) => `registry.${name}`),
    );
    expect(outside.message).to.contain("index 1024 does not exist");
    expect(revoked.message).to.contain(`List 1, index ${last} is revoked`);
  });

  it("are shown for the list of a named issuer", async () => {
    const issuer = ["--issuer", city];
    const ran = await t.didim(
      "credential",
      "status",
      "--list",
      "2",
      "--index",
      "16-18",
      ...issuer,
      ...on().slice(0, 4),
    );
    expect(ran.stdout).to.equal("2/16: valid\n2/17: suspended\n2/18: valid\n");
    const nobody = await t.didim("credential", "status", "--list", "2", "--index", "16", ...on().slice(0, 4), "--json");
    expect(nobody.json().error).to.include({ code: "cli.option" });
  });

  it("cannot be checked by a damaged record, which is refused", async () => {
    const [folder = ""] = readdirSync(t.path("indices"));
    const file = t.path(`indices/${folder}/list-1.indices`);
    const was = readFileSync(file, "utf8");
    appendFileSync(file, "7 00000000\n");
    expect(await refusal("revoke", 1, String(given[20]), "--yes")).to.include({ code: "issuer.journal-corrupt" });
    writeFileSync(file, was);
  });
});
