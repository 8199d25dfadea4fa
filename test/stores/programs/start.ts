/** Programs that a test starts side by side, and kills. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

export function start(program: URL, args: readonly (string | number)[]): ChildProcess {
  return spawn(process.execPath, [program.pathname, ...args.map(String)], { stdio: ["ignore", "pipe", "inherit"] });
}

/**
 * A program's output, line by line. Kills it (SIGKILL) once it has printed `most` lines. Throws if it fails by itself.
 */
export async function linesOf(child: ChildProcess, most = Number.POSITIVE_INFINITY): Promise<string[]> {
  let said = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    said += text;
    if (said.split("\n").length > most) child.kill("SIGKILL");
  });
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== null && code !== 0) throw new Error(`a program of the test ended with ${code}`);
  // An incomplete last line was being written when the program was killed.
  return said.split("\n").slice(0, -1);
}
