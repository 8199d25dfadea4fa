import { isDidimError } from "../../src/public/index.ts";
import { whenSealing } from "../lib/consortium/wait.ts";
import type { Bilingual } from "../lib/terminal/output/output.ts";
import { claim, type Fault, type FaultResult, PATIENCE, type Scene } from "./fault.ts";
import { killAll, killEach, killOneMore, killTolerated } from "./faults/killed.ts";
import { lying } from "./faults/lying.ts";
import { partFew, partHalves } from "./faults/parted.ts";
import { restartAll } from "./faults/restarted.ts";
import { slow } from "./faults/slow.ts";
import { finalAudit } from "./final-audit.ts";
import { startLoad } from "./load.ts";
import { Nodes } from "./nodes.ts";
import { type Throwaway, throwawayConsortium } from "./throwaway.ts";

/** In the order in which they run. */
export const FAULTS: readonly Fault[] = [
  lying,
  killTolerated,
  slow,
  partFew,
  killEach,
  partHalves,
  killOneMore,
  restartAll,
  killAll,
];

export interface CampaignOptions {
  readonly validators: number;
  readonly faults: readonly Fault[];
  readonly keepFiles: boolean;
  progress(text: Bilingual): void;
}

/** One line of the report. */
export interface Entry extends FaultResult {
  readonly id: string;
  readonly about: Bilingual;
  readonly recovered: boolean;
}

export interface Report {
  readonly validators: number;
  readonly entries: readonly Entry[];
  readonly held: boolean;
  /** The consortium's folder, if it was kept: on request, or because a claim failed. */
  readonly folder?: string;
}

/** The number of agencies that write at once. They start with different nodes. */
const WRITERS = 4;

/** Creates a consortium, lets agencies write, injects each requested fault, and checks the result. */
export async function runCampaign(options: CampaignOptions): Promise<Report> {
  const { validators, faults, progress } = options;
  progress({ en: "creating a consortium for the drill", ko: "훈련용 컨소시엄을 만듭니다" });
  const consortium = await throwawayConsortium(validators, WRITERS);
  const onExit = (): void => consortium.destroy({ keepFiles: true });
  process.once("exit", onExit);
  let entries: readonly Entry[] = [];
  try {
    entries = await runFaults(await setUp(consortium, progress), faults);
  } finally {
    process.off("exit", onExit);
    const keep = options.keepFiles || !allHeld(entries);
    consortium.destroy({ keepFiles: keep });
  }
  const held = allHeld(entries);
  const kept = options.keepFiles || !held;
  return { validators, entries, held, ...(kept ? { folder: consortium.folder.path } : {}) };
}

async function setUp(consortium: Throwaway, progress: Scene["progress"]): Promise<Scene> {
  const nodes = new Nodes(consortium);
  nodes.start(...nodes.names);
  progress({ en: `starting ${nodes.names.length} nodes`, ko: `노드 ${nodes.names.length}개를 시작합니다` });
  await whenSealing(consortium.folder, consortium.consortium, PATIENCE);
  const load = await startLoad(consortium);
  const n = nodes.names.length;
  return { consortium, nodes, load, tolerated: n - Math.ceil((2 * n) / 3), progress };
}

/** Stops after a fault from which the chain does not recover. */
async function runFaults(scene: Scene, faults: readonly Fault[]): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  try {
    for (const { id, about, run } of faults) {
      if (entries.at(-1)?.recovered === false) break;
      scene.progress(about);
      entries.push({ id, about, ...(await attempt(() => run(scene))) });
    }
  } finally {
    await scene.load.stop();
  }
  const about = { en: "in the end", ko: "마지막에" };
  scene.progress(about);
  return [...entries, { id: "reckoning", about, ...(await attempt(() => finalAudit(scene))) }];
}

/** If an expected event does not occur, or no node answers, the claim has failed. */
async function attempt(run: () => Promise<FaultResult>): Promise<FaultResult & { readonly recovered: boolean }> {
  try {
    return { ...(await run()), recovered: true };
  } catch (error) {
    if (!isDidimError(error)) throw error;
    return { claims: [claim(false, error.message, error.message)], figures: {}, recovered: false };
  }
}

function allHeld(entries: readonly Entry[]): boolean {
  return entries.length > 0 && entries.every(({ claims }) => claims.every(({ held }) => held));
}
