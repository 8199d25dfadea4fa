import { secp256k1 } from "@noble/curves/secp256k1.js";
import { addon } from "#crypto";
import { concatBytes, equalBytes, fromHex } from "../encodings/bytes.ts";
import { keccak256 } from "../hash.ts";

/** The signer's public key, 65 bytes (SEC 1 v2 §2.3.3). Throws if no key can have made the signature. */
type Recover = (message: Uint8Array, signature: Uint8Array, parity: 0 | 1) => Uint8Array;

const byNoble: Recover = (message, signature, parity) =>
  secp256k1.Signature.fromBytes(Uint8Array.of(parity, ...signature), "recovered")
    .recoverPublicKey(message)
    .toBytes(false);

let recover = byNoble;

/**
 * The address that signed the 32-byte digest (SEC 1 v2 §4.1.6), lower case; undefined if no key can have made the
 * signature. `signature` is r‖s; `parity` is that of the point's y.
 */
export function recoverAddress(digest: string, signature: Uint8Array, parity: 0 | 1): string | undefined {
  const point = attempt(recover, fromHex(digest), signature, parity);
  return point && `0x${keccak256(point.subarray(1)).slice(26)}`;
}

function attempt(by: Recover, ...signed: Parameters<Recover>): Uint8Array | undefined {
  try {
    return by(...signed);
  } catch {
    return undefined;
  }
}

interface Addon {
  ecdsaRecover(signature: Uint8Array, parity: number, message: Uint8Array, compressed: false): Uint8Array;
}

/**
 * From now on {@link recoverAddress} uses libsecp256k1, where the package is installed, has a build for this machine,
 * and agrees with noble. It is thirty times as fast.
 */
export async function speedUpRecovery(): Promise<void> {
  // Imports the bindings, because the package's entry falls back on a slower implementation than ours.
  const loaded = (await addon("secp256k1/bindings.js")) as { readonly default: Addon } | undefined;
  if (loaded === undefined) return;
  const { default: fastest } = loaded;
  const fast: Recover = (message, signature, parity) => fastest.ecdsaRecover(signature, parity, message, false);
  if (saysTheSame(fast)) recover = fast;
}

type Halves = [Uint8Array, Uint8Array, Uint8Array, Uint8Array];

/**
 * Whether it agrees with noble on valid and invalid signatures. It cannot detect a malicious package, which runs in
 * this process.
 */
function saysTheSame(fast: Recover): boolean {
  const [none, half, message, tooMuch] = [0, 1, 2, 255].map((byte) => new Uint8Array(32).fill(byte)) as Halves;
  const signatures = [
    [half, half],
    [half, new Uint8Array(32).fill(0xa5)],
    [none, half],
    [half, none],
    [tooMuch, half],
    [half, tooMuch],
  ];
  return signatures.every((halves) =>
    ([0, 1] as const).every((parity) => {
      const [ours, theirs] = [byNoble, fast].map((by) => attempt(by, message, concatBytes(...halves), parity));
      return ours === undefined || theirs === undefined ? ours === theirs : equalBytes(ours, theirs);
    }),
  );
}
