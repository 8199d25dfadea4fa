import { toHex } from "../src/crypto/encodings/bytes.ts";
import { keccak256 } from "../src/crypto/hash.ts";
import { isOnCurve } from "../src/crypto/keys/curve.ts";
import { DidimError } from "../src/public/index.ts";
import { generatePrivateKey, signerFromPrivateKey } from "../src/public/keys.ts";
import { bytesOf } from "./bytes.ts";

/** A node's identity: its public key on the network, its address among the validators. Lower-case 0x-hex. */
export interface NodeIdentity {
  /** 64 bytes: x‖y. */
  readonly publicKey: string;
  readonly address: string;
}

/** A new node key as in Besu's `--node-private-key-file`: 32 bytes, 0x-hex. */
export function createNodeKey(): string {
  return toHex(generatePrivateKey("ES256K"));
}

/** The identity of a private key. Throws `consortium.node-key`, which never contains the key. */
export function identityOfKey(text: string): NodeIdentity {
  const key = text.trim();
  try {
    if (!/^(0x)?[0-9a-f]{64}$/i.test(key)) throw new RangeError("not 32 bytes of hex");
    const { x = "", y = "" } = signerFromPrivateKey("ES256K", bytesOf(key)).publicJwk as { x?: string; y?: string };
    return identityOf(Buffer.concat([Buffer.from(x, "base64url"), Buffer.from(y, "base64url")]));
  } catch {
    throw new DidimError("consortium.node-key", "A node's key file holds 0x and 32 bytes of hex, a key of secp256k1.");
  }
}

/** The identity of a public key: 64 bytes of hex. Throws `consortium.node-key`. */
export function identityOfPublicKey(text: string): NodeIdentity {
  const [x, y] = [Buffer.from(text.slice(0, 64), "hex"), Buffer.from(text.slice(64), "hex")];
  if (/^[0-9a-f]{128}$/i.test(text) && isOnCurve("secp256k1", x, y)) return identityOf(Buffer.concat([x, y]));
  throw new DidimError("consortium.node-key", "A node's public key is 64 bytes of hex, a point of secp256k1.");
}

function identityOf(publicKey: Uint8Array): NodeIdentity {
  return { publicKey: toHex(publicKey), address: `0x${keccak256(publicKey).slice(-40)}` };
}
