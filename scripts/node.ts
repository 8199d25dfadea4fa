/** `npm run node`: a local chain with everything deployed, until Ctrl-C. */
import { Command } from "commander";
import { CONTRACT_NAMES, DidimError, formatAddresses } from "../src/index.ts";
import { homeAt, readJsonIfThere, removeIfThere, writeAtomically } from "./lib/home.ts";
import { type LocalChain, startLocalChain } from "./lib/local-chain.ts";
import type { LocalNodeFile } from "./lib/network.ts";
import { EXIT, exitCodeOf, printError, progress, toJson } from "./lib/output.ts";

interface Options {
  readonly port: string;
  readonly host: string;
  readonly blockSeconds: string;
  readonly home?: string;
  readonly json?: true;
}

const HELP = `
Other commands find the node by themselves (--network local): its URL and the addresses are in local-node.json in Didim's
folder: --home, else $DIDIM_HOME, else .didim in the repository. The test accounts' keys are well known: never for
anything real. Gas is free of charge. Nothing is kept when the node ends.`;

const ROLES = ["deployer", ...Array(5).fill("council seat"), "council guardian"] as readonly string[];

async function run(options: Options): Promise<void> {
  const home = homeAt(options.home);
  const [port, blockSeconds] = [
    number("--port", options.port, 65_535),
    number("--block-seconds", options.blockSeconds, 3600),
  ];
  progress("starting the chain and deploying the registries");
  const chain = await startLocalChain({ port, host: options.host, blockSeconds });
  const file: LocalNodeFile = {
    url: chain.url,
    pid: process.pid,
    addresses: JSON.parse(formatAddresses(chain.addresses)),
  };
  writeAtomically(home.localNode, toJson(file));
  process.stdout.write(
    options.json ? `${toJson({ ...file, accounts: chain.accounts })}\n` : describe(chain, home.localNode),
  );

  const stop = async (): Promise<void> => {
    // Another node may have taken the place since.
    if ((readJsonIfThere(home.localNode) as LocalNodeFile | undefined)?.pid === process.pid)
      removeIfThere(home.localNode);
    await Promise.race([chain.stop(), new Promise((resolve) => setTimeout(resolve, 1000))]);
    process.exit(EXIT.ok);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void stop());
}

function number(option: string, text: string, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= most) return value;
  throw new DidimError("cli.option", `${option} takes a whole number from 0 to ${most}.`, { option, value: text });
}

function describe({ url, addresses, accounts }: LocalChain, file: string): string {
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

await new Command("node")
  .description("A local chain with everything deployed, until Ctrl-C.")
  .option("--port <number>", "where JSON-RPC listens; 0: any port that is free", "8545")
  .option("--host <address>", "the address to listen at; 0.0.0.0: all", "127.0.0.1")
  .option("--block-seconds <number>", "a block every so many seconds; 0: with transactions only", "1")
  .option("--home <folder>", "Didim's folder")
  .option("--json", "one JSON object instead of text")
  .addHelpText("after", HELP)
  .action(async (options: Options) => {
    try {
      await run(options);
    } catch (error) {
      printError(error, { json: options.json === true });
      process.exit(exitCodeOf(error));
    }
  })
  .parseAsync();
