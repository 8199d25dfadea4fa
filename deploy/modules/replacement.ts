import { buildModule, type ContractFuture, type IgnitionModule } from "@nomicfoundation/ignition-core";

/** Which contracts hold another's address for ever, and so are replaced with it. What is not listed stands under everything. */
export const DEPENDENTS: Readonly<Record<string, readonly string[]>> = {
  CredentialTypes: ["Accreditations", "TrustLens"],
  Accreditations: ["TrustLens"],
  StatusLists: ["TrustLens"],
  RelyingParties: [],
  EvidenceLog: [],
  TrustLens: [],
};

/** Some registries anew, beside the others of a deployment, which stay where they are. `addresses`: all contracts', by name. */
export function replacementOf(
  names: readonly string[],
  addresses: Readonly<Record<string, string>>,
): IgnitionModule<string, string> {
  return buildModule("Replacement", (m) => {
    const salt = m.getParameter<string>("salt");
    const there = (name: string) => m.contractAt(name, addresses[name] ?? "");
    const anew = (name: string, ...needs: ContractFuture<string>[]): ContractFuture<string> =>
      names.includes(name) ? m.contract(name, [...needs, salt]) : there(name);
    const [dids, timelock, council] = [there("DIDRegistry"), there("CouncilTimelock"), there("Council")];
    const types = anew("CredentialTypes", dids, timelock);
    const accreditations = anew("Accreditations", dids, types, council);
    const statuses = anew("StatusLists", dids);
    return {
      CredentialTypes: types,
      Accreditations: accreditations,
      StatusLists: statuses,
      RelyingParties: anew("RelyingParties", dids, timelock),
      EvidenceLog: anew("EvidenceLog"),
      TrustLens: anew("TrustLens", dids, types, accreditations, statuses),
    };
  });
}
