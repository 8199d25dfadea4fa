import { buildModule, type ContractFuture, type IgnitionModule } from "@nomicfoundation/ignition-core";

/**
 * The contracts that can be replaced alone, each with the contracts whose addresses it stores as immutables, in the
 * order of its constructor's arguments; the last argument is the salt. No contract comes before one that it stores. All
 * other contracts cannot be replaced, because everything depends on them.
 */
export const HELD: Readonly<Record<string, readonly string[]>> = {
  CredentialTypes: ["DIDRegistry", "CouncilTimelock"],
  Accreditations: ["DIDRegistry", "CredentialTypes", "Council"],
  StatusLists: ["DIDRegistry"],
  RelyingParties: ["DIDRegistry", "CouncilTimelock"],
  EvidenceLog: [],
  TrustLens: ["DIDRegistry", "CredentialTypes", "Accreditations", "StatusLists"],
};

/** The named contracts, and all that store the address of one of them. */
export function withDependents(names: readonly string[]): string[] {
  const all = new Set(names);
  for (const [name, held] of Object.entries(HELD)) if (held.some((one) => all.has(one))) all.add(name);
  return Object.keys(HELD).filter((name) => all.has(name));
}

/**
 * Deploys some registries again, beside a deployment whose contracts stay where they are. `addresses`: those of all
 * contracts, by name.
 */
export function replacementOf(
  names: readonly string[],
  addresses: Readonly<Record<string, string>>,
): IgnitionModule<string, string> {
  return buildModule("Replacement", (m) => {
    const salt = m.getParameter<string>("salt");
    const contracts: Record<string, ContractFuture<string>> = {};
    const at = (name: string): ContractFuture<string> => {
      contracts[name] ??= m.contractAt(name, addresses[name] ?? "");
      return contracts[name];
    };
    for (const name of names) contracts[name] = m.contract(name, [...(HELD[name] ?? []).map(at), salt]);
    return Object.fromEntries(names.map((name) => [name, at(name)]));
  });
}
