import type { PasswordOptions } from "../keys/password.ts";
import { plain } from "../terminal/values.ts";
import { type Attach, defineVerb } from "../terminal/verb.ts";
import { consortiumAt, readConsortium } from "./consortium.ts";
import { changeConsortium } from "./lists.ts";
import { addressesOf } from "./member-keys.ts";

/** A verb that makes another list of accounts out of the one there is, and the ones that are named. */
export function accountVerb(
  verb: string,
  about: string,
  next: (listed: readonly string[], named: readonly string[]) => readonly string[],
): Attach {
  return defineVerb<PasswordOptions & { readonly dir?: string }>({
    noun: "account",
    verb,
    about,
    usage: (command) =>
      command
        .argument("<address|key...>", "accounts, or names of their keys")
        .option("--dir <folder>", "the consortium's folder; else consortium in Didim's folder"),
    async run({ home }, names, { dir, ...options }) {
      const folder = consortiumAt(home, dir);
      const before = readConsortium(folder);
      const accounts = next(before.accounts, await addressesOf(names, { home, folder, options }));
      const reloaded = await changeConsortium(folder, before, { ...before, accounts });
      return { json: { accounts, reloaded }, text: plain(accounts.join("\n")) };
    },
  });
}
