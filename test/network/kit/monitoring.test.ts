import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { alertRules, dashboard, METRICS, scrapeConfig } from "../../../network/kit/monitoring.ts";
import { needsProgram } from "../../support/tools.ts";
import { NODES } from "./kit.fixture.ts";

/** The metrics that a validator of Besu 26.2.0 exposed, by name. */
const OF_BESU = new Set(
  readFileSync(new URL("../../vectors/besu-26.2.0-metrics.txt", import.meta.url), "utf8")
    .trim()
    .split("\n"),
);

/** A halted chain, a node that stands still, and what Prometheus must say about them, for `promtool test rules`. */
const SCENES = `
rule_files: [alerts.yml]
evaluation_interval: 15s
tests:
  - interval: 15s
    input_series:
      - { series: 'up{job="didim",node="node-1"}', values: '1x80' }
      - { series: 'besu_blockchain_chain_head_timestamp{node="node-1"}', values: '0+15x20 300x60' }
      - { series: 'ethereum_peer_count{node="node-1"}', values: '3x80' }
      - { series: 'ethereum_blockchain_height{node="node-1"}', values: '0+15x20 300x60' }
      - { series: 'ethereum_best_known_block_number{node="node-1"}', values: '0+15x20 300x60' }
    alert_rule_test:
      - { eval_time: 4m, alertname: DidimChainHalted, exp_alerts: [] }
      - eval_time: 10m
        alertname: DidimChainHalted
        exp_alerts:
          - exp_labels: { severity: page }
            exp_annotations: { summary: 'No node here has had a block for 15 s: see what halts the chain.' }
      - { eval_time: 10m, alertname: DidimNodeStandsStill, exp_alerts: [] }
  - interval: 15s
    input_series:
      - { series: 'ethereum_blockchain_height{node="node-2"}', values: '100x80' }
      - { series: 'ethereum_best_known_block_number{node="node-2"}', values: '100+15x80' }
      - { series: 'ethereum_peer_count{node="node-2"}', values: '1 1 1 1 3x76' }
    alert_rule_test:
      - eval_time: 6m
        alertname: DidimNodeStandsStill
        exp_alerts:
          - exp_labels: { severity: page, node: node-2 }
            exp_annotations:
              summary: 'The node node-2 is behind and has no new block: restart it (the watchdog does).'
      - { eval_time: 1m, alertname: DidimFewPeers, exp_alerts: [] }
      - { eval_time: 6m, alertname: DidimFewPeers, exp_alerts: [] }
`;

describe("The files for monitoring", function () {
  this.timeout(20_000);
  const folder = mkdtempSync(join(tmpdir(), "didim-monitoring-"));
  before(() => {
    writeFileSync(join(folder, "alerts.yml"), alertRules(NODES.length));
    writeFileSync(join(folder, "prometheus.yml"), scrapeConfig(NODES));
    writeFileSync(join(folder, "scenes.yml"), SCENES);
  });
  after(() => rmSync(folder, { recursive: true }));

  it("name only metrics that Besu exposes", () => {
    expect(METRICS.length).to.be.above(12);
    expect(METRICS.filter((name) => !OF_BESU.has(name))).to.deep.equal([]);
  });

  for (const [what, words] of Object.entries({
    "rules that Prometheus reads": ["check", "rules", "alerts.yml"],
    "a configuration that Prometheus reads": ["check", "config", "prometheus.yml"],
    "alerts for a halted chain and a node that stands still, and none for a node that has just started": [
      ...["test", "rules", "scenes.yml"],
    ],
  })) {
    it(`have ${what}`, function () {
      const ran = spawnSync(needsProgram(this, "promtool"), words, { encoding: "utf8", cwd: folder });
      expect(ran.status, ran.stdout + ran.stderr).to.equal(0);
    });
  }

  it("have a dashboard with panels that do not overlap, each with a query", () => {
    const { panels, templating } = JSON.parse(dashboard());
    expect(templating.list[0]).to.deep.include({ name: "datasource", type: "datasource" });
    const places = panels.map(({ gridPos: { x, y } }: { gridPos: { x: number; y: number } }) => `${x},${y}`);
    expect(new Set(places).size).to.equal(panels.length);
    for (const { targets, title } of panels) expect(targets[0].expr, title).to.be.a("string").and.not.equal("");
  });
});
