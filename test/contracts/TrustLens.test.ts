import { generateKeyPairSync } from "node:crypto";
import { expect } from "chai";
import { type AddressLike, FunctionFragment } from "ethers";
import fc from "fast-check";
import type { FactsQuery, TrustRecords } from "../../src/facts/facts.ts";
import { lensReader } from "../../src/registry/questions/lens.ts";
import { termIn, typeIn } from "../../src/storage/credential-types.ts";
import { KEY } from "../../src/storage/did-registry.ts";
import { addressIn, bitsIn } from "../../src/storage/packed.ts";
import { recordsOf } from "../../src/storage/proved-records.ts";
import type { ProvedRegistry } from "../../src/storage/registries.ts";
import { HEADER, statusIn } from "../../src/storage/status-lists.ts";
import { often } from "../support/often.ts";
import { agenciesOf, histories, play, stage } from "./support/history.ts";
import {
  chainOfTwo,
  ethers,
  NO_END,
  NOBODY,
  networkHelpers,
  now,
  type Registries,
  SALT,
  SCHEMA_HASH,
  Status,
  TYPE,
  wait,
} from "./support/registries.ts";

const { loadFixture } = networkHelpers;
const LIST = 3n;
const KEY_NAME = ethers.encodeBytes32String("did/pub/JsonWebKey2020/veriKey");

/** A new P-256 key: its SEC 1 compressed point, and the RFC 7638 thumbprint of its JWK. */
function freshKey(): { point: string; thumbprint: string; x: string } {
  const { x = "", y = "" } = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey.export({ format: "jwk" });
  const [xBytes, yBytes] = [Buffer.from(x, "base64url"), Buffer.from(y, "base64url")];
  const point = ethers.concat([yBytes.at(-1)! % 2 === 0 ? "0x02" : "0x03", xBytes]);
  const jwk = `{"crv":"P-256","kty":"EC","x":"${x}","y":"${y}"}`;
  return { point, thumbprint: ethers.sha256(ethers.toUtf8Bytes(jwk)), x: ethers.hexlify(xBytes) };
}

/** Sejong under its ministry, with a key, a list, and a suspended credential at index 130. */
async function issuing() {
  const all = await chainOfTwo();
  const key = freshKey();
  await all.dids.connect(all.sejong).setAttribute(all.sejong, KEY_NAME, key.point, 2n ** 64n);
  await all.statuses.connect(all.sejong).openList(all.sejong, LIST, 1_024n, all.operator);
  await all.statuses.connect(all.operator).setStatus(all.sejong, LIST, 130n, Status.suspended);
  return { ...all, key };
}

const NONE = ethers.ZeroHash;
const query = (issuer: AddressLike, issuedAt: bigint, rest: Partial<{ thumbprint: string; typeId: string }> = {}) => ({
  ...{ issuer, anchor: NONE, thumbprint: NONE, typeId: TYPE, doctypeId: NONE },
  ...{ issuedAt, hasStatus: false, list: 0n, index: 0n, withTerm: false },
  ...rest,
});

const status = (list: bigint, index: bigint) => ({ hasStatus: true, list, index });

type Query = ReturnType<typeof query>;

/** Checks that each of the lens's records equals the one read from the registries' storage. */
async function expectSame(all: Registries, queries: Query[]): Promise<void> {
  const asked = await Promise.all(queries.map(asFacts));
  const { asOf, records } = await lensReader(ethers.provider, await all.lens.getAddress())(asked, "latest");
  expect(BigInt(asOf.time)).to.equal(await now());
  const stored = storage(all);
  for (const [i, one] of asked.entries()) expect(records[i]).to.deep.equal(await stored(one));
}

async function asFacts({ issuer, anchor, typeId, doctypeId, ...rest }: Query): Promise<FactsQuery> {
  const { thumbprint, issuedAt, hasStatus, list, index, withTerm } = rest;
  return {
    ...(anchor === NONE ? { issuer: (await ethers.resolveAddress(issuer)).toLowerCase() } : { anchor }),
    ...(doctypeId === NONE ? { typeId } : { doctypeId }),
    ...{ keyThumbprint: thumbprint, issuedAt: Number(issuedAt) },
    ...(hasStatus && { status: { list: Number(list), index: Number(index) } }),
    ...(withTerm && { withTerm }),
  };
}

/** Reads slots from the node until the records are complete. */
function storage({ dids, types, accreditations, statuses }: Registries): (query: FactsQuery) => Promise<TrustRecords> {
  const contracts = {
    DIDRegistry: dids,
    CredentialTypes: types,
    Accreditations: accreditations,
    StatusLists: statuses,
  };
  const known = new Map<string, bigint>();
  return async (query) => {
    for (;;) {
      const missing: [ProvedRegistry, string][] = [];
      const records = recordsOf(query, (registry, slot) => {
        const word = known.get(registry + slot);
        if (word === undefined) missing.push([registry, slot]);
        return word ?? 0n;
      });
      if (missing.length === 0) return records;
      for (const [registry, slot] of missing) {
        known.set(registry + slot, BigInt(await ethers.provider.getStorage(contracts[registry], slot)));
      }
    }
  };
}

describe("TrustLens: everything the chain knows about a credential, in one call", () => {
  it("returns issuer, key, type, chain and status, and the block they are as of", async () => {
    const all = await loadFixture(issuing);
    const { lens, sejong, ministry, moi, operator, key } = all;
    const time = await now();
    const [asOf, [found]] = await lens.look([{ ...query(sejong, time, key), ...status(LIST, 130n) }]);
    const block = await ethers.provider.getBlock("latest");
    expect([...asOf]).to.deep.equal([31337n, BigInt(block!.number), time]);
    expect([found!.issuerDeactivated, found!.authorityDeactivated]).to.deep.equal([false, false]);
    expect([found!.xOrHash, bitsIn(found!.key, KEY.until)]).to.deep.equal([key.x, NO_END]);
    expect(typeIn(found!.kind)).to.include({ authority: moi.address.toLowerCase(), applicationStatusIsValid: false });
    expect(found!.chain.map(({ holder }) => holder)).to.deep.equal([sejong.address, ministry.address]);
    expect([addressIn(found!.list, HEADER.operator), bitsIn(found!.list, HEADER.capacity)]).to.deep.equal([
      operator.address.toLowerCase(),
      1_024n,
    ]);
    expect(BigInt(statusIn(found!.statuses, 130))).to.equal(Status.suspended);
    await expectSame(all, [{ ...query(sejong, time, key), ...status(LIST, 130n) }]);
  });

  it("marks missing records as missing, so that no zero passes for a fact", async () => {
    const { lens, stranger, sejong } = await loadFixture(issuing);
    const [, records] = await lens.look([
      { ...query(stranger, await now(), { typeId: ethers.id("unknown") }), ...status(9n, 0n) },
      { ...query(sejong, await now()), ...status(LIST, 1_024n) },
    ]);
    const [nothing, beyond] = records;
    expect([nothing!.key, nothing!.kind, nothing!.chain.length]).to.deep.equal([0n, 0n, 0]);
    expect([nothing!.list, nothing!.statuses], "the list is not open").to.deep.equal([0n, 0n]);
    expect(nothing!.authorityDeactivated, "nobody is the authority").to.equal(true);
    expect([bitsIn(beyond!.list, HEADER.capacity), beyond!.statuses], "the index is beyond the list").to.deep.equal([
      1_024n,
      0n,
    ]);
  });

  it("reads no list for a credential without a status, whatever else the query says", async () => {
    const { lens, sejong } = await loadFixture(issuing);
    const asked = { ...query(sejong, await now()), ...status(LIST, 130n), hasStatus: false };
    const [, [found]] = await lens.look([asked]);
    expect([found!.list, found!.statuses]).to.deep.equal([0n, 0n]);
  });

  it("answers a batch in order, as of one block, and an empty one too", async () => {
    const { lens, sejong, ministry, stranger } = await loadFixture(issuing);
    const time = await now();
    const [, records] = await lens.look([query(stranger, time), query(sejong, time), query(ministry, time)]);
    expect(records.map(({ chain }) => chain.length)).to.deep.equal([0, 2, 1]);
    expect((await lens.look([]))[1]).to.have.length(0);
  });

  it("reports whether a chain's holders, its issuer and its authority are deactivated", async () => {
    const all = await loadFixture(issuing);
    const { lens, dids, sejong, ministry, moi } = all;
    const time = await now();
    for (const [who, expected] of [
      [ministry, [false, false, [false, true]]],
      [moi, [false, true, [false, true]]],
      [sejong, [true, true, [true, true]]],
    ] as const) {
      await dids.connect(who).deactivate(who);
      const [, [found]] = await lens.look([query(sejong, time)]);
      const said = [found!.issuerDeactivated, found!.authorityDeactivated, [...found!.deactivated]];
      expect(said).to.deep.equal(expected);
    }
  });

  it("reports who was the type's authority at a moment, if asked", async () => {
    const { lens, dids, types, council, moi, successor, stranger, sejong } = await loadFixture(issuing);
    const { registered } = await types.typeOf(TYPE);
    await types.connect(council).replaceAuthority(TYPE, successor, 0n);
    const first = await now();
    await wait(10n);
    await types.connect(council).replaceAuthority(TYPE, stranger, first);
    const second = await now();
    await dids.connect(successor).deactivate(successor);
    const at = async (moment: bigint, withTerm = true) => {
      const [, [found]] = await lens.look([{ ...query(sejong, moment), withTerm }]);
      const { authority, from, until } = termIn(found!.term);
      const reason = found!.term >> 240n;
      return [ethers.getAddress(authority), BigInt(from), BigInt(until), reason, found!.termDeactivated];
    };
    const nobody = [ethers.ZeroAddress, 0n, 0n, 0n];
    const [none, ended, stolen] = [0n, 1n, 2n]; // ICredentialTypes.AuthorityReason
    expect(await at(registered - 1n)).to.deep.equal([...nobody, true]);
    expect(await at(registered)).to.deep.equal([moi.address, registered, first, ended, false]);
    expect(await at(first - 1n)).to.deep.equal([moi.address, registered, first, ended, false]);
    expect(await at(first)).to.deep.equal([successor.address, first, second, stolen, true]);
    expect(await at(second)).to.deep.equal([stranger.address, second, NO_END, none, false]);
    expect(await at(second, false), "nobody asked").to.deep.equal([...nobody, false]);
  });

  it("finds the type of a doctype and the issuer of a certificate, or nothing", async () => {
    const all = await loadFixture(issuing);
    const { lens, types, accreditations, council, moi, sejong, ministry, stranger, key } = all;
    const [mdl, mdlType] = [ethers.id("org.iso.18013.5.1.mDL"), ethers.id("urn:mdl")];
    const [anchor, unknown] = [ethers.id("a certificate"), ethers.id("unknown")];
    await types.connect(council).register("urn:mdl", moi, SCHEMA_HASH, "", "org.iso.18013.5.1.mDL", 0);
    await accreditations.connect(ministry).assignAnchor(sejong, TYPE, anchor);
    await accreditations.connect(sejong).applyFor(sejong, mdlType, NOBODY, true, 0, "");
    await accreditations.connect(moi).accredit(sejong, mdlType, true, 0, NO_END, 0);
    await accreditations.connect(moi).assignAnchor(sejong, mdlType, anchor);
    const time = await now();
    // The lens ignores what the credential does not name.
    const ours = { ...query(stranger, time, { ...key, typeId: unknown }), ...status(LIST, 130n) };
    const asked = [
      { ...ours, typeId: TYPE, anchor },
      { ...ours, doctypeId: mdl, anchor },
      { ...ours, doctypeId: mdl, issuer: sejong.address },
      { ...ours, typeId: TYPE, anchor: unknown },
      { ...ours, doctypeId: unknown, anchor },
      { ...ours, doctypeId: unknown, issuer: sejong.address },
    ];
    const [, records] = await lens.look(asked);
    const told = records.map(({ issuer, typeId, chain, key: known }) => [issuer, typeId, chain.length, known !== 0n]);
    expect(told).to.deep.equal([
      [sejong.address, TYPE, 2, true],
      [sejong.address, mdlType, 1, true],
      [sejong.address, mdlType, 1, true],
      [NOBODY, TYPE, 0, false],
      [NOBODY, NONE, 0, false],
      [sejong.address, NONE, 0, true],
    ]);
    expect(records.map(({ issuerDeactivated }) => issuerDeactivated)).to.deep.equal([
      ...[false, false, false],
      ...[true, true, false],
    ]);
    await expectSame(all, asked);
  });

  it("returns the names of each holder in the chain, whatever bytes they are", async () => {
    const { lens, accreditations, sejong, ministry, moi } = await loadFixture(issuing);
    await accreditations.connect(moi).nameAgency(ministry, TYPE, "행정안전부", "");
    const naming = accreditations.interface.encodeFunctionData("nameAgency", [sejong.address, TYPE, "세종", "x"]);
    // The last byte of the English name is not valid UTF-8 any more.
    const data = naming.replace(ethers.hexlify(ethers.toUtf8Bytes("x")).slice(2).padEnd(64, "0"), "ff".padEnd(64, "0"));
    await ministry.sendTransaction({ to: await accreditations.getAddress(), data });
    const [, [found]] = await lens.look([query(sejong, await now())]);
    expect(found!.names.map(({ ko, en }) => [ethers.toUtf8String(ko), en])).to.deep.equal([
      ["세종", "0xff"],
      ["행정안전부", "0x"],
    ]);
    const { records } = await lensReader(ethers.provider, await lens.getAddress())(
      [await asFacts(query(sejong, await now()))],
      "latest",
    );
    expect(records[0]!.links.map(({ names }) => names)).to.deep.equal([
      { ko: "세종", en: "\ufffd" },
      { ko: "행정안전부", en: "" },
    ]);
  });

  it("changes nothing: it has no function that writes, and no storage", async () => {
    const { lens } = await loadFixture(issuing);
    const functions = lens.interface.fragments.filter((fragment) => fragment instanceof FunctionFragment);
    const writing = functions.filter((one) => one.stateMutability !== "view" && one.stateMutability !== "pure");
    expect(writing).to.have.length(0);
    expect(BigInt(await ethers.provider.getStorage(await lens.getAddress(), 0n))).to.equal(0n);
  });

  it("is identified by its immutable salt and registries", async () => {
    const { lens, dids, types, accreditations, statuses } = await loadFixture(issuing);
    const read = [await lens.DIDS(), await lens.TYPES(), await lens.ACCREDITATIONS(), await lens.STATUSES()];
    const deployed = await Promise.all(
      [dids, types, accreditations, statuses].map((contract) => contract.getAddress()),
    );
    expect([...read, await lens.SALT()]).to.deep.equal([...deployed, SALT]);
  });
});

describe("TrustLens agrees with the registries", () => {
  it("after any history, about every agency at every moment", async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.array(fc.nat({ max: 60 }), { maxLength: 4 }), async (history, ago) => {
        const all = await loadFixture(stage);
        for (const agency of agenciesOf(all)) {
          await all.statuses.connect(agency).openList(agency, LIST, 128n, NOBODY);
          await all.statuses.connect(agency).setStatus(agency, LIST, 5n, Status.application);
        }
        await play(all, history);
        await wait(1n);
        const time = await now();
        const moments = [0, ...ago].map((seconds) => time - BigInt(seconds));
        const queries = agenciesOf(all).flatMap((agency) =>
          moments.map((moment) => ({ ...query(agency, moment), ...status(LIST, moment % 200n), withTerm: true })),
        );
        await expectSame(all, queries);
      }),
      often(12, "histories of agencies, seen by the lens"),
    );
  });
});
