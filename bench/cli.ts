import { start } from "./cli/start.ts";
import type { Measured } from "./figures.ts";

/** The command line, as a person waits for it. */
export async function cli(): Promise<Measured> {
  return { figures: await start() };
}
