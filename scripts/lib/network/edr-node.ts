import { createServer, isIPv6 } from "node:net";
import { join } from "node:path";
import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import config from "../../../hardhat.config.ts";
import { DidimError } from "../../../src/public/index.ts";
import { ROOT } from "../terminal/place.ts";

export interface NodeOptions {
  /** Default 0: any free port. */
  readonly port?: number;
  readonly host?: string;
  /** Default: Hardhat's own. */
  readonly chainId?: number;
  /**
   * How many seconds in the past the chain begins, so that a tour that advances time ends at the present. Default 0.
   */
  readonly secondsAgo?: number;
  /**
   * Seconds between blocks without transactions; 0: no such blocks. Each transaction gets a block of its own at once.
   */
  readonly blockSeconds?: number;
}

/** Hardhat's EDR in this process, behind JSON-RPC. */
export interface EdrNode {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * A node needs no plugins and no artifacts: EDR would read all of them, for half a second, to name errors in its
 * messages. The caller decodes an error's data, as on any other chain.
 */
const NODE_CONFIG = {
  ...config,
  plugins: [],
  paths: { ...config.paths, artifacts: join(ROOT, "cache", "none") },
};

/** The chain begins a minute in the past, so that the deployment can advance time and still end at the present. */
const HEAD_START_MS = 60_000;

export async function startEdrNode(options: NodeOptions): Promise<EdrNode> {
  const { port = 0, host = "127.0.0.1", blockSeconds = 0, secondsAgo = 0, chainId } = options;
  await checkFree(port, host);
  // Loads Didim's own configuration, so that it works from any folder.
  const hre = await createHardhatRuntimeEnvironment(NODE_CONFIG, {}, ROOT);
  const override = {
    ...(chainId === undefined ? {} : { chainId }),
    // As on the consortium's chain: accounts need no funds.
    initialBaseFeePerGas: 0n,
    // Otherwise a hundred transactions a second would run ahead of the clock. On QBFT, too, many blocks share a second.
    allowBlocksWithSameTimestamp: true,
    initialDate: new Date(Date.now() - HEAD_START_MS - secondsAgo * 1000),
    mining: { auto: true, interval: blockSeconds * 1000 },
  };
  const server = await hre.network.createServer({ network: "local", override }, host, port);
  const bound = await server.listen();
  return {
    url: `http://${reachableAt(host)}:${bound.port}`,
    stop: () => server.close(),
  };
}

/** How this machine reaches what listens at a host. */
function reachableAt(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return isIPv6(host) ? `[${host}]` : host;
}

/** Hardhat's server ends the process if its port is taken, so the port is tried first. */
function checkFree(port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => reject(cannotListen(error, port, host)));
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: "it is taken",
  EACCES: "it is reserved",
  ENOTFOUND: "no machine has this address or name",
  EADDRNOTAVAIL: "the address is not of this machine",
};

function cannotListen(error: NodeJS.ErrnoException, port: number, host: string): DidimError {
  const isElsewhere = error.code === "ENOTFOUND" || error.code === "EADDRNOTAVAIL";
  const why = REASONS[error.code ?? ""] ?? error.code;
  const hint = isElsewhere
    ? "Name an address of this machine by --host."
    : "Stop what listens there, or take another by --port (0: any that is free).";
  return new DidimError("node.port", `Port ${port} of ${host} cannot be used: ${why}. ${hint}`, {
    port,
    host,
    reason: error.code,
  });
}
