import { join } from "node:path";
import { DidimError } from "../../src/index.ts";
import { ROOT, readJsonIfThere } from "./home.ts";

/** What a deployment is made with (deploy/parameters/): for ever. Times in seconds. */
export interface DeploymentParameters {
  readonly salt: string;
  /** The DIDs' identities (addresses) that hold the first seats. */
  readonly members: readonly string[];
  readonly guardian: string;
  readonly votingDelay: number;
  readonly votingPeriod: number;
  readonly timelockDelay: number;
}

const LOCAL = join(ROOT, "deploy", "parameters", "local.json");
const ADDRESS = /^0x[0-9a-fA-F]{40}$/;

/** On a local chain the first accounts play the roles: 0 deploys, 1 to 5 hold the seats, 6 is the guardian. */
export function localParameters(accounts: readonly string[]): DeploymentParameters {
  const file = readJsonIfThere(LOCAL) as object;
  return check({ ...file, members: accounts.slice(1, 6), guardian: accounts[6] }, LOCAL);
}

export function readParameters(file: string): DeploymentParameters {
  const value = readJsonIfThere(file);
  if (value === undefined) throw new DidimError("deploy.parameters", `There is no file ${file}.`, { file });
  return check(value, file);
}

function check(value: unknown, file: string): DeploymentParameters {
  const found = (typeof value === "object" && value !== null ? value : {}) as Partial<DeploymentParameters>;
  const { salt, members, guardian } = found;
  const problems = [
    typeof salt === "string" && /^0x[0-9a-f]{64}$/i.test(salt) ? [] : ["salt (0x and 32 bytes)"],
    Array.isArray(members) && members.length > 0 && members.every(isAddress) ? [] : ["members (addresses)"],
    isAddress(guardian) ? [] : ["guardian (an address)"],
    ...(["votingDelay", "votingPeriod", "timelockDelay"] as const).map((name) =>
      Number.isSafeInteger(found[name]) && Number(found[name]) > 0 ? [] : [`${name} (seconds, above zero)`],
    ),
  ].flat();
  if (problems.length === 0) return found as DeploymentParameters;
  throw new DidimError("deploy.parameters", `${file} lacks, or has wrong: ${problems.join(", ")}.`, { file, problems });
}

function isAddress(value: unknown): boolean {
  return typeof value === "string" && ADDRESS.test(value);
}
