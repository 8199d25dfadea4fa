import {
  type Addresses,
  blockOf,
  CONTRACT_NAMES,
  type CouncilAction,
  connect,
  execute,
  httpRpc,
  propose,
  queue,
  type Registry,
  type Rpc,
  remoteSigner,
  vote,
} from "../../../src/index.ts";
import { deployRegistries } from "./deployer.ts";
import { type EdrNode, type NodeOptions, startEdrNode } from "./edr-node.ts";
import { type DeploymentParameters, localParameters } from "./parameters.ts";

/** A chain in this process: Hardhat's EDR behind JSON-RPC, gas free of charge, everything deployed. */
export interface LocalChain {
  readonly url: string;
  readonly addresses: Addresses;
  /** Test accounts, whose keys the node holds: 0 deployed, 1 to 5 hold the council's seats, 6 is its guardian, the rest are free. */
  readonly accounts: readonly string[];
  readonly parameters: DeploymentParameters;
  /** The registries, written to by a test account. */
  as(account: string): Registry;
  /** The chain's present time, seconds. */
  now(): Promise<number>;
  advanceTime(seconds: number): Promise<void>;
  /** Lets all seats vote for actions, and the time pass that it takes to carry them out. */
  decide(actions: readonly CouncilAction[], description: string): Promise<void>;
  /** Brings the chain's time, where it lies behind, to the present. */
  catchUp(): Promise<void>;
  stop(): Promise<void>;
}

export interface LocalChainOptions extends NodeOptions {
  /** How long the council votes, seconds: enough for who types. Who travels in time needs what five votes take on a busy machine: 20, if not given. */
  readonly votingPeriod?: number;
}

/** Deciding in time travel must end within the node's head start. */
const VOTING_PERIOD = 20;

export async function startLocalChain(options: LocalChainOptions = {}): Promise<LocalChain> {
  const node = await startEdrNode(options);
  try {
    return await prepare(node, options);
  } catch (error) {
    await node.stop();
    throw error;
  }
}

async function prepare({ url, stop }: EdrNode, options: LocalChainOptions): Promise<LocalChain> {
  const { votingPeriod = VOTING_PERIOD, secondsAgo = 0 } = options;
  const rpc = httpRpc([url]);
  const accounts = ((await rpc.request("eth_accounts")) as string[]).map((account) => account.toLowerCase());
  const parameters = { ...localParameters(accounts), votingPeriod };
  const deployer = remoteSigner(url, accounts[0] ?? "");
  const addresses = await deployRegistries({ rpc, signer: deployer, parameters, pollMs: 20 });
  // Who holds a test chain takes it back now and then.
  const registry = await connect({ url, addresses, signer: deployer, final: false });
  const chain: LocalChain = {
    url,
    addresses,
    accounts,
    parameters,
    as: (account) => registry.as(remoteSigner(url, account)),
    now: async () => (await registry.head()).time,
    advanceTime: (seconds) => advance(rpc, seconds),
    decide: (actions, description) => decide(chain, rpc, actions, description),
    catchUp: () => passUntil(rpc, presentTime()),
    stop,
  };
  await chain.decide(
    CONTRACT_NAMES.map((name) => ({ do: "directory.register", name, address: addresses.contracts[name].address })),
    "The registries of this deployment",
  );
  await passUntil(rpc, presentTime() - secondsAgo);
  return chain;
}

async function decide(
  chain: LocalChain,
  rpc: Rpc,
  actions: readonly CouncilAction[],
  description: string,
): Promise<void> {
  const { members, votingDelay, votingPeriod, timelockDelay } = chain.parameters;
  const [first = ""] = members;
  await advance(rpc, 1); // a seat taken in the second of the proposal has no vote on it
  const proposal = await propose(chain.as(first), first, actions, description);
  await advance(rpc, votingDelay + 1);
  for (const member of members) await vote(chain.as(member), member, proposal.id, "for");
  await advance(rpc, votingPeriod + 1);
  await queue(chain.as(first), proposal);
  await advance(rpc, timelockDelay + 1);
  await execute(chain.as(first), proposal);
}

async function advance(rpc: Rpc, seconds: number): Promise<void> {
  await rpc.request("evm_increaseTime", [seconds]);
  await rpc.request("evm_mine");
}

/** Deciding took a few seconds that have not passed, so the chain began that much earlier; where it is ahead, it is left alone. */
async function passUntil(rpc: Rpc, time: number): Promise<void> {
  if ((await blockOf(rpc, "latest")).time >= time) return;
  await rpc.request("evm_setNextBlockTimestamp", [time]);
  await rpc.request("evm_mine");
}

function presentTime(): number {
  return Math.floor(Date.now() / 1000);
}
