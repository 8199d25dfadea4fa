/** For those who decide about agencies, types and relying parties: accreditors, authorities, supervisors. No logic. */
export type { AccreditOptions, AgencyNames } from "../authority/accredit.ts";
export { type Accreditor, type AgencyAndType, createAccreditor } from "../authority/accreditor.ts";
export type { AnnulOptions, EpochsAnnulled } from "../authority/annul.ts";
export type { CertificateAssigned } from "../authority/certificates.ts";
export type { Reinstated } from "../authority/reinstate.ts";
export {
  createSupervisor,
  type RegisterRelyingPartyOptions,
  type RegistrationChanged,
  type Supervisor,
  type SupervisorOptions,
} from "../authority/supervisor.ts";
export {
  type AuthorityChanged,
  createTypeAuthority,
  type RetirementChanged,
  type SchemaChanged,
  type TypeAuthority,
  type TypeChanged,
} from "../authority/type-authority.ts";
export { hashOfSchema } from "../issuer/schemas.ts";
export type { AccreditationChanged } from "../registry/sending/accreditation.ts";
