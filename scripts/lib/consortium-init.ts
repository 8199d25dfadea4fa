import { mkdirSync } from "node:fs";
import { composeFile, inDocker } from "../../network/compose.ts";
import type { ConsortiumFolder } from "../../network/folder.ts";
import { formatGenesis, genesisOf } from "../../network/genesis.ts";
import { genesisHash } from "../../network/genesis-hash.ts";
import { nodeConfig, permissions, reachOf, staticNodes } from "../../network/node-files.ts";
import { createNodeKey, identityOfKey } from "../../network/node-key.ts";
import { type Consortium, type ConsortiumNode, formatConsortium } from "../../network/record.ts";
import { type Addresses, anchorToJson, formatAddresses } from "../../src/index.ts";
import { genesisState } from "./genesis-state.ts";
import { readIfThere, writeAtomically } from "./home.ts";
import type { DeploymentParameters } from "./parameters.ts";

export interface InitOptions {
  readonly folder: ConsortiumFolder;
  readonly chainId: bigint;
  /** Seconds: the chain's first moment. */
  readonly timestamp: number;
  readonly gasLimit: bigint;
  /** One node for each: IP addresses. */
  readonly hosts: readonly string[];
  /** The first node's; the others' follow. */
  readonly ports: ConsortiumNode["ports"];
  /** Without the validators, which are the nodes. */
  readonly parameters: Omit<DeploymentParameters, "validators">;
}

/** Makes a consortium's files; the record comes last, so that what was interrupted can be told from what is done. */
export async function createConsortium(options: InitOptions): Promise<Consortium> {
  const { folder, chainId, timestamp, gasLimit } = options;
  const nodes = options.hosts.map((host, i) => makeNode(options, host, i));
  const parameters = { ...options.parameters, validators: nodes.map(({ address }) => address) };
  const { addresses, accounts } = await genesisState({ chainId, timestamp, parameters });
  const validatorContract = addresses.contracts.ValidatorSet.address;
  const genesis = genesisOf({ chainId, timestamp, gasLimit, validatorContract, accounts });
  const { hash } = await genesisHash(genesis);
  const consortium = { chainId, genesis: hash, nodes };
  const permitted = [...new Set([...parameters.members, parameters.guardian])];
  writeAtomically(folder.genesis, formatGenesis(genesis));
  writeAtomically(folder.parameters, `${JSON.stringify(parameters, undefined, 2)}\n`);
  writeAtomically(folder.addresses, formatAddresses({ ...addresses, genesis: hash, block: 0n }));
  writeAtomically(folder.anchor, anchorFile(addresses, parameters.validators, timestamp));
  writeNodeFiles(folder, nodes, permitted, gasLimit);
  writeAtomically(folder.record, formatConsortium(consortium));
  return consortium;
}

/** A node with a key of its own, which an earlier, interrupted run may have made. */
function makeNode({ folder, ports }: InitOptions, host: string, index: number): ConsortiumNode {
  const name = `node-${index + 1}`;
  const { key, data } = folder.node(name);
  if (readIfThere(key) === undefined) writeAtomically(key, `${createNodeKey()}\n`);
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const { p2p, rpc, metrics } = ports;
  return {
    name,
    ...identityOfKey(readIfThere(key) ?? ""),
    host,
    ports: { p2p: p2p + index, rpc: rpc + index, metrics: metrics + index },
  };
}

/** Everything that depends on who the nodes are, and whose transactions they take. */
export function writeNodeFiles(
  folder: ConsortiumFolder,
  nodes: readonly ConsortiumNode[],
  accounts: readonly string[],
  gasLimit: bigint,
): void {
  const contained = inDocker(nodes);
  for (const [i, node] of nodes.entries()) {
    const files = folder.node(node.name);
    writeAtomically(files.config, nodeConfig(node, reachOf(node, gasLimit)));
    writeAtomically(files.staticNodes, staticNodes(nodes, node));
    writeAtomically(files.permissions, permissions(nodes, accounts));
    writeAtomically(files.docker.staticNodes, staticNodes(contained, contained[i] ?? node));
    writeAtomically(files.docker.permissions, permissions(contained, accounts));
  }
  writeAtomically(folder.compose, composeFile(nodes));
}

/** What verifiers of proofs carry: whom they believe, from which moment on. */
function anchorFile({ chainId, contracts }: Addresses, validators: readonly string[], advancedAt: number): string {
  const { DIDRegistry, CredentialTypes, Accreditations, StatusLists, ValidatorSet, Directory, EvidenceLog } = contracts;
  return anchorToJson({
    chainId,
    registries: { DIDRegistry, CredentialTypes, Accreditations, StatusLists, ValidatorSet, Directory, EvidenceLog },
    sealers: { kind: "qbft", validators },
    advancedAt,
  });
}
