import type { BaseContract } from "ethers";
import { bagOf } from "../../../src/chain/state/node-bag.ts";
import { writeList, writeString } from "../../../src/chain/state/rlp.ts";
import type { RawNames } from "../../../src/records/names.ts";
import type { TrustAnchor } from "../../../src/trust-anchor/anchor.ts";
import type { Staple } from "../../../src/trust-anchor/staple/staple.ts";
import { type BuiltTrie, secureTrie } from "../../chain/state/trie.fixture.ts";
import { storageOf } from "../../contracts/support/storage.ts";
import { contractual } from "../../facts/proof/recorded.fixture.ts";
import { Validator, withFields, withSeals } from "../../facts/proof/writing.fixture.ts";
import { type Chain, ethers } from "../../facts/replica/chain.fixture.ts";

const scalar = (value: bigint): Uint8Array => {
  const digits = value.toString(16);
  return writeString(
    value === 0n ? new Uint8Array() : ethers.getBytes(`0x${digits.length % 2 === 0 ? "" : "0"}${digits}`),
  );
};

/** The contract's whole storage as a trie. */
async function storageTrie(contract: BaseContract): Promise<BuiltTrie> {
  const held = await storageOf(contract, ethers.provider);
  return secureTrie([...held].filter(([, word]) => word !== 0n).map(([slot, word]) => [slot, scalar(word)] as const));
}

export const validators = Array.from({ length: 4 }, () => new Validator());

/** A header in the recorded form with this state root, number and time, sealed by three of four made-up validators. */
function sealed(stateRoot: string, number: bigint, time: number): Uint8Array {
  const fields = { 3: writeString(ethers.getBytes(stateRoot)), 8: scalar(number), 11: scalar(BigInt(time)) };
  const header = withFields(contractual[0]!.raw, fields);
  return withSeals(
    header,
    validators.slice(0, 3).map((each) => each.seal(header)),
  );
}

/**
 * The chain's current state as if validators had sealed its newest block: the whole state as a staple, and an anchor
 * for it.
 */
export async function stapled(chain: Chain): Promise<{ anchor: TrustAnchor; staple: Staple; time: number }> {
  const names = {
    DIDRegistry: "dids",
    CredentialTypes: "types",
    Accreditations: "accreditations",
    StatusLists: "statuses",
  } as const;
  const accounts: [string, Uint8Array][] = [["0x000000000000000000000000000000000000dead", Uint8Array.of(0xc0)]];
  const nodes = new Map<string, Uint8Array>();
  const pinned: [string, { address: string; codeHash: string }][] = [];
  for (const [name, member] of Object.entries(names)) {
    const contract = chain[member];
    const address = chain.addresses[member];
    const codeHash = ethers.keccak256(await ethers.provider.getCode(address));
    const storage = await storageTrie(contract);
    for (const [hash, node] of storage.nodes) nodes.set(hash, node);
    const account = [
      scalar(1n),
      scalar(0n),
      writeString(ethers.getBytes(storage.root)),
      writeString(ethers.getBytes(codeHash)),
    ];
    accounts.push([address, writeList(account)]);
    pinned.push([name, { address, codeHash }]);
  }
  const state = secureTrie(accounts);
  for (const [hash, node] of state.nodes) nodes.set(hash, node);
  const { number, timestamp: time } = (await ethers.provider.getBlock("latest"))!;
  const anchor: TrustAnchor = {
    chainId: 31_337n,
    registries: Object.fromEntries(pinned) as TrustAnchor["registries"],
    sealers: { kind: "qbft", validators: validators.map(({ address }) => address) },
    advancedAt: time,
  };
  const header = sealed(state.root, BigInt(number), time);
  return { anchor, staple: { header, nodes: bagOf(nodes.values()), names: await namesIn(chain) }, time };
}

/** All names that agencies ever had, from their events. */
async function namesIn({ accreditations }: Chain): Promise<RawNames[]> {
  const events = await accreditations.queryFilter(accreditations.filters.AgencyNamed());
  return events.map(({ args: { ko, en } }) => ({ ko: Buffer.from(ko), en: Buffer.from(en) }));
}
