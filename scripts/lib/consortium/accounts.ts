import type { PasswordOptions } from "../keys/password.ts";
import { plain } from "../terminal/input/values.ts";
import type { Bilingual } from "../terminal/output/output.ts";
import { type Attach, defineVerb } from "../terminal/verb.ts";
import { consortiumAt, readConsortium } from "./consortium.ts";
import { changeConsortium } from "./lists.ts";
import { addressesOf } from "./member-keys.ts";

/** Defines a verb that computes a new list of accounts from the current list and the named accounts. */
export function accountVerb(
  verb: string,
  about: Bilingual,
  next: (listed: readonly string[], named: readonly string[]) => readonly string[],
): Attach {
  return defineVerb<PasswordOptions & { readonly dir?: string }>({
    noun: "account",
    verb,
    about,
    example: `0x${"5e".repeat(20)}`,
    usage: (command, say) =>
      command
        .argument("<address|key...>", say("accounts, or names of their keys", "계정이나 그 키 이름"))
        .option(
          "--dir <folder>",
          say(
            "the consortium's folder; default: consortium in Didim's folder",
            "컨소시엄 폴더. 생략하면 디딤 폴더의 consortium",
          ),
        ),
    async run({ home }, names, { dir, ...options }) {
      const folder = consortiumAt(home, dir);
      const before = readConsortium(folder);
      const accounts = next(before.accounts, await addressesOf(names, { home, folder, options }));
      const reloaded = await changeConsortium(folder, before, { ...before, accounts });
      return { json: { accounts, reloaded }, text: plain(accounts.join("\n")) };
    },
  });
}
