import { buildModule } from "@nomicfoundation/ignition-core";

/** Who is who: everything else asks it who acts for a DID. */
export default buildModule("Identities", (m) => ({
  dids: m.contract("DIDRegistry", [m.getParameter<string>("salt")]),
}));
