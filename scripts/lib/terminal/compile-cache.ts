/** Keeps compiled code for the next run, which halves a command's start. */
import { mkdirSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cacheFolder } from "./folders.ts";
import { unsafePlace } from "./own-folder.ts";

/**
 * The folder of the compiled code. Whoever can write there can run code here, so it is never a temporary folder that others
 * share: in a clone it is in node_modules; with the package, in the user's own folder for caches.
 */
export const COMPILED = import.meta.url.endsWith(".ts")
  ? fileURLToPath(new URL("../../../node_modules/.cache/didim-compiled", import.meta.url))
  : join(cacheFolder(), "compiled");

/** Call this before anything else is imported. Without a folder of the user's own, commands only start more slowly. */
export function keepCompiled(): void {
  if (isOwn(COMPILED)) enableCompileCache(COMPILED);
}

/** Makes the folder if it is not there, and looks whether this user alone can write to it, or put another in its place. */
function isOwn(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return unsafePlace(folder) === undefined;
  } catch {
    return false; // for example, a disk that cannot be written
  }
}
