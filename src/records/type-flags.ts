/** Whether the credentials of a type must have something, or need not. */
export type Demand = "required" | "none";

/** What a type's flags say, fixed when it was registered (ICredentialTypes.CredentialType). */
export interface TypeFlags {
  /** Whether status 3 (application specific) counts as valid. */
  readonly applicationStatusIsValid: boolean;
  /** "none": a credential without a status is good. One that has a status is checked all the same. */
  readonly status: Demand;
  /** "none": a credential is good in anybody's hands. A proof that its holder gives is checked all the same. */
  readonly holderBinding: Demand;
}

const [APPLICATION_STATUS_IS_VALID, NO_STATUS, NO_HOLDER_BINDING] = [1, 2, 4];

/** The flags out of their byte. */
export function flagsIn(byte: number): TypeFlags {
  return {
    applicationStatusIsValid: (byte & APPLICATION_STATUS_IS_VALID) !== 0,
    status: (byte & NO_STATUS) !== 0 ? "none" : "required",
    holderBinding: (byte & NO_HOLDER_BINDING) !== 0 ? "none" : "required",
  };
}

/** The byte of these flags; what is not given is required, and status 3 not valid. */
export function flagsByte({ applicationStatusIsValid, status, holderBinding }: Partial<TypeFlags>): number {
  return (
    (applicationStatusIsValid === true ? APPLICATION_STATUS_IS_VALID : 0) |
    (status === "none" ? NO_STATUS : 0) |
    (holderBinding === "none" ? NO_HOLDER_BINDING : 0)
  );
}
