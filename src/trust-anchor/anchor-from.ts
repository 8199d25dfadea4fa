import type { Registry } from "../registry/open.ts";
import { advanceAnchor, pinsAt } from "./advance.ts";
import { advanceStaple } from "./advance-from.ts";
import { checkForm, type Pins, type Sealers, type TrustAnchor } from "./anchor.ts";
import { headerFrom } from "./node-state.ts";

/**
 * The anchor of a deployment as of its newest block. It trusts the node, so use your own. It checks what can be
 * checked: on a QBFT chain, that the validators in the state before sealed that block; that the contracts have the code
 * in the addresses file; and that the node's proofs match the block.
 *
 * @param signers For a chain without seals: the addresses (lower case) that sign checkpoints, and how many of them
 * must. Default: the controllers of the council's seats, and a majority of them. Ignored on a QBFT chain.
 * @returns Throws `facts.proof-*` if a check fails, and what an unreachable node throws.
 */
export async function anchorFrom(
  registry: Registry,
  signers: { readonly members?: readonly string[]; readonly threshold?: number } = {},
): Promise<TrustAnchor> {
  const { chainId, rpc } = registry;
  const { ValidatorSet, ...others } = pinsOf(registry);
  const head = await headerFrom(rpc, "latest", ValidatorSet.address);
  if (!head.qbft) {
    const { members = await seated(registry, head.hash), threshold = Math.floor(members.length / 2) + 1 } = signers;
    const sealers: Sealers = { kind: "checkpoint", members, threshold };
    const { nodes } = await advanceStaple(rpc, others, head);
    const registries = pinsAt(others, head.stateRoot, nodes);
    const anchor: TrustAnchor = { chainId, registries, sealers, advancedAt: head.time };
    checkForm(anchor);
    return anchor;
  }
  const parent = await headerFrom(rpc, { hash: head.parentHash });
  const validators = await registry.at({ hash: parent.hash }).validators.getValidators();
  const sealers: Sealers = { kind: "qbft", validators: validators.map((each) => each.toLowerCase()) };
  const before = { chainId, registries: { ...others, ValidatorSet }, sealers, advancedAt: parent.time };
  return advanceAnchor(before, await advanceStaple(rpc, before.registries, head), head.time);
}

function pinsOf({ addresses: { contracts } }: Registry): Required<Pins> {
  const { DIDRegistry, CredentialTypes, Accreditations, StatusLists, ValidatorSet, Directory, EvidenceLog } = contracts;
  return { DIDRegistry, CredentialTypes, Accreditations, StatusLists, ValidatorSet, Directory, EvidenceLog };
}

/** The controllers of the council's current seats. A seat whose DID is deactivated has none. */
async function seated(registry: Registry, hash: string): Promise<readonly string[]> {
  const { council, dids } = registry.at({ hash });
  const controllers = await Promise.all((await council.seats()).map((seat) => dids.controllerOf(seat)));
  const acting = controllers.map((each) => each.toLowerCase()).filter((each) => !/^0x0+$/.test(each));
  return [...new Set(acting)].sort();
}
