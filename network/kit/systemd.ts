import { besuArguments } from "../besu.ts";
import type { ConsortiumFolder } from "../folder.ts";

/** Where things are on the machine. */
export interface Place {
  readonly folder: ConsortiumFolder;
  /** The clone of Didim's repository from which commands run. */
  readonly clone: string;
}

/** What neither unit needs. Memory must stay writable and executable: Java compiles. */
const CONFINED = `NoNewPrivileges=yes
PrivateTmp=yes
PrivateDevices=yes
ProtectSystem=strict
ProtectHome=read-only
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
SystemCallArchitectures=native
CapabilityBoundingSet=
UMask=0077`;

/**
 * `didim-node@.service`: a node as `consortium up` would start it. It writes the same file with the process id, so that
 * `status`, `account add` and `member add` know the node. Its output goes to the journal, which rotates itself.
 */
export function nodeUnit({ folder }: Place): string {
  const node = folder.node("%i");
  const flags = besuArguments(folder, "%i");
  // biome-ignore lint/suspicious/noTemplateCurlyInString: systemd's own substitution
  const pid = "${MAINPID}";
  return `# systemctl enable --now didim-node@NAME    (never together with \`consortium up\`: the keys and data are the same)
[Unit]
Description=Didim consortium, node %i
Wants=network-online.target
After=network-online.target

[Service]
User=didim
Group=didim
WorkingDirectory=${node.path}
Environment=BESU_OPTS=-Xmx1g
ExecStart=/opt/besu/bin/besu ${flags.join(" \\\n    ")}
ExecStartPost=/bin/sh -c 'echo ${pid} > ${node.pid}'
Restart=on-failure
RestartSec=10
# Besu ends by itself when it is asked to, with this code.
SuccessExitStatus=143
TimeoutStopSec=60
LimitNOFILE=65536
MemoryMax=3G
TasksMax=1024
ReadWritePaths=${node.path}
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK
${CONFINED}

[Install]
WantedBy=multi-user.target
`;
}

/** `didim-watchdog.service`: the watchdog, which restarts nodes that stand still by systemd. */
export function watchdogUnit({ folder, clone }: Place): string {
  return `# It runs as root, because it restarts the nodes' units. It opens no port, and asks the nodes on this machine only.
[Unit]
Description=Didim consortium, watchdog of this machine's nodes
After=network-online.target

[Service]
WorkingDirectory=${clone}
Environment=HOME=/root
ExecStart=/usr/bin/env npm run -s consortium -- watch --dir ${folder.path} --restart "systemctl restart didim-node@{node}"
Restart=always
RestartSec=30
MemoryMax=512M
TasksMax=128
IPAddressDeny=any
IPAddressAllow=localhost
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
${CONFINED}

[Install]
WantedBy=multi-user.target
`;
}
