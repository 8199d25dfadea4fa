import { existsSync, readdirSync, realpathSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import { isIp } from "../../../network/enode.ts";
import type { ConsortiumFolder } from "../../../network/folder.ts";
import { NODE_NAME } from "../../../network/record.ts";
import { DidimError } from "../../../src/public/index.ts";
import type { DeploymentParameters } from "../network/parameters.ts";
import { readIfThere, readJsonIfThere } from "../terminal/input/input.ts";
import type { InitUsage } from "./init-usage.ts";
import { isAddress } from "./member-keys.ts";

/** Seconds. In less than a day nobody can be expected to notice a proposal, or to object to a decision. */
export const SHORTEST_PERIOD = 86_400;

type Periods = Pick<DeploymentParameters, "votingDelay" | "votingPeriod" | "timelockDelay">;

/**
 * Throws `consortium.production` unless the options name everything that only the members can know: each other's nodes
 * and accounts, the guardian, and long periods; and unless no password of theirs lies in the folder that goes to all.
 */
export function checkProduction(options: InitUsage, members: number, periods: Periods, folder: ConsortiumFolder): void {
  refuse([...namesMissing(options, members), ...periodsMissing(periods), ...inTheWay(folder, options.own)]);
}

/**
 * The same for a consortium that is there already: whoever says --production must not be told of a pilot that all is made.
 * Throws `consortium.production` if another member's secrets lie in its folder, or if its periods are short.
 */
export function checkMadeForProduction(folder: ConsortiumFolder, own: string | undefined): void {
  const periods = readJsonIfThere(folder.parameters) as Periods | undefined;
  refuse([...(periods === undefined ? [] : periodsMissing(periods)), ...inTheWay(folder, own)]);
}

function refuse(missing: readonly Missing[]): void {
  if (missing.length === 0) return;
  const lines = missing.map(({ what, why }) => `${what}: ${why}`).join("\n  ");
  const message = `A consortium for production is not made yet:\n  ${lines}`;
  throw new DidimError("consortium.production", message, { missing: missing.map(({ what }) => what) });
}

/** An option or a file, and what is wrong with it. */
interface Missing {
  readonly what: string;
  readonly why: string;
}

function namesMissing(options: InitUsage, members: number): readonly Missing[] {
  const { own, host, hosts, node = [], member = [], guardian } = options;
  const others = own === undefined ? members : members - 1;
  const keys = member.filter((each) => !isAddress(each)).join(", ");
  const hasHost = own === undefined ? host === undefined : isIp(host ?? "");
  const holds: readonly (readonly [string, boolean, string])[] = [
    ["--node", node.length === others, `${others} are needed, ${node.length} are named`],
    ["--member", [others, members].includes(member.length), `${others} are needed, ${member.length} are named`],
    ["--member", keys === "", `it takes addresses, not names of keys (${keys})`],
    ["--guardian", isAddress(guardian), "it takes an address: the guardian has no seat, and its key is not made here"],
    ["--hosts", hosts === undefined, "it is for a pilot; enodes have their addresses"],
    ["--own", own === undefined || NODE_NAME.test(own), "it takes small letters, digits and '-', at most 31"],
    ["--host", hasHost, "it takes the IP address of the node of --own, and goes with it"],
  ];
  return holds.flatMap(([what, isThere, why]) => (isThere ? [] : [{ what, why }]));
}

function periodsMissing({ votingDelay, votingPeriod, timelockDelay }: Periods): readonly Missing[] {
  const periods = { "--voting-delay": votingDelay, "--voting-period": votingPeriod, "--timelock-delay": timelockDelay };
  return Object.entries(periods)
    .filter(([, seconds]) => seconds < SHORTEST_PERIOD)
    .map(([what, seconds]) => ({ what, why: `${seconds} s can never be changed; give at least ${SHORTEST_PERIOD}` }));
}

/** Secrets in the folder that are not this member's: it goes to all, and a node whose key is here counts as one of here. */
function inTheWay(folder: ConsortiumFolder, own: string | undefined): readonly Missing[] {
  const nodes = join(folder.path, "nodes");
  const names = existsSync(nodes) ? readdirSync(nodes) : [];
  const keys = names.filter((name) => name !== own).map((name) => folder.node(name).key);
  return [
    ...passwordInTheWay(folder),
    ...keys.filter((key) => existsSync(key)).map((key) => ({ what: key, why: NOT_OWN })),
  ];
}

const NOT_OWN =
  "it is the key of another node than --own, perhaps of a pilot: name another folder (--dir), or move it out";

function passwordInTheWay({ path, password }: ConsortiumFolder): readonly Missing[] {
  const named = process.env.DIDIM_PASSWORD_FILE ?? "";
  const isInside = named !== "" && real(named).startsWith(`${real(path)}${sep}`);
  if (!isInside && readIfThere(password) === undefined) return [];
  return [{ what: isInside ? named : password, why: "it lies in the folder that goes to all members: move it out" }];
}

/** The path without links, as far as it exists. */
function real(path: string): string {
  const whole = resolve(path);
  if (existsSync(whole)) return realpathSync(whole);
  return dirname(whole) === whole ? whole : join(real(dirname(whole)), whole.slice(dirname(whole).length));
}
