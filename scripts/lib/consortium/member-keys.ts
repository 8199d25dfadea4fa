import { randomBytes } from "node:crypto";
import type { ConsortiumFolder } from "../../../network/folder.ts";
import { DidimError } from "../../../src/public/index.ts";
import { createKey, hasKey, openAccount } from "../keys/keys.ts";
import { type PasswordOptions, readNewPassword, readPassword } from "../keys/password.ts";
import { type Home, writeAtomically } from "../terminal/home.ts";
import { readIfThere } from "../terminal/input/input.ts";
import type { Bilingual } from "../terminal/output/output.ts";

/** The folders of the members' keys, and their password. */
interface Where {
  readonly home: Home;
  readonly folder: ConsortiumFolder;
  readonly options: PasswordOptions;
  /** Whether a password may be made and kept in the consortium's folder. Default: it may. */
  readonly invents?: boolean;
}

/** Addresses for names of account keys, or for addresses. Creates missing keys, all with one password. */
export async function accountsFor(names: readonly string[], where: Where): Promise<string[]> {
  const { home, folder, options, invents = true } = where;
  const isMissing = (name: string): boolean => !isAddress(name) && !hasKey(home, name, "account");
  const missing = names.filter(isMissing);
  const present = names.filter((name) => !isMissing(name));
  // Existing keys are opened first: if one fails, no new keys are left behind.
  const there = await addressesOf(present, where);
  const made = new Map<string, string>();
  if (missing.length > 0) {
    if (invents) inventPassword(folder, options);
    const password = invents ? await memberPassword(folder, options) : await readNewPassword(MEMBERS, options);
    const keys = await Promise.all(missing.map((name) => createKey(home, name, "account", password)));
    for (const { name, id } of keys) made.set(name, id);
  }
  const accounts = names.map((name) => made.get(name) ?? there.shift() ?? "");
  const twice = accounts.find((account, i) => accounts.indexOf(account) !== i);
  if (twice === undefined) return accounts;
  throw new DidimError("cli.value", `${twice} is named twice. Name it once.`, { value: twice });
}

/**
 * Throws `consortium.keys-there` if keys with these names exist and their password is not available: a seat whose key
 * nobody can open is lost.
 */
export function checkUnused(names: readonly string[], { home, folder, options }: Where): void {
  const there = names.filter((name) => hasKey(home, name, "account"));
  if (there.length === 0 || isGiven(options) || readIfThere(folder.password) !== undefined) return;
  const message = `There are keys of these names already, and their password is not here: ${there.join(", ")}. Set DIDIM_PASSWORD_FILE to it; or move them away, out of ${home.keys}.`;
  throw new DidimError("consortium.keys-there", message, { keys: there });
}

/**
 * Addresses for names of account keys, or for addresses. The keys are opened with the members' password, because
 * whoever can write a key's file could put another address into it. Name other people's accounts by address.
 */
export async function addressesOf(names: readonly string[], { home, folder, options }: Where): Promise<string[]> {
  const keys = names.filter((name) => !isAddress(name));
  const password = keys.length === 0 ? "" : await memberPassword(folder, options);
  const address = async (name: string): Promise<string> =>
    isAddress(name) ? name.toLowerCase() : (await openAccount(home, name, password)).address;
  return Promise.all(names.map(address));
}

/** Whether it is an address, and not the name of a key. */
export const isAddress = (name: string): boolean => /^0x[0-9a-fA-F]{40}$/.test(name);

/**
 * The password of the members' keys: the given one, otherwise the one that `init` generated, otherwise the one that the
 * user types.
 */
export async function memberPassword(folder: ConsortiumFolder, options: PasswordOptions): Promise<string> {
  const invented = isGiven(options) ? undefined : readIfThere(folder.password);
  return invented?.trimEnd() ?? readPassword(MEMBERS, options);
}

const MEMBERS: Bilingual = { en: "Password of the members' keys", ko: "회원 키의 암호" };

const isGiven = ({ passwordFd }: PasswordOptions): boolean =>
  passwordFd !== undefined || (process.env.DIDIM_PASSWORD_FILE ?? "") !== "";

/** Generates a password and stores it beside the consortium's files. */
function inventPassword(folder: ConsortiumFolder, options: PasswordOptions): void {
  if (isGiven(options) || readIfThere(folder.password) !== undefined) return;
  writeAtomically(folder.password, `${randomBytes(24).toString("base64url")}\n`);
}
