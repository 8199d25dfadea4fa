import { expect } from "chai";
import { issuersOf } from "../../../src/public/registry.ts";
import { INTERFACES } from "../../../src/registry/contracts.ts";
import type { Registry } from "../../../src/registry/open.ts";
import { accreditationWord, epochWord } from "../../../src/storage/accreditations.ts";

const ADDRESS = `0x${"c7".repeat(20)}`;
const AUTHORITY = `0x${"a1".repeat(20)}`;
const TYPE = `0x${"11".repeat(32)}`;
const NO_END = 2 ** 40 - 1;
const NOW = 1_800_000_000;
const agencyOf = (i: number): string => `0x${(i + 1).toString(16).padStart(40, "0")}`;

/** A registry in memory with so many accreditations, one in each block. It counts what it is asked. */
function withAgencies(count: number): { registry: Registry; asked: () => number; most: () => number } {
  let [asked, most] = [0, 0];
  const { topics, data } = INTERFACES.Accreditations.encodeEventLog("Accredited", [
    ...[agencyOf(0), TYPE, AUTHORITY, 0, NO_END, 0, 0x18, 0, false],
  ]);
  const log = (i: number) => ({
    address: ADDRESS,
    blockNumber: `0x${(i + 1).toString(16)}`,
    topics: topics.map((topic, at) => (at === 1 ? `0x${agencyOf(i).slice(2).padStart(64, "0")}` : topic)),
    data,
    logIndex: "0x0",
    transactionHash: `0x${(i + 1).toString(16).padStart(64, "0")}`,
  });
  const names = INTERFACES.CredentialTypes.getEvent("TypeRegistered")?.topicHash;
  const logsIn = ({
    fromBlock,
    toBlock,
    topics: wanted,
  }: {
    fromBlock: string;
    toBlock: string;
    topics: string[][];
  }) => {
    const [from, to] = [Math.max(1, Number(fromBlock)), Math.min(count, Number(toBlock))];
    const found =
      wanted[0]?.[0] === names ? [] : Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => log(from - 1 + i));
    most = Math.max(most, found.length);
    return found;
  };
  const epoch = {
    ...{ index: 0, accreditor: AUTHORITY, root: true, from: 1_700_000_000, until: NO_END, reason: "none" as const },
    ...{ mayIssue: true, levels: 0, parentGeneration: 0 },
  };
  const accreditation = accreditationWord({ exceptions: 0, epochs: [epoch], generationStart: 0, generation: 0 });
  const records = (issuer: string) => ({
    ...{ issuer, typeId: TYPE, issuerDeactivated: false, key: 0n, xOrHash: `0x${"00".repeat(32)}` },
    ...{ kind: BigInt(AUTHORITY) | (1_600_000_000n << 160n), authorityDeactivated: false },
    chain: [{ holder: issuer, accreditation, index: 0n, epoch: epochWord(epoch), newest: epochWord(epoch) }],
    ...{ deactivated: [false], names: [{ ko: "0x", en: "0x41" }], list: 0n, statuses: 0n, term: 0n },
    termDeactivated: false,
  });
  const contract = { address: ADDRESS };
  const registry = {
    chainId: 31337n,
    addresses: { block: 1n, contracts: { Accreditations: contract, CredentialTypes: contract } },
    rpc: {
      request: async (_: string, [query]: [Parameters<typeof logsIn>[0]]) => {
        asked++;
        return logsIn(query);
      },
    },
    head: async () => ({ number: BigInt(count), hash: TYPE, time: NOW }),
    inForce: { entries: async () => new Map() },
    accreditations: {
      accreditationsOf: async (issuers: string[]) => {
        asked++;
        return issuers.map(() => ({ epochs: 1n }));
      },
    },
    lens: {
      look: async (queries: { issuer: string }[]) => {
        asked++;
        const asOf = { chainId: 31337n, number: BigInt(count), time: BigInt(NOW) };
        return { asOf, records: queries.map(({ issuer }) => records(issuer)) };
      },
    },
    at: () => registry,
  };
  return { registry: registry as unknown as Registry, asked: () => asked, most: () => most };
}

describe("A list of thousands of agencies", function () {
  this.timeout(60_000);

  it("takes a number of requests that grows with their number, not faster", async () => {
    const requests = [];
    for (const count of [300, 1_000, 3_000]) {
      const { registry, asked } = withAgencies(count);
      const { issuers } = await issuersOf(registry, { limit: count });
      expect(issuers).to.have.length(count);
      expect(new Set(issuers.map(({ issuer }) => issuer)).size).to.equal(count);
      expect(issuers.every(({ accredited }) => accredited)).to.equal(true);
      requests.push(asked() / count);
    }
    const [few = 0, , many = 0] = requests;
    expect(many).to.be.at.most(few);
  });

  it("is read by pages: what a page costs does not grow with the number of agencies", async () => {
    const pages = [];
    for (const count of [4_000, 16_000]) {
      const { registry, asked, most } = withAgencies(count);
      const first = await issuersOf(registry, { limit: 50 });
      expect([first.issuers.length, first.before]).to.deep.equal([50, count - 49]);
      const second = await issuersOf(registry, { limit: 50, before: BigInt(first.before ?? 0) });
      expect(second.issuers[0]?.issuer).to.match(new RegExp(`${agencyOf(count - 51).slice(2)}$`));
      expect(most()).to.be.at.most(10_000);
      pages.push(asked());
    }
    // The names of the types are read back to the beginning, in steps that get longer.
    expect((pages[1] ?? 0) - (pages[0] ?? 0)).to.be.at.most(4);
  });
});
