import type { ContractName } from "../contracts.ts";
import type { Filter } from "../logs/history.ts";

/** Which events of a contract are about the subject. */
export interface Asked {
  readonly contract: ContractName;
  readonly names: readonly string[];
  readonly filter: Filter;
}

const asked = (contract: ContractName, names: readonly string[], ...filter: Filter): Asked => ({
  contract,
  names,
  filter,
});

/**
 * What changes an identity: its document and keys, its accreditations, its offices, what it may ask for, its status
 * lists. The changes of statuses are asked for apart.
 */
export function aboutIdentity(identity: string): Asked[] {
  return [
    asked("DIDRegistry", ["DIDOwnerChanged", "DIDDelegateChanged", "DIDAttributeChanged"], identity),
    asked("DIDRegistry", ["KeyRegistered", "KeyEnded", ...RECOVERY], undefined, identity),
    asked("Accreditations", [...OF_AGENCY], identity),
    asked("Accreditations", ["FreezeSupported"], undefined, identity),
    asked("Accreditations", ["AnchorAssigned"], undefined, undefined, identity),
    asked("CredentialTypes", ["TypeRegistered", "AuthorityOffered", "AuthorityChanged"], undefined, identity),
    asked("CredentialTypes", ["AuthorityOffered", "AuthorityChanged"], undefined, undefined, identity),
    asked("RelyingParties", [...OF_RELYING_PARTY, "SupervisorAppointed", "SupervisorDismissed"], identity),
    asked("Council", ["SeatAdded", "SeatRemoved", "GuardianChanged"], identity),
    asked("Council", ["GuardianChanged"], undefined, identity),
    asked("StatusLists", [...OF_LIST], identity),
  ];
}

/** What changes a type: its record and authority, and who may issue it or ask for it. */
export function aboutType(typeId: string): Asked[] {
  return [
    asked("CredentialTypes", [...OF_TYPE], typeId),
    asked("Accreditations", ["Frozen", "FreezeSupported", "AnchorAssigned"], typeId),
    asked("Accreditations", [...OF_AGENCY], undefined, typeId),
    asked("RelyingParties", [...OF_RELYING_PARTY], undefined, typeId),
  ];
}

/** What changes the header of a status list. */
export function aboutList(issuer: string, list: number): Asked[] {
  return [asked("StatusLists", [...OF_LIST], issuer, `0x${list.toString(16)}`)];
}

const RECOVERY = ["RecoveryAddressChanged", "RecoveryStarted", "RecoveryCancelled", "RecoveryFinished"] as const;
const OF_AGENCY = ["Applied", "ApplicationClosed", "Accredited", "AccreditationEnded", "AgencyNamed"] as const;
const OF_RELYING_PARTY = ["RelyingPartyRegistered", "RegistrationEnded"] as const;
const OF_LIST = ["ListOpened", "ListExtended", "OperatorChanged"] as const;
const OF_TYPE = [
  ...(["TypeRegistered", "TypeRetired", "TypeReopened", "SchemaChanged"] as const),
  ...(["AuthorityOffered", "AuthorityChanged", "TheftDeclared"] as const),
] as const;
