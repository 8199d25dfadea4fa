/** Whether a type requires something of its credentials. */
export type Demand = "required" | "none";

/** A type's flags, fixed at registration (ICredentialTypes.CredentialType). */
export interface TypeFlags {
  /** Whether status 3 (application specific) counts as valid. */
  readonly applicationStatusIsValid: boolean;
  /** "none": a credential needs no status. If it has one, the status is still checked. */
  readonly status: Demand;
  /** "none": anybody may present the credential. A holder's proof, if given, is still checked. */
  readonly holderBinding: Demand;
}

const [APPLICATION_STATUS_IS_VALID, NO_STATUS, NO_HOLDER_BINDING] = [1, 2, 4];

/** Decodes the byte of flags. */
export function flagsIn(byte: number): TypeFlags {
  return {
    applicationStatusIsValid: (byte & APPLICATION_STATUS_IS_VALID) !== 0,
    status: (byte & NO_STATUS) !== 0 ? "none" : "required",
    holderBinding: (byte & NO_HOLDER_BINDING) !== 0 ? "none" : "required",
  };
}

/** Encodes the flags as a byte. By default status and holder binding are required, and status 3 is not valid. */
export function flagsByte({ applicationStatusIsValid, status, holderBinding }: Partial<TypeFlags>): number {
  return (
    (applicationStatusIsValid === true ? APPLICATION_STATUS_IS_VALID : 0) |
    (status === "none" ? NO_STATUS : 0) |
    (holderBinding === "none" ? NO_HOLDER_BINDING : 0)
  );
}
