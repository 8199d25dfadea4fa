import { CONTRACT_NAMES, formatAddresses } from "../../src/index.ts";
import { type Home, readJsonIfThere, removeIfThere, writeAtomically } from "./home.ts";
import type { LocalChain } from "./local-chain.ts";
import type { LocalNodeFile } from "./network.ts";
import { EXIT, toJson } from "./output.ts";

const ROLES = ["deployer", ...Array(5).fill("council seat"), "council guardian"] as readonly string[];

/** Says where the chain is, in the file that other commands look for. */
export function announce(chain: LocalChain, home: Home): LocalNodeFile {
  const file: LocalNodeFile = {
    url: chain.url,
    pid: process.pid,
    addresses: JSON.parse(formatAddresses(chain.addresses)),
  };
  writeAtomically(home.localNode, toJson(file));
  return file;
}

/** Keeps the chain up until Ctrl-C, and takes the announcement back. */
export function stayUp(chain: LocalChain, home: Home): void {
  const stop = async (): Promise<void> => {
    // Another node may have taken the place since.
    if ((readJsonIfThere(home.localNode) as LocalNodeFile | undefined)?.pid === process.pid)
      removeIfThere(home.localNode);
    await Promise.race([chain.stop(), new Promise((resolve) => setTimeout(resolve, 1000))]);
    process.exit(EXIT.ok);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void stop());
}

/** Everything a developer needs to use the chain from another terminal. */
export function describe({ url, addresses, accounts }: LocalChain, file: string): string {
  const contracts = CONTRACT_NAMES.map((name) => `  ${name.padEnd(16)} ${addresses.contracts[name].address}`);
  const people = accounts.map((address, i) => `  ${String(i).padStart(2)}  ${address}  ${ROLES[i] ?? ""}`.trimEnd());
  return `
A Didim chain runs at ${url} (chain id ${addresses.chainId}). Ctrl-C ends it.

Registries
${contracts.join("\n")}

Test accounts (--account NUMBER or ADDRESS; the node holds their keys)
${people.join("\n")}

In another terminal: npm run didim -- --help
They find this node by ${file}
`;
}
