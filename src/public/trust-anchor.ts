/**
 * What a verifier of proofs must know in advance: the anchor, its advance, and checkpoints of chains without seals. No
 * logic.
 */
export type { PinnedContract } from "../chain/state/account.ts";
export type { ProvedRegistry } from "../storage/registries.ts";
export { validatorSlots } from "../storage/validator-set.ts";
export { advanceAnchor, advanceThrough } from "../trust-anchor/advance.ts";
export { advancesFrom } from "../trust-anchor/advance-from.ts";
export {
  ANCHOR_LIFE,
  type Pin,
  type PinnedExtra,
  type PinnedName,
  type Pins,
  type Sealers,
  type TrustAnchor,
} from "../trust-anchor/anchor.ts";
export { anchorFingerprint, anchorToJson, parseAnchor } from "../trust-anchor/anchor-file.ts";
export { anchorFrom } from "../trust-anchor/anchor-from.ts";
export {
  type Checkpoint,
  checkpointSigners,
  checkpointToJson,
  parseCheckpoint,
} from "../trust-anchor/checkpoint/file.ts";
export { checkpointOf, cosign } from "../trust-anchor/checkpoint/from-node.ts";
export { type Deployment, signCheckpoint } from "../trust-anchor/checkpoint/sign.ts";
export type { Sealed, SealedBlock, VerifierClock } from "../trust-anchor/seals/sealed.ts";
