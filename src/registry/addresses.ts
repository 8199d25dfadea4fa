import { DidimError } from "../errors/error.ts";
import { unknownNames } from "../written/names.ts";
import { CONTRACT_NAMES, type ContractName } from "./contracts.ts";

/** The addresses of a deployment. `npm run deploy` writes them; everything else reads them. */
export interface Addresses {
  readonly chainId: bigint;
  /** The hash of the chain's first block. Needed because two chains may have the same id. */
  readonly genesis: string;
  /** The salt with which the contracts were deployed. The salt of a later replacement is derived from it. */
  readonly salt: string;
  /** A block before the first contract; nothing of the registries is older. */
  readonly block: bigint;
  readonly contracts: Readonly<Record<ContractName, Deployed>>;
}

export interface Deployed {
  /** Lower-case 0x-hex, 20 bytes. */
  readonly address: string;
  /** keccak256 of the runtime code. */
  readonly codeHash: string;
}

const FORMAT = "didim-addresses/1";

/** Reads the JSON of an addresses file strictly. Throws `registry.addresses`. */
export function parseAddresses(value: unknown): Addresses {
  const file = members("the file", value, ["format", "chainId", "genesis", "salt", "block", "contracts"]);
  if (file.format !== FORMAT) throw invalid(`its format is not ${FORMAT}`);
  const list = members("contracts", file.contracts, CONTRACT_NAMES);
  const contracts = CONTRACT_NAMES.map((name): [ContractName, Deployed] => [name, deployed(name, list[name])]);
  return {
    chainId: natural("chainId", file.chainId),
    genesis: hex("genesis", file.genesis, 32),
    salt: hex("salt", file.salt, 32),
    block: natural("block", file.block),
    contracts: Object.fromEntries(contracts) as Record<ContractName, Deployed>,
  };
}

/** The JSON of an addresses file, with numbers as safe integers. */
export function formatAddresses(addresses: Addresses): string {
  const { chainId, block, ...rest } = addresses;
  return `${JSON.stringify({ format: FORMAT, chainId: Number(chainId), block: Number(block), ...rest }, undefined, 2)}\n`;
}

function deployed(name: string, value: unknown): Deployed {
  const { address, codeHash } = members(name, value, ["address", "codeHash"]);
  return { address: hex(`${name}.address`, address, 20), codeHash: hex(`${name}.codeHash`, codeHash, 32) };
}

function members(what: string, value: unknown, names: readonly string[]): Record<string, unknown> {
  if (typeof value !== "object" || value === null) throw invalid(`${what} is not an object`);
  const missing = names.filter((name) => !Object.hasOwn(value, name));
  if (missing.length > 0) throw invalid(`${what} lacks ${missing.join(", ")}`);
  const unknown = unknownNames(value, names);
  if (unknown !== undefined) throw invalid(`${what} has members that it should not have: ${unknown}`);
  return value as Record<string, unknown>;
}

function natural(what: string, value: unknown): bigint {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) {
    throw invalid(`${what} is not a whole number`);
  }
  return BigInt(value);
}

function hex(what: string, value: unknown, bytes: number): string {
  const text = typeof value === "string" ? value.toLowerCase() : "";
  if (!new RegExp(`^0x[0-9a-f]{${2 * bytes}}$`).test(text) || (bytes === 20 && /^0x0+$/.test(text))) {
    throw invalid(`${what} is not 0x and ${bytes} bytes of hex`);
  }
  return text;
}

function invalid(why: string): DidimError {
  return new DidimError("registry.addresses", `Not a Didim addresses file: ${why}. \`npm run deploy\` writes one.`, {
    why,
  });
}
