import { once } from "node:events";
import { readFileSync } from "node:fs";
import { expect } from "chai";
import fc from "fast-check";
import { effortOf, often } from "../../../support/often.ts";
import { COUNTS_IN, DIES_AT } from "../../fuzz/dying.ts";
import { type Agency, linesIn, openAgency, people } from "./agency.fixture.ts";

const DYING = `--import ${new URL("../../fuzz/dying.ts", import.meta.url).href}`;
/** More than are issued in one step. */
const ROWS = 1_100;
const [POINTS, TIMES] = [4, 1];

/** Each batch has a file and a folder of its own, and all are issued from one list. */
describe("A batch whose command is killed", function () {
  this.timeout(120_000 + effortOf(POINTS + TIMES) * 60_000);
  let agency: Agency;
  let [count, batches] = [0, 0];

  before(async () => {
    agency = await openAgency(2 ** 20);
    const { t } = agency;
    await run(begin(), { [COUNTS_IN]: t.path("count") });
    count = Number(readFileSync(t.path("count"), "utf8"));
  });
  after(() => agency.close());

  interface Batch {
    readonly name: string;
    readonly words: readonly string[];
  }

  function begin(): Batch {
    const name = `batch-${++batches}`;
    const { t, issue, on } = agency;
    const file = t.write(`${name}.csv`, people(ROWS));
    return { name, words: [...issue(file, "--out", t.path(name)), ...on] };
  }

  const run = (batch: Batch, env: Readonly<Record<string, string>>) =>
    agency.t.run("didim", batch.words, { NODE_OPTIONS: DYING, ...env });

  /** Starts it again and lets it end. Then rows, credentials, indices and entries of the register are as many. */
  async function isWhole({ name, words }: Batch): Promise<void> {
    await agency.t.done(...words);
    const lines = linesIn(agency.t.path(`${name}/credentials.jsonl`));
    expect(lines.map(({ row }) => Number(row))).to.deep.equal(Array.from({ length: ROWS }, (_, i) => i + 2));
    const { issued } = (await agency.done("credential", "issued", "--issuer", agency.city)) as { issued: Entry[] };
    const own = issued.filter(({ batch }) => batch === name);
    expect(own.map(placeOf).sort(), "the register has what the credentials say").to.deep.equal(
      lines.map(placeOf).sort(),
    );
    const places = issued.map(({ list, index }) => `${list}/${index}`);
    expect(new Set(places).size, "no index twice, in any batch").to.equal(places.length);
  }

  type Entry = ReturnType<typeof linesIn>[number] & { readonly batch: string };
  const placeOf = ({ row, list, index, issuedAt, expires }: Omit<Entry, "batch" | "credential">) =>
    JSON.stringify({ row, list, index, issuedAt, expires });

  it("at any change of a file or request to a node, once or twice, is whole when it is started again", async () => {
    const moment = fc.nat({ max: 10_000 });
    await fc.assert(
      fc.asyncProperty(moment, fc.option(moment, { nil: undefined }), async (first, second) => {
        const batch = begin();
        for (const at of [first, second])
          if (at !== undefined) await run(batch, { [DIES_AT]: String(1 + (at % count)) });
        await isWhole(batch);
      }),
      { ...often(POINTS, "batches killed"), endOnFailure: true },
    );
  });

  it("at any time, as often as it may be, is whole in the end", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 200, max: 4_000 }), { minLength: 1, maxLength: 4 }),
        async (times) => {
          const batch = begin();
          for (const ms of times) {
            const child = await agency.t.start("didim", batch.words);
            const ended = once(child, "close");
            const killing = setTimeout(() => child.kill("SIGKILL"), ms);
            await ended;
            clearTimeout(killing);
          }
          await isWhole(batch);
        },
      ),
      { ...often(TIMES, "batches killed"), endOnFailure: true },
    );
  });
});
