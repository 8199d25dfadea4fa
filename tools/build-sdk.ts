/**
 * `npm run build`: src/ as JavaScript and declarations in dist/, with the typed contract clients that it imports; what
 * `npm pack` puts into the package. An installed Didim needs no Hardhat.
 */
import { spawnSync } from "node:child_process";
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from "node:fs";

const OUT = "dist";
const RELATIVE_TS = /((?:from|import\() ?"\.{1,2}\/[^"]+)\.ts"/g;

/** TypeScript rewrites `.ts` endings in code, and leaves them in declarations; older compilers stumble over those. */
function rewriteDeclarations(): void {
  for (const file of globSync(`${OUT}/**/*.d.ts`)) {
    writeFileSync(file, readFileSync(file, "utf8").replace(RELATIVE_TS, '$1.js"'));
  }
}

/** Files that package.json promises and the build did not make. */
function missingEntries(): readonly string[] {
  const { exports } = JSON.parse(readFileSync("package.json", "utf8")) as {
    exports: Record<string, string | Record<string, string>>;
  };
  const files = Object.values(exports).flatMap((entry) => (typeof entry === "string" ? [entry] : Object.values(entry)));
  return files.filter((file) => !existsSync(file));
}

rmSync(OUT, { recursive: true, force: true });
const tsc = spawnSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"], {
  stdio: ["ignore", 2, 2],
});
if (tsc.status !== 0) process.exit(1);
rewriteDeclarations();
const missing = missingEntries();
for (const file of missing) console.error(`build: package.json exports ${file}, which src/ does not make`);
console.error(`build: ${globSync(`${OUT}/**/*.js`).length} modules in ${OUT}/`);
process.exitCode = missing.length === 0 ? 0 : 1;
