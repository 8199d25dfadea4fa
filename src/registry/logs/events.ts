/**
 * All events of the registries. Together they determine every slot (docs/storage.md). Addresses and 32-byte words are
 * lower-case 0x-hex; times are in seconds since 1970.
 */
export type RegistryEvent = IdentityEvent | TypeEvent | AccreditationEvent | ListEvent;

export type IdentityEvent =
  | ControllerChanged
  | EntryChanged
  | KeyRegistered
  | KeyEnded
  | RecoveryAddressChanged
  | RecoveryStarted
  | { readonly kind: "RecoveryCancelled"; readonly identity: string }
  | { readonly kind: "RecoveryFinished"; readonly identity: string };

/** `previous`: the block of the identity's previous change (ERC-1056). */
export interface ControllerChanged {
  readonly kind: "ControllerChanged";
  readonly identity: string;
  /** The zero address: the identity is deactivated. */
  readonly owner: string;
  readonly previous: number;
}

/** An entry of the document: a key or a service (`AttributeChanged`), or a delegate, whose value is its address. */
export interface EntryChanged {
  readonly kind: "AttributeChanged" | "DelegateChanged";
  readonly identity: string;
  readonly name: string;
  readonly value: string;
  /** If not after the block's time, the entry has ended. */
  readonly until: number;
  readonly previous: number;
}

/** A key with a point also emits `AttributeChanged` with the whole point. */
export interface KeyRegistered {
  readonly kind: "KeyRegistered";
  readonly identity: string;
  readonly thumbprint: string;
  readonly from: number;
  readonly until: number;
  /** See crypto/keys/key-algorithms.ts. */
  readonly algorithm: number;
  readonly xOrHash: string;
}

export interface KeyEnded {
  readonly kind: "KeyEnded";
  readonly identity: string;
  readonly thumbprint: string;
  readonly until: number;
  /** IDIDRegistry.KeyReason. */
  readonly reason: number;
  readonly compromisedSince: number;
}

export interface RecoveryAddressChanged {
  readonly kind: "RecoveryAddressChanged";
  readonly identity: string;
  readonly recoverer: string;
  readonly from: number;
}

export interface RecoveryStarted {
  readonly kind: "RecoveryStarted";
  readonly identity: string;
  readonly newController: string;
  readonly readyAt: number;
  readonly endKeys: boolean;
}

export type TypeEvent =
  | TypeRegistered
  | { readonly kind: "TypeRetired"; readonly typeId: string; readonly retired: number }
  | TypeReopened
  | { readonly kind: "SchemaChanged"; readonly typeId: string; readonly schemaHash: string }
  | { readonly kind: "AuthorityOffered"; readonly typeId: string; readonly successor: string }
  | AuthorityChanged
  | TheftDeclared;

/** A retirement was taken back, because a thief had decided it. */
export interface TypeReopened {
  readonly kind: "TypeReopened";
  readonly typeId: string;
  /** The stolen term's index, counted from 0. */
  readonly term: number;
  /** Since when the type counts as retired instead, in seconds; 0: not retired. */
  readonly retired: number;
}

export interface TypeRegistered {
  readonly kind: "TypeRegistered";
  readonly typeId: string;
  readonly authority: string;
  readonly schemaHash: string;
  /** keccak256 of the doctype; absent if the type has none. */
  readonly doctypeId?: string;
  /** The flags as a byte: see type-flags.ts. */
  readonly flags: number;
}

export interface AuthorityChanged {
  readonly kind: "AuthorityChanged";
  readonly typeId: string;
  readonly former: string;
  readonly successor: string;
  /** ICredentialTypes.AuthorityReason: why the previous authority's term ended. */
  readonly reason: number;
  /** 0: not stolen. */
  readonly stolenSince: number;
}

/** A term of office that had ended was found to have been stolen, or stolen earlier than known. */
export interface TheftDeclared {
  readonly kind: "TheftDeclared";
  readonly typeId: string;
  /** The term's index, counted from 0. */
  readonly term: number;
  readonly since: number;
}

export type AccreditationEvent =
  | Applied
  | { readonly kind: "ApplicationClosed"; readonly issuer: string; readonly typeId: string }
  | Accredited
  | AccreditationEnded
  | FreezeSupported
  | { readonly kind: "Frozen"; readonly typeId: string; readonly until: number }
  | AgencyNamed
  | AnchorAssigned;

export interface Applied {
  readonly kind: "Applied";
  readonly issuer: string;
  readonly typeId: string;
  /** The zero address: the application goes to the type's authority. */
  readonly accreditor: string;
  readonly mayIssue: boolean;
  readonly levels: number;
}

export interface Accredited {
  readonly kind: "Accredited";
  readonly issuer: string;
  readonly typeId: string;
  readonly accreditor: string;
  readonly index: number;
  readonly until: number;
  readonly parentGeneration: number;
  /** From the lowest bit up: levels 3 | root 1 | mayIssue 1 | reason 3 */
  readonly rights: number;
  /** The exceptions of the generation, as a byte. */
  readonly exceptions: number;
  readonly reinstated: boolean;
}

export interface AccreditationEnded {
  readonly kind: "AccreditationEnded";
  readonly issuer: string;
  readonly typeId: string;
  readonly index: number;
  readonly until: number;
  /** IAccreditations.Reason. */
  readonly reason: number;
}

export interface FreezeSupported {
  readonly kind: "FreezeSupported";
  readonly typeId: string;
  readonly member: string;
  /** The member's controller, which called. */
  readonly controller: string;
  /** The first other member whose support still counts; the zero address if there is none. */
  readonly earlier: string;
}

export interface AgencyNamed {
  readonly kind: "AgencyNamed";
  readonly issuer: string;
  readonly typeId: string;
  readonly generation: number;
  /** The bytes of the names, 0x-hex. */
  readonly ko: string;
  readonly en: string;
}

export interface AnchorAssigned {
  readonly kind: "AnchorAssigned";
  readonly typeId: string;
  /** SHA-256 of the certificate. */
  readonly anchor: string;
  /** The zero address: the assignment is released. */
  readonly issuer: string;
}

export type ListEvent =
  | ListOpened
  | { readonly kind: "ListExtended"; readonly issuer: string; readonly list: number; readonly capacity: number }
  | { readonly kind: "OperatorChanged"; readonly issuer: string; readonly list: number; readonly operator: string }
  | StatusesChanged;

export interface ListOpened {
  readonly kind: "ListOpened";
  readonly issuer: string;
  readonly list: number;
  readonly capacity: number;
  readonly operator: string;
}

export interface StatusesChanged {
  readonly kind: "StatusesChanged";
  readonly issuer: string;
  readonly list: number;
  readonly word: number;
  /** The word's 32 bytes as 64 digits without 0x, highest first. */
  readonly value: string;
}
