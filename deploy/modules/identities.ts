import { buildModule } from "@nomicfoundation/ignition-core";

/** The DIDs. All other contracts ask it who acts for a DID. */
export default buildModule("Identities", (m) => ({
  dids: m.contract("DIDRegistry", [m.getParameter<string>("salt")]),
}));
