import { join } from "node:path";
import type { ConsortiumFolder } from "../../../network/folder.ts";
import { urlOf } from "../../../network/health.ts";
import { createRpc, type Rpc } from "../../../src/public/chain.ts";
import { DidimError } from "../../../src/public/index.ts";
import { type Addresses, blockOf, chainIdOf, parseAddresses } from "../../../src/public/registry.ts";
import { consortiumAddresses, consortiumAt, nodesHere, readConsortium } from "../consortium/consortium.ts";
import type { Home } from "../terminal/home.ts";
import { readJsonIfThere } from "../terminal/input/input.ts";
import { ROOT } from "../terminal/place.ts";
import { localNode, recordsFolder, runningNodes } from "./local-nodes.ts";
import { agreeOf } from "./read-option.ts";

export interface Network {
  readonly urls: readonly string[];
  /** How many nodes must agree on what is read; undefined: the first answer is used. */
  readonly agree: number | undefined;
  readonly addresses: Addresses;
}

/** Options that select a network. */
export interface NetworkOptions {
  /**
   * `local`: the running local node. `besu`: the consortium in Didim's folder; `besu:FOLDER`: the one in another
   * folder. Otherwise a URL, or several separated by commas.
   */
  readonly network: string;
  /** `quorum k/n`; see {@link agreeOf}. */
  readonly read?: string;
  readonly addresses?: string;
}

/** The file for a permanent deployment's addresses, by chain id; it is committed. */
export function committedAddresses(chainId: bigint): string {
  return join(ROOT, "deploy", "addresses", `${chainId}.json`);
}

export async function findNetwork({ network, read, addresses: file }: NetworkOptions, home: Home): Promise<Network> {
  const urls = urlsOf(network, home);
  const agree = agreeOf(read, urls.length);
  if (file !== undefined) return { urls, agree, addresses: readAddresses(file) };
  if (network === "local") return { urls, agree, addresses: parseAddresses(localNode(home).addresses) };
  const folder = consortiumNamed(network, home);
  if (folder !== undefined) return { urls, agree, addresses: consortiumAddresses(folder) };
  return { urls, agree, addresses: await addressesFor(createRpc({ url: urls, agree }), home) };
}

/** The URLs of a network's nodes. */
export function urlsOf(network: string, home: Home): readonly string[] {
  if (network === "local") return [localNode(home).url];
  const folder = consortiumNamed(network, home);
  if (folder !== undefined) return nodesHere(folder, readConsortium(folder)).map(urlOf);
  return network.split(",").map((url) => url.trim());
}

/** The consortium folder that a network name stands for; undefined for other networks. */
export function consortiumNamed(network: string, home: Home): ConsortiumFolder | undefined {
  const [, , dir] = /^besu(:(.+))?$/.exec(network) ?? [];
  return network === "besu" || dir !== undefined ? consortiumAt(home, dir) : undefined;
}

/** The recorded deployment on this very chain; undefined if there is none. */
export async function recordedAddresses(
  rpc: Rpc,
  home: Home,
  out?: string,
): Promise<{ file: string; addresses: Addresses } | undefined> {
  const [chainId, { hash }] = [await chainIdOf(rpc), await blockOf(rpc, 0n)];
  const known = [home.addresses(chainId), committedAddresses(chainId), consortiumAt(home).addresses];
  const files = out === undefined ? known : [out];
  const records = files.map((file) => ({ file, value: readJsonIfThere(file) }));
  const local = runningNodes().map(({ file, node }) => ({ file, value: node.addresses }));
  if (out === undefined) records.unshift(...local);
  return records
    .filter(({ value }) => value !== undefined)
    .map(({ file, value }) => ({ file, addresses: parseAddresses(value) }))
    .find(({ addresses }) => addresses.chainId === chainId && addresses.genesis === hash);
}

async function addressesFor(rpc: Rpc, home: Home): Promise<Addresses> {
  const found = await recordedAddresses(rpc, home);
  if (found !== undefined) return found.addresses;
  const chainId = await chainIdOf(rpc);
  throw new DidimError(
    "cli.no-addresses",
    `This machine has no record of a deployment on this chain (${chainId}). Name its addresses file: --addresses FILE, or deploy: npm run deploy.`,
    { chainId, looked: [recordsFolder(), home.addresses(chainId), committedAddresses(chainId)] },
  );
}

function readAddresses(file: string): Addresses {
  const value = readJsonIfThere(file);
  if (value === undefined) throw new DidimError("cli.no-file", `There is no file ${file}.`, { file });
  return parseAddresses(value);
}
