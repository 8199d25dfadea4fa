/** Whether other users of the machine could put another file into a place. */
import { realpathSync, type Stats, statSync } from "node:fs";
import { dirname } from "node:path";

/** What another user could do, for a message. */
export type Unsafe = "belongs to another user" | "can be changed by other users";

const GROUP = 0o020;
const OTHERS = 0o002;
/** In a folder with this bit, as /tmp, each user can rename and remove only what is their own. */
const STICKY = 0o1000;

/**
 * The file or folder, or the folder above it, that another user can change or replace; undefined if there is none. Links
 * are followed, and every folder up to the root is looked at: whoever has one of them can put another in this one's place.
 * Windows keeps a user's folders apart by itself.
 */
export function unsafePlace(path: string): { readonly path: string; readonly why: Unsafe } | undefined {
  if (process.getuid === undefined) return undefined;
  const whole = realpathSync(path);
  // Who owns the root can change everything: the system's administrator, or the one who made a sandbox.
  const trusted = new Set([process.getuid(), 0, statSync("/").uid]);
  for (let at = whole; dirname(at) !== at; at = dirname(at)) {
    const why = unsafe(statSync(at), trusted, at !== whole);
    if (why !== undefined) return { path: at, why };
  }
  return undefined;
}

function unsafe({ uid, gid, mode }: Stats, trusted: ReadonlySet<number>, isAbove: boolean): Unsafe | undefined {
  if (!trusted.has(uid)) return "belongs to another user";
  if (isAbove && (mode & STICKY) !== 0) return undefined;
  // Many systems give each user a group of their own, and let it write in the user's folders.
  const isOwnGroup = isAbove && gid === process.getgid?.();
  const others = isOwnGroup ? OTHERS : OTHERS | GROUP;
  return (mode & others) === 0 ? undefined : "can be changed by other users";
}
