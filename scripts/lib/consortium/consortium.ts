import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { Option } from "commander";
import { type ConsortiumFolder, consortiumFolder } from "../../../network/folder.ts";
import { type Consortium, type ConsortiumNode, parseConsortium } from "../../../network/record.ts";
import { DidimError } from "../../../src/public/index.ts";
import { type Addresses, parseAddresses } from "../../../src/public/registry.ts";
import type { Say } from "../terminal/help.ts";
import type { Home } from "../terminal/home.ts";
import { readJsonIfThere } from "../terminal/input/input.ts";

/** `--dir`, which every command of a consortium has. */
export const dirOption = (say: Say): Option =>
  new Option(
    "--dir <folder>",
    say(
      "the consortium's folder; default: consortium in Didim's folder",
      "컨소시엄 폴더. 생략하면 디딤 폴더의 consortium",
    ),
  );

/** `--dir` for a command that a text suggests, as it was given to this one. */
export const dirWords = (dir: string | undefined): string => (dir === undefined ? "" : ` --dir ${shellWord(dir)}`);

/** `--network` that reaches the consortium in `dir`. */
export const networkWords = (dir: string | undefined): string =>
  ` --network ${dir === undefined ? "besu" : shellWord(`besu:${dir}`)}`;

const shellWord = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** The consortium's folder: `dir` if given, otherwise `consortium` in Didim's folder. */
export function consortiumAt(home: Home, dir?: string): ConsortiumFolder {
  return consortiumFolder(dir === undefined ? home.consortium : resolve(dir));
}

/** The consortium that `consortium init` made; undefined if it was not run to its end. */
export function consortiumIfThere(folder: ConsortiumFolder): Consortium | undefined {
  const value = readJsonIfThere(folder.record);
  return value === undefined ? undefined : parseConsortium(value);
}

export function readConsortium(folder: ConsortiumFolder): Consortium {
  const found = consortiumIfThere(folder);
  if (found !== undefined) return found;
  throw new DidimError(
    "consortium.none",
    `There is no consortium in ${folder.path}. If another member made it, unpack its folder here. If not, make one: npm run consortium -- init. Or name its folder: --dir FOLDER.`,
    { folder: folder.path },
  );
}

export function consortiumAddresses(folder: ConsortiumFolder): Addresses {
  return parseAddresses(readJsonIfThere(folder.addresses));
}

/** The nodes whose keys are on this machine. */
export function nodesHere(folder: ConsortiumFolder, { nodes }: Consortium): readonly ConsortiumNode[] {
  return nodes.filter(({ name }) => existsSync(folder.node(name).key));
}

/** This machine's nodes with these names, in the consortium's order; without names, all of them. */
export function nodesNamed(
  folder: ConsortiumFolder,
  consortium: Consortium,
  names: readonly string[],
): readonly ConsortiumNode[] {
  const nodes = nodesHere(folder, consortium);
  const unknown = names.find((name) => nodes.every((node) => node.name !== name));
  if (unknown === undefined) return names.length === 0 ? nodes : nodes.filter(({ name }) => names.includes(name));
  const known = nodes.map(({ name }) => name).join(", ");
  throw new DidimError("cli.value", `There is no node "${unknown}" here: ${known}.`, { value: unknown });
}
