import { DidimError } from "../../errors/error.ts";
import type { BlockReference } from "../../registry/client.ts";
import type { Registry } from "../../registry/open.ts";
import { headerFrom } from "../node-state.ts";
import { type Checkpoint, checkpointSigners, checkpointToJson } from "./file.ts";
import { signCheckpoint } from "./sign.ts";

/**
 * An unsigned checkpoint of a block from one's own node. Throws `facts.no-state`, `facts.bad-answer`, and what an
 * unreachable node throws.
 */
export async function checkpointOf(registry: Registry, block: BlockReference = "latest"): Promise<Checkpoint> {
  const { number, hash, stateRoot, time } = await headerFrom(registry.rpc, block);
  const { chainId, directory } = registry;
  return {
    deployment: { chainId, directory: directory.address },
    block: { number, hash, stateRoot, time },
    signatures: [],
  };
}

/**
 * Adds the signature of the registry's signer, unless the checkpoint has it. Signs another member's checkpoint only if
 * the own node has the same block. Throws `facts.checkpoint-differs`, `registry.no-signer`, and what signer and node
 * throw.
 */
export async function cosign(registry: Registry, checkpoint: Checkpoint): Promise<Checkpoint> {
  const { signer } = registry;
  if (signer === undefined)
    throw new DidimError("registry.no-signer", "A checkpoint is signed: connect with a signer.");
  const own = await checkpointOf(registry, checkpoint.block.number);
  if (checkpointToJson({ ...checkpoint, signatures: [] }) !== checkpointToJson(own)) {
    const message = "The own node has another block there, or it is another deployment: not signed.";
    throw new DidimError("facts.checkpoint-differs", message, { block: own.block.number, hash: own.block.hash });
  }
  if (checkpointSigners(checkpoint).includes(signer.address)) return checkpoint;
  const signature = await signCheckpoint(checkpoint.block, checkpoint.deployment, signer);
  return { ...checkpoint, signatures: [...checkpoint.signatures, signature] };
}
