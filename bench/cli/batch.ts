import { readFileSync } from "node:fs";
import { startLocalChain } from "../../scripts/lib/network/local-chain.ts";
import { openAgency, people } from "../../test/scripts/credentials/batches/agency.fixture.ts";
import { median } from "../statistics.ts";

const ROWS = 1_000;
const ROUNDS = 5;

/**
 * Seconds from the start of a command to its end, which issues a thousand credentials from a CSV file, registers and
 * writes them. Every credential is bound to a key of its own. The median of some batches.
 */
export async function batch(): Promise<Readonly<Record<string, number>>> {
  const { t, issue, done, close } = await openAgency(2 ** 14, startLocalChain);
  try {
    const seconds: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const [file, out] = [t.write(`people-${round}.csv`, people(ROWS)), t.path(`issued-${round}`)];
      const start = performance.now();
      const { file: output } = await done(...issue(file, "--out", out));
      seconds.push((performance.now() - start) / 1000);
      checkAll(String(output));
    }
    return { "cli.batch1000.seconds": median(seconds) };
  } finally {
    await close();
  }
}

function checkAll(output: string): void {
  const lines = readFileSync(output, "utf8").trim().split("\n");
  if (lines.length !== ROWS) throw new Error(`${lines.length} credentials of ${ROWS}`);
}
