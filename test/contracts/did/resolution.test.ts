import { expect } from "chai";
import { type DIDDocument, Resolver, type VerificationMethod } from "did-resolver";
import { getResolver as getEthrResolver } from "ethr-did-resolver";
import fc from "fast-check";
import { decompressPoint } from "../../../src/crypto/keys/jwk.ts";
import { formatDid, formatKeyId } from "../../../src/did/did.ts";
import { getResolver } from "../../../src/did/resolver.ts";
import { didReader } from "../../../src/registry/questions/did-reader.ts";
import type { DIDRegistry } from "../../../typechain/index.ts";
import { often } from "../../support/often.ts";
import {
  type Account,
  bytes32,
  call,
  certificate,
  connection,
  DAY,
  ethers,
  type HashedThing,
  key,
  largeKey,
  NO_END,
  networkHelpers,
  now,
  registerByHash,
  registryAndPeople,
  type TestKey,
  X509_CERTIFICATE,
} from "./did.fixture.ts";

const { loadFixture } = networkHelpers;
const CHAIN = 31337n;

/** Both resolvers on one node, with the number of requests each has made. */
async function bothResolvers() {
  const people = await registryAndPeople();
  const requests = { ours: 0, theirs: 0 };
  const provider = (who: keyof typeof requests) =>
    new ethers.BrowserProvider(
      {
        request: ({ method, params }: { method: string; params?: unknown[] | Record<string, unknown> }) => {
          requests[who]++;
          return connection.provider.request({ method, params: Array.isArray(params) ? params : [] });
        },
      },
      Number(CHAIN),
      // By default, ethers answers a repeated question from its cache for 250 ms.
      { staticNetwork: ethers.Network.from(CHAIN), cacheTimeout: -1 },
    );
  const registry = await people.registry.getAddress();
  const read = didReader(provider("ours"), registry);
  const ours = new Resolver(getResolver([{ chainId: CHAIN, read }]));
  const theirs = new Resolver(
    getEthrResolver({
      networks: [{ name: "0x7a69", chainId: CHAIN, registry, web3: { currentProvider: provider("theirs") } }],
    }),
  );
  return { ...people, ours, theirs, requests };
}

type Resolvers = Awaited<ReturnType<typeof bothResolvers>>;

const KEYS: TestKey[] = await Promise.all(
  [101, 102, 103, 104].map((d, i) => key(d, i % 2 === 0 ? "P-256" : "secp256k1")),
);
const text = (value: string): string => ethers.hexlify(ethers.toUtf8Bytes(value));
const ENTRIES: [name: string, value: string][] = [
  ["did/svc/Registry", text("https://registry.example/한국")],
  ["did/svc/Registry", text("{}")],
  ["did/svc/Messages", text('{"uri":"https://m.example","accept":["a"]}')],
  ["did/svc/NotText", "0xfffe"],
  ["did/pub/Ed25519/veriKey/base58", `0x0000${"b9".repeat(32)}`],
  ["did/pub/Ed25519/sigAuth/base64", `0x${"c1".repeat(32)}`],
  ["did/pub/X25519/enc/hex", `0x${"d2".repeat(32)}`],
  ["did/pub/RSA/veriKey/pem", text("-----BEGIN PUBLIC KEY-----")],
  ["did/pub/RSA/veriKey/pem", "0xfe"],
  ["did/pub/Secp256k1/sigAuth/hex", KEYS[1]!.value],
  ["did/pub/Ed25519/veriKey/multi", "0x12"],
  ["did/pub/Thing", "0x34"],
];
const DELEGATE_TYPES = ["veriKey", "sigAuth"];

/**
 * One step of an identity's history. If the registry refuses it (unknown, already known, full, deactivated), nothing
 * changes.
 */
type Step = { who: number; wait: number; validity: bigint } & (
  | { do: "key" | "retire" | "compromise"; key: number }
  | { do: "set" | "revoke"; entry: number }
  | { do: "add" | "remove"; type: string; delegate: number }
  | { do: "hash" | "retireHash" | "compromiseHash"; thing: number }
  | { do: "owner" | "ownerEndingKeys"; to: number }
  | { do: "deactivate" }
  | { do: "batch"; keys: number[] }
);

const common = {
  who: fc.nat(2),
  wait: fc.constantFrom(0, 0, 0, 1, 60, 5000),
  validity: fc.constantFrom(1n, 30n, 4000n, 20_000n, NO_END),
};
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 30, arbitrary: fc.record({ ...common, do: fc.constant("key" as const), key: fc.nat(3) }) },
  {
    weight: 15,
    arbitrary: fc.record({ ...common, do: fc.constantFrom("retire" as const, "compromise" as const), key: fc.nat(3) }),
  },
  {
    weight: 15,
    arbitrary: fc.record({
      ...common,
      do: fc.constantFrom("hash" as const, "hash" as const, "retireHash" as const, "compromiseHash" as const),
      thing: fc.nat(3),
    }),
  },
  {
    weight: 40,
    arbitrary: fc.record({ ...common, do: fc.constant("set" as const), entry: fc.nat(ENTRIES.length - 1) }),
  },
  {
    weight: 25,
    arbitrary: fc.record({ ...common, do: fc.constant("revoke" as const), entry: fc.nat(ENTRIES.length - 1) }),
  },
  {
    weight: 25,
    arbitrary: fc.record({
      ...common,
      do: fc.constantFrom("add" as const, "remove" as const),
      type: fc.constantFrom(...DELEGATE_TYPES),
      delegate: fc.nat(2),
    }),
  },
  {
    weight: 10,
    arbitrary: fc.record({
      ...common,
      do: fc.constantFrom("owner" as const, "ownerEndingKeys" as const),
      to: fc.nat(2),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ ...common, do: fc.constant("batch" as const), keys: fc.subarray([0, 1, 2, 3]) }),
  },
  { weight: 1, arbitrary: fc.record({ ...common, do: fc.constant("deactivate" as const) }) },
);

/**
 * Larger keys and certificates. Two of the keys have an identity's address as thumbprint, by which resolvers filter
 * logs.
 */
const hashed = (people: readonly Account[]): readonly HashedThing[] => [
  ...people.slice(0, 2).map(({ address }) => ({ ...largeKey(address), thumbprint: ethers.zeroPadValue(address, 32) })),
  certificate("root"),
  certificate("leaf", X509_CERTIFICATE),
];

function encode(registry: DIDRegistry, id: string, s: Step, people: Account[], time: bigint): string {
  const on = (name: string, ...args: unknown[]) => call(registry, name, [id, ...args]);
  switch (s.do) {
    case "key":
      return on("setAttribute", KEYS[s.key]!.name, KEYS[s.key]!.value, s.validity);
    case "retire":
      return on("retireKey", KEYS[s.key]!.thumbprint);
    case "compromise":
      return on("compromiseKey", KEYS[s.key]!.thumbprint, time);
    case "set":
      return on("setAttribute", bytes32(ENTRIES[s.entry]![0]), ENTRIES[s.entry]![1], s.validity);
    case "revoke":
      return on("revokeAttribute", bytes32(ENTRIES[s.entry]![0]), ENTRIES[s.entry]![1]);
    case "add":
      return on("addDelegate", bytes32(s.type), people[s.delegate]!.address, s.validity);
    case "remove":
      return on("revokeDelegate", bytes32(s.type), people[s.delegate]!.address);
    case "hash": {
      const { algorithm, thumbprint, hash } = hashed(people)[s.thing]!;
      return on("registerByHash", algorithm, thumbprint, hash, s.validity);
    }
    case "retireHash":
      return on("retireKey", hashed(people)[s.thing]!.thumbprint);
    case "compromiseHash":
      return on("compromiseKey", hashed(people)[s.thing]!.thumbprint, time);
    case "owner":
      return on("changeOwner", people[s.to]!.address);
    case "ownerEndingKeys":
      return on("changeOwnerEndingKeys", people[s.to]!.address);
    case "deactivate":
      return on("deactivate");
    case "batch":
      // Several changes in one block: each back pointer but the first refers to its own block.
      return call(registry, "multicall", [
        s.keys.flatMap((k) => [
          on("setAttribute", bytes32("did/svc/Batch"), text(`https://${k}.example`), s.validity),
          on("revokeAttribute", bytes32("did/svc/Batch"), text(`https://${k}.example`)),
          on("setAttribute", bytes32("did/svc/Batch"), text(`https://again-${k}.example`), s.validity),
        ]),
      ]);
  }
}

/** Plays the steps; returns how many the registry accepted. */
async function play({ registry, agency, successor, stranger }: Resolvers, steps: Step[]): Promise<number> {
  const people = [agency, successor, stranger];
  const to = await registry.getAddress();
  let taken = 0;
  for (const s of steps) {
    if (s.wait > 0) await networkHelpers.time.increase(s.wait);
    const id = people[s.who]!.address;
    const controller = people.find(({ address }) => address === id);
    const by = people.find((p) => p.address === holders.get(id)) ?? controller!;
    try {
      await (
        await by.sendTransaction({ to, data: encode(registry, id, s, people, await now()), gasLimit: 5_000_000n })
      ).wait();
      taken++;
      if (s.do === "owner" || s.do === "ownerEndingKeys") holders.set(id, people[s.to]!.address);
    } catch (error) {
      if (!String(error).includes("revert")) throw error;
    }
  }
  return taken;
}
const holders = new Map<string, string>();

/**
 * What both documents must agree on: without ids (ordinals or content), with references resolved, and our JWKs as
 * hexadecimal.
 */
function meaning(document: DIDDocument): unknown {
  const methods = new Map((document.verificationMethod ?? []).map((m) => [m.id, m]));
  const said = (reference: unknown): string[] => {
    const method = methods.get(String(reference));
    // ethr-did-resolver keeps keyAgreement references to keys that have ended.
    return method === undefined ? [] : [JSON.stringify(material(method))];
  };
  const list = (references: readonly unknown[] = []) => references.flatMap(said).sort();
  return {
    id: document.id,
    methods: list([...methods.keys()]),
    authentication: list(document.authentication),
    assertionMethod: list(document.assertionMethod),
    keyAgreement: list(document.keyAgreement),
    services: (document.service ?? [])
      .map(({ type, serviceEndpoint }) => JSON.stringify([type, serviceEndpoint]))
      .sort(),
  };
}

/**
 * Our publicKeyJwk corresponds to publicKeyHex, and JsonWebKey2020 to EcdsaSecp256k1VerificationKey2019 for secp256k1
 * keys.
 */
function material({ id, type, publicKeyJwk, ...rest }: VerificationMethod): unknown {
  const known = KEYS.find(({ value }) => value.slice(2) === rest.publicKeyHex);
  const registered = known && (type === "JsonWebKey2020" || type === "EcdsaSecp256k1VerificationKey2019");
  const jwk = publicKeyJwk ?? (registered ? decompressPoint(known.value, known.crv) : undefined);
  const controller = id.endsWith("#controller") ? "controller" : "";
  if (jwk === undefined) return { controller, type, ...Object.fromEntries(Object.entries(rest).sort()) };
  return { crv: jwk.crv, x: jwk.x, y: jwk.y };
}

/**
 * The second in which a validity ends counts as over for us, and as valid for ethr-did-resolver. This moves on to a
 * second in which none ends.
 */
async function betweenEnds({ registry }: Resolvers): Promise<void> {
  const { DIDAttributeChanged, DIDDelegateChanged } = registry.filters;
  const changes = [await registry.queryFilter(DIDAttributeChanged()), await registry.queryFilter(DIDDelegateChanged())];
  const ends = new Set(changes.flat().map(({ args }) => args.validTo));
  do await networkHelpers.mine();
  while (ends.has(BigInt(await networkHelpers.time.latest())));
}

async function compare(resolvers: Resolvers) {
  const { ours, theirs, requests, agency, successor, stranger } = resolvers;
  await betweenEnds(resolvers);
  const block = await ethers.provider.getBlockNumber();
  for (const { address } of [agency, successor, stranger]) {
    const did = formatDid(CHAIN, address.toLowerCase());
    const before = requests.ours;
    const mine = await ours.resolve(did);
    expect(requests.ours - before, "requests").to.equal(1);
    // With versionId both resolvers use the block's time; without it, theirs uses the host's clock.
    const other = await theirs.resolve(`${did}?versionId=${block}`);
    expect(mine.didResolutionMetadata.error).to.equal(undefined);
    expect(other.didResolutionMetadata.error).to.equal(undefined);
    expect(meaning(mine.didDocument!)).to.deep.equal(meaning(other.didDocument!));
    expect(mine.didDocumentMetadata.deactivated).to.equal(other.didDocumentMetadata.deactivated);
    expect(mine.didDocumentMetadata.versionId).to.equal(other.didDocumentMetadata.versionId);
  }
}

describe("Our document from one call, and the one that ethr-did-resolver builds from logs", () => {
  it("agree after random histories of a hundred operations on three identities", async () => {
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 100, maxLength: 100 }), async (steps) => {
        const resolvers = await loadFixture(bothResolvers);
        holders.clear();
        for (const part of [steps.slice(0, 50), steps.slice(50)]) {
          taken += await play(resolvers, part);
          await compare(resolvers);
        }
      }),
      { ...often(12, "histories of identities, beside ethr-did-resolver"), endOnFailure: true },
    );
    expect(taken).to.be.greaterThan(12 * 30);
  });

  it("agree when a stranger names the identity in an event of its own in the same block", async () => {
    const resolvers = await loadFixture(bothResolvers);
    const { registry, stranger, agency } = resolvers;
    await ethers.provider.send("evm_setAutomine", [false]);
    await registry.connect(stranger).setRecovery(stranger.address, agency.address, { gasLimit: 200_000n });
    await registry
      .connect(agency)
      .setAttribute(agency.address, bytes32("did/svc/A"), text("a"), DAY, { gasLimit: 300_000n });
    await ethers.provider.send("evm_mine", []);
    await ethers.provider.send("evm_setAutomine", [true]);
    expect(await registry.changed(agency.address)).to.be.greaterThan(0n);
    await compare(resolvers);
  });

  it("agree when a stranger registers a key in the same block whose thumbprint is the identity's address", async () => {
    const resolvers = await loadFixture(bothResolvers);
    const { registry, stranger, agency } = resolvers;
    const thumbprint = ethers.zeroPadValue(agency.address, 32);
    await ethers.provider.send("evm_setAutomine", [false]);
    await registry
      .connect(stranger)
      .registerByHash(stranger.address, 3n, thumbprint, ethers.id("key"), NO_END, { gasLimit: 300_000n });
    await registry
      .connect(agency)
      .setAttribute(agency.address, bytes32("did/svc/A"), text("a"), DAY, { gasLimit: 300_000n });
    await ethers.provider.send("evm_mine", []);
    await ethers.provider.send("evm_setAutomine", [true]);
    expect((await registry.keyOf(stranger.address, thumbprint)).algorithm).to.equal(3n);
    expect(await registry.changed(agency.address)).to.be.greaterThan(0n);
    await compare(resolvers);
  });

  it("differ only in what ours lists beside the document: larger keys and certificates, by their hash", async () => {
    const { registry, agency, ours, theirs } = await loadFixture(bothResolvers);
    const [large, root] = [largeKey("ml-dsa-44", 17n), certificate("root")];
    await registerByHash(registry, agency, large, DAY);
    await registerByHash(registry, agency, root);
    const did = formatDid(CHAIN, agency.address.toLowerCase());
    const { didDocument, didDocumentMetadata } = await ours.resolve(did);
    const others = await theirs.resolve(did);
    expect(meaning(didDocument!)).to.deep.equal(meaning(others.didDocument!));
    expect(didDocument?.verificationMethod?.length).to.equal(1);
    const epoch = async ({ thumbprint }: HashedThing) => {
      const { from, until } = await registry.keyOf(agency.address, thumbprint);
      return { from: Number(from), until: Number(until) };
    };
    expect(didDocumentMetadata).to.deep.equal({
      registeredByHash: [
        { id: formatKeyId(did, large.thumbprint), algorithm: 17, hash: large.hash, ...(await epoch(large)) },
        { algorithm: 128, name: "x509-root", hash: root.hash, ...(await epoch(root)) },
      ],
    });
  });

  it("take one request for ours, and one more per changed block for theirs", async () => {
    const { registry, agency, ours, theirs, requests } = await loadFixture(bothResolvers);
    for (let i = 0; i < 20; i++) {
      await registry.connect(agency).setAttribute(agency.address, bytes32("did/svc/A"), text(String(i)), 1n);
    }
    const did = formatDid(CHAIN, agency.address.toLowerCase());
    requests.ours = 0;
    requests.theirs = 0;
    await ours.resolve(did);
    await theirs.resolve(did);
    expect(requests.ours).to.equal(1);
    expect(requests.theirs).to.be.greaterThan(20);
  });

  it("are available in older versions: ours by the number of a block", async () => {
    const { registry, agency, ours } = await loadFixture(bothResolvers);
    const first = await key(101);
    await registry.connect(agency).setAttribute(agency.address, first.name, first.value, DAY);
    const block = await ethers.provider.getBlockNumber();
    await registry.connect(agency).deactivate(agency.address);
    const did = formatDid(CHAIN, agency.address.toLowerCase());
    const then = await ours.resolve(`${did}?versionId=${block}`);
    expect(then.didDocument?.verificationMethod?.length).to.equal(2);
    expect(then.didDocumentMetadata).to.deep.equal({ versionId: String(block) });
    const present = await ours.resolve(did);
    expect(present.didDocument?.verificationMethod).to.deep.equal([]);
    expect(present.didDocumentMetadata).to.deep.equal({ deactivated: true, versionId: String(block + 1) });
    const future = await ours.resolve(`${did}?versionId=${block + 1000}`);
    expect(future.didResolutionMetadata.error).to.equal("notFound");
  });

  it("are not invented where there is no registry", async () => {
    const { requests } = await loadFixture(bothResolvers);
    requests.ours = 0;
    const read = didReader(new ethers.BrowserProvider(connection.provider), ethers.ZeroAddress.replace(/0$/, "9"));
    const { didResolutionMetadata, didDocument } = await new Resolver(getResolver([{ chainId: CHAIN, read }])).resolve(
      formatDid(CHAIN, `0x${"ab".repeat(20)}`),
    );
    expect(didDocument).to.equal(null);
    expect([didResolutionMetadata.error, didResolutionMetadata.code]).to.deep.equal([
      "internalError",
      "facts.no-contract",
    ]);
  });
});
