/** Didim's folder as it was by default at first: `.didim` in a clone, `~/.didim` with the package. */
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { DidimError } from "../../../src/public/errors.ts";
import type { Bilingual } from "./output/output.ts";

/** What nobody may lose. Other contents of an old folder, such as locks and logs, can be made again. */
const KEPT = ["keys", "wallet", "indices", "outbox", "addresses", "deployments", "consortium"];

/** The folders of an earlier default that still hold something; `clone`: the repository's folder, if this runs from one. */
export function oldHomes(clone: string | undefined, user: string = homedir()): readonly string[] {
  const before = [...(clone === undefined ? [] : [clone]), user].map((folder) => join(folder, ".didim"));
  return [...new Set(before)].filter((folder) => KEPT.some((name) => existsSync(join(folder, name))));
}

/**
 * Throws `cli.old-home` if an old folder holds something and the folder of today does not exist: to begin an empty one
 * would look like the loss of all keys. Where both exist, returns what to say of the old one. Nothing is moved here:
 * another command, or a consortium's node, may be at work in it.
 */
export function checkOldHomes(home: string, old: readonly string[]): Bilingual | undefined {
  const [first] = old;
  if (first === undefined) return undefined;
  if (!existsSync(home)) throw notMoved(first, home);
  return {
    en: `${first} is not used any more: Didim's folder is ${home}. If you need what is in it: --home ${quoted(first)}`,
    ko: `옛 디딤 폴더는 이제 쓰지 않습니다(${first}). 지금의 디딤 폴더: ${home}. 옛 내용이 필요하면 다음 옵션을 지정하십시오: --home ${quoted(first)}`,
  };
}

function notMoved(old: string, home: string): DidimError {
  const move = moving(old, home);
  return new DidimError(
    "cli.old-home",
    `Didim's folder is now ${home}, and your keys and files are still in ${old}. Stop what works in it, then move it: ${move} (Or keep it where it is: --home ${quoted(old)}, or $DIDIM_HOME.)`,
    { old, home, move },
  );
}

function moving(old: string, home: string): string {
  if (process.platform === "win32") return `move ${quoted(old)} ${quoted(home)}`;
  return `mkdir -p ${quoted(dirname(home))} && mv ${quoted(old)} ${quoted(home)}`;
}

const quoted = (path: string): string => (/^[\w./~:-]+$/.test(path) ? path : JSON.stringify(path));
