import { join } from "node:path";
import type { NamedNode } from "../../../network/enode.ts";
import type { ConsortiumFolder } from "../../../network/folder.ts";
import { composeFile, inDocker } from "../../../network/kit/compose.ts";
import { kitFiles } from "../../../network/kit/kit.ts";
import { nodeConfig, permissions, reachOf, staticNodes } from "../../../network/node-files.ts";
import { createNodeKey, identityOfKey, type NodeIdentity } from "../../../network/node-key.ts";
import { type Consortium, type ConsortiumNode, formatConsortium, type NodePorts } from "../../../network/record.ts";
import { makeFolder } from "../../../src/public/node.ts";
import { writeAtomically } from "../terminal/home.ts";
import { readIfThere } from "../terminal/input/input.ts";
import { ROOT } from "../terminal/place.ts";
import { nodesHere } from "./consortium.ts";

/** The key in a node's folder. Creates it if there is none; an earlier, interrupted run may have created it. */
export function nodeKey(folder: ConsortiumFolder, name: string): NodeIdentity {
  const { key, data } = folder.node(name);
  makeFolder(data);
  if (readIfThere(key) === undefined) writeAtomically(key, `${createNodeKey()}\n`);
  return identityOfKey(readIfThere(key) ?? "");
}

/** A node whose key is created here. */
export interface NewNode {
  readonly name: string;
  /** An IP address. */
  readonly host: string;
}

/** The record of a node: another member's, with its own public key and port, or one whose key is created here. */
export function makeNode(folder: ConsortiumFolder, wanted: NamedNode | NewNode, ports: NodePorts): ConsortiumNode {
  const { name, host } = wanted;
  if (!("publicKey" in wanted)) return { name, ...nodeKey(folder, name), host, ports };
  const { publicKey, address, p2p } = wanted;
  return { name, publicKey, address, host, ports: { ...ports, p2p } };
}

/** The ports of the node `index` places after the first. */
export function portsAfter({ p2p, rpc, metrics }: NodePorts, index: number): NodePorts {
  return { p2p: p2p + index, rpc: rpc + index, metrics: metrics + index };
}

/** Writes all files that depend on the nodes and the permitted accounts; the record last. */
export function writeConsortium(folder: ConsortiumFolder, consortium: Consortium): void {
  const { nodes, accounts, gasLimit } = consortium;
  const contained = inDocker(nodes);
  for (const [i, node] of nodes.entries()) {
    const files = folder.node(node.name);
    writeAtomically(files.config, nodeConfig(node, reachOf(node, gasLimit)));
    writeAtomically(files.staticNodes, staticNodes(nodes, node));
    writeAtomically(files.permissions, permissions(nodes, accounts));
    writeAtomically(files.docker.staticNodes, staticNodes(contained, contained[i] ?? node));
    writeAtomically(files.docker.permissions, permissions(contained, accounts));
  }
  const here = nodesHere(folder, consortium);
  const names = here.map(({ name }) => name);
  writeAtomically(folder.compose, composeFile(nodes, names));
  const kit = kitFiles(consortium, here, { folder, clone: ROOT });
  for (const [name, text] of kit) writeAtomically(join(folder.ops, name), text);
  writeAtomically(folder.record, formatConsortium(consortium));
}
