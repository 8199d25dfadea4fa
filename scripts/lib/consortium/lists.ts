import { pidOf } from "../../../network/besu.ts";
import type { ConsortiumFolder } from "../../../network/folder.ts";
import { urlOf } from "../../../network/health.ts";
import { enode } from "../../../network/node-files.ts";
import type { Consortium, ConsortiumNode } from "../../../network/record.ts";
import { createRpc } from "../../../src/public/chain.ts";
import { DidimError } from "../../../src/public/index.ts";
import { nodesHere } from "./consortium.ts";
import { writeConsortium } from "./files.ts";

/**
 * Changes the consortium's members: writes its files again, and makes the running nodes on this machine reload their
 * lists and connect to, or disconnect from, the members concerned. The other members do the same. Returns the names of
 * the nodes that reloaded. Throws `node.not-reloaded`.
 */
export async function changeConsortium(
  folder: ConsortiumFolder,
  before: Consortium,
  after: Consortium,
): Promise<readonly string[]> {
  writeConsortium(folder, after);
  const come = after.nodes.filter(({ name }) => before.nodes.every((node) => node.name !== name));
  const gone = before.nodes.filter(({ name }) => after.nodes.every((node) => node.name !== name));
  const running = nodesHere(folder, after).filter(({ name }) => pidOf(folder.node(name)) !== undefined);
  for (const node of running) await reload(node, come, gone);
  return running.map(({ name }) => name);
}

async function reload(
  node: ConsortiumNode,
  come: readonly ConsortiumNode[],
  gone: readonly ConsortiumNode[],
): Promise<void> {
  const rpc = createRpc({ url: urlOf(node) });
  try {
    await rpc.request("perm_reloadPermissionsFromFile");
    for (const other of come) await rpc.request("admin_addPeer", [enode(other)]);
    for (const other of gone) await rpc.request("admin_removePeer", [enode(other)]);
  } catch (cause) {
    throw new DidimError(
      "node.not-reloaded",
      `The files are written, but ${node.name} has not read them. Start it again: npm run consortium -- down ${node.name}, then up.`,
      { node: node.name },
      { cause },
    );
  }
}
