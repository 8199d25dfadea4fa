import type { ConsortiumNode } from "../../../network/record.ts";

/** Four nodes on one machine. */
export const NODES: readonly ConsortiumNode[] = [1, 2, 3, 4].map((n) => ({
  name: `node-${n}`,
  publicKey: `0x${String(n).repeat(128)}`,
  address: `0x${String(n).repeat(40)}`,
  host: "127.0.0.1",
  ports: { p2p: 30_309 + n, rpc: 18_544 + n, metrics: 19_544 + n },
}));
