/** `npm run node`: runs a local chain with everything deployed, until Ctrl-C. */
import { Command } from "commander";
import { DidimError } from "../src/index.ts";
import { startLocalChain } from "./lib/network/local-chain.ts";
import { announce, describe, stayUp } from "./lib/network/serve.ts";
import { homeAt } from "./lib/terminal/home.ts";
import { exitCodeOf, printError, printedJson, progress } from "./lib/terminal/output.ts";

interface Options {
  readonly port: string;
  readonly host: string;
  readonly blockSeconds: string;
  readonly votingSeconds: string;
  readonly home?: string;
  readonly json?: true;
}

const HELP = `
Other commands find the node by themselves (--network local): its URL and the addresses are in local-node.json in Didim's
folder: --home, else $DIDIM_HOME, else .didim in the repository. The test accounts' keys are well known: never for
anything real. Gas is free of charge. Nothing is kept when the node ends.`;

async function run(options: Options): Promise<void> {
  const home = homeAt(options.home);
  const [port, blockSeconds] = [
    number("--port", options.port, 65_535),
    number("--block-seconds", options.blockSeconds, 3600),
  ];
  const votingPeriod = number("--voting-seconds", options.votingSeconds, 45);
  progress("starting the chain and deploying the registries");
  const chain = await startLocalChain({ port, host: options.host, blockSeconds, votingPeriod });
  const file = announce(chain, home);
  process.stdout.write(
    options.json ? `${printedJson({ ...file, accounts: chain.accounts })}\n` : describe(chain, home.localNode),
  );
  stayUp(chain, home);
}

function number(option: string, text: string, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= most) return value;
  throw new DidimError("cli.option", `${option} takes a whole number from 0 to ${most}.`, { option, value: text });
}

await new Command("node")
  .description("A local chain with everything deployed, until Ctrl-C.")
  .option("--port <number>", "where JSON-RPC listens; 0: any port that is free", "8545")
  .option("--host <address>", "the address to listen at; 0.0.0.0: all", "127.0.0.1")
  .option("--block-seconds <number>", "a block every so many seconds; 0: with transactions only", "1")
  .option("--voting-seconds <number>", "how long the council votes, up to 45", "30")
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
