import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import hre from "hardhat";
import * as accreditations from "../../src/storage/accreditations.ts";
import { CREDENTIAL_TYPES, TERM, TYPE as TYPE_WORD } from "../../src/storage/credential-types.ts";
import * as didRegistry from "../../src/storage/did-registry.ts";
import { DIRECTORY, ENTRY } from "../../src/storage/directory.ts";
import { EVIDENCE_LOG } from "../../src/storage/evidence-log.ts";
import type { Packed } from "../../src/storage/packed.ts";
import { HEADER, STATUS_LISTS } from "../../src/storage/status-lists.ts";
import { VALIDATOR_SET, validatorSlots } from "../../src/storage/validator-set.ts";
import { accredit, chainOfTwo, DAY, ethers, networkHelpers, now, SALT, TYPE, wait } from "./support/registries.ts";

const { loadFixture } = networkHelpers;
const PAGE = fileURLToPath(new URL("../../docs/storage.md", import.meta.url));

/** The registries whose slots a verifier of proofs reads, and those deployed with them. */
const REGISTRIES = [
  "did/DIDRegistry",
  "accreditation/CredentialTypes",
  "accreditation/Accreditations",
  "status/StatusLists",
  "status/EvidenceLog",
  "governance/ValidatorSet",
  "governance/Directory",
  "governance/RelyingParties",
];

interface Member {
  readonly label: string;
  readonly slot: string;
  readonly offset: number;
  readonly type: string;
}

interface Layout {
  readonly storage: readonly Member[];
  readonly types: Readonly<
    Record<string, { label: string; numberOfBytes: string; members?: readonly Member[] }>
  > | null;
}

/** The slot number that src/storage uses for each variable. */
const BASE_SLOTS: Readonly<Record<string, Readonly<Record<string, bigint>>>> = {
  "did/DIDRegistry": didRegistry.DID_REGISTRY,
  "accreditation/CredentialTypes": CREDENTIAL_TYPES,
  "accreditation/Accreditations": accreditations.ACCREDITATIONS,
  "status/StatusLists": STATUS_LISTS,
  "status/EvidenceLog": EVIDENCE_LOG,
  "governance/ValidatorSet": VALIDATOR_SET,
  "governance/Directory": DIRECTORY,
};

/** Variables that belong to no record and that nobody reads by their slots. */
const UNREAD = ["_nameFallback", "_versionFallback", "_changes", "_distrusted", "_appointments", "_registrations"];

/** The packed words of each struct, slot by slot. */
const WORDS: Readonly<Record<string, readonly Packed<string>[]>> = {
  "IDIDRegistry.Identity": [didRegistry.IDENTITY],
  "IDIDRegistry.Key": [didRegistry.KEY],
  "IDIDRegistry.Attribute": [didRegistry.ATTRIBUTE],
  "IDIDRegistry.Recovery": didRegistry.RECOVERY,
  "ICredentialTypes.CredentialType": [TYPE_WORD],
  "ICredentialTypes.AuthorityEpoch": [TERM],
  "IAccreditations.Accreditation": [accreditations.ACCREDITATION],
  "IAccreditations.Epoch": [accreditations.EPOCH],
  "Freezes.FreezeCall": accreditations.FREEZE,
  "IStatusLists.StatusList": [HEADER],
  "IDirectory.Entry": [ENTRY],
};

const layouts = new Map<string, Promise<Layout>>();

/** Cached, because the compiler's output is large. */
function layoutOf(registry: string): Promise<Layout> {
  const layout = layouts.get(registry) ?? readLayout(registry);
  layouts.set(registry, layout);
  return layout;
}

async function readLayout(registry: string): Promise<Layout> {
  const name = registry.split("/")[1];
  const id = await hre.artifacts.getBuildInfoId(`contracts/${registry}.sol:${name}`);
  const path = id === undefined ? undefined : await hre.artifacts.getBuildInfoOutputPath(id);
  if (path === undefined) throw new Error(`${registry} was never built`);
  const { output } = JSON.parse(readFileSync(path, "utf8"));
  return output.contracts[`project/contracts/${registry}.sol`][name as string].storageLayout;
}

/** A registry's tables as in docs/storage.md: its variables, then each of their structs. */
function tables({ storage, types }: Layout): string {
  const known = types ?? {};
  const row = ({ label, slot, type }: Member) => `| ${slot} | \`${label}\` | \`${known[type]?.label}\` |`;
  const variables = ["| slot | variable | type |", "| --- | --- | --- |", ...storage.map(row)];
  const structs = Object.values(known)
    .filter(({ members }) => members !== undefined)
    .map(({ label, members = [] }) => struct(label.replace("struct ", ""), members, known));
  return [variables.join("\n"), ...structs.sort()].join("\n\n");
}

function struct(name: string, members: readonly Member[], known: NonNullable<Layout["types"]>): string {
  const row = ({ label, slot, offset, type }: Member) =>
    `| \`${label}\` | \`${known[type]?.label}\` | ${slot} | ${offset * 8} |`;
  const head = [`\`${name}\`:`, "", "| member | type | slot | from bit |", "| --- | --- | --- | --- |"];
  return [...head, ...members.map(row)].join("\n");
}

/** The slot of a mapping's value (Solidity documentation, "Layout of State Variables in Storage"). */
const at = (key: string | bigint, slot: string | bigint): string =>
  ethers.keccak256(ethers.concat([ethers.zeroPadValue(hex(key), 32), ethers.zeroPadValue(hex(slot), 32)]));
const hex = (value: string | bigint): string => (typeof value === "bigint" ? ethers.toBeHex(value, 32) : value);

/** The members of a word, from the lowest bit up, with these widths in bits. */
function unpack(word: string, widths: readonly bigint[]): bigint[] {
  let rest = BigInt(word);
  return widths.map((width) => {
    const member = rest & ((1n << width) - 1n);
    rest >>= width;
    return member;
  });
}

const numbers = (values: readonly (string | bigint | boolean)[]): bigint[] => values.map((value) => BigInt(value));

describe("Storage: docs/storage.md", () => {
  for (const registry of REGISTRIES) {
    it(`agrees with the compiler about ${registry}`, async () => {
      const expected = tables(await layoutOf(registry));
      const page = readFileSync(PAGE, "utf8");
      expect(page.includes(expected), `docs/storage.md should have:\n\n${expected}\n`).to.equal(true);
    });
  }
});

describe("Storage: src/storage", () => {
  for (const registry of REGISTRIES) {
    it(`has each variable of ${registry} in the slot that the compiler gave it`, async () => {
      const { storage } = await layoutOf(registry);
      const read = storage.filter(({ label }) => !UNREAD.includes(label));
      const expected = read.map(({ label, slot }) => [label.replace(/^_/, ""), BigInt(slot)]);
      expect(BASE_SLOTS[registry] ?? {}).to.deep.equal(Object.fromEntries(expected));
    });
  }

  for (const [name, words] of Object.entries(WORDS)) {
    it(`has each packed member of ${name} where the compiler put it`, async () => {
      const all = await Promise.all(REGISTRIES.map(layoutOf));
      const types = Object.assign({}, ...all.map((layout) => layout.types)) as NonNullable<Layout["types"]>;
      const struct = Object.values(types).find(({ label }) => label === `struct ${name}`);
      const members = (struct?.members ?? []).map(({ label, slot, offset, type }) => {
        const bits = 8n * BigInt(types[type]?.numberOfBytes ?? 0);
        return [label, { slot: Number(slot), from: 8n * BigInt(offset), mask: (1n << bits) - 1n }] as const;
      });
      // A member with a slot of its own is not packed.
      const expected = members.filter(([, { mask }]) => mask < 2n ** 255n);
      const own = words.flatMap((word, slot) =>
        Object.entries(word).map(([label, member]) => [label, { slot, ...member }] as const),
      );
      expect(own).to.deep.equal(expected);
    });
  }
});

describe("Storage: a verifier computes each slot, and reads there what the registry returns", () => {
  it("an identity: its controller, and whether it is deactivated", async () => {
    const { dids, sejong, relayer } = await loadFixture(chainOfTwo);
    await dids.connect(sejong).changeOwner(sejong, relayer);
    await dids.connect(relayer).deactivate(sejong);
    const word = await ethers.provider.getStorage(dids, at(sejong.address, 0n));
    expect(unpack(word, [160n, 40n, 32n, 8n, 8n, 8n])).to.deep.equal(numbers([...(await dids.identityOf(sejong))]));
  });

  it("a type", async () => {
    const { types, moi } = await loadFixture(chainOfTwo);
    await types.connect(moi).retire(TYPE, (await now()) + 9n);
    const word = await ethers.provider.getStorage(types, at(TYPE, 0n));
    expect(unpack(word, [160n, 40n, 40n, 8n, 8n])).to.deep.equal(numbers([...(await types.typeOf(TYPE))]));
    const decided = await ethers.provider.getStorage(types, at(TYPE, 6n));
    expect([BigInt(decided), BigInt(decided)]).to.deep.equal([await types.retirementDecidedAt(TYPE), await now()]);
  });

  it("an authority's terms of office, once the first has ended", async () => {
    const { types, council, successor } = await loadFixture(chainOfTwo);
    const first = at(0n, at(TYPE, 1n));
    expect(BigInt(await ethers.provider.getStorage(types, first)), "the type's own record says it").to.equal(0n);
    await types.connect(council).replaceAuthority(TYPE, successor, await now());
    for (const index of [0n, 1n]) {
      const word = await ethers.provider.getStorage(types, at(index, at(TYPE, 1n)));
      expect(unpack(word, [160n, 40n, 40n, 8n])).to.deep.equal(numbers([...(await types.authorityEpoch(TYPE, index))]));
    }
  });

  it("an accreditation and its epochs", async () => {
    const all = await loadFixture(chainOfTwo);
    const { accreditations, sejong, ministry } = all;
    await accreditations.connect(ministry).withdraw(sejong, TYPE);
    await accredit(all, sejong, ministry);
    await accreditations.connect(sejong).applyFor(sejong, TYPE, ministry, true, 3, "");
    const word = await ethers.provider.getStorage(accreditations, at(TYPE, at(sejong.address, 0n)));
    expect(unpack(word, [160n, 40n, 8n, 8n, 16n, 16n, 8n])).to.deep.equal(
      numbers([...(await accreditations.accreditationOf(sejong, TYPE))]),
    );
    for (const index of [0n, 1n]) {
      const slot = at(index, at(TYPE, at(sejong.address, 1n)));
      expect(unpack(await ethers.provider.getStorage(accreditations, slot), [160n, 40n, 40n, 8n, 8n])).to.deep.equal(
        numbers([...(await accreditations.epochOf(sejong, TYPE, index))]),
      );
    }
  });

  it("a list's header, and a word of it", async () => {
    const { statuses, sejong, operator } = await loadFixture(chainOfTwo);
    const [list, index] = [7n, 300n];
    await statuses.connect(sejong).openList(sejong, list, 1_024n, operator);
    await statuses.connect(sejong).setStatus(sejong, list, index, 2n);
    const id = (BigInt(sejong.address) << 96n) | (list << 64n);
    const header = await ethers.provider.getStorage(statuses, at(id, 0n));
    expect(unpack(header, [160n, 32n, 40n])).to.deep.equal(numbers([...(await statuses.listOf(sejong, list))]));
    const word = BigInt(await ethers.provider.getStorage(statuses, at(id | (index / 128n), 1n)));
    expect((word >> (2n * (index % 128n))) & 3n).to.equal(2n);
  });

  it("a root's time", async () => {
    const { relayer } = await loadFixture(chainOfTwo);
    const log = await ethers.deployContract("EvidenceLog", [SALT]);
    await log.connect(relayer).anchor([TYPE]);
    expect(BigInt(await ethers.provider.getStorage(log, at(TYPE, 0n)))).to.equal(await log.anchoredAt(TYPE));
  });

  it("the validators, and a change of them", async () => {
    const { council, sejong, busan, ministry, moi } = await loadFixture(chainOfTwo);
    const set = await ethers.deployContract("ValidatorSet", [council, [sejong, busan, ministry], SALT]);
    await set.connect(council).remove(sejong);
    await wait(DAY);
    await set.connect(council).add(moi);
    const read = (slot: string): Promise<string> => ethers.provider.getStorage(set, slot);
    const [count = "", ...members] = await Promise.all(validatorSlots(3).map(read));
    expect(BigInt(count)).to.equal(3n);
    expect(members.map((word) => ethers.getAddress(ethers.dataSlice(word, 12)))).to.deep.equal(
      await set.getValidators(),
    );
    const second = BigInt(ethers.keccak256(hex(1n))) + 1n;
    expect(unpack(await read(hex(second)), [40n, 16n])).to.deep.equal(numbers([...(await set.change(1))]));
  });
});
