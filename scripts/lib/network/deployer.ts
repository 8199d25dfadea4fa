import { join } from "node:path";
import { type DeploymentResult, DeploymentResultType, deploy } from "@nomicfoundation/ignition-core";
import didim from "../../../deploy/modules/didim.ts";
import { replacementOf } from "../../../deploy/modules/replacement.ts";
import { type ChainSigner, createSigningProvider, type Rpc } from "../../../src/public/chain.ts";
import { DidimError } from "../../../src/public/index.ts";
import { createFileOutboxStore, makeFolder } from "../../../src/public/node.ts";
import { type Addresses, blockOf, chainIdOf, describeDeployment } from "../../../src/public/registry.ts";
import { writeAtomically } from "../terminal/home.ts";
import { readIfThere } from "../terminal/input/input.ts";
import { artifactResolver } from "./artifacts.ts";
import { withoutGaps } from "./lost-transaction.ts";
import type { DeploymentParameters } from "./parameters.ts";

export interface Sending {
  readonly rpc: Rpc;
  readonly signer: ChainSigner;
  /** The folder of the journal, from which an interrupted deployment continues. Default: no journal. */
  readonly journal?: string;
  readonly pollMs?: number;
}

export interface Deployment extends Sending {
  readonly parameters: DeploymentParameters;
}

/** Deploys all registries with Ignition, or continues an interrupted deployment; returns their addresses. */
export async function deployRegistries(options: Deployment): Promise<Addresses> {
  const { rpc, parameters, journal } = options;
  const chainId = await chainIdOf(rpc);
  const block = await startOf(rpc, journal);
  const contracts = await send(didim, forIgnition(parameters), options, block);
  return describeDeployment(rpc, { chainId, salt: parameters.salt.toLowerCase(), block, contracts });
}

export interface Replacement extends Sending {
  /** Includes all contracts that store the address of one of them. */
  readonly names: readonly string[];
  readonly current: Addresses;
  readonly salt: string;
}

/**
 * Deploys replacements of some registries beside the others; returns all addresses. Which contracts are in force, the
 * Directory says.
 */
export async function replaceRegistries(options: Replacement): Promise<Addresses> {
  const { rpc, names, current, salt } = options;
  const { chainId, block } = current;
  const before = Object.fromEntries(Object.entries(current.contracts).map(([name, { address }]) => [name, address]));
  const start = await startOf(rpc, options.journal);
  const after = await send(replacementOf(names, before), { salt }, options, start);
  return describeDeployment(rpc, { chainId, salt: current.salt, block, contracts: { ...before, ...after } });
}

type Settings = Parameters<typeof deploy>[0];

/** Runs an Ignition module. `block`: a block before it began. */
async function send(
  ignitionModule: Settings["ignitionModule"],
  parameters: Record<string, string | number | string[]>,
  { rpc, signer, journal, pollMs = 250 }: Sending,
  block: bigint,
): Promise<Record<string, string>> {
  const provider = createSigningProvider({
    rpc,
    signer,
    chainId: await chainIdOf(rpc),
    store: journal === undefined ? undefined : createFileOutboxStore({ folder: join(journal, "outbox") }),
  });
  await provider.settle();
  const settings: Settings = {
    ignitionModule,
    artifactResolver: artifactResolver(),
    provider,
    accounts: [signer.address],
    deploymentParameters: { $global: parameters },
    // On QBFT a block is final, so one confirmation is enough.
    config: { blockPollingInterval: pollMs, requiredConfirmations: 1, timeBeforeBumpingFees: 600_000 },
    disableFeeBumping: true,
    ...(journal === undefined ? {} : { deploymentDir: journal }),
  };
  return addressesOf(await withoutGaps(() => deploy(settings), { rpc, settings, since: Number(block) }));
}

/** Ignition requires mutable arrays. */
const forIgnition = (parameters: DeploymentParameters) => ({
  ...parameters,
  members: [...parameters.members],
  validators: [...parameters.validators],
});

/** The block before the first contract. Stored beside the journal, because a later run cannot find it out. */
async function startOf(rpc: Rpc, journal: string | undefined): Promise<bigint> {
  const file = journal === undefined ? undefined : join(journal, "start.txt");
  const known = file === undefined ? undefined : readIfThere(file);
  if (known !== undefined) return BigInt(known);
  const { number } = await blockOf(rpc, "latest");
  if (journal !== undefined && file !== undefined) {
    makeFolder(journal);
    writeAtomically(file, `${number}`);
  }
  return number;
}

function addressesOf(result: DeploymentResult): Record<string, string> {
  if (result.type === DeploymentResultType.SUCCESSFUL_DEPLOYMENT) {
    return Object.fromEntries(
      Object.values(result.contracts).map(({ contractName, address }) => [contractName, address]),
    );
  }
  const reasons = reasonsOf(result);
  if (result.type === DeploymentResultType.RECONCILIATION_ERROR) {
    throw new DidimError(
      "deploy.changed",
      `Contracts or parameters have changed since this deployment began: ${reasons.join("; ")}. Take another salt for another deployment.`,
      { reasons },
    );
  }
  throw new DidimError("deploy.failed", `The deployment stopped: ${reasons.join("; ")}. Run it again to go on.`, {
    reasons,
  });
}

function reasonsOf(result: Exclude<DeploymentResult, { type: DeploymentResultType.SUCCESSFUL_DEPLOYMENT }>): string[] {
  if ("errors" in result) return Object.entries(result.errors).map(([what, why]) => `${what}: ${why.join(", ")}`);
  return [
    ...result.failed.map(({ futureId, error }) => `${futureId}: ${error}`),
    ...result.timedOut.map(({ futureId }) => `${futureId}: no answer in time`),
    ...result.held.map(({ futureId, reason }) => `${futureId}: ${reason}`),
  ];
}
