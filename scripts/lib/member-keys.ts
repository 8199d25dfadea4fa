import { randomBytes } from "node:crypto";
import type { ConsortiumFolder } from "../../network/folder.ts";
import { DidimError } from "../../src/index.ts";
import { type Home, readIfThere, writeAtomically } from "./home.ts";
import { accountAddress, createKey, hasKey } from "./keys.ts";
import { type PasswordOptions, readPassword } from "./password.ts";

/** Addresses for names of account keys, or for addresses; keys that are not there yet are made, all with one password. */
export async function accountsFor(
  names: readonly string[],
  where: { readonly home: Home; readonly folder: ConsortiumFolder; readonly options: PasswordOptions },
): Promise<string[]> {
  const { home, folder, options } = where;
  const isAddress = (name: string): boolean => /^0x[0-9a-fA-F]{40}$/.test(name);
  const missing = names.filter((name) => !isAddress(name) && !hasKey(home, name, "account"));
  if (missing.length > 0) {
    const password = await passwordFor(folder, options);
    await Promise.all(missing.map((name) => createKey(home, name, "account", password)));
  }
  const accounts = names.map((name) => (isAddress(name) ? name.toLowerCase() : accountAddress(home, name)));
  const twice = accounts.find((account, i) => accounts.indexOf(account) !== i);
  if (twice === undefined) return accounts;
  throw new DidimError("cli.value", `${twice} is named twice; members and guardian must differ.`, { value: twice });
}

/** The password of the members' keys: the one given, else one invented, which stays beside the consortium's files. */
export async function passwordFor(folder: ConsortiumFolder, options: PasswordOptions): Promise<string> {
  const given = options.passwordFd !== undefined || (process.env.DIDIM_PASSWORD_FILE ?? "") !== "";
  if (given) return readPassword("Password of the members' keys", options);
  if (readIfThere(folder.password) === undefined) {
    writeAtomically(folder.password, `${randomBytes(24).toString("base64url")}\n`);
  }
  return (readIfThere(folder.password) ?? "").trimEnd();
}
