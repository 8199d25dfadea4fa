import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Case } from "../../../tools/vectors/cases/groups.ts";
import type { RegistryRecords } from "../../../tools/vectors/chain/records.ts";

/** The pack as its readers get it: files. */
export const PACK = "vectors";

export const read = <Content>(path: string): Content => JSON.parse(readFileSync(join(PACK, path), "utf8")) as Content;

/** The paths of all files below a folder of the pack, in order. */
export const filesIn = (folder: string): readonly string[] =>
  readdirSync(join(PACK, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(PACK.length + 1)
        .replaceAll("\\", "/"),
    )
    .sort();

export const CASES: readonly Case[] = filesIn("cases").map((path) => read<Case>(path));

export type RegistryFile = RegistryRecords & { readonly name: string; readonly madeUp?: true };

const registries = new Map<string, RegistryFile>();

export function registryNamed(name: string): RegistryFile {
  const known = registries.get(name) ?? read<RegistryFile>(`registries/${name}.json`);
  registries.set(name, known);
  return known;
}
