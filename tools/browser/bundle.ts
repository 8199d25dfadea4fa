import { gzipSync } from "node:zlib";
import { build } from "esbuild";

/** A module with everything it imports, as one script for browsers. */
export interface Bundle {
  readonly code: string;
  /** The minified size after gzip -9. */
  readonly gzipBytes: number;
}

/** Bundles an entry for browsers. An import of a Node module fails, because there are no polyfills. */
export async function bundled(entry: string): Promise<Bundle> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2023",
    write: false,
    logLevel: "silent",
  });
  const [{ contents, text } = { contents: new Uint8Array(), text: "" }] = outputFiles;
  return { code: text, gzipBytes: gzipSync(contents, { level: 9 }).length };
}
