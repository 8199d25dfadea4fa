import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { openFileIssuanceRegister } from "../../src/stores/files/issuance-register.ts";
import type { IssuanceEntry, IssuanceQuery } from "../../src/stores/issuance-register.ts";
import { refusedLater } from "../support/refused.ts";
import { eachOf, ISSUANCE_REGISTERS } from "./implementations.ts";
import { linesOf, start } from "./programs/start.ts";

const CHILD = new URL("./programs/register.ts", import.meta.url);

const entry = (index: number, more: Partial<IssuanceEntry> = {}): IssuanceEntry => ({
  type: "urn:kr:id",
  status: { list: 1, index },
  issuedAt: 1_790_000_000,
  expires: 1_800_000_000,
  ...more,
});
const row = (index: number, name: string, more: Partial<IssuanceEntry> = {}): IssuanceEntry =>
  entry(index, { batch: "people", row: name, ...more });

eachOf("A register of issued credentials", ISSUANCE_REGISTERS, ({ open, place, isShared }) => {
  async function put(...entries: readonly IssuanceEntry[]): Promise<void> {
    const register = await open();
    await register.put(entries);
    if (isShared) await register.close();
  }
  const find = async (query?: IssuanceQuery) => [...(await (await open()).find(query))];

  it("keeps what was put, in order, for the next who opens it", async () => {
    const entries = [row(7, "2"), row(3, "3"), entry(9), { type: "t", issuedAt: 1, expires: 2 }];
    await put(...entries);
    expect(await find()).to.deep.equal(entries);
  });

  it("finds by type, list, batch, rows and time", async () => {
    const other = entry(1, { type: "urn:kr:other", status: { list: 2, index: 1 }, issuedAt: 1_790_000_100 });
    await put(row(1, "2"), row(2, "3"), other);
    expect(await find({ type: "urn:kr:other" })).to.deep.equal([other]);
    expect(await find({ list: 2 })).to.deep.equal([other]);
    expect(await find({ batch: "people", rows: ["3", "4", "3"] })).to.deep.equal([row(2, "3")]);
    expect(await find({ from: 1_790_000_001 })).to.deep.equal([other]);
    expect(await find({ before: 1_790_000_100, list: 1 })).to.deep.equal([row(1, "2"), row(2, "3")]);
    expect(await find({ batch: "nobody" })).to.deep.equal([]);
  });

  it("replaces the times of an entry that is put again", async () => {
    await put(row(1, "2"), row(2, "3"));
    await put(row(1, "2", { issuedAt: 1_790_000_500 }));
    expect(await find()).to.deep.equal([row(1, "2", { issuedAt: 1_790_000_500 }), row(2, "3")]);
  });

  it("refuses a second entry for a place or a row, and then keeps none of the others either", async () => {
    await put(row(1, "2"));
    for (const wrong of [row(1, "3"), row(2, "2"), entry(1), row(1, "2", { type: "urn:kr:other" })])
      await refusedLater(put(row(8, "8"), wrong), "issuer.registered-otherwise");
    expect(await find()).to.deep.equal([row(1, "2")]);
  });

  if (!isShared) return;

  it("keeps all of a put or nothing of it if the process is killed, and what it confirmed", async () => {
    const confirmed: number[] = [];
    for (const after of [2, 9]) {
      const first = confirmed.length === 0 ? 0 : Math.max(...confirmed) + 2;
      confirmed.push(...(await linesOf(start(CHILD, [...place(), first]), after)).map(Number));
    }
    const kept = new Map<number, number>();
    for (const { row: name } of await find({ batch: "many" })) {
      const group = Math.floor(Number(name) / 100);
      kept.set(group, (kept.get(group) ?? 0) + 1);
    }
    expect([...kept.values()].every((size) => size === 100)).to.equal(true);
    expect([...kept.keys()]).to.include.members(confirmed);
  });

  it("refuses a file of another kind, and leaves it as it is", async () => {
    const [, folder] = place();
    writeFileSync(join(folder, "other.db"), "type,list,index\n".repeat(200));
    await refusedLater(openFileIssuanceRegister({ path: join(folder, "other.db") }), "issuer.register-damaged");
  });
});
