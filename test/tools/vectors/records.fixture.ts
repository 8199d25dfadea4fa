import { toHex } from "../../../src/crypto/encodings/bytes.ts";
import type { Facts, FactsQuery, TrustRecords } from "../../../src/facts/facts.ts";
import {
  type ChainReader,
  type HeldAccreditation,
  linksOf,
  type TermReader,
  termOf,
} from "../../../src/records/chain.ts";
import { checkInForce, type Entries } from "../../../src/records/directory-rule.ts";
import type { KeyRecord } from "../../../src/records/records.ts";
import { CONTRACTS } from "../../../tools/vectors/chain/contracts.ts";
import type { RegistryFile } from "./reading.fixture.ts";

type AccreditationFile = RegistryFile["accreditations"][number];
type TypeFile = RegistryFile["types"][number];

interface Held extends HeldAccreditation {
  readonly file: AccreditationFile;
}

/** Reads a registry's file as the walk of the chain of trust reads any source. */
class Reader implements ChainReader<Held>, TermReader<TypeFile> {
  readonly #file: RegistryFile;

  constructor(file: RegistryFile) {
    this.#file = file;
  }

  accreditation(holder: string, typeId: string): Held | undefined {
    const vct = this.type(typeId)?.vct;
    const file = this.#file.accreditations.find((each) => each.holder === holder && each.vct === vct);
    if (file === undefined) return undefined;
    return { ...file, exceptions: file.noStatus ? 1 : 0, file };
  }

  epochCount = ({ file }: Held): number => file.epochs.length;
  epoch = ({ file }: Held, index: number) => ({ ...file.epochs[index]!, index });
  names = ({ file }: Held) => file.names;
  isDeactivated = (identity: string): boolean => this.identity(identity)?.deactivated ?? /^0x0+$/.test(identity);
  type = (typeId: string): TypeFile | undefined => this.#file.types.find(({ id }) => id === typeId);
  termCount = ({ terms }: TypeFile): number => terms.length;
  term = ({ terms }: TypeFile, index: number) => terms[index]!;
  identity = (wanted: string) => this.#file.identities.find(({ identity }) => identity === wanted);
  list = (wanted: string, list: number) =>
    this.#file.statusLists.find((each) => each.issuer === wanted && each.list === list);
}

/** Facts from a registry's file alone: no chain, no node. */
export function factsOf(file: RegistryFile, pinned: boolean): Facts {
  const reader = new Reader(file);
  const { number, time, hash } = file.block;
  const block = BigInt(number);
  const asOf = { chainId: BigInt(file.chainId), block, time, hash, ...(pinned && { pinned: true as const }) };
  return {
    source: "memory",
    ...(pinned && { pin: [block] }),
    async lookup(queries) {
      checkInForce(CONTRACTS, file.contracts, entriesOf(file), time);
      return { asOf, records: queries.map((query) => recordsFor(reader, query)) };
    },
  };
}

const entriesOf = ({ directory }: RegistryFile): Entries =>
  new Map(CONTRACTS.map((name) => [name, directory.filter((entry) => entry.name === name)]));

function recordsFor(
  reader: Reader,
  { issuer = "", typeId = "", keyThumbprint, issuedAt, status, withTerm }: FactsQuery,
): TrustRecords {
  const identity = reader.identity(issuer);
  const key = identity?.keys.find((each) => toHex(Buffer.from(each.thumbprint, "base64url")) === keyThumbprint);
  const type = reader.type(typeId);
  const term = withTerm === true ? termOf(reader, typeId, issuedAt) : undefined;
  return {
    issuer,
    typeId,
    issuerDeactivated: reader.isDeactivated(issuer),
    ...(key && { key: keyRecord(key) }),
    ...(type && { type: { ...type, authorityDeactivated: reader.isDeactivated(type.authority) } }),
    links: linksOf(reader, issuer, typeId, issuedAt),
    ...(status && { status: statusRecord(reader, issuer, status) }),
    ...(term && { term }),
  };
}

const keyRecord = ({ thumbprint: _, ...key }: RegistryFile["identities"][number]["keys"][number]): KeyRecord =>
  ({ compromisedSince: 0, ...key }) as KeyRecord;

function statusRecord(reader: Reader, issuer: string, { list: number, index }: { list: number; index: number }) {
  const list = reader.list(issuer, number);
  if (list === undefined) return { opened: 0, capacity: 0, value: 0 as const };
  const word = BigInt(list.words[String(Math.floor(index / 128))] ?? 0);
  const value = index < list.capacity ? Number((word >> BigInt(2 * (index % 128))) & 3n) : 0;
  return { opened: list.opened, capacity: list.capacity, value: value as 0 | 1 | 2 | 3 };
}
