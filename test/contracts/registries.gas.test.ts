import { expect } from "chai";
import { gasOf, readGas } from "./support/gas.ts";
import { accredit, chainOfTwo, ethers, NOBODY, networkHelpers, now, registries, TYPE } from "./support/registries.ts";

const { loadFixture } = networkHelpers;
const LIST = 1n;
const CAPACITY = 2n ** 20n;
const ALL = 2n ** 256n - 1n;

/** States a budget, and prints what is left of it. */
function within(name: string, gas: bigint, budget: bigint): void {
  console.log(`      ${name}: ${gas} of ${budget}`);
  expect(gas <= budget, `${name}: ${gas} > ${budget}`).to.equal(true);
}

async function openList() {
  const all = await registries();
  const statuses = all.statuses.connect(all.sejong);
  await statuses.openList(all.sejong, LIST, CAPACITY, all.operator);
  await statuses.setStatus(all.sejong, LIST, 0n, 1n);
  return { ...all, statuses };
}

describe("Budgets of gas: whole receipts, on cancun", () => {
  it("one status: in a used word, in a fresh word, by the operator", async () => {
    const { statuses, sejong, operator } = await loadFixture(openList);
    within("used word", await gasOf(statuses.setStatus(sejong, LIST, 77n, 1n)), 36_000n);
    within("fresh word", await gasOf(statuses.setStatus(sejong, LIST, 987_654n, 1n)), 55_200n);
    within("operator", await gasOf(statuses.connect(operator).setStatus(sejong, LIST, 78n, 2n)), 40_000n);
  });

  it("12,800 statuses over 100 fresh words, a credential", async () => {
    const { statuses, sejong } = await loadFixture(openList);
    const words = Array.from({ length: 100 }, (_, i) => 4_000n + BigInt(i));
    const gas = await gasOf(
      statuses.setStatuses(
        sejong,
        LIST,
        words,
        words.map(() => ALL),
        words.map((word) => BigInt(ethers.id(`${word}`))),
      ),
    );
    within("batch, a credential", gas / 12_800n, 210n);
  });

  it("an accreditation by the authority, first epoch", async () => {
    const all = await loadFixture(registries);
    const { accreditations, sejong, moi } = all;
    await accreditations.connect(sejong).applyFor(sejong, TYPE, NOBODY, true, 0, "");
    const byMoi = accreditations.connect(moi);
    const until = (await now()) + 94_608_000n;
    within("accredit", await gasOf(byMoi.accredit(sejong, TYPE, true, 0, until)), 85_000n);
    within("suspend", await gasOf(byMoi.suspend(sejong, TYPE)), 45_400n);
    within("reinstate", await gasOf(byMoi.reinstate(sejong, TYPE, until)), 70_000n);
    within("withdraw", await gasOf(byMoi.withdraw(sejong, TYPE)), 62_000n);
  });

  it("a type, registered by the council's executor", async () => {
    const { types, council, moi } = await loadFixture(registries);
    const vct = "https://credentials.go.kr/resident-register-extr/1";
    const uri = "https://credentials.go.kr/schemas/resident-register/1/s.json";
    expect([vct.length, uri.length]).to.deep.equal([50, 60]);
    const register = types.connect(council).register(vct, moi, ethers.id("schema"), uri, "", false);
    within("register", await gasOf(register), 100_000n);
  });

  it("reads: a status, a level of accreditation, the lens over a chain of two levels", async () => {
    const all = await loadFixture(chainOfTwo);
    const { statuses, accreditations, lens, sejong } = all;
    await statuses.connect(sejong).openList(sejong, LIST, CAPACITY, all.operator);
    await statuses.connect(sejong).setStatus(sejong, LIST, 5n, 2n);
    within(
      "status",
      await readGas(all.stranger, await statuses.statusOf.populateTransaction(sejong, LIST, 5n)),
      6_500n,
    );
    await accredit(all, all.busan, all.moi);
    const moment = await now();
    const one = await readGas(
      all.stranger,
      await accreditations.isAccredited.populateTransaction(all.busan, TYPE, moment),
    );
    const two = await readGas(
      all.stranger,
      await accreditations.isAccredited.populateTransaction(sejong, TYPE, moment),
    );
    console.log(`      one level: ${one}`);
    within("accreditation, one level more", two - one, 11_000n);
    const query = { issuer: sejong, thumbprint: ethers.id("key"), typeId: TYPE, issuedAt: moment };
    const look = await lens.look.populateTransaction([{ ...query, hasStatus: true, list: LIST, index: 5n }]);
    within("lens", await readGas(all.stranger, look), 55_000n);
  });
});
