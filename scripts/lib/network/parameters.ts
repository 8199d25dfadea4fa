import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { DidimError } from "../../../src/public/index.ts";
import { unknownNames } from "../../../src/public/node.ts";
import { readJsonIfThere } from "../terminal/input/input.ts";
import { ROOT } from "../terminal/place.ts";

/** A deployment's parameters (deploy/parameters/), which cannot be changed later. Times in seconds. */
export interface DeploymentParameters {
  readonly salt: string;
  /** The identities (addresses) in the DIDs that hold the first seats. */
  readonly members: readonly string[];
  readonly guardian: string;
  /** The node-key addresses of the first validators, which seal QBFT's blocks. */
  readonly validators: readonly string[];
  readonly votingDelay: number;
  readonly votingPeriod: number;
  readonly timelockDelay: number;
}

const LOCAL = join(ROOT, "deploy", "parameters", "local.json");
const ADDRESS = /^0x[0-9a-fA-F]{40}$/;

/**
 * On a local chain the first accounts have roles: 0 deploys, 1 to 5 hold the seats, 6 is the guardian. Nobody seals
 * there; the validators are only placeholders.
 */
export function localParameters(accounts: readonly string[]): DeploymentParameters {
  const file = readJsonIfThere(LOCAL) as object;
  const members = accounts.slice(1, 6);
  return check({ ...file, members, guardian: accounts[6], validators: members }, LOCAL);
}

/** Together with the chain id, it names one deployment. */
export function newSalt(): string {
  return `0x${randomBytes(32).toString("hex")}`;
}

export function readParameters(file: string): DeploymentParameters {
  const value = readJsonIfThere(file);
  if (value === undefined) throw new DidimError("deploy.parameters", `There is no file ${file}.`, { file });
  return check(value, file);
}

/** What a file of parameters must have, nothing else, and what each is. */
const MEMBERS: Readonly<Record<keyof DeploymentParameters, readonly [is: (value: unknown) => boolean, what: string]>> =
  {
    salt: [(value) => typeof value === "string" && /^0x[0-9a-f]{64}$/i.test(value), "0x and 32 bytes"],
    members: [areAddresses, "addresses"],
    guardian: [isAddress, "an address"],
    validators: [areAddresses, "addresses"],
    votingDelay: [areSeconds, "seconds, above zero"],
    votingPeriod: [areSeconds, "seconds, above zero"],
    timelockDelay: [areSeconds, "seconds, above zero"],
  };

function check(value: unknown, file: string): DeploymentParameters {
  const found = (typeof value === "object" && value !== null ? value : {}) as Readonly<Record<string, unknown>>;
  // They can never be changed, so a slip of the pen must not count as something left out.
  const strange = unknownNames(found, Object.keys(MEMBERS));
  if (strange !== undefined) {
    const message = `${file} has a member that is not known: ${strange}.`;
    throw new DidimError("deploy.parameters", message, { file, problems: [strange] });
  }
  const wrong = Object.entries(MEMBERS).filter(([name, [is]]) => !Object.hasOwn(found, name) || !is(found[name]));
  if (wrong.length === 0) return found as unknown as DeploymentParameters;
  const problems = wrong.map(([name, [, what]]) => `${name} (${what})`);
  throw new DidimError("deploy.parameters", `${file} lacks, or has wrong: ${problems.join(", ")}.`, { file, problems });
}

function areSeconds(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) > 0;
}

function areAddresses(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isAddress);
}

function isAddress(value: unknown): boolean {
  return typeof value === "string" && ADDRESS.test(value);
}
