import { createHash } from "node:crypto";
import { HELD } from "../../../deploy/modules/replacement.ts";
import type { Rpc } from "../../../src/public/chain.ts";
import { DidimError } from "../../../src/public/index.ts";
import type { Addresses, ContractName } from "../../../src/public/registry.ts";
import { artifacts } from "./artifacts.ts";

/** The registries of a deployment to be replaced by contracts compiled from these sources. */
export interface Replacing {
  readonly current: Addresses;
  /** Includes all contracts that store the address of one of them. */
  readonly names: readonly ContractName[];
}

/**
 * The salt of a replacement, derived from the deployment's salt, the old code and the new code. So the same sources
 * give the same salt, and two replacements never share one.
 */
export function saltOf({ current, names }: Replacing): string {
  const compiled = artifacts();
  const hash = createHash("sha256").update(bytes(current.salt));
  for (const name of names) {
    const code = createHash("sha256")
      .update(bytes(compiled(name).bytecode))
      .digest();
    hash.update(bytes(current.contracts[name].codeHash)).update(code);
  }
  return `0x${hash.digest("hex")}`;
}

/**
 * Throws `deploy.other-replacement` unless `next` equals `current` except for the replaced contracts, and the node has
 * at their addresses the code that these sources produce. To find out, the node runs their constructors (eth_call
 * without a receiver returns the code); nothing is sent.
 */
export async function checkReplacement(rpc: Rpc, next: Addresses, replacing: Replacing): Promise<void> {
  const { current, names } = replacing;
  const keeps = { ...next, contracts: { ...next.contracts, ...pick(current, names) } };
  if (!same(keeps, current)) throw differs("it is not of this deployment, or names other registries");
  for (const name of names) {
    const { address } = next.contracts[name];
    const made = await rpc.request("eth_call", [{ data: initCode(name, next, saltOf(replacing)) }, "latest"]);
    const found = await rpc.request("eth_getCode", [address, "latest"]);
    if (made !== found) throw differs(`the ${name} at ${address} is not what these sources make of it`);
  }
}

function pick({ contracts }: Addresses, names: readonly ContractName[]) {
  return Object.fromEntries(names.map((name) => [name, contracts[name]]));
}

function same(one: Addresses, other: Addresses): boolean {
  const text = ({ chainId, block, ...rest }: Addresses) => JSON.stringify([`${chainId}`, `${block}`, rest]);
  return text(one) === text(other);
}

/** The constructor's arguments take one word each: addresses, then the salt. */
function initCode(name: ContractName, { contracts }: Addresses, salt: string): string {
  const held = (HELD[name] ?? []).map((one) => contracts[one as ContractName].address.slice(2).padStart(64, "0"));
  return [artifacts()(name).bytecode, ...held, salt.slice(2)].join("");
}

const bytes = (hex: string): Buffer => Buffer.from(hex.slice(2), "hex");

function differs(why: string): DidimError {
  return new DidimError(
    "deploy.other-replacement",
    `The addresses file does not belong to this replacement: ${why}. The names or the sources are others. Or the replacement is already in place; then name the old file by --addresses.`,
    { why },
  );
}
