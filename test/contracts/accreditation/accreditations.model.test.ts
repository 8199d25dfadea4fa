import { expect } from "chai";
import fc from "fast-check";
import { often } from "../../support/often.ts";
import { agenciesOf, histories, play, stage } from "../support/history.ts";
import { networkHelpers, now, type Registries, TYPE } from "../support/registries.ts";
import { isAccredited, type Told, toldBy } from "./events.ts";

const { loadFixture } = networkHelpers;

/** The moments at which an answer can change, with their neighbours. */
function moments(told: Told, time: bigint): bigint[] {
  const edges = [...told.epochs.values()].flat().flatMap(({ from, until }) => [from, until, told.retired]);
  const around = edges.flatMap((edge) => [edge - 1n, edge, edge + 1n]).filter((moment) => moment <= time + 1n);
  return [...new Set([...around, time, time + 1n])];
}

async function expectSameAnswers(all: Registries, told: Told): Promise<number> {
  const time = await now();
  let good = 0;
  for (const { address } of agenciesOf(all)) {
    const asked = moments(told, time);
    const answers = await Promise.all(asked.map((moment) => all.accreditations.isAccredited(address, TYPE, moment)));
    const expected = asked.map((moment) => isAccredited(told, address, moment, time));
    expect(answers, `${address} at ${asked}`).to.deep.equal(expected);
    good += answers.filter(Boolean).length;
  }
  return good;
}

/** Checks record by record that the stored state is the one that the events describe. */
async function expectSameState({ accreditations }: Registries, told: Told): Promise<void> {
  for (const [issuer, epochs] of told.epochs) {
    const record = await accreditations.accreditationOf(issuer, TYPE);
    expect(record.epochs).to.equal(BigInt(epochs.length));
    expect(record.generation).to.equal(BigInt(told.generations.get(issuer) ?? 0));
    const current = epochs.findIndex(({ generation }) => BigInt(generation) === record.generation);
    expect(record.generationStart).to.equal(BigInt(current === -1 ? epochs.length : current));
    for (const [index, epoch] of epochs.entries()) {
      const stored = await accreditations.epochOf(issuer, TYPE, index);
      const rights = (epoch.reason << 5n) | (epoch.mayIssue ? 16n : 0n) | (epoch.root ? 8n : 0n) | epoch.levels;
      expect([...stored]).to.deep.equal([epoch.accreditor, epoch.from, epoch.until, epoch.parentGeneration, rights]);
    }
  }
}

describe("Accreditations, compared with a simple model that sees only the events", () => {
  it("after any history, the events rebuild the state, and isAccredited agrees for every agency at every moment", async () => {
    let [done, good] = [0, 0];
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        const all = await loadFixture(stage);
        done += await play(all, history);
        const told = await toldBy(all);
        await expectSameState(all, told);
        good += await expectSameAnswers(all, told);
      }),
      often(40, "histories of agencies"),
    );
    // Histories in which nothing happens, and moments without accreditations, would prove little.
    expect([done > 100, good > 50], `${done} done, ${good} good`).to.deep.equal([true, true]);
  });
});
