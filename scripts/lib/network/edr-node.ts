import { createServer } from "node:net";
import { join } from "node:path";
import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import config from "../../../hardhat.config.ts";
import { DidimError } from "../../../src/index.ts";
import { ROOT } from "../terminal/home.ts";

export interface NodeOptions {
  /** 0, and if not given: one that is free. */
  readonly port?: number;
  readonly host?: string;
  /** Hardhat's own, if not given. */
  readonly chainId?: number;
  /** How long ago the chain begins to be used, in seconds: a story that lets time pass ends at the present. 0, and if not given: now. */
  readonly secondsAgo?: number;
  /** Seconds between blocks without transactions; 0: none. A transaction gets a block of its own at once. */
  readonly blockSeconds?: number;
}

/** Hardhat's EDR in this process, behind JSON-RPC. */
export interface EdrNode {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * A node needs no plugin, and no contract's build: EDR would read them all, for half a second, to name errors in its messages. Whoever
 * asks decodes the data of an error, as on any other chain.
 */
const NODE_CONFIG = {
  ...config,
  plugins: [],
  paths: { ...config.paths, artifacts: join(ROOT, "cache", "none") },
};

/** The chain begins a minute ago, so that deploying may travel in time and still end at the present. */
const HEAD_START_MS = 60_000;

export async function startEdrNode(options: NodeOptions): Promise<EdrNode> {
  const { port = 0, host = "127.0.0.1", blockSeconds = 0, secondsAgo = 0, chainId } = options;
  await checkFree(port, host);
  // Its own configuration, so that it works from any folder.
  const hre = await createHardhatRuntimeEnvironment(NODE_CONFIG, {}, ROOT);
  const override = {
    ...(chainId === undefined ? {} : { chainId }),
    // As on the consortium's chain: accounts need no funds.
    initialBaseFeePerGas: 0n,
    // Else a hundred transactions a second would run ahead of the clock; on QBFT too, many share a second.
    allowBlocksWithSameTimestamp: true,
    initialDate: new Date(Date.now() - HEAD_START_MS - secondsAgo * 1000),
    mining: { auto: true, interval: blockSeconds * 1000 },
  };
  const server = await hre.network.createServer({ network: "local", override }, host, port);
  const bound = await server.listen();
  return {
    url: `http://${host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host}:${bound.port}`,
    stop: () => server.close(),
  };
}

/** Hardhat's server ends the process when its port is taken; so it is tried first. */
function checkFree(port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => reject(cannotListen(error, port, host)));
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

function cannotListen(error: NodeJS.ErrnoException, port: number, host: string): DidimError {
  const why = error.code === "EADDRINUSE" ? "it is taken" : error.code === "EACCES" ? "it is reserved" : error.code;
  const hint = "Stop what listens there, or take another by --port (0: any that is free).";
  return new DidimError("node.port", `Port ${port} of ${host} cannot be used: ${why}. ${hint}`, {
    port,
    host,
    reason: error.code,
  });
}
