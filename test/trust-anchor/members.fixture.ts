import { keccak256 } from "../../src/crypto/hash.ts";
import { createProver, type Prover } from "../../src/facts/proof/prover.ts";
import type { RegistryAddresses } from "../../src/registry/logs/source.ts";
import { PROVED } from "../../src/storage/registries.ts";
import type { Pins, TrustAnchor } from "../../src/trust-anchor/anchor.ts";
import { checkpointDigest } from "../../src/trust-anchor/checkpoint/checkpoint.ts";
import type { SealedBlock } from "../../src/trust-anchor/seals/sealed.ts";
import { Validator } from "../facts/proof/writing.fixture.ts";

export type Send = (method: string, params: readonly unknown[]) => Promise<unknown>;

const CHAIN = 31_337n;
const DIRECTORY = { address: `0x${"d1".repeat(20)}`, codeHash: `0x${"07".repeat(32)}` };
const members = Array.from({ length: 3 }, () => new Validator());

/** The members' addresses. */
export const MEMBERS: readonly string[] = members.map(({ address }) => address);

/** Two of three members sign any block, on Hardhat's chain or on the given one. */
export const signedByTwo = async (
  block: SealedBlock,
  { chainId, directory } = { chainId: CHAIN, directory: DIRECTORY.address },
): Promise<readonly Uint8Array[]> => {
  const digest = checkpointDigest(block, chainId, directory);
  return members.slice(1).map((each) => each.sign(digest));
};

/**
 * Registries on Hardhat's chain with members who sign its blocks: an anchor, and a prover. `advancedAt` in seconds
 * since 1970.
 */
export async function vouchedFor(
  send: Send,
  { dids, types, accreditations, statuses }: RegistryAddresses,
  advancedAt: number,
): Promise<{ anchor: TrustAnchor; registries: Pins; prover: Prover }> {
  const pins = [dids, types, accreditations, statuses].map(async (address, i) => {
    const code = String(await send("eth_getCode", [address, "latest"]));
    return [PROVED[i], { address, codeHash: keccak256(Buffer.from(code.slice(2), "hex")) }] as const;
  });
  const registries = { ...Object.fromEntries(await Promise.all(pins)), Directory: DIRECTORY } as Pins;
  const sealers = { kind: "checkpoint", members: MEMBERS, threshold: 2 } as const;
  const anchor = { chainId: CHAIN, registries, sealers, advancedAt };
  const rpc = { request: (method: string, params: readonly unknown[] = []) => send(method, params), nodes: [] };
  return { anchor, registries, prover: createProver({ rpc, registries, sign: signedByTwo }) };
}
