import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { IndexRecord } from "../../../../src/public/issuer.ts";
import { createFileIndexStore, readIndexRecord } from "../../../../src/public/node.ts";
import type { Registry } from "../../../../src/public/registry.ts";
import type { Home } from "../../terminal/home.ts";
import { issuerName } from "../registers.ts";

/**
 * The record of an issuer's status indices: a folder for each issuer on each chain. `create` only for a list that was
 * just opened: a record that is lost, or on another machine, must not start again as if no index were taken.
 */
export function indexStoreOf(home: Home, registry: Registry, identity: string, create: boolean) {
  return createFileIndexStore({ folder: folderOf(home, registry, identity), create, waitMs: 5000 });
}

/** This machine's record of a list; undefined if the list's indices were given out elsewhere, or not at all. */
export function indexRecordOf(
  home: Home,
  registry: Registry,
  identity: string,
  list: number,
): Promise<IndexRecord | undefined> {
  return readIndexRecord(folderOf(home, registry, identity), list);
}

/** The lists of which this machine has a record. */
export function recordedLists(home: Home, registry: Registry, identity: string): readonly number[] {
  const folder = folderOf(home, registry, identity);
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).flatMap((name) => /^list-(\d+)\.indices$/.exec(name)?.[1] ?? []);
  return names.map(Number).sort((a, b) => a - b);
}

/** Where the names of an issuer's batches are, beside the record of its indices. */
export const batchNamesFolder = (home: Home, registry: Registry, identity: string): string =>
  join(folderOf(home, registry, identity), "batches");

const folderOf = (home: Home, registry: Registry, identity: string): string =>
  join(home.indices, issuerName(registry, identity));
