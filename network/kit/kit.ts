import type { Consortium, ConsortiumNode } from "../record.ts";
import { logRotation } from "./logrotate.ts";
import { alertRules, dashboard, scrapeConfig } from "./monitoring.ts";
import { proxyConfig } from "./proxy.ts";
import { nodeUnit, type Place, watchdogUnit } from "./systemd.ts";

/**
 * The files for running this machine's nodes as services, by their paths in the folder `ops`. They follow from the
 * consortium, so `check` writes them again.
 */
export function kitFiles(
  { nodes }: Consortium,
  here: readonly ConsortiumNode[],
  place: Place,
): ReadonlyMap<string, string> {
  const { folder } = place;
  const [open] = here;
  return new Map([
    ...(open === undefined ? [] : [["nginx/didim.conf", proxyConfig(open)] as const]),
    ["systemd/didim-node@.service", nodeUnit(place)],
    ["systemd/didim-watchdog.service", watchdogUnit(place)],
    ["prometheus/prometheus.yml", scrapeConfig(here)],
    ["prometheus/alerts.yml", alertRules(nodes.length)],
    ["grafana/didim.json", dashboard()],
    ["logrotate/didim", logRotation(folder)],
  ]);
}
