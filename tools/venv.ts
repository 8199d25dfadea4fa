import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The exit code of a check whose prerequisites are missing; .ci/run counts it as skipped. */
export const MISSING = 3;

/** A program from Python's package index, in the version that the checks were made with. */
export interface PythonTool {
  /** The program's name, and its folder under .tools. */
  readonly name: string;
  readonly package: string;
  readonly version: string;
  /** The oldest supported Python. */
  readonly python: string;
}

/**
 * The folder of the tool's programs, in a virtual environment of its own, created on first use. If that fails, ends the
 * process with exit code 3 and says what to install.
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
