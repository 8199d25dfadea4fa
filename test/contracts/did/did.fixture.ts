import { createECDH } from "node:crypto";
import { calculateJwkThumbprint } from "jose";
import { KEY_NAMES, nameToBytes32 } from "../../../src/did/names.ts";
import type { DIDRegistry } from "../../../typechain/index.ts";
import { connection, ethers, networkHelpers } from "../support/local.ts";

export { connection, ethers, networkHelpers };

export const NO_END = 2n ** 40n - 1n;
export const DAY = 86_400n;
export const Reason = { none: 0n, retired: 1n, compromised: 2n };
export const [P256, SECP256K1] = (["P-256", "secp256k1"] as const).map((crv) => nameToBytes32(KEY_NAMES[crv])) as [
  string,
  string,
];
export const bytes32 = nameToBytes32;

export type Account = Awaited<ReturnType<typeof ethers.getSigners>>[number];

/** A registry, an agency as an identity, and other accounts. */
export async function registryAndPeople() {
  const signers = await ethers.getSigners();
  const [deployer, agency, thief, recoverer, successor, stranger, relayer] = signers;
  if (!deployer || !agency || !thief || !recoverer || !successor || !stranger || !relayer) throw new Error("too few");
  const registry = await ethers.deployContract("DIDRegistry", [ethers.id("did tests")]);
  return { registry, agency, thief, recoverer, successor, stranger, relayer, id: agency.address };
}

export interface TestKey {
  readonly crv: "P-256" | "secp256k1";
  readonly name: string;
  readonly value: string;
  readonly thumbprint: string;
}

/** A key from a fixed secret, so that a failing test is reproducible. */
export async function key(secret: number | bigint, crv: TestKey["crv"] = "P-256"): Promise<TestKey> {
  const ecdh = createECDH(crv === "P-256" ? "prime256v1" : "secp256k1");
  ecdh.setPrivateKey(Buffer.from(BigInt(secret).toString(16).padStart(64, "0"), "hex"));
  const point = ecdh.getPublicKey();
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((c) => c.toString("base64url"));
  const print = await calculateJwkThumbprint({ kty: "EC", crv, x: x!, y: y! });
  return {
    crv,
    name: nameToBytes32(KEY_NAMES[crv]),
    value: `0x${ecdh.getPublicKey("hex", "compressed")}`,
    thumbprint: `0x${Buffer.from(print, "base64url").toString("hex")}`,
  };
}

/** A key or anchor registered by its hash. */
export interface HashedThing {
  readonly algorithm: bigint;
  readonly thumbprint: string;
  readonly hash: string;
}

export const X509_ROOT = 128n;
export const X509_CERTIFICATE = 129n;

/** A key that is larger than a slot. */
export const largeKey = (seed: string, algorithm = 3n): HashedThing => ({
  algorithm,
  thumbprint: ethers.id(`thumbprint of ${seed}`),
  hash: ethers.id(seed),
});

/** A certificate anchor, identified only by the certificate's hash. */
export const certificate = (seed: string, algorithm: bigint = X509_ROOT): HashedThing => ({
  algorithm,
  thumbprint: ethers.id(seed),
  hash: ethers.id(seed),
});

export const registerByHash = (registry: DIDRegistry, by: Account, thing: HashedThing, validity: bigint = NO_END) =>
  registry.connect(by).registerByHash(by.address, thing.algorithm, thing.thumbprint, thing.hash, validity);

export const now = async (): Promise<bigint> => BigInt(await networkHelpers.time.latest());

/** Sets the time of the next transaction's block, and returns it. */
export async function nextAt(time: bigint): Promise<bigint> {
  await networkHelpers.time.setNextBlockTimestamp(time);
  return time;
}

/** The time of the next block, which is set in advance. */
export const nextTime = async (): Promise<bigint> => nextAt((await now()) + 10n);

export const register = (registry: DIDRegistry, by: Account, { name, value }: TestKey, validity: bigint = NO_END) =>
  registry.connect(by).setAttribute(by.address, name, value, validity);

export const call = (registry: DIDRegistry, name: string, args: unknown[]): string =>
  registry.interface.encodeFunctionData(name as "changeOwner", args as [string, string]);

/** The thumbprints in the document. */
export async function shown(registry: DIDRegistry, identity: string): Promise<string[]> {
  return (await registry.resolve(identity)).assertionKeys.map((k) => k.thumbprint);
}

/** The number of listed keys; checks that every key is listed at its stored position. */
export async function listedKeys(registry: DIDRegistry, identity: string): Promise<bigint> {
  return (await registry.identityOf(identity)).keyCount;
}

export interface Relayed {
  readonly identity: string;
  readonly operation: string;
  readonly nonce: bigint;
  readonly deadline: bigint;
}

export const RELAY = {
  Relay: [
    { name: "identity", type: "address" },
    { name: "operation", type: "bytes" },
    { name: "nonce", type: "uint256" },
    { name: "deadline", type: "uint256" },
  ],
};

export async function domain(registry: DIDRegistry) {
  return {
    name: "Didim DIDRegistry",
    version: "1",
    chainId: (await ethers.provider.getNetwork()).chainId,
    verifyingContract: await registry.getAddress(),
  };
}

/** Signs an operation of `identity`, or a multicall of several, with its current nonce; valid for an hour. */
export async function sign(registry: DIDRegistry, by: Account, identity: string, operations: string[]) {
  const [first] = operations;
  const relayed: Relayed = {
    identity,
    operation: first !== undefined && operations.length === 1 ? first : call(registry, "multicall", [operations]),
    nonce: await registry.nonce(identity),
    deadline: (await now()) + 3600n,
  };
  const signature = await by.signTypedData(await domain(registry), RELAY, relayed);
  return { ...relayed, signature };
}

/**
 * Rotates keys: each step registers a key and retires the previous one, starting with `first`; a hundred per
 * transaction.
 */
export async function rotate(registry: DIDRegistry, by: Account, first: TestKey, times: number): Promise<void> {
  let { thumbprint } = first;
  for (let done = 0; done < times; done += 100) {
    const batch: string[] = [];
    for (let i = done; i < done + 100; i++) {
      const next = await key(10_000 + i);
      batch.push(call(registry, "setAttribute", [by.address, next.name, next.value, NO_END]));
      batch.push(call(registry, "retireKey", [by.address, thumbprint]));
      thumbprint = next.thumbprint;
    }
    await nextTime();
    await (await registry.connect(by).multicall(batch)).wait();
  }
}
