/** The programs of the package, with their modules put together: a start finds and reads a few files, not hundreds. */
import { readFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { build, type Plugin } from "esbuild";
import { withoutBytecode } from "./bytecode.ts";

/**
 * Every module finds what lies beside it as if it were a file of its own: the parts are all in the entry's folder. The ending
 * `.js` also tells a module that it runs from the package.
 */
const inPlace = (folder: string): Plugin => ({
  name: "in-place",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/](?:scripts|src|network)[\\/].*\.ts$/ }, ({ path }) => {
      const own = relative(folder, path).replaceAll("\\", "/").replace(/\.ts$/, ".js");
      const url = `new URL(${JSON.stringify(own)}, import.meta.url).href`;
      return { loader: "ts", contents: readFileSync(path, "utf8").replaceAll("import.meta.url", url) };
    });
    onLoad({ filter: /[\\/]typechain[\\/].*__factory\.ts$/ }, ({ path }) => {
      return { loader: "ts", contents: withoutBytecode(readFileSync(path, "utf8")) };
    });
  },
});

/** Writes a program, such as scripts/didim.ts, and beside it the parts that it loads when they are needed. */
export async function buildProgram(entry: string, folder: string): Promise<void> {
  await build({
    entryPoints: [entry],
    ...{
      bundle: true,
      splitting: true,
      platform: "node",
      format: "esm",
      charset: "utf8",
      target: "node22",
      packages: "external",
    },
    ...{ outdir: folder, chunkNames: "part-[hash]", logLevel: "warning" },
    // Half the size, and stack traces keep the names of functions.
    ...{ minifyWhitespace: true, minifySyntax: true },
    plugins: [inPlace(dirname(resolve(entry)))],
  });
}
