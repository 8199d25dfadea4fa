import { keccak256 } from "ethers";
import { hex } from "../chain/rpc/answers.ts";
import { createRpc, type RpcOptions } from "../chain/rpc/create-rpc.ts";
import type { Rpc } from "../chain/rpc/rpc.ts";
import type { ChainSigner } from "../chain/tx/accounts/signer.ts";
import { memoryOutboxes, outboxesIn } from "../chain/tx/outbox/outbox.ts";
import { DidimError } from "../errors/error.ts";
import type { OutboxStore } from "../stores/outbox.ts";
import type { Addresses } from "./addresses.ts";
import { type BlockReference, blockParameter, type Client, client, type Wire } from "./client.ts";
import { CONTRACT_NAMES, type ContractName, type Contracts } from "./contracts.ts";
import { InForce } from "./directory-reader.ts";
import { translate } from "./errors.ts";
import { chainNameOf, type Sent, sentBy } from "./sending/sent.ts";

export interface RegistryOptions extends Omit<RpcOptions, "chainId" | "genesis" | "code"> {
  readonly addresses: Addresses;
  /** The account that writes. Without it the registries are read-only. */
  readonly signer?: ChainSigner;
  /** How long to wait for a transaction to get into a block. Default 60 s. */
  readonly sendTimeoutMs?: number;
  /**
   * How long, in ms, the Directory's answers are cached for reading. Default one minute. Before a write they are at
   * most one second old.
   */
  readonly directoryEveryMs?: number;
  /**
   * Whether to connect although the Directory has replaced one of the registries, to read what it said during its term.
   * Current facts from it, and writes to it, are refused all the same.
   */
  readonly evenReplaced?: boolean;
  /**
   * Keeps signed transactions until their result is known. Default: in memory of this process, lost when it is killed.
   */
  readonly outbox?: OutboxStore;
}

/** The registries of one deployment, for reading and writing. */
export interface Registry {
  readonly chainId: bigint;
  readonly addresses: Addresses;
  readonly rpc: Rpc;
  readonly signer: ChainSigner | undefined;
  /*
   * The contracts' own functions, by contract: a low level, for what no role and no question of the SDK offers. Arguments
   * and results are the contracts'.
   */
  readonly dids: Client<Contracts["DIDRegistry"]>;
  readonly types: Client<Contracts["CredentialTypes"]>;
  readonly accreditations: Client<Contracts["Accreditations"]>;
  readonly statuses: Client<Contracts["StatusLists"]>;
  readonly relyingParties: Client<Contracts["RelyingParties"]>;
  readonly directory: Client<Contracts["Directory"]>;
  readonly council: Client<Contracts["Council"]>;
  readonly timelock: Client<Contracts["CouncilTimelock"]>;
  readonly validators: Client<Contracts["ValidatorSet"]>;
  readonly evidence: Client<Contracts["EvidenceLog"]>;
  readonly lens: Client<Contracts["TrustLens"]>;
  /** Transactions that are in no block yet. */
  readonly sent: Sent;
  /** What the Directory currently says of these registries. */
  readonly inForce: InForce;
  /** The same registries, with another account for writing. */
  as(signer: ChainSigner): Registry;
  /**
   * The same registries as of a block. If the block is given by its hash, all reads see the same state, whichever node
   * answers.
   */
  at(block: BlockReference): Registry;
  head(): Promise<Block>;
}

export interface Block {
  readonly number: bigint;
  readonly hash: string;
  /** Seconds since 1970. */
  readonly time: number;
}

const DIRECTORY_EVERY_MS = 60_000;

/**
 * Connects, and checks that each node is on the right chain, that the right code is at every address, and that the
 * Directory has replaced none of the contracts. These checks go on as long as the connection lasts: see {@link
 * CheckedNode}.
 * Throws `facts.node-unreachable`, `facts.wrong-chain`, `facts.no-contract`, `facts.foreign-contract`,
 * `facts.registry-replaced`, `facts.registry-distrusted`.
 */
export async function openRegistry(options: RegistryOptions): Promise<Registry> {
  const { addresses } = options;
  const { chainId, genesis } = addresses;
  const code = CONTRACT_NAMES.map((contract) => ({ contract, ...addresses.contracts[contract] }));
  const rpc = createRpc({ ...options, chainId, genesis, code });
  await blockOf(rpc, "latest");
  const inForce = new InForce(rpc, addresses, options.directoryEveryMs ?? DIRECTORY_EVERY_MS);
  const wire: Wire = {
    rpc,
    chainId,
    signer: options.signer,
    block: "latest",
    timeoutMs: options.sendTimeoutMs ?? 60_000,
    chain: chainNameOf(addresses),
    outboxes: options.outbox === undefined ? memoryOutboxes : outboxesIn(options.outbox),
    checkWritten: (name) => inForce.checkWritten(name),
  };
  if (options.evenReplaced !== true) await inForce.checkReplaced();
  return registryOf(addresses, wire, inForce);
}

function noSigner(): never {
  throw new DidimError("registry.no-signer", "A transaction is signed anew: connect with a signer.");
}

function registryOf(addresses: Addresses, wire: Wire, inForce: InForce): Registry {
  const at = <N extends ContractName>(name: N): Client<Contracts[N]> =>
    client<Contracts[N]>(name, addresses.contracts[name].address, wire);
  return {
    chainId: wire.chainId,
    addresses,
    rpc: wire.rpc,
    signer: wire.signer,
    dids: at("DIDRegistry"),
    types: at("CredentialTypes"),
    accreditations: at("Accreditations"),
    statuses: at("StatusLists"),
    relyingParties: at("RelyingParties"),
    directory: at("Directory"),
    council: at("Council"),
    timelock: at("CouncilTimelock"),
    validators: at("ValidatorSet"),
    evidence: at("EvidenceLog"),
    lens: at("TrustLens"),
    sent: sentBy(wire, () => wire.signer ?? noSigner()),
    inForce,
    as: (signer) => registryOf(addresses, { ...wire, signer }, inForce),
    at: (block) => registryOf(addresses, { ...wire, block }, inForce),
    head: () => blockOf(wire.rpc, wire.block),
  };
}

/** The id of a node's chain. */
export async function chainIdOf(rpc: Rpc): Promise<bigint> {
  return BigInt(String(await ask(rpc, "eth_chainId")));
}

export async function blockOf(rpc: Rpc, block: BlockReference): Promise<Block> {
  const found =
    typeof block === "object"
      ? await ask(rpc, "eth_getBlockByHash", block.hash, false)
      : await ask(rpc, "eth_getBlockByNumber", blockParameter(block), false);
  const { number, hash, timestamp } = (found ?? {}) as Record<string, string | undefined>;
  if (number === undefined || hash === undefined || timestamp === undefined) {
    throw new DidimError("facts.no-state", "The node does not have that block.", { block });
  }
  return { number: BigInt(number), hash, time: Number(timestamp) };
}

/** keccak256 of the code at an address; undefined if there is none. */
export async function codeHashOf(rpc: Rpc, address: string): Promise<string | undefined> {
  const code = hex(await ask(rpc, "eth_getCode", address, "latest"), "eth_getCode");
  return code === "0x" ? undefined : keccak256(code);
}

async function ask(rpc: Rpc, method: string, ...params: readonly unknown[]): Promise<unknown> {
  try {
    return await rpc.request(method, params);
  } catch (error) {
    throw translate(error, method);
  }
}
