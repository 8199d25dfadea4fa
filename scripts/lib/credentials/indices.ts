import { createHash } from "node:crypto";
import { join } from "node:path";
import { createFileIndexStore } from "../../../src/public/node.ts";
import type { Registry } from "../../../src/public/registry.ts";
import type { Home } from "../terminal/home.ts";

/**
 * The record of an issuer's status indices: a folder for each issuer on each chain. `create` only for a list that was
 * just opened: a record that is lost, or on another machine, must not start again as if no index were taken.
 */
export function indexStoreOf(home: Home, registry: Registry, identity: string, create: boolean) {
  const { genesis } = registry.addresses;
  const folder = createHash("sha256").update(`${genesis}/${identity}`).digest("hex").slice(0, 16);
  return createFileIndexStore({ folder: join(home.indices, folder), create, waitMs: 5000 });
}
