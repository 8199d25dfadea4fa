import { type IssuanceEntry, type IssuanceQuery, presentStatuses } from "../../../src/public/issuer.ts";
import type { Registry } from "../../../src/public/registry.ts";
import type { Home } from "../terminal/home.ts";
import { openRegister } from "./registers.ts";

/** An entry of the register, with its status as the chain has it. Times in seconds since 1970. */
export interface IssuedEntry {
  readonly type: string;
  readonly list?: number;
  readonly index?: number;
  /** Absent if the credential has none. */
  readonly status?: number;
  readonly issuedAt: number;
  readonly expires: number;
  readonly batch?: string;
  readonly row?: string;
}

interface Selection {
  readonly query: IssuanceQuery;
  readonly only: (entries: readonly IssuanceEntry[]) => readonly IssuanceEntry[];
}

/** What the register has of an issuer, with all statuses as of one block. */
export async function issuedOn(
  home: Home,
  registry: Registry,
  issuer: string,
  { query, only }: Selection,
): Promise<{ readonly block: number; readonly issued: readonly IssuedEntry[] }> {
  const entries = only(await entriesOf(home, registry, issuer, query));
  const { number, hash } = await registry.head();
  const places = entries.flatMap(({ status }) => (status === undefined ? [] : [{ issuer, ...status }]));
  const present = await presentStatuses(registry, places, hash);
  const statuses = new Map(present.map(({ list, index, before }) => [`${list}/${index}`, before]));
  return {
    block: Number(number),
    issued: entries.map(({ status: place, ...entry }) => {
      const status = place && statuses.get(`${place.list}/${place.index}`);
      return { ...entry, ...place, ...(status !== undefined && { status }) };
    }),
  };
}

async function entriesOf(
  home: Home,
  registry: Registry,
  issuer: string,
  query: IssuanceQuery,
): Promise<readonly IssuanceEntry[]> {
  const register = await openRegister(home, registry, issuer);
  try {
    return await register.find(query);
  } finally {
    await register.close();
  }
}
