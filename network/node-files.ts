import { enodeOf, isLoopback } from "./enode.ts";
import type { ConsortiumNode } from "./record.ts";

/** Further settings of a node's configuration. */
export interface Reach {
  /** The address at which to listen for other nodes. */
  readonly p2pInterface: string;
  /**
   * The address at which to listen for JSON-RPC and metrics. There is no access control, so use it only within this
   * machine or a protected network.
   */
  readonly rpcHost: string;
  /** Host names that requests may use (against DNS rebinding). */
  readonly hostAllowlist: readonly string[];
  readonly gasLimit: bigint;
}

/**
 * For a node that runs directly on the machine: it listens for other nodes at its own address, and for JSON-RPC at the
 * loopback address.
 */
export function reachOf(node: ConsortiumNode, gasLimit: bigint): Reach {
  return {
    p2pInterface: isLoopback(node.host) ? node.host : "0.0.0.0",
    rpcHost: "127.0.0.1",
    hostAllowlist: ["localhost", "127.0.0.1"],
    gasLimit,
  };
}

/**
 * The file for Besu's `--config-file`. It contains no paths, so that the folder can be moved; the command line gives
 * them.
 */
export function nodeConfig({ name, host, ports }: ConsortiumNode, reach: Reach): string {
  return [
    `# ${name}. Paths are given on the command line; each option is besu's own (besu --help).`,
    `p2p-host=${text(host)}`,
    `p2p-interface=${text(reach.p2pInterface)}`,
    `p2p-port=${ports.p2p}`,
    "# Peers are those of static-nodes.json, and nobody else.",
    "discovery-enabled=false",
    'nat-method="NONE"',
    "permissions-nodes-config-file-enabled=true",
    "permissions-accounts-config-file-enabled=true",
    "rpc-http-enabled=true",
    `rpc-http-host=${text(reach.rpcHost)}`,
    `rpc-http-port=${ports.rpc}`,
    `rpc-http-api=${list(["ETH", "NET", "WEB3", "QBFT", "ADMIN", "DEBUG", "TXPOOL", "PERM"])}`,
    `host-allowlist=${list(reach.hostAllowlist)}`,
    "# The council's history is asked for from the first block on.",
    "rpc-max-logs-range=0",
    "metrics-enabled=true",
    `metrics-host=${text(reach.rpcHost)}`,
    `metrics-port=${ports.metrics}`,
    "color-enabled=false",
    "# Gas costs nothing; the account allow-list keeps strangers out.",
    "min-gas-price=0",
    `target-gas-limit=${reach.gasLimit}`,
    "# Every past block's state can be proved.",
    'data-storage-format="FOREST"',
    'sync-mode="FULL"',
    "",
  ].join("\n");
}

/** `static-nodes.json`: the nodes to which a node keeps connections. */
export function staticNodes(nodes: readonly ConsortiumNode[], self: ConsortiumNode): string {
  const others = nodes.filter(({ name }) => name !== self.name);
  return `${JSON.stringify(others.map(enode), undefined, 2)}\n`;
}

/**
 * Besu's allow-lists: the nodes that may connect, and the accounts whose transactions a node accepts. Besu rewrites the
 * file when changed by `perm_*`.
 */
export function permissions(nodes: readonly ConsortiumNode[], accounts: readonly string[]): string {
  return `nodes-allowlist=${list(nodes.map(enode))}\naccounts-allowlist=${list(accounts)}\n`;
}

/** A consortium node's enode URL. */
export const enode = ({ publicKey, host, ports }: ConsortiumNode): string => enodeOf(publicKey, host, ports.p2p);
const text = (value: string): string => JSON.stringify(value);
const list = (values: readonly string[]): string => `[${values.map(text).join(",")}]`;
