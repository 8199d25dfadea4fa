/**
 * `npm run campaign -- [--minutes N] [--seed S] [--part NAME]`: runs the random tests for an afternoon. It plays
 * rounds, each with more runs than usual and a seed of its own, until the time is over, and finishes what it has begun.
 * It reports what it tried and what it found. --part: only this part of each round.
 *
 * `-- --self-test [--seed S]` plants bugs one after the other; a round of the bug's part must find each of them. See
 * campaigning/slips.ts.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { setPriority } from "node:os";
import { join } from "node:path";
import { optionsOf } from "../scripts/lib/terminal/options.ts";
import { SLIP, SLIPS, type Slip } from "./campaigning/slips.ts";
import { type Count, EFFORT, SEED, TALLY, total } from "./testing/effort.ts";
import { propertyFiles } from "./testing/files.ts";
import { closingLine, type Failure, REPORT_FILE, type Report } from "./testing/report.ts";

const LOWEST_PRIORITY = 19;
const PLANT = ["--import", new URL("./campaigning/plant.ts", import.meta.url).href];
const SOLIDITY = "tools/testing/solidity.ts";
const MOCHA = "node_modules/mocha/bin/mocha.js";

/** The parts of a round. Each effort is chosen so that the part takes some minutes. */
const PARTS: readonly Part[] = [
  { name: "presentations", effort: 250, command: () => mocha((file) => !OTHERS.some((others) => others.test(file))) },
  { name: "tokens", effort: 100, command: () => mocha((file) => TOKENS.test(file)) },
  { name: "sending", effort: 50, command: () => mocha((file) => SENDING.test(file)) },
  { name: "locks", effort: 50, command: () => mocha((file) => LOCKS.test(file)) },
  { name: "invariants", effort: 2, command: () => [SOLIDITY] },
  { name: "histories", effort: 5, command: () => mocha((file) => CHAINS.test(file)) },
  { name: "sources", effort: 20, command: () => mocha((file) => SOURCES.test(file)) },
  { name: "commands", effort: 60, command: () => mocha((file) => COMMANDS.test(file)) },
];
/** Properties that write to a chain are slow. */
const CHAINS = /^test\/(contracts|verifier\/accreditation)/;
/** Properties that sign their inputs are slow too. */
const TOKENS = /^test\/verdict\//;
const SENDING = /^test\/chain\/tx\//;
const LOCKS = /^test\/stores\//;
const SOURCES = /^test\/verifier\/sources\//;
const COMMANDS = /^test\/scripts\/fuzz\//;
const OTHERS = [CHAINS, TOKENS, SENDING, LOCKS, SOURCES, COMMANDS];

interface Part {
  readonly name: string;
  readonly effort: number;
  readonly command: () => readonly string[];
}

const mocha = (wanted: (file: string) => boolean): readonly string[] => [
  MOCHA,
  "--timeout",
  "0",
  ...propertyFiles().filter(wanted),
];

interface Round {
  readonly part: Part;
  readonly seed: number;
  readonly tried: readonly Count[];
  readonly found: readonly Failure[];
}

const OPTIONS = {
  minutes: { type: "string", default: "240" },
  seed: { type: "string", default: String(Date.now()) },
  part: { type: "string" },
  "self-test": { type: "boolean", default: false },
} as const;
const NAMES = PARTS.map(({ name }) => name).join("|");
const USAGE = `npm run campaign -- [--minutes N] [--seed S] [--part ${NAMES}] [--self-test]`;

const { minutes, seed, parts, planting } = optionsOf({ options: OPTIONS }, USAGE, ({ values }) => {
  const [parts, minutes] = [PARTS.filter(({ name }) => name === (values.part ?? name)), Number(values.minutes)];
  const { seed, "self-test": planting } = values;
  return minutes > 0 && parts.length > 0 ? { minutes, seed, parts, planting } : undefined;
});

const folder = (() => {
  mkdirSync(".tools", { recursive: true });
  return mkdtempSync(join(".tools", "campaign-"));
})();

const readLines = (file: string): readonly Count[] => {
  try {
    const lines = readFileSync(file, "utf8").split("\n");
    return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Count);
  } catch {
    return [];
  }
};

/** A round's own 32 bits, always the same for the same seed of the campaign. */
const seedOf = (seed: string, number: number): number =>
  createHash("sha256").update(`${seed} ${number}`).digest().readUInt32BE() >>> 1;

function play(part: Part, seed: number, slip?: Slip): Round {
  const [tally, report] = ["tally", "report"].map((kind) => join(folder, `${part.name}-${seed}.${kind}`)) as [
    string,
    string,
  ];
  const { status } = spawnSync(process.execPath, [...(slip === undefined ? [] : PLANT), ...part.command()], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, ...settings(part, seed), [SLIP]: slip?.name, [TALLY]: tally, [REPORT_FILE]: report },
  });
  const [tried, failures] = [readLines(tally), failuresOf(report, status)];
  const idle = failures.length === 0 && tried.every((count) => count.tried === 0);
  return { part, seed, tried, found: idle ? [{ title: WHOLE, message: "it tried nothing" }] : failures };
}

const WHOLE = "(the whole round)";

const settings = ({ effort }: Part, seed: number) => ({ [EFFORT]: String(effort), [SEED]: String(seed) });

function failuresOf(file: string, status: number | null): readonly Failure[] {
  try {
    const { failures } = JSON.parse(readFileSync(file, "utf8")) as Report;
    if (failures.length > 0 || status === 0) return failures;
  } catch {
    // It died before it wrote its report.
  }
  return [{ title: WHOLE, message: `it ended with exit code ${status}, and without a report` }];
}

const counts = (tried: readonly Count[]): string =>
  [...total(tried)].map(([what, number]) => `${number.toLocaleString("en")} ${what}`).join(", ");

function tell({ part, seed, tried, found }: Round, minutes: number): void {
  console.log(`${minutes.toFixed(1)} min  ${part.name}, seed ${seed}: ${counts(tried)}; ${found.length} found`);
  for (const { title, message } of found) console.log(`  FOUND: ${title}\n    ${message.replaceAll("\n", "\n    ")}`);
  if (found.length === 0) return;
  const again = Object.entries(settings(part, seed)).map(([name, value]) => `${name}=${value}`);
  console.log(`  again: ${[...again, "npx node", ...part.command()].join(" ")}`);
}

function campaign(): boolean {
  const start = Date.now();
  const spent = (): number => (Date.now() - start) / 60_000;
  const rounds: Round[] = [];
  console.log(`a campaign of ${minutes} minutes, seed ${seed}`);
  // At least one round is played, however short the time: otherwise nothing would have been tried.
  const isOver = (): boolean => rounds.length > 0 && spent() >= minutes;
  for (let number = 0; !isOver(); number++) {
    for (const part of parts) {
      if (isOver()) break;
      const round = play(part, seedOf(seed, number));
      rounds.push(round);
      tell(round, spent());
    }
  }
  const found = rounds.flatMap((round) => round.found);
  console.log(`\nin ${spent().toFixed(0)} minutes and ${rounds.length} parts of rounds, seed ${seed}:`);
  for (const [what, number] of total(rounds.flatMap(({ tried }) => tried))) {
    console.log(`  ${number.toLocaleString("en").padStart(12)} ${what}`);
  }
  console.log(`  ${String(found.length).padStart(12)} found`);
  return found.length === 0;
}

function selfTest(): boolean {
  console.log(`bugs planted, seed ${seed}`);
  const planted = parts.flatMap((part) =>
    SLIPS.filter((slip) => slip.part === part.name).map((slip) => finds(part, slip)),
  );
  const passed = planted.filter((isFound) => isFound).length;
  console.log(closingLine({ passed, failed: planted.length - passed, skipped: 0 }));
  return passed > 0 && passed === planted.length;
}

/** Whether a test notices a slip: a round that died, or tried nothing, has found none. */
function finds(part: Part, slip: Slip): boolean {
  const start = Date.now();
  const { found, tried } = play(part, seedOf(seed, 0), slip);
  const isFound = found.length > 0 && found.every(({ title }) => title !== WHOLE);
  const seconds = ((Date.now() - start) / 1000).toFixed(0).padStart(5);
  console.log(`${isFound ? "found    " : "NOT FOUND"} ${seconds} s  ${slip.name}: ${part.name}, ${counts(tried)}`);
  return isFound;
}

setPriority(LOWEST_PRIORITY);
const good = planting ? selfTest() : campaign();
rmSync(folder, { recursive: true });
process.exitCode = good ? 0 : 1;
