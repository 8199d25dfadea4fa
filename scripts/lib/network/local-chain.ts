import { createRemoteAccount, createRpc, type Rpc } from "../../../src/public/chain.ts";
import { type CouncilAction, execute, propose, queue, vote } from "../../../src/public/council.ts";
import { type Addresses, blockOf, CONTRACT_NAMES, openRegistry, type Registry } from "../../../src/public/registry.ts";
import { deployRegistries } from "./deployer.ts";
import { type EdrNode, type NodeOptions, startEdrNode } from "./edr-node.ts";
import { type DeploymentParameters, localParameters } from "./parameters.ts";

/** A chain in this process: Hardhat's EDR behind JSON-RPC, without gas price, with everything deployed. */
export interface LocalChain {
  readonly url: string;
  readonly addresses: Addresses;
  /**
   * Test accounts, whose keys the node holds: 0 deployed, 1 to 5 hold the council's seats, 6 is its guardian, the rest
   * are free.
   */
  readonly accounts: readonly string[];
  readonly parameters: DeploymentParameters;
  /** The registries, with a test account for writing. */
  as(account: string): Registry;
  /** The chain's current time, in seconds since 1970. */
  now(): Promise<number>;
  advanceTime(seconds: number): Promise<void>;
  /** Lets all seats vote for the actions, advances time as needed, and executes them. */
  decide(actions: readonly CouncilAction[], description: string): Promise<void>;
  /** Advances the chain's time to the present if it is behind. */
  catchUp(): Promise<void>;
  stop(): Promise<void>;
}

export interface LocalChainOptions extends NodeOptions {
  /**
   * How long the council votes, in seconds. With manual input, allow enough time to type. With time travel, allow what
   * five votes take on a busy machine; default 20.
   */
  readonly votingPeriod?: number;
}

/** Deciding with time travel must end within the node's head start. */
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
  const rpc = createRpc({ url });
  const accounts = ((await rpc.request("eth_accounts")) as string[]).map((account) => account.toLowerCase());
  const parameters = { ...localParameters(accounts), votingPeriod };
  const deployer = createRemoteAccount({ url, address: accounts[0] ?? "" });
  const addresses = await deployRegistries({ rpc, signer: deployer, parameters, pollMs: 20 });
  // Not final: tests revert their chain now and then.
  const registry = await openRegistry({ url, addresses, signer: deployer, final: false });
  const chain: LocalChain = {
    url,
    addresses,
    accounts,
    parameters,
    as: (account) => registry.as(createRemoteAccount({ url, address: account })),
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
  await advance(rpc, 1); // a seat added in the proposal's second has no vote on it
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

/**
 * Advances time to `time`, unless the chain is already past it. Deciding advances time ahead of the clock, so the chain
 * began earlier by that much.
 */
async function passUntil(rpc: Rpc, time: number): Promise<void> {
  if ((await blockOf(rpc, "latest")).time >= time) return;
  await rpc.request("evm_setNextBlockTimestamp", [time]);
  await rpc.request("evm_mine");
}

function presentTime(): number {
  return Math.floor(Date.now() / 1000);
}
