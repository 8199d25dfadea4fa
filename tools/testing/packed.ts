import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
let tarball: string | undefined;

/** The packed SDK, as `npm pack` makes it, in a temporary folder. Made once for each process. */
export function packedSdk(): string {
  if (tarball !== undefined) return tarball;
  const folder = mkdtempSync(join(tmpdir(), "didim-packed-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const printed = execFileSync("npm", ["pack", "--silent", "--pack-destination", folder], {
    cwd: ROOT,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    shell: process.platform === "win32",
  });
  tarball = join(folder, printed.trim().split("\n").at(-1) ?? "");
  return tarball;
}
