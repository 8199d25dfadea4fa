import { DidimError } from "../src/public/index.ts";
import { unknownNames } from "../src/public/node.ts";

/** `consortium.json`: a consortium without its secrets, for all members. Addresses and hashes are lower-case 0x-hex. */
export interface Consortium {
  readonly chainId: bigint;
  /** The hash of the first block. */
  readonly genesis: string;
  /** The gas limit of a block. */
  readonly gasLimit: bigint;
  readonly nodes: readonly ConsortiumNode[];
  /** The accounts whose transactions the nodes accept. */
  readonly accounts: readonly string[];
}

/** A node that seals blocks or follows the chain. */
export interface ConsortiumNode {
  /** Also the name of its folder. */
  readonly name: string;
  /** The node's public key: 64 bytes, x‖y. */
  readonly publicKey: string;
  /** Its address in the ValidatorSet. */
  readonly address: string;
  /** An IP address, because Besu's enode URLs accept no host names. */
  readonly host: string;
  readonly ports: NodePorts;
}

export interface NodePorts {
  readonly p2p: number;
  readonly rpc: number;
  readonly metrics: number;
}

/** The fewest nodes of which one may be absent or lie: 3f + 1. */
export const MIN_NODES = 4;

/** It is also a folder's name. */
export const NODE_NAME = /^[a-z0-9][a-z0-9-]{0,30}$/;

const FORMAT = "didim-consortium/1";

export function formatConsortium({ chainId, genesis, gasLimit, nodes, accounts }: Consortium): string {
  const numbers = { chainId: Number(chainId), gasLimit: Number(gasLimit) };
  return `${JSON.stringify({ format: FORMAT, ...numbers, genesis, nodes, accounts }, undefined, 2)}\n`;
}

/** Reads the JSON of `consortium.json`. Throws `consortium.record`. */
export function parseConsortium(value: unknown): Consortium {
  const members = ["format", "chainId", "genesis", "gasLimit", "nodes", "accounts"];
  const { format, chainId, genesis, gasLimit, nodes, accounts } = objectOf(value, members);
  if (format !== FORMAT) throw invalid(`its format is not ${FORMAT}`);
  if (!Array.isArray(nodes) || nodes.length === 0) throw invalid("nodes");
  if (!Array.isArray(accounts)) throw invalid("accounts");
  return {
    chainId: natural(chainId, "chainId"),
    genesis: hex(genesis, 32, "genesis"),
    gasLimit: natural(gasLimit, "gasLimit"),
    nodes: nodes.map(nodeOf),
    accounts: accounts.map((account) => hex(account, 20, "an account")),
  };
}

function nodeOf(value: unknown): ConsortiumNode {
  const { name, publicKey, address, host, ports } = objectOf(value, ["name", "publicKey", "address", "host", "ports"]);
  if (typeof name !== "string" || !NODE_NAME.test(name)) throw invalid("a node's name");
  if (typeof host !== "string" || !/^[0-9a-f.:]+$/.test(host)) throw invalid(`the host of ${name}`);
  const { p2p, rpc, metrics } = objectOf(ports, ["p2p", "rpc", "metrics"]);
  return {
    name,
    publicKey: hex(publicKey, 64, `the public key of ${name}`),
    address: hex(address, 20, `the address of ${name}`),
    host,
    ports: { p2p: port(p2p, name), rpc: port(rpc, name), metrics: port(metrics, name) },
  };
}

/** Members pass the file on to each other, and may edit it: what is not known may be a slip of the pen. */
function objectOf(value: unknown, members: readonly string[]): Record<string, unknown> {
  if (typeof value !== "object" || value === null) throw invalid("what should be an object");
  const strange = unknownNames(value, members);
  if (strange !== undefined) throw invalid(`the member ${strange}`);
  return value as Record<string, unknown>;
}

function hex(value: unknown, bytes: number, what: string): string {
  if (typeof value === "string" && new RegExp(`^0x[0-9a-f]{${2 * bytes}}$`).test(value)) return value;
  throw invalid(what);
}

function natural(value: unknown, what: string): bigint {
  if (typeof value === "number" && Number.isSafeInteger(value) && value > 0) return BigInt(value);
  throw invalid(what);
}

function port(value: unknown, name: string): number {
  if (typeof value === "number" && Number.isInteger(value) && value > 0 && value < 65_536) return value;
  throw invalid(`a port of ${name}`);
}

function invalid(what: string): DidimError {
  return new DidimError(
    "consortium.record",
    `Not a consortium.json: ${what} is wrong. \`npm run consortium -- init\` writes one.`,
    { what },
  );
}
