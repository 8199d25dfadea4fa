import { thumbprint } from "../../../../src/public/keys.ts";
import type { Keyring } from "../../keys/keyring.ts";
import { type KeyKind, listKeys } from "../../keys/keys.ts";
import { found, reasonOf } from "../finding.ts";
import type { Check } from "../patient.ts";

const KINDS = { account: { en: "account", ko: "계정 키" }, signing: { en: "signing", ko: "서명 키" } } as const;

const thumbprintOf = async (name: string, keys: Keyring): Promise<string> =>
  thumbprint((await keys.signing(name)).publicJwk);

export const KEYS: Check = {
  name: "keys",
  async examine({ context: { home } }) {
    const keys = listKeys(home);
    if (keys.length === 0) return [found("keys.none", { folder: home.keys })];
    const readable = (kind: KeyKind): number => keys.filter((key) => key.kind === kind && !key.problem).length;
    return [
      found("keys.readable", { account: readable("account"), signing: readable("signing") }),
      ...keys.flatMap(({ name, file, problem }) =>
        problem === undefined ? [] : [found("keys.unreadable", { name, file, why: reasonOf(problem) })],
      ),
    ];
  },
};

/** Opens the key that --key names, of either kind; its password is asked for. */
export const OPENED_KEY: Check = {
  name: "key",
  async examine({ context: { home, keys }, options: { key: name } }) {
    if (name === undefined) return [];
    const kinds = listKeys(home).flatMap((key) => (key.name === name ? [key.kind] : []));
    const opened = (kinds.length === 0 ? ["account" as const] : kinds).map(async (kind) => {
      try {
        const id = kind === "account" ? (await keys.account(name)).address : await thumbprintOf(name, keys);
        return found("key.opens", { name, kind: KINDS[kind], id });
      } catch (error) {
        return found("key.closed", { name, why: reasonOf(error) });
      }
    });
    return Promise.all(opened);
  },
};
