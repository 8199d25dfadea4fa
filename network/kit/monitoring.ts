import type { ConsortiumNode } from "../record.ts";

/** Where Prometheus finds the metrics of these nodes, as a list of scrape configurations. */
export function scrapeConfig(nodes: readonly ConsortiumNode[]): string {
  const targets = nodes.map(({ name, ports }) => [
    `      - targets: ["127.0.0.1:${ports.metrics}"]`,
    "        labels:",
    `          node: ${name}`,
  ]);
  return [
    "# prometheus.yml, or a part of yours. Disk space comes from the node exporter.",
    "global:",
    "  scrape_interval: 15s",
    "rule_files:",
    "  - alerts.yml",
    "scrape_configs:",
    "  - job_name: didim",
    `    static_configs:${targets.length === 0 ? " []" : ""}`,
    ...targets.flat(),
    "",
  ].join("\n");
}

interface Alert {
  readonly name: string;
  readonly expression: string;
  /** How long it must hold. A node lacks peers for a minute after a restart. */
  readonly for: string;
  readonly severity: "page" | "ticket";
  readonly says: string;
}

const BEHIND = "ethereum_best_known_block_number - ethereum_blockchain_height > 10";

/** Fewer peers than this: one more absent node may halt the chain. */
const fewestPeers = (nodes: number): number => Math.max(1, nodes - 2);

const alerts = (nodes: number): readonly Alert[] => [
  {
    name: "DidimChainHalted",
    expression: "time() - max(besu_blockchain_chain_head_timestamp) > 15",
    for: "30s",
    severity: "page",
    says: "No node here has had a block for 15 s: see what halts the chain.",
  },
  {
    name: "DidimNodeDown",
    expression: 'up{job="didim"} == 0',
    for: "1m",
    severity: "page",
    says: "The node {{ $labels.node }} gives no metrics: start it.",
  },
  {
    name: "DidimNodeStandsStill",
    expression: `changes(ethereum_blockchain_height[2m]) == 0 and ${BEHIND}`,
    for: "1m",
    severity: "page",
    says: "The node {{ $labels.node }} is behind and has no new block: restart it (the watchdog does).",
  },
  {
    name: "DidimNodeBehind",
    expression: BEHIND,
    for: "10m",
    severity: "ticket",
    says: "The node {{ $labels.node }} is more than 10 blocks behind: a slow disk, or it is catching up.",
  },
  {
    name: "DidimFewPeers",
    expression: `ethereum_peer_count < ${fewestPeers(nodes)}`,
    for: "2m",
    severity: "page",
    says: "The node {{ $labels.node }} has {{ $value }} peers: a partition, or absent nodes.",
  },
  {
    name: "DidimBlocksFull",
    expression: "besu_blockchain_chain_head_gas_used / besu_blockchain_chain_head_gas_limit > 0.8",
    for: "5m",
    severity: "ticket",
    says: "Blocks are nearly full: writes wait.",
  },
  {
    name: "DidimTransactionsWait",
    expression: "besu_transaction_pool_number_of_transactions > 1000",
    for: "5m",
    severity: "ticket",
    says: "{{ $value }} transactions wait at the node {{ $labels.node }}.",
  },
  {
    name: "DidimHeapFull",
    expression: 'jvm_memory_used_bytes{area="heap"} / jvm_memory_max_bytes{area="heap"} > 0.9',
    for: "15m",
    severity: "ticket",
    says: "The node {{ $labels.node }} needs more memory: BESU_OPTS.",
  },
  {
    name: "DidimFilesOpen",
    expression: "process_open_fds / process_max_fds > 0.8",
    for: "15m",
    severity: "ticket",
    says: "The node {{ $labels.node }} has nearly as many files open as it may: LimitNOFILE.",
  },
];

/** Prometheus's alerting rules for a member of a consortium with so many nodes. */
export function alertRules(nodes: number): string {
  const rules = alerts(nodes).flatMap(({ name, expression, for: long, severity, says }) => [
    `      - alert: ${name}`,
    `        expr: ${JSON.stringify(expression)}`,
    `        for: ${long}`,
    "        labels:",
    `          severity: ${severity}`,
    "        annotations:",
    `          summary: ${JSON.stringify(says)}`,
  ]);
  return ["groups:", "  - name: didim", "    rules:", ...rules, ""].join("\n");
}

interface Panel {
  readonly title: string;
  readonly expression: string;
  readonly unit: string;
  readonly legend?: string;
}

const PANELS: readonly Panel[] = [
  { title: "Seconds since the last block", expression: "time() - besu_blockchain_chain_head_timestamp", unit: "s" },
  { title: "Block", expression: "ethereum_blockchain_height", unit: "none" },
  {
    title: "Blocks behind",
    expression: "ethereum_best_known_block_number - ethereum_blockchain_height",
    unit: "none",
  },
  { title: "Peers", expression: "ethereum_peer_count", unit: "none" },
  {
    title: "Transactions a second",
    expression: "rate(besu_blockchain_chain_head_transaction_count_counter_total[1m])",
    unit: "ops",
  },
  {
    title: "How full blocks are",
    expression: "besu_blockchain_chain_head_gas_used / besu_blockchain_chain_head_gas_limit",
    unit: "percentunit",
  },
  { title: "Waiting transactions", expression: "besu_transaction_pool_number_of_transactions", unit: "none" },
  {
    title: "Refused senders in an hour",
    expression: "increase(besu_permissioning_account_local_check_count_unpermitted_total[1h])",
    unit: "none",
  },
  { title: "JSON-RPC, connections", expression: "besu_rpc_active_http_connection_count", unit: "none" },
  { title: "Processor", expression: "rate(process_cpu_seconds_total[1m])", unit: "percentunit" },
  { title: "Memory", expression: "process_resident_memory_bytes", unit: "bytes" },
  { title: "Open files", expression: "process_open_fds", unit: "none" },
];

const [PANEL_WIDTH, PANEL_HEIGHT, PANELS_IN_A_ROW] = [8, 7, 3];

/** A Grafana dashboard of the nodes, to import as JSON. */
export function dashboard(): string {
  const panels = PANELS.map(({ title, expression, unit, legend = "{{node}}" }, i) => ({
    id: i + 1,
    type: "timeseries",
    title,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Grafana's own variable
    datasource: { type: "prometheus", uid: "${datasource}" },
    targets: [{ refId: "A", expr: expression, legendFormat: legend }],
    fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
    gridPos: {
      x: PANEL_WIDTH * (i % PANELS_IN_A_ROW),
      y: PANEL_HEIGHT * Math.floor(i / PANELS_IN_A_ROW),
      w: PANEL_WIDTH,
      h: PANEL_HEIGHT,
    },
  }));
  const board = {
    uid: "didim-consortium",
    title: "Didim consortium",
    tags: ["didim", "besu"],
    schemaVersion: 39,
    version: 1,
    refresh: "15s",
    time: { from: "now-1h", to: "now" },
    templating: { list: [{ name: "datasource", type: "datasource", query: "prometheus" }] },
    panels,
  };
  return `${JSON.stringify(board, undefined, 2)}\n`;
}

/** The metrics in all alerts and panels, by name. A test compares them with those that a node exposes. */
export const METRICS: readonly string[] = [
  ...new Set(
    [...alerts(4), ...PANELS].flatMap(
      ({ expression }) => expression.match(/\b(?:besu|ethereum|jvm|process)_\w+/g) ?? [],
    ),
  ),
];
