import type { ConsortiumFolder } from "../folder.ts";

/**
 * logrotate's configuration for the logs of nodes that `consortium up` started. Besu keeps its file open, so the file is
 * copied and emptied. (Docker and systemd limit their own logs.)
 */
export function logRotation(folder: ConsortiumFolder): string {
  return `"${folder.node("*").log}" {
    daily
    maxsize 100M
    rotate 14
    compress
    delaycompress
    copytruncate
    missingok
    notifempty
}
`;
}
