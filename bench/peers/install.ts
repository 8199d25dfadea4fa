import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = import.meta.dirname;
// By default, npm would try for minutes to reach an unreachable registry.
const NPM = ["install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts"];
const PATIENCE = ["--fetch-retries=1", "--fetch-retry-mintimeout=2000"];

/** Whether the packages of package.json are installed in those versions. */
function installed(): boolean {
  const { dependencies } = read("package.json") as { dependencies: Record<string, string> };
  return Object.entries(dependencies).every(([name, version]) => {
    const file = join("node_modules", name, "package.json");
    return existsSync(join(FOLDER, file)) && (read(file) as { version: string }).version === version;
  });
}

function read(file: string): unknown {
  return JSON.parse(readFileSync(join(FOLDER, file), "utf8"));
}

/**
 * Installs the peers unless they are installed. Says so on standard error; npm's output stays out of standard output.
 */
export async function installPeers(): Promise<void> {
  if (installed()) return;
  process.stderr.write("bench: installing the peers (once) …\n");
  await new Promise<void>((resolve, reject) => {
    const child = spawn("npm", [...NPM, ...PATIENCE], { cwd: FOLDER, stdio: ["ignore", "ignore", "inherit"] });
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0 ? resolve() : reject(new Error(`npm could not install them (exit code ${code})`)),
    );
  });
}

/** A module of a peer, resolved from this folder. It is untyped, because the peers may not be installed. */
export async function load<T>(name: string): Promise<T> {
  return (await import(name)) as T;
}
