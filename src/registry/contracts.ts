import { Interface, type JsonFragment } from "ethers";
import type { Accreditations } from "../../typechain/accreditation/Accreditations.ts";
import type { CredentialTypes } from "../../typechain/accreditation/CredentialTypes.ts";
import type { DIDRegistry } from "../../typechain/did/DIDRegistry.ts";
import { Accreditations__factory } from "../../typechain/factories/accreditation/Accreditations__factory.ts";
import { CredentialTypes__factory } from "../../typechain/factories/accreditation/CredentialTypes__factory.ts";
import { DIDRegistry__factory } from "../../typechain/factories/did/DIDRegistry__factory.ts";
import { Council__factory } from "../../typechain/factories/governance/Council__factory.ts";
import { CouncilTimelock__factory } from "../../typechain/factories/governance/CouncilTimelock__factory.ts";
import { Directory__factory } from "../../typechain/factories/governance/Directory__factory.ts";
import { RelyingParties__factory } from "../../typechain/factories/governance/RelyingParties__factory.ts";
import { ValidatorSet__factory } from "../../typechain/factories/governance/ValidatorSet__factory.ts";
import { EvidenceLog__factory } from "../../typechain/factories/status/EvidenceLog__factory.ts";
import { StatusLists__factory } from "../../typechain/factories/status/StatusLists__factory.ts";
import { TrustLens__factory } from "../../typechain/factories/TrustLens__factory.ts";
import type { Council } from "../../typechain/governance/Council.ts";
import type { CouncilTimelock } from "../../typechain/governance/CouncilTimelock.ts";
import type { Directory } from "../../typechain/governance/Directory.ts";
import type { RelyingParties } from "../../typechain/governance/RelyingParties.ts";
import type { ValidatorSet } from "../../typechain/governance/ValidatorSet.ts";
import type { EvidenceLog } from "../../typechain/status/EvidenceLog.ts";
import type { StatusLists } from "../../typechain/status/StatusLists.ts";
import type { TrustLens } from "../../typechain/TrustLens.ts";

/** The contracts of a deployment, by their names in the addresses file and the Directory. */
export interface Contracts {
  DIDRegistry: DIDRegistry;
  CredentialTypes: CredentialTypes;
  Accreditations: Accreditations;
  StatusLists: StatusLists;
  RelyingParties: RelyingParties;
  Directory: Directory;
  Council: Council;
  CouncilTimelock: CouncilTimelock;
  ValidatorSet: ValidatorSet;
  EvidenceLog: EvidenceLog;
  TrustLens: TrustLens;
}

export type ContractName = keyof Contracts;

/** The ABI of each contract. */
export const INTERFACES: Readonly<Record<ContractName, Interface>> = {
  DIDRegistry: DIDRegistry__factory.createInterface(),
  CredentialTypes: CredentialTypes__factory.createInterface(),
  Accreditations: Accreditations__factory.createInterface(),
  StatusLists: StatusLists__factory.createInterface(),
  RelyingParties: RelyingParties__factory.createInterface(),
  Directory: Directory__factory.createInterface(),
  Council: Council__factory.createInterface(),
  CouncilTimelock: CouncilTimelock__factory.createInterface(),
  ValidatorSet: ValidatorSet__factory.createInterface(),
  EvidenceLog: EvidenceLog__factory.createInterface(),
  TrustLens: TrustLens__factory.createInterface(),
};

export const CONTRACT_NAMES = Object.freeze(Object.keys(INTERFACES)) as readonly ContractName[];

/** Every error and event of every contract. A call may revert with the error of another contract that it calls. */
export const ALL: Interface = new Interface(
  [...new Set(Object.values(INTERFACES).flatMap((one) => one.fragments.map((fragment) => fragment.format("json"))))]
    .map((json): JsonFragment => JSON.parse(json) as JsonFragment)
    .filter(({ type }) => type === "error" || type === "event"),
);
