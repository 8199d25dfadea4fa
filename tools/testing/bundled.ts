import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";
import { SLIP, slipNamed } from "../campaigning/slips.ts";
import { edited } from "../proving/edits.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** A bug to plant in the sources (`npm run campaign -- --self-test`). */
const slip = process.env[SLIP] === undefined ? undefined : slipNamed(process.env[SLIP]);
/** What is in the cache of the packages goes with them. Bundles with a bug in them are apart. */
const FOLDER = join(ROOT, "node_modules", ".cache", slip === undefined ? "didim-scripts" : "didim-scripts-planted");
const OWN = /[\\/](?:scripts|src|network|deploy)[\\/].*\.ts$/;
/** Packages that load native code, or files of their own. */
const APART = ["hardhat", "hardhat/*", "@nomicfoundation/*"];
/** Packages in CommonJS ask for this, which ES modules do not have. */
const REQUIRE = 'import { createRequire as requireOf } from "node:module"; const require = requireOf(import.meta.url);';

/** Each of our modules finds what lies beside it in the repository. */
const inPlace: Plugin = {
  name: "in-place",
  setup({ onLoad }) {
    onLoad({ filter: OWN }, ({ path }) => {
      const url = JSON.stringify(pathToFileURL(path).href);
      return { loader: "ts", contents: sourceOf(path).replaceAll("import.meta.url", url) };
    });
  },
};

function sourceOf(path: string): string {
  const source = readFileSync(path, "utf8");
  return slip !== undefined && path === join(ROOT, slip.file) ? edited(source, slip) : source;
}

const made = new Map<string, Promise<string>>();

/**
 * A file with `scripts/<name>.ts` and all that it imports. It starts in a quarter of the time, which counts where hundreds of
 * commands are started. Made once for each process; several processes may do so at the same time.
 */
export function bundledScript(name: string): Promise<string> {
  const bundle = made.get(name) ?? make(name);
  made.set(name, bundle);
  return bundle;
}

async function make(name: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, "scripts", `${name}.ts`)],
    ...{ bundle: true, platform: "node", format: "esm", target: "node22", write: false, logLevel: "warning" },
    ...{ external: APART, banner: { js: REQUIRE }, plugins: [inPlace] },
  });
  const [{ contents } = { contents: "" }] = outputFiles;
  const file = join(FOLDER, `${name}.mjs`);
  const beside = `${file}.${process.pid}`;
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(beside, contents);
  renameSync(beside, file);
  return file;
}
