import { enodeOf, isLoopback } from "./enode.ts";
import type { ConsortiumNode } from "./record.ts";

/** What else a node's configuration depends on. */
export interface Reach {
  /** The address to listen at for other nodes. */
  readonly p2pInterface: string;
  /** The address to listen at for JSON-RPC and metrics. Everything may be asked there: it is for this machine, or a guarded network, only. */
  readonly rpcHost: string;
  /** Names that a request may be addressed to (DNS rebinding). */
  readonly hostAllowlist: readonly string[];
  readonly gasLimit: bigint;
}

/** On the machine itself: other nodes are met where the node's own address says, JSON-RPC at the loopback. */
export function reachOf(node: ConsortiumNode, gasLimit: bigint): Reach {
  return {
    p2pInterface: isLoopback(node.host) ? node.host : "0.0.0.0",
    rpcHost: "127.0.0.1",
    hostAllowlist: ["localhost", "127.0.0.1"],
    gasLimit,
  };
}

/** The file for Besu's `--config-file`. Paths are not in it, so that a folder can be moved: the command line gives them. */
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

/** `static-nodes.json`: whom a node keeps connections to. */
export function staticNodes(nodes: readonly ConsortiumNode[], self: ConsortiumNode): string {
  const others = nodes.filter(({ name }) => name !== self.name);
  return `${JSON.stringify(others.map(enode), undefined, 2)}\n`;
}

/** Besu's allow-lists: whose connections and whose transactions a node takes. Besu writes the file again when told to by `perm_*`. */
export function permissions(nodes: readonly ConsortiumNode[], accounts: readonly string[]): string {
  return `nodes-allowlist=${list(nodes.map(enode))}\naccounts-allowlist=${list(accounts)}\n`;
}

/** Where a node of the consortium is found. */
export const enode = ({ publicKey, host, ports }: ConsortiumNode): string => enodeOf(publicKey, host, ports.p2p);
const text = (value: string): string => JSON.stringify(value);
const list = (values: readonly string[]): string => `[${values.map(text).join(",")}]`;
