import type { NamedNode } from "../../../network/enode.ts";
import type { ConsortiumFolder } from "../../../network/folder.ts";
import { formatGenesis, genesisOf } from "../../../network/genesis.ts";
import { genesisHash } from "../../../network/genesis-hash.ts";
import type { Consortium, NodePorts } from "../../../network/record.ts";
import { type Addresses, formatAddresses } from "../../../src/public/registry.ts";
import { anchorToJson } from "../../../src/public/trust-anchor.ts";
import type { DeploymentParameters } from "../network/parameters.ts";
import { writeAtomically } from "../terminal/home.ts";
import { makeNode, type NewNode, portsAfter, writeConsortium } from "./files.ts";
import { genesisState } from "./genesis-state.ts";

export interface InitOptions {
  readonly folder: ConsortiumFolder;
  readonly chainId: bigint;
  /** The chain's first timestamp, in seconds since 1970. */
  readonly timestamp: number;
  readonly gasLimit: bigint;
  /** One for each member. */
  readonly nodes: readonly (NamedNode | NewNode)[];
  /** The ports of the first node; the others follow. */
  readonly ports: NodePorts;
  /** The validators are left out: they are the nodes. */
  readonly parameters: Omit<DeploymentParameters, "validators">;
}

/** Writes a consortium's files. The record comes last, so that an interrupted run can be recognised. */
export async function createConsortium(options: InitOptions): Promise<Consortium> {
  const { folder, chainId, timestamp, gasLimit } = options;
  const nodes = options.nodes.map((node, i) => makeNode(folder, node, portsAfter(options.ports, i)));
  const parameters = { ...options.parameters, validators: nodes.map(({ address }) => address) };
  const made = await genesisFor({ chainId, timestamp, gasLimit, parameters });
  const accounts = [...new Set([...parameters.members, parameters.guardian])];
  const consortium = { chainId, genesis: made.addresses.genesis, gasLimit, nodes, accounts };
  writeAtomically(folder.genesis, made.genesis);
  writeAtomically(folder.parameters, `${JSON.stringify(parameters, undefined, 2)}\n`);
  writeAtomically(folder.addresses, formatAddresses(made.addresses));
  writeAtomically(folder.anchor, anchorFile(made.addresses, parameters.validators, timestamp));
  writeConsortium(folder, consortium);
  return consortium;
}

/** The genesis file's text, and the registries' addresses in it. The same options give the same text. */
export async function genesisFor(options: {
  readonly chainId: bigint;
  readonly timestamp: number;
  readonly gasLimit: bigint;
  readonly parameters: DeploymentParameters;
}): Promise<{ readonly genesis: string; readonly addresses: Addresses }> {
  const { addresses, accounts } = await genesisState(options);
  const validatorContract = addresses.contracts.ValidatorSet.address;
  const genesis = genesisOf({ ...options, validatorContract, accounts });
  const { hash } = await genesisHash(genesis);
  return { genesis: formatGenesis(genesis), addresses: { ...addresses, genesis: hash, block: 0n } };
}

/**
 * The trust anchor for verifiers of proofs: the validators, and since when. It is the same for everyone who builds the
 * genesis.
 */
export function anchorFile(
  { chainId, contracts }: Addresses,
  validators: readonly string[],
  advancedAt: number,
): string {
  const { DIDRegistry, CredentialTypes, Accreditations, StatusLists, ValidatorSet, Directory, EvidenceLog } = contracts;
  return anchorToJson({
    chainId,
    registries: { DIDRegistry, CredentialTypes, Accreditations, StatusLists, ValidatorSet, Directory, EvidenceLog },
    sealers: { kind: "qbft", validators },
    advancedAt,
  });
}
