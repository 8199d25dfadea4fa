import { join } from "node:path";
import { type Addresses, blockOf, chainIdOf, DidimError, httpRpc, parseAddresses, type Rpc } from "../../src/index.ts";
import { type Home, ROOT, readJsonIfThere } from "./home.ts";

export interface Network {
  readonly urls: readonly string[];
  readonly addresses: Addresses;
}

export interface LocalNodeFile {
  readonly url: string;
  readonly pid: number;
  /** The addresses file's content. */
  readonly addresses: unknown;
}

/** Where lasting deployments are recorded, to be committed: by chain id. */
export function committedAddresses(chainId: bigint): string {
  return join(ROOT, "deploy", "addresses", `${chainId}.json`);
}

/** `local`: the local node that runs now. Otherwise a URL, or several with commas between them. */
export async function findNetwork(name: string, home: Home, addressesFile?: string): Promise<Network> {
  if (name === "local") {
    const { url, addresses } = localNode(home);
    return { urls: [url], addresses: addressesFile ? readAddresses(addressesFile) : parseAddresses(addresses) };
  }
  const urls = urlsOf(name);
  return { urls, addresses: addressesFile ? readAddresses(addressesFile) : await addressesFor(urls, home) };
}

export function urlsOf(name: string): readonly string[] {
  return name.split(",").map((url) => url.trim());
}

export function localNode(home: Home): LocalNodeFile {
  const file = readJsonIfThere(home.localNode) as Partial<LocalNodeFile> | undefined;
  if (typeof file?.url === "string" && typeof file.pid === "number" && isRunning(file.pid)) {
    return { url: file.url, pid: file.pid, addresses: file.addresses };
  }
  throw new DidimError(
    "node.none",
    "No local node runs. Start one in another terminal: npm run node. (Or name a node: --network URL)",
    { file: home.localNode },
  );
}

/** A deployment on this very chain that is on record here; undefined if there is none. */
export async function recordedAddresses(
  rpc: Rpc,
  home: Home,
  out?: string,
): Promise<{ file: string; addresses: Addresses } | undefined> {
  const [chainId, { hash }] = [await chainIdOf(rpc), await blockOf(rpc, 0n)];
  const files = out === undefined ? [home.addresses(chainId), committedAddresses(chainId)] : [out];
  const records = files.map((file) => ({ file, value: readJsonIfThere(file) }));
  const local = readJsonIfThere(home.localNode) as Partial<LocalNodeFile> | undefined;
  if (out === undefined) records.unshift({ file: home.localNode, value: local?.addresses });
  return records
    .filter(({ value }) => value !== undefined)
    .map(({ file, value }) => ({ file, addresses: parseAddresses(value) }))
    .find(({ addresses }) => addresses.chainId === chainId && addresses.genesis === hash);
}

async function addressesFor(urls: readonly string[], home: Home): Promise<Addresses> {
  const rpc = httpRpc(urls);
  const found = await recordedAddresses(rpc, home);
  if (found !== undefined) return found.addresses;
  const chainId = await chainIdOf(rpc);
  throw new DidimError(
    "cli.no-addresses",
    `No deployment on this chain (${chainId}) is on record here. Name its addresses file: --addresses FILE, or deploy: npm run deploy.`,
    { chainId, looked: [home.localNode, home.addresses(chainId), committedAddresses(chainId)] },
  );
}

function readAddresses(file: string): Addresses {
  const value = readJsonIfThere(file);
  if (value === undefined) throw new DidimError("cli.no-file", `There is no file ${file}.`, { file });
  return parseAddresses(value);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
