import { isLoopback } from "../enode.ts";
import type { ConsortiumNode } from "../record.ts";

/** Each node has a container with an address of its own in this network, whatever else listens on the machine. */
const SUBNET = "172.28.13";

/** JSON-RPC for every container of the network: what status and applications ask, and nothing that changes a node. */
const APIS = "ETH,NET,WEB3,QBFT,TXPOOL";

/** The Java heap, and the memory of the whole container: RocksDB and the JVM itself need the rest. */
const HEAP = "-Xmx1g";
const MEMORY = "3g";

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
    "# .env, in this folder, has UID and GID (who owns the key files) and BESU_DIGEST (sha256:…, as you checked it).",
    "name: didim-consortium",
    ...COMMON,
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

/**
 * What every node has. Compose refuses to start without a digest, because a tag may name another image tomorrow. Besu
 * unpacks its database's library into /tmp, and so has to run it from there.
 */
const COMMON = [
  "x-node: &node",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: Docker Compose's own substitution
  "  image: ${BESU_IMAGE:-hyperledger/besu}@${BESU_DIGEST:?sha256:… of the image of Besu 26.2.0, as you checked it}",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: Docker Compose's own substitution
  '  user: "${UID:-1000}:${GID:-1000}"',
  "  entrypoint: [besu]",
  "  environment:",
  `    BESU_OPTS: ${HEAP}`,
  "  restart: unless-stopped",
  "  stop_grace_period: 60s",
  "  init: true",
  "  read_only: true",
  "  tmpfs:",
  "    - /tmp:exec,mode=1777,size=256m",
  "  cap_drop: [ALL]",
  "  security_opt:",
  '    - "no-new-privileges:true"',
  `  mem_limit: ${MEMORY}`,
  "  pids_limit: 1024",
  "  ulimits:",
  "    nofile: 65536",
  "  logging:",
  "    driver: json-file",
  "    options:",
  "      max-size: 50m",
  '      max-file: "5"',
  "  healthcheck:",
  `    test: ${JSON.stringify(["CMD", "bash", "-c", isReady(8545)])}`,
  "    interval: 15s",
  "    timeout: 5s",
  "    retries: 4",
  "    start_period: 90s",
];

/** A line of bash that succeeds if a node is connected and has caught up. The image has no program for HTTP. */
export function isReady(port: number): string {
  const path = "/readiness?minPeers=1&maxBlocksBehind=10";
  const request = `GET ${path} HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n`;
  return `exec 3<>/dev/tcp/127.0.0.1/${port} && printf '${request}' >&3 && read -r _ code _ <&3 && [ "$$code" = 200 ]`;
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
    `--rpc-http-api=${APIS}`,
    "--metrics-host=0.0.0.0",
    `--metrics-port=${inside.ports.metrics}`,
  ];
  return [
    `  ${name}:`,
    "    <<: *node",
    "    command:",
    ...flags.map((flag) => `      - ${flag}`),
    "    volumes:",
    "      - ./genesis.json:/didim/genesis.json:ro",
    `      - ./nodes/${name}/config.toml:/didim/config.toml:ro`,
    `      - ./nodes/${name}/key:/didim/key:ro`,
    `      - ./docker/${name}/static-nodes.json:/didim/static-nodes.json:ro`,
    `      - ./docker/${name}/permissions.toml:/didim/permissions.toml:ro`,
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
