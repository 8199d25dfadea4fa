import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Registry } from "../../../src/index.ts";
import { fileIndexStore } from "../../../src/node.ts";
import type { Home } from "../terminal/home.ts";

/**
 * The record of the places given out of an issuer's lists: a folder for each issuer on each chain. Begun only for a list that was just opened: one
 * that was lost, or is another machine's, must not begin again at nothing taken.
 */
export function indexStoreOf(home: Home, registry: Registry, identity: string, create: boolean) {
  const { genesis } = registry.addresses;
  const folder = createHash("sha256").update(`${genesis}/${identity}`).digest("hex").slice(0, 16);
  return fileIndexStore(join(home.indices, folder), { create, waitMs: 5000 });
}
