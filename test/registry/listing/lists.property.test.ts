import { expect } from "chai";
import fc from "fast-check";
import { formatDid } from "../../../src/did/did.ts";
import { agencyNames } from "../../../src/registry/listing/agency-names.ts";
import { type IssuersOptions, issuersOf, type ListedIssuer } from "../../../src/registry/listing/issuers.ts";
import { keysOf } from "../../../src/registry/listing/keys.ts";
import { statusListOf, statusListsOf } from "../../../src/registry/listing/status-lists.ts";
import { typesOf } from "../../../src/registry/listing/types.ts";
import type { Registry } from "../../../src/registry/open.ts";
import { type Chain, networkHelpers, registries } from "../../facts/replica/chain.fixture.ts";
import {
  type Attempt,
  attempt,
  attemptOfTrust,
  BEGINNING,
  CHAINS,
  LISTS,
  live,
  THUMBPRINTS,
  TYPES,
} from "../../facts/replica/histories.ts";
import { often } from "../../support/often.ts";
import { registryOver } from "./over-hardhat.fixture.ts";

const { loadFixture } = networkHelpers;
const did = (identity: string): string => formatDid(31337n, identity.toLowerCase());
const identities = ({ agencies }: Chain): string[] => agencies.map(({ address }) => address.toLowerCase());

/** All pages, of a random size. */
async function allIssuers(registry: Registry, options: IssuersOptions): Promise<ListedIssuer[]> {
  const found: ListedIssuer[] = [];
  for (let before: bigint | undefined; ; ) {
    const page = await issuersOf(registry, { ...options, ...(before !== undefined && { before }) });
    found.push(...page.issuers);
    if (page.before === undefined) return found;
    before = BigInt(page.before);
  }
}

/** What the contracts' views say of every agency and type: the list must have these, and no others. */
async function accreditedByViews(chain: Chain) {
  const time = await networkHelpers.time.latest();
  const found = [];
  for (const issuer of identities(chain)) {
    for (const typeId of TYPES) {
      const { epochs } = await chain.accreditations.accreditationOf(issuer, typeId);
      if (epochs === 0n) continue;
      const newest = await chain.accreditations.epochOf(issuer, typeId, epochs - 1n);
      const accredited = await chain.accreditations.isAccredited(issuer, typeId, time);
      const epoch = { since: Number(newest.from), until: Number(newest.until), accreditor: did(newest.accreditor) };
      found.push({ issuer: did(issuer), typeId, ...epoch, accredited });
    }
  }
  return found;
}

async function listsAreWhole(chain: Chain, limit: number): Promise<void> {
  const registry = await registryOver(chain);
  const expected = await accreditedByViews(chain);
  const listed = await allIssuers(registry, { limit });
  const parts = listed.map(({ issuer, typeId, since, until, accreditor, accredited }) => ({
    ...{ issuer, typeId, since, until, accreditor, accredited },
  }));
  expect(parts).to.have.deep.members(expected);
  for (const { standing, accredited } of listed) if (accredited) expect(standing).to.equal("in-force");
  const { types } = await typesOf(registry);
  const registered = [];
  for (const typeId of TYPES) if ((await chain.types.typeOf(typeId)).registered !== 0n) registered.push(typeId);
  expect(types.map(({ typeId }) => typeId)).to.have.members(registered);
}

async function keysAndListsAreWhole(chain: Chain): Promise<void> {
  const registry = await registryOver(chain);
  for (const identity of identities(chain)) {
    const registered = [];
    for (const thumbprint of THUMBPRINTS) {
      const { from, until } = await chain.dids.keyOf(identity, thumbprint);
      if (from !== 0n) registered.push({ thumbprint, from: Number(from), until: Number(until) });
    }
    const { keys } = await keysOf(registry, identity);
    expect(keys.map(({ thumbprint, from, until }) => ({ thumbprint, from, until }))).to.have.deep.members(registered);
    const { lists } = await statusListsOf(registry, identity);
    const opened = [];
    for (const list of LISTS) if ((await chain.statuses.listOf(identity, list)).opened !== 0n) opened.push(list);
    expect(lists.map(({ list }) => list)).to.have.members(opened);
    for (const { list, capacity } of lists) {
      const counts = [0, 0, 0, 0];
      for (const word of await chain.statuses.wordsOf(identity, list, 0, capacity / 128)) {
        for (let i = 0n; i < 256n; i += 2n) {
          const status = Number((word >> i) & 3n);
          counts[status] = (counts[status] ?? 0) + 1;
        }
      }
      expect(Object.values((await statusListOf(registry, identity, list))?.counts ?? {})).to.deep.equal(counts);
    }
  }
}

/** Every name that the views give, and none else. */
async function namesAreThose(chain: Chain): Promise<void> {
  const names = await agencyNames(await registryOver(chain), identities(chain));
  for (const identity of identities(chain)) {
    const given = [];
    for (const typeId of TYPES) {
      const { ko, en } = await chain.accreditations.namesOf(identity, typeId);
      const text = (hex: string) => Buffer.from(hex.slice(2), "hex").toString("utf8");
      if (ko !== "0x" || en !== "0x") given.push({ ko: text(ko), en: text(en), typeId });
    }
    const name = names.get(did(identity));
    if (given.length === 0) expect(name).to.equal(undefined);
    else expect(given).to.deep.include(name);
  }
}

describe("The lists, after any history of the registries,", function () {
  this.timeout(240_000);

  it("have every accreditation and type once, as the views say, on pages of any size", async () => {
    const history = fc.array(fc.oneof(attempt, attemptOfTrust), { minLength: 10, maxLength: 50, size: "max" });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...CHAINS),
        history,
        fc.integer({ min: 1, max: 8 }),
        async (chained, more, limit) => {
          const chain = await loadFixture(registries);
          await live(chain, [...BEGINNING, ...chained, ...more]);
          await listsAreWhole(chain, limit);
        },
      ),
      often<[readonly Attempt[], Attempt[], number]>(6, "lists"),
    );
  });

  it("have every key, status list and name, as the views say", async () => {
    const history = fc.array(attempt, { minLength: 10, maxLength: 50, size: "max" });
    await fc.assert(
      fc.asyncProperty(history, async (attempts) => {
        const chain = await loadFixture(registries);
        await live(chain, [...BEGINNING, ...attempts]);
        await keysAndListsAreWhole(chain);
        await namesAreThose(chain);
      }),
      often(4, "lists of keys"),
    );
  });
});
