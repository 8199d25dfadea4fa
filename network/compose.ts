import { isLoopback } from "./enode.ts";
import type { ConsortiumNode } from "./record.ts";

/** Each node has a container with an address of its own in this network, whatever else listens on the machine. */
const SUBNET = "172.28.13";

/** Gives the nodes of this machine their addresses in Docker Compose. Nodes of other machines keep theirs. */
export function inDocker(nodes: readonly ConsortiumNode[]): ConsortiumNode[] {
  return nodes.map((node, i) => {
    const p2p = isLoopback(node.host)
      ? { host: `${SUBNET}.${11 + i}`, p2p: 30_303 }
      : { host: node.host, p2p: node.ports.p2p };
    return { ...node, host: p2p.host, ports: { p2p: p2p.p2p, rpc: 8545, metrics: 9545 } };
  });
}

/** `docker-compose.yml`: these nodes as containers, with the keys, genesis and data that `consortium up` would use. */
export function composeFile(nodes: readonly ConsortiumNode[], here: readonly string[]): string {
  const inside = inDocker(nodes);
  const services = nodes.flatMap((node, i) => (here.includes(node.name) ? service(node, inside[i] ?? node, i) : []));
  return [
    "# docker compose up -d    (never together with `consortium up`: the keys and data are the same)",
    "name: didim-consortium",
    `services:${services.length === 0 ? " {}" : ""}`,
    ...services,
    "networks:",
    "  consortium:",
    "    ipam:",
    "      config:",
    `        - subnet: ${SUBNET}.0/24`,
    "",
  ].join("\n");
}

function service({ name, host, ports }: ConsortiumNode, inside: ConsortiumNode, index: number): string[] {
  const reachable = isLoopback(host) ? [] : [`      - "${ports.p2p}:${inside.ports.p2p}"`];
  const flags = [
    "--config-file=/didim/config.toml",
    "--genesis-file=/didim/genesis.json",
    "--node-private-key-file=/didim/key",
    "--static-nodes-file=/didim/static-nodes.json",
    "--permissions-nodes-config-file=/didim/permissions.toml",
    "--permissions-accounts-config-file=/didim/permissions.toml",
    "--data-path=/didim/data",
    `--p2p-host=${inside.host}`,
    "--p2p-interface=0.0.0.0",
    `--p2p-port=${inside.ports.p2p}`,
    "--rpc-http-host=0.0.0.0",
    `--rpc-http-port=${inside.ports.rpc}`,
    "--metrics-host=0.0.0.0",
    `--metrics-port=${inside.ports.metrics}`,
  ];
  return [
    `  ${name}:`,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Docker Compose's own substitution
    "    image: ${BESU_IMAGE:-hyperledger/besu:26.2.0}",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Docker Compose's own substitution
    '    user: "${UID:-1000}:${GID:-1000}"',
    "    restart: unless-stopped",
    "    command:",
    ...flags.map((flag) => `      - ${flag}`),
    "    volumes:",
    "      - ./genesis.json:/didim/genesis.json:ro",
    `      - ./nodes/${name}/config.toml:/didim/config.toml:ro`,
    `      - ./nodes/${name}/key:/didim/key:ro`,
    `      - ./docker/${name}/static-nodes.json:/didim/static-nodes.json:ro`,
    `      - ./docker/${name}/permissions.toml:/didim/permissions.toml`,
    `      - ./nodes/${name}/data:/didim/data`,
    "    ports:",
    `      - "127.0.0.1:${ports.rpc}:${inside.ports.rpc}"`,
    `      - "127.0.0.1:${ports.metrics}:${inside.ports.metrics}"`,
    ...reachable,
    "    networks:",
    "      consortium:",
    `        ipv4_address: ${SUBNET}.${11 + index}`,
  ];
}
