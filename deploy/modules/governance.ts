import { buildModule } from "@nomicfoundation/ignition-core";
import identities from "./identities.ts";

/**
 * The council and the contracts it controls. The council creates its own timelock, so that no deployer's key ever has
 * control. Every registry that the council governs stores the timelock's address as an immutable.
 */
export default buildModule("Governance", (m) => {
  const { dids } = m.useModule(identities);
  const salt = m.getParameter<string>("salt");
  const members = m.getParameter<string[]>("members");
  const guardian = m.getParameter<string>("guardian");
  const periods = {
    votingDelay: m.getParameter<number>("votingDelay"),
    votingPeriod: m.getParameter<number>("votingPeriod"),
    timelockDelay: m.getParameter<number>("timelockDelay"),
  };
  const council = m.contract("Council", [dids, members, guardian, periods, salt]);
  const executor = m.staticCall(council, "timelock");
  const timelock = m.contractAt("CouncilTimelock", executor);
  const directory = m.contract("Directory", [dids, timelock, salt]);
  const relyingParties = m.contract("RelyingParties", [dids, timelock, salt]);
  const validators = m.contract("ValidatorSet", [timelock, m.getParameter<string[]>("validators"), salt]);
  return { council, timelock, directory, relyingParties, validators };
});
