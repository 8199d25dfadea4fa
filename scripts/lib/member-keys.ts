import { randomBytes } from "node:crypto";
import type { ConsortiumFolder } from "../../network/folder.ts";
import { DidimError } from "../../src/index.ts";
import { type Home, readIfThere, writeAtomically } from "./home.ts";
import { accountAddress, createKey, hasKey } from "./keys.ts";
import { type PasswordOptions, readPassword } from "./password.ts";

/** Where the members' keys are, and their password. */
interface Where {
  readonly home: Home;
  readonly folder: ConsortiumFolder;
  readonly options: PasswordOptions;
}

/** Addresses for names of account keys, or for addresses; keys that are not there yet are made, all with one password. */
export async function accountsFor(names: readonly string[], { home, folder, options }: Where): Promise<string[]> {
  const missing = names.filter((name) => !isAddress(name) && !hasKey(home, name, "account"));
  if (missing.length > 0) {
    inventPassword(folder, options);
    const password = await memberPassword(folder, options);
    await Promise.all(missing.map((name) => createKey(home, name, "account", password)));
  }
  const accounts = addressesOf(home, names);
  const twice = accounts.find((account, i) => accounts.indexOf(account) !== i);
  if (twice === undefined) return accounts;
  throw new DidimError("cli.value", `${twice} is named twice, and must not be.`, { value: twice });
}

/** A seat whose key nobody can open is lost: throws `consortium.keys-there` for keys of before that were not asked for by name, and whose password is not at hand. */
export function checkUnused(names: readonly string[], { home, folder, options }: Where): void {
  const there = names.filter((name) => hasKey(home, name, "account"));
  if (there.length === 0 || isGiven(options) || readIfThere(folder.password) !== undefined) return;
  const message = `There are keys of these names already, and their password is not here: ${there.join(", ")}. Set DIDIM_PASSWORD_FILE to it; or move them away, out of ${home.keys}.`;
  throw new DidimError("consortium.keys-there", message, { keys: there });
}

/** Addresses for names of account keys, or for addresses. */
export function addressesOf(home: Home, names: readonly string[]): string[] {
  return names.map((name) => (isAddress(name) ? name.toLowerCase() : accountAddress(home, name)));
}

const isAddress = (name: string): boolean => /^0x[0-9a-fA-F]{40}$/.test(name);

/** The password of the members' keys: the one given, else the one that `init` invented, else the one that is typed. */
export async function memberPassword(folder: ConsortiumFolder, options: PasswordOptions): Promise<string> {
  const invented = isGiven(options) ? undefined : readIfThere(folder.password);
  return invented?.trimEnd() ?? readPassword("Password of the members' keys", options);
}

const isGiven = ({ passwordFd }: PasswordOptions): boolean =>
  passwordFd !== undefined || (process.env.DIDIM_PASSWORD_FILE ?? "") !== "";

/** A password that nobody had to think of stays beside the consortium's files. */
function inventPassword(folder: ConsortiumFolder, options: PasswordOptions): void {
  if (isGiven(options) || readIfThere(folder.password) !== undefined) return;
  writeAtomically(folder.password, `${randomBytes(24).toString("base64url")}\n`);
}
