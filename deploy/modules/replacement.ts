import { buildModule, type ContractFuture, type IgnitionModule } from "@nomicfoundation/ignition-core";

/**
 * What can be replaced while the rest stands, each with the contracts whose addresses it holds for ever, in the order of its constructor's
 * arguments; the last argument is the salt. Nothing comes before what it holds. The others stand under everything.
 */
export const HELD: Readonly<Record<string, readonly string[]>> = {
  CredentialTypes: ["DIDRegistry", "CouncilTimelock"],
  Accreditations: ["DIDRegistry", "CredentialTypes", "Council"],
  StatusLists: ["DIDRegistry"],
  RelyingParties: ["DIDRegistry", "CouncilTimelock"],
  EvidenceLog: [],
  TrustLens: ["DIDRegistry", "CredentialTypes", "Accreditations", "StatusLists"],
};

/** The ones named, and all that hold the address of one of them. */
export function withDependents(names: readonly string[]): string[] {
  const all = new Set(names);
  for (const [name, held] of Object.entries(HELD)) if (held.some((one) => all.has(one))) all.add(name);
  return Object.keys(HELD).filter((name) => all.has(name));
}

/** Some registries anew, beside the others of a deployment, which stay where they are. `addresses`: all contracts', by name. */
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
