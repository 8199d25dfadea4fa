import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { expect } from "chai";
import { eachOf, OUTBOX_STORES } from "./implementations.ts";
import { linesOf, start } from "./programs/start.ts";

const CHILD = new URL("./programs/outbox.ts", import.meta.url);
const [ALICE, BOB] = [`0x${"a".repeat(40)}`, `0x${"b".repeat(40)}`] as const;

eachOf("An outbox", OUTBOX_STORES, ({ open, place, isShared }) => {
  const of = async (account: string = ALICE, chain = "chain") => (await open()).of(chain, account);
  const kept = async (account?: string, chain?: string) => {
    const all = await (await of(account, chain)).list();
    return Object.fromEntries(all.map(({ name, text }) => [name, text]));
  };

  it("keeps a record, replaces one of the same name, and removes it", async () => {
    const records = await of();
    expect(await records.list()).to.deep.equal([]);
    await records.put("0-a", "one");
    await records.put("1-b", '{ "two": "2\\n" }\n');
    await records.put("0-a", "three");
    expect(await kept()).to.deep.equal({ "0-a": "three", "1-b": '{ "two": "2\\n" }\n' });
    await records.remove("0-a");
    await records.remove("never-there");
    expect(await kept()).to.deep.equal({ "1-b": '{ "two": "2\\n" }\n' });
  });

  it("keeps accounts and chains apart, and lists the accounts of a chain", async () => {
    await (await of(BOB)).put("0", "bob's");
    await (await of(ALICE)).put("0", "alice's");
    await (await of(ALICE, "another")).put("0", "alice's, elsewhere");
    expect([await kept(ALICE), await kept(BOB)]).to.deep.equal([{ 0: "alice's" }, { 0: "bob's" }]);
    const store = await open();
    expect(await store.accounts("chain")).to.deep.equal([ALICE, BOB]);
    expect(await store.accounts("another")).to.deep.equal([ALICE]);
    expect(await store.accounts("a third")).to.deep.equal([]);
  });

  it("refuses names that would lead elsewhere", async () => {
    const records = await of();
    for (const name of ["../0", "a/b", "", "0.json", "x".repeat(129)]) {
      expect(await records.put(name, "text").catch((error: Error) => error.name), name).to.equal("RangeError");
      expect(await records.remove(name).catch((error: Error) => error.name), name).to.equal("RangeError");
    }
    expect(await records.list()).to.deep.equal([]);
  });

  it("runs one `alone` at a time, whoever asks first, and whoever fails", async () => {
    const [one, other] = [await of(), await of()];
    const seen: string[] = [];
    const visit =
      (name: string, fails = false) =>
      async () => {
        seen.push(`${name} in`);
        await wait(5);
        seen.push(`${name} out`);
        if (fails) throw new Error(name);
        return name;
      };
    const said = await Promise.allSettled([
      one.exclusively(visit("a")),
      other.exclusively(visit("b", true)),
      one.exclusively(visit("c")),
    ]);
    expect(said.map(({ status }) => status)).to.deep.equal(["fulfilled", "rejected", "fulfilled"]);
    expect(seen).to.deep.equal(["a in", "a out", "b in", "b out", "c in", "c out"]);
  });

  it("names its own process consistently, and knows no process by an unknown name", async () => {
    const records = await of();
    const me = await records.processName();
    expect(await (await of()).processName()).to.equal(me);
    expect(me).to.match(/^[0-9a-f-]{36}$/);
    for (const name of [me, "00000000-0000-4000-8000-000000000000", "../lock", ""]) {
      expect(await records.runsElsewhere(name), name).to.equal(false);
    }
  });

  if (!isShared) return;

  it("reports another process as running until it is killed", async () => {
    const child = start(CHILD, [...place(), 0]);
    const [name] = (await once(child.stdout as NodeJS.ReadableStream, "data")) as [Buffer];
    const records = await of("0xabc");
    expect(await records.runsElsewhere(name.toString().trim())).to.equal(true);
    child.kill("SIGKILL");
    await once(child, "close");
    expect(await records.runsElsewhere(name.toString().trim())).to.equal(false);
  });

  it("never gives a number to two processes, even if some are killed, and loses none", async () => {
    const killed = await Promise.all([3, 8, 15].map((after) => linesOf(start(CHILD, [...place(), 1_000]), after)));
    const others = await Promise.all([0, 1, 2].map(() => linesOf(start(CHILD, [...place(), 20]))));
    const taken = [...killed, ...others].flat();
    expect(new Set(taken).size).to.equal(taken.length);
    expect(taken.length).to.be.at.least(3 + 8 + 15 + 60);
    const all = await kept("0xabc");
    for (const number of taken) expect(all[number]).to.match(new RegExp(`^${number} by [0-9a-f-]{36}$`));
  });
});
