import { delimiter, join } from "node:path";
import type { Context } from "mocha";
import { isExecutable } from "../../network/besu.ts";

/** Where tools of the system lie that a user's PATH may lack. */
const SYSTEM = ["/usr/sbin", "/sbin"];

/** The first of these programs that the machine has; undefined if it has none. */
export function programHere(...names: readonly string[]): string | undefined {
  const folders = [...(process.env.PATH ?? "").split(delimiter), ...SYSTEM];
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

/** {@link programHere}, for a test that is skipped without it. The message names what is absent. */
export function needsProgram(test: Context, ...names: readonly string[]): string {
  const found = programHere(...names);
  if (found !== undefined) return found;
  process.stderr.write(`skipped: there is no ${names.join(" or ")} on this machine\n`);
  // biome-ignore lint/suspicious/noSkippedTests: not every machine has the tool, and the closing line counts what was skipped
  return test.skip();
}
