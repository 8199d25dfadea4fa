import { expect } from "chai";
import { mostGasOf } from "../../../src/registry/sending/most-gas.ts";
import { gasOf } from "../support/gas.ts";
import { registries } from "../support/registries.ts";

const LIST = 2n ** 32n - 1n;
const CAPACITY = 2n ** 31n;
const LAST_WORD = 2n ** 24n - 1n;
const ALL = 2n ** 256n - 1n;
/** Every status suspended: the operator may set that too, and no byte is 0. */
const SUSPENDED = ALL - ALL / 3n;

describe("Gas limits known in advance, for writes without an estimate", () => {
  for (const count of [1n, 2n, 500n]) {
    for (const who of ["controller", "operator"] as const) {
      const closely = count > 100n ? ", and hardly more than it takes" : "";
      it(`are enough for ${count} words that were never written, by the ${who}${closely}`, async () => {
        const { statuses, sejong, operator } = await registries();
        await statuses.connect(sejong).openList(sejong, LIST, CAPACITY, operator);
        const list = statuses.connect(who === "operator" ? operator : sejong);
        const words = Array.from({ length: Number(count) }, (_, i) => LAST_WORD - BigInt(i));
        const args = [sejong.address, LIST, words, words.map(() => ALL), words.map(() => SUSPENDED)] as const;
        const most = mostGasOf("StatusLists", "setStatuses", args) ?? 0n;
        const used = await gasOf(list.setStatuses(...args, { gasLimit: most }));
        expect(used <= most, `${used} > ${most}`).to.equal(true);
        if (count > 100n) expect(most < (used * 11n) / 10n, `${most} is far from ${used}`).to.equal(true);
      });
    }
  }

  it("are enough for one status", async () => {
    const { statuses, sejong, operator } = await registries();
    const list = statuses.connect(sejong);
    await list.openList(sejong, LIST, CAPACITY, operator);
    const args = [sejong.address, LIST, CAPACITY - 1n, 1n] as const;
    const gasLimit = mostGasOf("StatusLists", "setStatus", args) ?? 0n;
    expect((await gasOf(list.setStatus(...args, { gasLimit }))) <= gasLimit).to.equal(true);
  });

  it("are not known for anything else", () => {
    expect(mostGasOf("StatusLists", "openList", [])).to.equal(undefined);
    expect(mostGasOf("DIDRegistry", "setStatuses", [0, 0, []])).to.equal(undefined);
    expect(mostGasOf("StatusLists", "setStatuses", [])).to.equal(undefined);
  });
});
