/** Where this program runs from: a clone of the repository, or the package. */
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

/** The repository's folder; in the package, the folder of the build output. */
export const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** Whether this runs from the repository's sources, or from the built package. */
export const IN_REPOSITORY = import.meta.url.endsWith(".ts");

/** How to call one of our programs here. */
export const callOf = (program: string): string => (IN_REPOSITORY ? `npm run ${program} --` : `npx ${program}`);

/** Adapts a text that names commands as called in the repository. */
export const asCalledHere = (text: string): string => text.replaceAll("npm run didim --", callOf("didim"));

/** The version of package.json; the build writes it beside the package's programs, too. */
export const { version: VERSION } = createRequire(import.meta.url)("../../../package.json") as {
  readonly version: string;
};
