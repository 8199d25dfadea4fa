import { randomUUID } from "node:crypto";
import { linkSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { DidimError } from "../../../src/public/errors.ts";
import { makeFolder } from "../../../src/public/node.ts";
import { dataFolder } from "./folders.ts";
import { checkOldHomes, oldHomes } from "./old-home.ts";
import type { Bilingual } from "./output/output.ts";
import { IN_REPOSITORY, ROOT } from "./place.ts";

/**
 * What Didim keeps between commands. Everything is in one folder: `--home`, otherwise $DIDIM_HOME, otherwise the
 * platform's folder for data.
 */
export interface Home {
  readonly folder: string;
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

/**
 * An empty $DIDIM_HOME is none, as usual. An empty `--home` is a mistake: it would mean the current folder. `note` hears of
 * a folder from before that still holds something. Throws `cli.value`, `cli.old-home`.
 */
export function homeAt(named?: string, note: (text: Bilingual) => void = () => undefined): Home {
  if (named === "")
    throw new DidimError("cli.value", "--home names no folder: it is empty.", { value: named, option: "--home" });
  const chosen = named ?? (process.env.DIDIM_HOME || undefined);
  if (chosen !== undefined) return homeIn(chosen);
  const folder = dataFolder();
  const left = checkOldHomes(folder, oldHomes(IN_REPOSITORY ? ROOT : undefined));
  if (left !== undefined) note(left);
  return homeIn(folder);
}

function homeIn(folder: string): Home {
  const at = (...names: string[]): string => resolve(folder, ...names);
  return {
    folder: at(),
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
