import { randomUUID } from "node:crypto";
import { linkSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { DidimError } from "../../../src/public/index.ts";
import { makeFolder } from "../../../src/public/node.ts";
import type { Bilingual } from "./output/output.ts";

/** The repository's folder; in the package, the folder of the build output. */
export const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** Whether this runs from the repository's sources, or from the built package. */
export const IN_REPOSITORY = import.meta.url.endsWith(".ts");

/** How to call one of our programs here. */
export const callOf = (program: string): string => (IN_REPOSITORY ? `npm run ${program} --` : `npx ${program}`);

/** Adapts a text that names commands as called in the repository. */
export const asCalledHere = (text: string): string => text.replaceAll("npm run didim --", callOf("didim"));

/** The default of --home, for display. */
export const DEFAULT_HOME: Bilingual = IN_REPOSITORY
  ? { en: ".didim in the repository", ko: "저장소의 .didim" }
  : { en: "~/.didim", ko: "~/.didim" };

const defaultHome = (): string => (IN_REPOSITORY ? join(ROOT, ".didim") : join(homedir(), ".didim"));

/**
 * What Didim keeps between commands. Everything is in one folder: `--home`, otherwise $DIDIM_HOME, otherwise {@link
 * DEFAULT_HOME}.
 */
export interface Home {
  readonly folder: string;
  /** The running local node: its URL and addresses. */
  readonly localNode: string;
  /** Addresses files of chains that exist only on this machine. */
  readonly addresses: (chainId: bigint) => string;
  /** Journals of deployments, from which an interrupted one continues. */
  readonly deployments: string;
  /** Signed transactions that are not known to be in a block; an interrupted command leaves them behind. */
  readonly outbox: string;
  /** Encrypted keys: one file each. */
  readonly keys: string;
  /** A holder's credentials. */
  readonly wallet: string;
  /** An issuer's status indices, so that none is given out twice. */
  readonly indices: string;
  /** What an issuer has issued, without claims: registers. */
  readonly issued: string;
  /** The consortium's nodes on this machine. */
  readonly consortium: string;
}

/** An empty $DIDIM_HOME is none, as usual. An empty `--home` is a mistake: it would mean the current folder. */
export function homeAt(named?: string): Home {
  if (named === "")
    throw new DidimError("cli.value", "--home names no folder: it is empty.", { value: named, option: "--home" });
  const folder = named ?? (process.env.DIDIM_HOME || defaultHome());
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
    issued: at("issued"),
    consortium: at("consortium"),
  };
}

/** Writes a file atomically, even if the machine stops meanwhile. Only its owner can read it. */
export function writeAtomically(file: string, text: string): void {
  const draft = draftOf(file, text);
  try {
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/**
 * {@link writeAtomically}, but never replaces a file: returns whether there was none. Of two concurrent calls, one
 * returns true.
 */
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

/** Writes under an unguessable name, and never through an existing link. */
function draftOf(file: string, text: string): string {
  makeFolder(dirname(file));
  const draft = `${file}.${randomUUID()}.tmp`;
  try {
    writeFileSync(draft, text, { mode: 0o600, flush: true, flag: "wx" });
    return draft;
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

export function removeIfThere(file: string): void {
  rmSync(file, { force: true });
}
