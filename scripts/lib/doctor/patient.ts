import type { Registry } from "../../../src/public/registry.ts";
import { listKeys } from "../keys/keys.ts";
import type { Context } from "../terminal/verb.ts";
import type { DoctorFinding } from "./finding.ts";

export interface DoctorOptions {
  readonly network: string;
  readonly did?: string;
  readonly key?: string;
  readonly type?: readonly string[];
  readonly list?: readonly string[];
  readonly asks?: readonly string[];
  readonly anchor?: string;
}

/** What is examined. What several checks need is read once. */
export interface Patient {
  readonly context: Context;
  readonly options: DoctorOptions;
  /** This machine's time, in seconds since 1970. */
  readonly now: number;
  /** The registries, even if the Directory has replaced some: that is a finding. */
  registry(): Promise<Registry>;
  /** The identity to examine: of --did, --key, or the only account key of the folder; undefined if none is named. */
  identity(): Promise<string | undefined>;
}

/** One check. It changes nothing, and says nothing of secrets. */
export interface Check {
  readonly name: string;
  /** What it cannot do without. It is left out where another check has said that this is missing. */
  readonly needs?: "chain" | "did";
  readonly examine: (patient: Patient) => Promise<readonly DoctorFinding[]>;
}

/** Ending within this time, in seconds, is worth a warning: a month. */
export const SOON = 30 * 24 * 60 * 60;

export function patientOf(context: Context, options: DoctorOptions): Patient {
  const registry = once(() => context.registry({ evenReplaced: true }));
  return {
    context,
    options,
    now: Math.floor(Date.now() / 1000),
    registry,
    identity: once(async () => {
      const key = options.key !== undefined && context.keys.hasAccount(options.key) ? options.key : undefined;
      const named = options.did ?? key ?? onlyAccount(context);
      return named === undefined ? undefined : context.identity(named);
    }),
  };
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => {
    answer ??= read();
    return answer;
  };
}

/** The address in the file of the only account key. It is not proved, but only decides whose public records are shown. */
function onlyAccount({ home }: Context): string | undefined {
  const [account, ...others] = listKeys(home).filter(({ kind }) => kind === "account");
  return others.length > 0 ? undefined : account?.says;
}
