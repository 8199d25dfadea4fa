import { bundled } from "../tools/browser/bundle.ts";
import type { Measured } from "./figures.ts";

/** How much code a page loads, minified and gzipped: the wallet's core, and a gate that verifies by stapled proofs. */
export async function browser(): Promise<Measured> {
  const [holder, gate] = await Promise.all(["src/public/holder.ts", "bench/browser/gate.ts"].map(bundled));
  return {
    figures: {
      "browser.holder.gzipBytes": holder?.gzipBytes ?? Number.NaN,
      "browser.gate.gzipBytes": gate?.gzipBytes ?? Number.NaN,
    },
  };
}
