/** Evidence of a presentation: kept, dated, and verified years later. No logic. */
export { anchorEvidence, type DatingOptions, dateEvidence } from "../evidence/add-date.ts";
export { bindsDocument, documentNonce } from "../evidence/document.ts";
export {
  type Dated,
  type Evidence,
  evidenceOf,
  formatEvidence,
  type KeptPresentations,
  parseEvidence,
} from "../evidence/file.ts";
export type { EvidenceRequest } from "../evidence/request.ts";
export type { Step } from "../evidence/tree.ts";
export { type EvidenceOptions, type EvidenceVerdict, verifyEvidence } from "../evidence/verify.ts";
