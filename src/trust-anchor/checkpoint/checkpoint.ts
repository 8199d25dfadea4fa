import type { BlockHeader } from "../../chain/state/header.ts";
import { bytesOfHex } from "../../crypto/encodings/bytes.ts";
import { keccak256 } from "../../crypto/hash.ts";
import type { ErrorCode } from "../../errors/catalogue/catalogue.ts";
import { DidimError } from "../../errors/error.ts";
import { MAX_SEALERS, type Sealers, type TrustAnchor } from "../anchor.ts";
import { inCanonicalForm, recoverSigner, type Signed } from "../seals/signer.ts";

/**
 * On a chain without seals (the local node), members of the council authenticate a block: each signs its checkpoint.
 * That is EIP-712 typed data whose domain names the deployment by chain id and directory.
 */
export const CHECKPOINT_DOMAIN = { name: "Didim Checkpoint", version: "1" } as const;
export const CHECKPOINT_FIELDS = [
  { name: "number", type: "uint256" },
  { name: "blockHash", type: "bytes32" },
  { name: "stateRoot", type: "bytes32" },
  { name: "timestamp", type: "uint64" },
] as const;

const DOMAIN_TYPE = keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
const CHECKPOINT_TYPE = keccak256(
  `Checkpoint(${CHECKPOINT_FIELDS.map(({ type, name }) => `${type} ${name}`).join(",")})`,
);

/** The EIP-712 digest of a block's checkpoint, for the deployment with this directory. Lower-case 0x-hex. */
export function checkpointDigest(header: Omit<BlockHeader, "parentHash">, chainId: bigint, directory: string): string {
  const { name, version } = CHECKPOINT_DOMAIN;
  const domain = hashWords(DOMAIN_TYPE, keccak256(name), keccak256(version), chainId, directory);
  const { number, hash, stateRoot, time } = header;
  const message = hashWords(CHECKPOINT_TYPE, number, hash, stateRoot, BigInt(time));
  return keccak256(bytesOfHex(`1901${domain.slice(2)}${message.slice(2)}`));
}

/**
 * Throws unless at least `threshold` of the anchor's members signed the block's checkpoint. As with seals, one
 * malformed, unknown or repeated signature makes the whole checkpoint invalid.
 */
export function checkSignatures(
  header: BlockHeader,
  signatures: readonly Uint8Array[],
  anchor: TrustAnchor,
  { members, threshold }: Extract<Sealers, { kind: "checkpoint" }>,
): void {
  const { number } = header;
  const missing = new Set(members);
  if (signatures.length > MAX_SEALERS) {
    const facts = { signatures: signatures.length, most: MAX_SEALERS };
    throw new DidimError("facts.proof-oversized", "A checkpoint has more signatures than any needs.", facts);
  }
  for (const [signature, signed] of checkpointSigned(header, signatures, anchor).entries()) {
    const signer = recoverSigner(signed);
    if (signer === undefined) throw refused("facts.proof-bad-signature", "is malformed", { number, signature });
    if (missing.delete(signer)) continue;
    const facts = { number, signature, signer };
    if (members.includes(signer)) throw refused("facts.proof-repeated-signature", "is repeated", facts);
    throw refused("facts.proof-unknown-signature", "is none of a known member", facts);
  }
  if (signatures.length >= threshold) return;
  throw new DidimError("facts.proof-too-few-signatures", "Too few members signed the block's checkpoint.", {
    number,
    signatures: signatures.length,
    needed: threshold,
  });
}

/** The signatures, each with the digest that it must sign. */
export function checkpointSigned(
  header: BlockHeader,
  signatures: readonly Uint8Array[],
  { chainId, registries }: TrustAnchor,
): readonly Signed[] {
  const digest = checkpointDigest(header, chainId, registries.Directory?.address ?? "0x");
  return signatures.map((signature) => signed(digest, signature));
}

/** The signer of a digest; undefined if the signature is invalid. */
export const signerOf = (digest: string, signature: Uint8Array): string | undefined =>
  recoverSigner(signed(digest, signature));

/**
 * r‖s‖v with v 27 or 28, as wallets sign. A high S is accepted: signatures are counted by signer, and nothing depends
 * on their bytes.
 */
const signed = (digest: string, signature: Uint8Array): Signed => ({ digest, signature, even: 27 });

/** The signatures in canonical order and form, the same for everyone who has the same signatures. */
export const canonicalSignatures = (signatures: readonly Uint8Array[]): Uint8Array[] =>
  inCanonicalForm(signatures.map((signature) => signed("0x", signature)));

/** keccak256 of words of 32 bytes, as in EIP-712's encodeData of atomic members. */
function hashWords(...words: readonly (string | bigint)[]): string {
  const digits = words.map((word) => (typeof word === "bigint" ? word.toString(16) : word.slice(2)).padStart(64, "0"));
  return keccak256(bytesOfHex(digits.join("")));
}

function refused(code: ErrorCode, what: string, facts: Record<string, unknown>): DidimError {
  return new DidimError(code, `A signature of the checkpoint ${what}.`, facts);
}
