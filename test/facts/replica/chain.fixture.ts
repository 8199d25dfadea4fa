import { network } from "hardhat";
import { compressPoint, thumbprint } from "../../../src/crypto/keys/jwk.ts";
import type { Signer } from "../../../src/crypto/keys/keys.ts";
import { signerFromPrivateKey } from "../../../src/crypto/signatures/signer.ts";
import type { FactsQuery, TrustRecords } from "../../../src/facts/facts.ts";
import type { ReplicaOptions } from "../../../src/facts/replica/options.ts";
import { lensFacts } from "../../../src/facts/rpc/rpc.ts";
import { jsonRpcLogSource, type LogSource } from "../../../src/registry/logs/source.ts";
import { lensReader } from "../../../src/registry/questions/lens.ts";

const connection = await network.getOrCreate("local");
export const { ethers, networkHelpers } = connection;
export type Connection = typeof connection;

export const NO_END = 2n ** 40n - 1n;
export const SALT = ethers.id("replica tests");
const sendTo =
  ({ provider }: Connection) =>
  (method: string, params: readonly unknown[]): Promise<unknown> =>
    provider.request({ method, params: [...params] });
export const send = sendTo(connection);

export type Actor = Awaited<ReturnType<typeof ethers.getSigners>>[number];
export type Chain = Awaited<ReturnType<typeof registries>>;

export interface TestKey {
  readonly name: string;
  readonly value: string;
  readonly thumbprint: string;
  readonly signer: Signer;
}

/** A key from a fixed secret, so that a failing test is reproducible. */
export function key(secret: number, crv: "P-256" | "secp256k1" = "P-256"): TestKey {
  const bytes = Buffer.from(secret.toString(16).padStart(64, "0"), "hex");
  const signer = signerFromPrivateKey(crv === "P-256" ? "ES256" : "ES256K", bytes);
  const jwk = signer.publicJwk;
  const print = Buffer.from(thumbprint(jwk), "base64url").toString("hex");
  const name = `did/pub/${crv === "P-256" ? "JsonWebKey2020" : "Secp256k1"}/veriKey`;
  return { name: ethers.encodeBytes32String(name), value: compressPoint(jwk), thumbprint: `0x${print}`, signer };
}

/** The registries, with a plain account as the council's executor, and five agencies as identities. */
export function registries() {
  return registriesOn(connection);
}

/** {@link registries} on another Hardhat chain. */
export async function registriesOn(connection: Connection) {
  const { ethers, networkHelpers } = connection;
  const [council, ...rest] = await ethers.getSigners();
  const agencies = rest.slice(0, 5);
  if (council === undefined) throw new Error("no accounts");
  const dids = await ethers.deployContract("DIDRegistry", [SALT]);
  const types = await ethers.deployContract("CredentialTypes", [dids, council, SALT]);
  const seats = await ethers.deployContract("SeatsDouble");
  const accreditations = await ethers.deployContract("Accreditations", [dids, types, seats, SALT]);
  const statuses = await ethers.deployContract("StatusLists", [dids, SALT]);
  const lens = await ethers.deployContract("TrustLens", [dids, types, accreditations, statuses, SALT]);
  for (const agency of agencies) await seats.seat(agency);
  const at = async (contract: { getAddress(): Promise<string> }) => (await contract.getAddress()).toLowerCase();
  const addresses = {
    dids: await at(dids),
    types: await at(types),
    accreditations: await at(accreditations),
    statuses: await at(statuses),
  };
  const read = lensReader(ethers.provider, await at(lens));
  const contracts = { dids, types, accreditations, statuses };
  return { council, agencies, ...contracts, lens, addresses, read, networkHelpers, send: sendTo(connection) };
}

export const sourceOf = (chain: Chain): LogSource => jsonRpcLogSource(chain.send, chain.addresses);

/** Options for a replica over this chain that reads it only on request. */
export function following(chain: Chain, more: Partial<ReplicaOptions> = {}): ReplicaOptions {
  return { source: sourceOf(chain), addresses: chain.addresses, chainId: 31337n, pollMs: 0, ...more };
}

/** TrustLens's answers to the same queries, as of the same block. */
export async function lensSays(chain: Chain, queries: readonly FactsQuery[], block: bigint) {
  const facts = lensFacts({ lens: chain.read, chainId: 31337n, block });
  const records = [];
  for (let i = 0; i < queries.length; i += 25) {
    records.push(...(await facts.lookup(queries.slice(i, i + 25))).records);
  }
  return records;
}

/** {@link lensSays} as a proof shows it: only with the issuer's own names. */
export async function lensProves(chain: Chain, queries: readonly FactsQuery[], block: bigint) {
  return (await lensSays(chain, queries, block)).map(asProved);
}

/** The part of a record that a proof shows. */
export function asProved({ links, ...rest }: TrustRecords): TrustRecords {
  const unnamed = links.map(({ names, ...link }, i) => (i === 0 && names !== undefined ? { ...link, names } : link));
  return { ...rest, links: unnamed };
}
