/** The folders of the platform in which a user's programs keep their files. */
import { homedir } from "node:os";
import { isAbsolute, join, sep } from "node:path";

/** The system on which a program runs; tests name others. */
export interface System {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user's own folder. */
  readonly user: string;
}

const thisSystem = (): System => ({ platform: process.platform, env: process.env, user: homedir() });

/** Where Didim keeps keys, the wallet and the like, unless another folder is named. */
export function dataFolder(system: System = thisSystem()): string {
  return named(system, "XDG_DATA_HOME") ?? ofPlatform(system, "didim", [".local", "share"]);
}

/** Where Didim records what runs now, whichever folder this user's programs keep their data in. */
export function stateFolder(system: System = thisSystem()): string {
  return named(system, "XDG_STATE_HOME") ?? ofPlatform(system, "didim-state", [".local", "state"]);
}

/** Where Didim keeps what it can make again at any time. */
export function cacheFolder(system: System = thisSystem()): string {
  const { platform, user } = system;
  const usual = platform === "darwin" ? join(user, "Library", "Caches", "didim") : undefined;
  return named(system, "XDG_CACHE_HOME") ?? usual ?? ofPlatform(system, "didim-cache", [".cache"]);
}

/**
 * The variables of the XDG base directories count on every platform: whoever sets one there means it. A relative path is
 * ignored, as their specification demands.
 */
function named({ env }: System, variable: string): string | undefined {
  const folder = env[variable] ?? "";
  return isAbsolute(folder) ? join(folder, "didim") : undefined;
}

/** macOS and Windows have one folder for data and state, so there the two get a name each. */
function ofPlatform({ platform, env, user }: System, name: string, usual: readonly string[]): string {
  if (platform === "darwin") return join(user, "Library", "Application Support", name);
  if (platform === "win32") return join(env.LOCALAPPDATA || join(user, "AppData", "Local"), name);
  return join(user, ...usual, "didim");
}

/** The default of --home, for display. */
export const defaultHome = (): string => shortened(dataFolder());

/** A path for display: `~` is the user's own folder. */
export function shortened(path: string, user: string = homedir()): string {
  return path.startsWith(`${user}${sep}`) ? `~${path.slice(user.length)}` : path;
}
