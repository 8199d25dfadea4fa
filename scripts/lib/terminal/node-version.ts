import { DidimError } from "../../../src/public/errors.ts";

/** The least version of `engines` in package.json. */
export const LEAST_NODE = "22.13.0";

/** Throws `cli.node` for an older Node: it lacks modules that some commands need, which they would find out halfway. */
export function checkNode(found: string): void {
  const [older = ""] = [found, LEAST_NODE].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  if (older === LEAST_NODE) return;
  const needed = LEAST_NODE;
  throw new DidimError("cli.node", `This is Node ${found}; Didim needs Node ${needed} or later.`, { found, needed });
}
