import type { ChainSigner } from "../../chain/tx/accounts/signer.ts";
import { fromHex } from "../../crypto/encodings/bytes.ts";
import { DidimError } from "../../errors/error.ts";
import type { SealedBlock } from "../seals/sealed.ts";
import { CHECKPOINT_DOMAIN, CHECKPOINT_FIELDS } from "./checkpoint.ts";

/** The deployment for which a checkpoint is signed. */
export interface Deployment {
  readonly chainId: bigint;
  /** The address of its Directory. */
  readonly directory: string;
}

/**
 * A member's signature of a block's checkpoint (checkpoint.ts): 65 bytes, v 27 or 28. `block` must come from the
 * member's own node: signing someone else's block vouches for someone else's chain. Throws
 * `facts.checkpoint-signature`, and what the signer throws.
 */
export async function signCheckpoint(
  block: SealedBlock,
  { chainId, directory }: Deployment,
  signer: Pick<ChainSigner, "signTypedData">,
): Promise<Uint8Array> {
  const { number, hash: blockHash, stateRoot, time: timestamp } = block;
  const domain = { ...CHECKPOINT_DOMAIN, chainId, verifyingContract: directory };
  const message = { number, blockHash, stateRoot, timestamp };
  const signature = await signer.signTypedData(domain, { Checkpoint: [...CHECKPOINT_FIELDS] }, message);
  if (/^0x[0-9a-f]{128}1[bc]$/i.test(signature)) return fromHex(signature);
  throw new DidimError("facts.checkpoint-signature", "The signer's answer is no signature: 65 bytes, v 27 or 28.");
}
