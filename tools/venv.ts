import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The exit code of a check that needs what cannot be had here (.ci/run counts it as skipped). */
export const MISSING = 3;

/** A program from Python's index, by the version that the checks were made with. */
export interface PythonTool {
  /** The program, which is also the folder's name under .tools. */
  readonly name: string;
  readonly package: string;
  readonly version: string;
  /** The oldest Python that it takes. */
  readonly python: string;
}

/**
 * The folder of the tool's programs, in a virtual environment of its own outside the tree's sources; made when first asked for. Ends the process
 * with exit code 3, and says what to install, where that cannot be done.
 */
export function install(tool: PythonTool): string {
  const venv = join(".tools", tool.name);
  const bin = join(venv, process.platform === "win32" ? "Scripts" : "bin");
  const stamp = join(venv, `${tool.version}.installed`);
  if (existsSync(stamp)) return bin;
  console.error(`installing ${tool.package} ${tool.version} into ${venv} (a minute, once) …`);
  rmSync(venv, { recursive: true, force: true });
  mkdirSync(".tools", { recursive: true });
  const made = run("python3", ["-m", "venv", venv]);
  const done = made.ok ? run(join(bin, "pip"), ["install", "--quiet", `${tool.package}==${tool.version}`]) : made;
  if (!done.ok) {
    console.error(done.output.trim().split("\n").slice(-5).join("\n"));
    console.error(
      `${tool.name}: install Python ${tool.python} or later with its venv module (python3-venv), and let pip reach its index.`,
    );
    process.exit(MISSING);
  }
  writeFileSync(stamp, "");
  return bin;
}

/** Runs a program to its end. */
export function run(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): { ok: boolean; output: string } {
  const result = spawnSync(command, args, { encoding: "utf8", maxBuffer: 1 << 28, env });
  return { ok: result.status === 0, output: `${result.stdout ?? ""}${result.stderr ?? ""}${result.error ?? ""}` };
}
