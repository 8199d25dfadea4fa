import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findBesu, pidOf } from "../../network/besu.ts";
import { type ConsortiumFolder, consortiumFolder } from "../../network/folder.ts";
import { urlOf } from "../../network/health.ts";
import type { Consortium, NodePorts } from "../../network/record.ts";
import { type ChainSigner, createSigningAccount } from "../../src/public/chain.ts";
import { DidimError } from "../../src/public/index.ts";
import { generatePrivateKey } from "../../src/public/keys.ts";
import type { Addresses } from "../../src/public/registry.ts";
import { consortiumAddresses } from "../lib/consortium/consortium.ts";
import { createConsortium } from "../lib/consortium/init.ts";
import { newSalt } from "../lib/network/parameters.ts";

/** A consortium for testing faults: in a folder of its own, on free ports, with keys that nobody keeps. */
export interface Throwaway {
  readonly besu: string;
  readonly folder: ConsortiumFolder;
  readonly consortium: Consortium;
  readonly addresses: Addresses;
  readonly urls: readonly string[];
  /** Member accounts, whose transactions the nodes accept. */
  readonly writers: readonly ChainSigner[];
  /** Kills the nodes, and removes the folder unless `keepFiles` is set. */
  destroy(options: { readonly keepFiles: boolean }): void;
}

const LOOPBACK = "127.0.0.1";
/** As in `consortium init`. */
const GAS_LIMIT = 40_000_000n;

/** Creates the files and starts nothing. Throws `node.no-besu` if there is no Besu. */
export async function throwawayConsortium(validators: number, writers: number): Promise<Throwaway> {
  const besu = findBesu();
  const folder = consortiumFolder(mkdtempSync(join(tmpdir(), "didim-drill-")));
  const signers = Array.from({ length: writers }, () =>
    createSigningAccount({ privateKey: generatePrivateKey("ES256K") }),
  );
  const consortium = await createConsortium({
    folder,
    chainId: 820_000n + BigInt(process.pid),
    timestamp: Math.floor(Date.now() / 1000),
    gasLimit: GAS_LIMIT,
    nodes: Array.from({ length: validators }, (_, i) => ({ name: `node-${i + 1}`, host: LOOPBACK })),
    ports: await freePorts(validators),
    parameters: {
      salt: newSalt(),
      members: signers.map(({ address }) => address),
      guardian: createSigningAccount({ privateKey: generatePrivateKey("ES256K") }).address,
      votingDelay: 1,
      votingPeriod: 20,
      timelockDelay: 1,
    },
  });
  return {
    besu,
    folder,
    consortium,
    addresses: consortiumAddresses(folder),
    urls: consortium.nodes.map(urlOf),
    writers: signers,
    destroy: ({ keepFiles }) => destroy(folder, consortium, keepFiles),
  };
}

function destroy(folder: ConsortiumFolder, { nodes }: Consortium, keepFiles: boolean): void {
  for (const { name } of nodes) {
    const pid = pidOf(folder.node(name));
    if (pid !== undefined) process.kill(pid, "SIGKILL");
  }
  if (!keepFiles) rmSync(folder.path, { recursive: true, force: true, maxRetries: 5 });
}

const [FIRST, LAST] = [20_000, 32_000];

/** Three ranges of currently free ports, below the systems' ephemeral ports. */
async function freePorts(validators: number): Promise<NodePorts> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const base = FIRST + Math.floor(Math.random() * (LAST - FIRST));
    const all = Array.from({ length: 3 * validators }, (_, i) => base + i);
    const free = await Promise.all(all.map(isFree));
    if (free.every(Boolean)) return { p2p: base, rpc: base + validators, metrics: base + 2 * validators };
  }
  throw new DidimError("node.port-taken", "There are no free ports for a consortium.", { first: FIRST, last: LAST });
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, LOOPBACK, () => server.close(() => resolve(true)));
  });
}
