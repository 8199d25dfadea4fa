import { buildModule } from "@nomicfoundation/ignition-core";
import governance from "./governance.ts";
import identities from "./identities.ts";

/** The whole deployment. The contracts' names are those in the addresses file and the Directory. */
export default buildModule("Didim", (m) => {
  const { dids } = m.useModule(identities);
  const { council, timelock, directory, relyingParties, validators } = m.useModule(governance);
  const salt = m.getParameter<string>("salt");
  const types = m.contract("CredentialTypes", [dids, timelock, salt]);
  const accreditations = m.contract("Accreditations", [dids, types, council, salt]);
  const statuses = m.contract("StatusLists", [dids, salt]);
  const lens = m.contract("TrustLens", [dids, types, accreditations, statuses, salt]);
  const evidence = m.contract("EvidenceLog", [salt]);
  return {
    DIDRegistry: dids,
    CredentialTypes: types,
    Accreditations: accreditations,
    StatusLists: statuses,
    RelyingParties: relyingParties,
    Directory: directory,
    Council: council,
    CouncilTimelock: timelock,
    ValidatorSet: validators,
    EvidenceLog: evidence,
    TrustLens: lens,
  };
});
