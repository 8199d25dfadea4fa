import { DidimError } from "../src/index.ts";

/** A consortium as everybody in it may know it: `consortium.json`. Addresses and hashes are lower-case 0x-hex. */
export interface Consortium {
  readonly chainId: bigint;
  /** The hash of the first block. */
  readonly genesis: string;
  readonly nodes: readonly ConsortiumNode[];
}

/** A node that seals blocks, or follows them. */
export interface ConsortiumNode {
  /** Also its folder's name. */
  readonly name: string;
  /** 64 bytes: x‖y of the node's key. */
  readonly publicKey: string;
  /** By which the ValidatorSet knows it. */
  readonly address: string;
  /** An IP address: Besu's enode URLs take no names. */
  readonly host: string;
  readonly ports: NodePorts;
}

export interface NodePorts {
  readonly p2p: number;
  readonly rpc: number;
  readonly metrics: number;
}

/** The fewest of whom one may be absent, or lie: 3f + 1. */
export const MIN_NODES = 4;

const FORMAT = "didim-consortium/1";

export function formatConsortium({ chainId, genesis, nodes }: Consortium): string {
  return `${JSON.stringify({ format: FORMAT, chainId: Number(chainId), genesis, nodes }, undefined, 2)}\n`;
}

/** Reads `consortium.json`'s JSON. Throws `consortium.record`. */
export function parseConsortium(value: unknown): Consortium {
  const { format, chainId, genesis, nodes } = objectOf(value);
  if (format !== FORMAT) throw invalid(`its format is not ${FORMAT}`);
  if (typeof chainId !== "number" || !Number.isSafeInteger(chainId) || chainId <= 0) throw invalid("chainId");
  if (!Array.isArray(nodes) || nodes.length === 0) throw invalid("nodes");
  return { chainId: BigInt(chainId), genesis: hex(genesis, 32, "genesis"), nodes: nodes.map(nodeOf) };
}

function nodeOf(value: unknown): ConsortiumNode {
  const { name, publicKey, address, host, ports } = objectOf(value);
  if (typeof name !== "string" || !/^[a-z0-9][a-z0-9-]{0,30}$/.test(name)) throw invalid("a node's name");
  if (typeof host !== "string" || !/^[0-9a-f.:]+$/.test(host)) throw invalid(`the host of ${name}`);
  const { p2p, rpc, metrics } = objectOf(ports);
  return {
    name,
    publicKey: hex(publicKey, 64, `the public key of ${name}`),
    address: hex(address, 20, `the address of ${name}`),
    host,
    ports: { p2p: port(p2p, name), rpc: port(rpc, name), metrics: port(metrics, name) },
  };
}

function objectOf(value: unknown): Record<string, unknown> {
  if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  throw invalid("it lacks an object");
}

function hex(value: unknown, bytes: number, what: string): string {
  if (typeof value === "string" && new RegExp(`^0x[0-9a-f]{${2 * bytes}}$`).test(value)) return value;
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
