import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { apart, type Running } from "./apart/process.ts";
import type { Measured } from "./figures.ts";
import { BATCH, type Given } from "./issue/contenders.ts";
import { installPeers } from "./peers/install.ts";
import { interleave } from "./statistics.ts";

export interface Sizes {
  readonly rounds: number;
  /** Batches to warm up by, and how often. */
  readonly warmUp: number;
  readonly laps: number;
}

const SIZES: Sizes = { rounds: 21, warmUp: 10, laps: 3 };
const PROGRAM = new URL("issue/contenders.ts", import.meta.url);

/** Credentials issued a CPU second, on one core: ours and a peer's by turns, after the node's own P-256. A turn is a batch. */
export async function issue({ rounds, warmUp, laps }: Sizes = SIZES): Promise<Measured> {
  const count = (warmUp + rounds) * BATCH;
  const [running, notes]: [Running[], string[]] = [[], []];
  const folders = await mkdtemp(join(tmpdir(), "didim-bench-"));
  const start = async (id: string) => {
    const given: Given = { id, count, folder: join(folders, id) };
    running.push(await apart(PROGRAM, given));
  };
  try {
    await start("issue.floor.p256Sign");
    await start("issue.sdJwtVc.perSecond");
    try {
      await installPeers();
      await start("issue.peer.sdJwt");
    } catch (error) {
      notes.push(`issue.peer.sdJwt: left out, ${error instanceof Error ? error.message : String(error)}`);
    }
    const rates = await interleave(running, { rounds, size: BATCH, warmUp: warmUp * BATCH, laps });
    return { figures: Object.fromEntries(rates), notes };
  } finally {
    for (const { end } of running) end();
    await rm(folders, { recursive: true, force: true });
  }
}
