import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { openFileVault } from "../../../src/stores/files/vault.ts";
import { count } from "../../../tools/testing/effort.ts";
import { effortOf } from "../../support/often.ts";
import { type Contest, contend, NAMESPACE, readVisits, WALLET } from "./contenders.ts";

const VISITS = effortOf(200);
const KEYS = effortOf(60);
const program = (name: string) => fileURLToPath(new URL(name, import.meta.url));

describe("With processes that are killed and suspended at any moment,", function () {
  this.timeout(effortOf(120_000));
  let folder: string;
  let log: string;
  let stop: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "didim-contention-"));
    log = join(folder, "log");
    stop = join(folder, "stop");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  async function visited(changes: Partial<Contest> = {}): Promise<void> {
    const { killed, stopped } = await contend({
      program: program("programs/visit.ts"),
      args: [join(folder, "lock"), log, stop],
      stop,
      contenders: 6,
      victim: () => readVisits(log).inside,
      isEnough: () => readVisits(log).visits >= VISITS,
      ...changes,
    });
    const { visits, overlaps } = readVisits(log);
    count({ what: "visits under a lock", tried: visits });
    expect(overlaps, `${visits} visits, ${killed} killed, ${stopped} stopped`).to.deep.equal([]);
    expect(killed).to.be.at.least(1);
    expect(stopped).to.be.at.least(1);
  }

  it("a lock has one holder at a time", () => visited());

  it("a lock has one holder at a time, even between containers with separate process ids and the same host name", async function () {
    if (NAMESPACE === undefined) this.skip();
    await visited({ areApart: true });
  });

  it("a wallet keeps each key whose creation it confirmed", async () => {
    const path = join(folder, "wallet.json");
    const created = () => (existsSync(log) ? readFileSync(log, "utf8").split("\n").slice(0, -1) : []);
    await contend({
      program: program("programs/keys.ts"),
      args: [path, log, stop],
      stop,
      contenders: 4,
      areApart: NAMESPACE !== undefined,
      isEnough: () => created().length >= KEYS,
    });
    const kept = (await (await openFileVault({ path, ...WALLET })).keys.list()).map(({ id }) => id);
    count({ what: "keys created under a lock", tried: created().length });
    expect(created().filter((id) => !kept.includes(id))).to.deep.equal([]);
  });
});
