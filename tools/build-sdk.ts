/**
 * `npm run build`: compiles src/ to JavaScript and declarations in dist/, with the typed contract clients that it
 * imports, and the command line `didim`. `npm pack` puts the result into the package, so an installed Didim needs no
 * Hardhat.
 */
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import ts from "typescript";
import { withoutBytecode } from "./building/bytecode.ts";
import { buildProgram } from "./building/programs.ts";

const OUT = "dist";
const RELATIVE_TS = /((?:from|import\() ?"\.{1,2}\/[^"]+)\.ts"/g;

/** TypeScript rewrites `.ts` endings in code but not in declarations, where older compilers reject them. */
function rewriteDeclarations(): void {
  for (const file of globSync(`${OUT}/**/*.d.ts`)) {
    writeFileSync(file, readFileSync(file, "utf8").replace(RELATIVE_TS, '$1.js"'));
  }
}

/** Leaves out of the contract clients what only deploying needs: a third of the package. */
function leaveOutBytecode(): void {
  for (const file of globSync(`${OUT}/typechain/**/*__factory.{js,d.ts}`))
    writeFileSync(file, withoutBytecode(readFileSync(file, "utf8")));
}

/** Files that package.json names and the build did not create. */
function missingEntries(): readonly string[] {
  const entries = Object.values(manifest.exports);
  const files = entries.flatMap((entry) => (typeof entry === "string" ? [entry] : Object.values(entry)));
  return [...files, ...Object.values(manifest.bin)]
    .filter((file) => !existsSync(file))
    .map((file) => `package.json promises ${file}, which the build does not make`);
}

/** Imports of packages that are not installed together with Didim. */
function foreignImports(): readonly string[] {
  const installed = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
  return globSync(`${OUT}/**/*.js`).flatMap((file) =>
    ts
      .preProcessFile(readFileSync(file, "utf8"))
      .importedFiles.map(({ fileName }) => fileName)
      .filter((name) => !name.startsWith(".") && !name.startsWith("#") && !isBuiltin(name))
      .filter((name) => !installed.some((one) => name === one || name.startsWith(`${one}/`)))
      .map((name) => `${file} imports ${name}, which is not installed with the package`),
  );
}

/** Packages that would be installed with Didim for nothing: nothing in dist/ imports them. */
function needlessDependencies(): readonly string[] {
  const imported = globSync(`${OUT}/**/*.{js,d.ts}`).flatMap((file) =>
    ts.preProcessFile(readFileSync(file, "utf8")).importedFiles.map(({ fileName }) => fileName),
  );
  return Object.keys(manifest.dependencies)
    .filter((name) => !imported.some((one) => one === name || one.startsWith(`${name}/`)))
    .map((name) => `${name} is a dependency, and nothing in ${OUT}/ imports it: move it to the devDependencies`);
}

/** Writes package.json's `#name` imports for the built files, because Node reads the nearest package.json. */
function writeManifest(): void {
  const imports = JSON.stringify(manifest.imports).replaceAll(/"\.\/(src\/[^"]+)\.ts"/g, '"./$1.js"');
  const { version, type, sideEffects } = manifest;
  writeFileSync(
    `${OUT}/package.json`,
    `${JSON.stringify({ version, type, sideEffects, imports: JSON.parse(imports) }, null, 2)}\n`,
  );
}

/** Copies the addresses of permanent deployments into the package. */
function copyAddresses(): void {
  const folder = "deploy/addresses";
  if (existsSync(folder)) cpSync(folder, `${OUT}/${folder}`, { recursive: true });
}

const manifest = JSON.parse(readFileSync("package.json", "utf8")) as {
  version: string;
  type: string;
  sideEffects: boolean;
  imports: Record<string, Record<string, string>>;
  exports: Record<string, string | Record<string, string>>;
  bin: Record<string, string>;
  dependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
};

rmSync(OUT, { recursive: true, force: true });
const tsc = spawnSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"], {
  stdio: ["ignore", 2, 2],
});
if (tsc.status !== 0) process.exit(1);
rewriteDeclarations();
leaveOutBytecode();
await buildProgram("scripts/didim.ts", `${OUT}/scripts`);
copyAddresses();
writeManifest();
const wrong = [...missingEntries(), ...foreignImports(), ...needlessDependencies()];
for (const problem of wrong) console.error(`build: ${problem}`);
if (wrong.length === 0) for (const file of Object.values(manifest.bin)) chmodSync(file, 0o755);
console.error(`build: ${globSync(`${OUT}/**/*.js`).length} modules in ${OUT}/`);
process.exitCode = wrong.length === 0 ? 0 : 1;
