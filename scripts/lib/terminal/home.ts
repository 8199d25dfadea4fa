import { randomUUID } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { DidimError } from "../../../src/index.ts";
import type { Words } from "./output.ts";

/** The repository's folder; in the package, that of what is built. */
export const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** Whether this runs from the sources in the repository, or from the package, which is built from them. */
export const IN_REPOSITORY = import.meta.url.endsWith(".ts");

/** How a program of ours is called here. */
export const callOf = (program: string): string => (IN_REPOSITORY ? `npm run ${program} --` : `npx ${program}`);

/** A text that names commands as they are called in the repository, for whoever calls them otherwise. */
export const asCalledHere = (text: string): string => text.replaceAll("npm run didim --", callOf("didim"));

/** Where the folder is that nobody named. */
export const DEFAULT_HOME: Words = IN_REPOSITORY
  ? { en: ".didim in the repository", ko: "저장소의 .didim" }
  : { en: "~/.didim", ko: "~/.didim" };

const defaultHome = (): string => (IN_REPOSITORY ? join(ROOT, ".didim") : join(homedir(), ".didim"));

/** What Didim keeps between commands. Everything is below one folder: `--home`, else $DIDIM_HOME, else {@link DEFAULT_HOME}. */
export interface Home {
  readonly folder: string;
  /** The local node that runs now: its URL and addresses. */
  readonly localNode: string;
  /** Addresses files of chains that are nobody's but this machine's. */
  readonly addresses: (chainId: bigint) => string;
  /** Journals of deployments, which let an interrupted one be resumed. */
  readonly deployments: string;
  /** Transactions that were signed and are not yet seen in a block: what a command that was stopped has left behind. */
  readonly outbox: string;
  /** Encrypted keys: one file each. */
  readonly keys: string;
  /** A holder's credentials. */
  readonly wallet: string;
  /** An issuer's status indices, so that none is given out twice. */
  readonly indices: string;
  /** The consortium's nodes on this machine. */
  readonly consortium: string;
}

export function homeAt(folder: string = process.env.DIDIM_HOME ?? defaultHome()): Home {
  const at = (...names: string[]): string => resolve(folder, ...names);
  return {
    folder: at(),
    localNode: at("local-node.json"),
    addresses: (chainId) => at("addresses", `${chainId}.json`),
    deployments: at("deployments"),
    outbox: at("outbox"),
    keys: at("keys"),
    wallet: at("wallet"),
    indices: at("indices"),
    consortium: at("consortium"),
  };
}

/** Whole or not at all, also when the machine stops in between; readable by its owner only. */
export function writeAtomically(file: string, text: string): void {
  renameSync(draftOf(file, text), file);
}

/** The same for what must not take another's place: whether there was none. Of two who write at once, one hears true. */
export function writeNew(file: string, text: string): boolean {
  const draft = draftOf(file, text);
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Under a name that nobody can guess, and never through a link that somebody laid there. */
function draftOf(file: string, text: string): string {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomUUID()}.tmp`;
  writeFileSync(draft, text, { mode: 0o600, flush: true, flag: "wx" });
  return draft;
}

/** A file's text, or undefined if there is no such file. */
export function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

export function removeIfThere(file: string): void {
  rmSync(file, { force: true });
}

/** The JSON in a file, or undefined if there is no such file. Throws `cli.file` for a file that holds no JSON. */
export function readJsonIfThere(file: string): unknown {
  const text = readIfThere(file);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new DidimError("cli.file", `${file} is damaged: it holds no JSON.`, { file });
  }
}
