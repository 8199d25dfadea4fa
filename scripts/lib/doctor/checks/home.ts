import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { dataFolder } from "../../terminal/folders.ts";
import { oldHomes } from "../../terminal/old-home.ts";
import { IN_REPOSITORY, ROOT } from "../../terminal/place.ts";
import { type DoctorFinding, found } from "../finding.ts";
import type { Check } from "../patient.ts";

const OTHERS = 0o077;
/** What holds secrets, or decides what is given out: nobody else may read or change it. */
const GUARDED = ["", "keys", "wallet", "indices", "issued", "outbox"];

export const HOME: Check = {
  name: "home",
  examine: async ({ context: { home } }) => [...rights(home.folder), ...leftOver(home.folder)],
};

function rights(folder: string): readonly DoctorFinding[] {
  if (statSync(folder, { throwIfNoEntry: false }) === undefined) return [found("home.none", { folder })];
  // Windows keeps users apart by their folders' own lists.
  if (process.platform === "win32") return [found("home.private", { folder })];
  const guarded = GUARDED.map((name) => join(folder, name));
  const open = [...guarded, ...guarded.slice(1).flatMap(filesIn)].filter(isOpen);
  return open.length === 0
    ? [found("home.private", { folder })]
    : open.slice(0, MOST).map((path) => found("home.open", { path, folder }));
}

/** One cure mends them all. */
const MOST = 5;

function filesIn(folder: string): readonly string[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(folder).map((name) => join(folder, name));
}

function isOpen(path: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats !== undefined && (stats.mode & OTHERS) !== 0;
}

/** Old default folders count only for whoever uses the default of today. */
function leftOver(folder: string): readonly DoctorFinding[] {
  if (folder !== dataFolder()) return [];
  return oldHomes(IN_REPOSITORY ? ROOT : undefined).map((old) => found("home.old", { old }));
}
