import { gzipSync } from "node:zlib";
import { build } from "esbuild";

/** A module and all that it imports, as one script for browsers. */
export interface Bundle {
  readonly code: string;
  /** Minified, and compressed by gzip at its best. */
  readonly gzipBytes: number;
}

/** Bundles an entry for browsers. What imports a module of Node's fails: no polyfill takes its place. */
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
