import { isIP } from "node:net";
import { DidimError } from "../src/public/index.ts";
import { identityOfPublicKey, type NodeIdentity } from "./node-key.ts";
import { NODE_NAME } from "./record.ts";

/** A node's URL for Besu's static-nodes.json. `host` is an IP address. */
export function enodeOf(publicKey: string, host: string, port: number): string {
  return `enode://${publicKey.slice(2)}@${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/** Another member's node: its key is not on this machine. */
export interface NamedNode extends NodeIdentity {
  readonly name: string;
  readonly host: string;
  readonly p2p: number;
}

const NAMED = /^([^=]+)=enode:\/\/([0-9a-fA-F]{128})@(\[[0-9a-fA-F:]+\]|[0-9.]+):(\d{1,5})$/;

/** Reads `NAME=enode://…@IP:PORT`. Throws `consortium.enode`, or `consortium.node-key` for an invalid public key. */
export function parseNamedNode(text: string): NamedNode {
  const [, name = "", publicKey = "", host = "", port = ""] = NAMED.exec(text) ?? [];
  const p2p = Number(port);
  if (NODE_NAME.test(name) && isIp(host) && p2p > 0 && p2p < 65_536) {
    return { name, ...identityOfPublicKey(publicKey), host: host.replace(/[[\]]/g, "").toLowerCase(), p2p };
  }
  throw new DidimError(
    "consortium.enode",
    "A node is named as NAME=enode://PUBLICKEY@IP:PORT, the name in small letters, digits and '-', at most 31.",
    { value: text.slice(0, 40) },
  );
}

/** Besu's enode URLs accept no host names. */
export const isIp = (host: string): boolean => isIP(host.replace(/^\[(.*)\]$/, "$1")) !== 0;

/** Whether only this machine can reach it. */
export const isLoopback = (host: string): boolean => /^127\.|^::1$/.test(host);
