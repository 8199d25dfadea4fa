import type { ChainSigner } from "../../../src/public/chain.ts";
import type { Signer } from "../../../src/public/keys.ts";
import type { Home } from "../terminal/home.ts";
import { hasKey, openAccount, openSigning } from "./keys.ts";

/** The keys in Didim's folder. A command opens each key once, and asks for passwords one after the other. */
export interface Keyring {
  /** Whether there is an account key with this name. Does not open it. */
  hasAccount(name: string): boolean;
  hasSigning(name: string): boolean;
  /** Throws what {@link openAccount} throws. */
  account(name: string): Promise<ChainSigner>;
  /** Throws what {@link openSigning} throws. */
  signing(name: string): Promise<Signer>;
}

/** @param passwordOf Asks for the password of the key with this name. */
export function keyringOf(home: Home, passwordOf: (name: string) => Promise<string>): Keyring {
  const [accounts, signing] = [new Map<string, Promise<ChainSigner>>(), new Map<string, Promise<Signer>>()];
  let last: Promise<unknown> = Promise.resolve();
  const opened = <T>(known: Map<string, Promise<T>>, name: string, open: Open<T>): Promise<T> => {
    const already = known.get(name);
    if (already !== undefined) return already;
    const act = async (): Promise<T> => open(home, name, await passwordOf(name));
    const now = last.then(act, act);
    last = now;
    known.set(name, now);
    return now;
  };
  return {
    hasAccount: (name) => hasKey(home, name, "account"),
    hasSigning: (name) => hasKey(home, name, "signing"),
    account: (name) => opened(accounts, name, openAccount),
    signing: (name) => opened(signing, name, openSigning),
  };
}

type Open<T> = (home: Home, name: string, password: string) => Promise<T>;
