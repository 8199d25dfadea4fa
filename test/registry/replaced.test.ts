import { randomBytes } from "node:crypto";
import { expect } from "chai";
import { createRemoteAccount, createRpc, createSigningAccount } from "../../src/public/chain.ts";
import type { CouncilAction } from "../../src/public/council.ts";
import { logsOf, openReplica, type Replica } from "../../src/public/facts/replica.ts";
import { createRpcFacts } from "../../src/public/facts/rpc.ts";
import type { FactsQuery } from "../../src/public/facts.ts";
import { type Addresses, openRegistry, type Registry, relyingPartiesOf } from "../../src/public/registry.ts";
import { type LocalChain, startLocalChain } from "../support/chain.ts";
import { refusedLater } from "../support/refused.ts";

const NAME = "StatusLists";

interface Call {
  readonly method: string;
  readonly params: readonly { readonly to?: string }[];
}

describe("A registry that is replaced through the Directory", () => {
  let chain: LocalChain;
  /** The addresses with another contract in place of the status lists. */
  let next: Addresses;
  let state: unknown;
  let open: Replica[] = [];

  before(async () => {
    chain = await startLocalChain();
    const { contracts } = chain.addresses;
    next = { ...chain.addresses, contracts: { ...contracts, [NAME]: contracts.EvidenceLog } };
  });
  beforeEach(async () => {
    state = await node("evm_snapshot");
  });
  afterEach(async () => {
    for (const replica of open) await replica.close();
    open = [];
    await node("evm_revert", state);
  });
  after(() => chain.stop());

  const node = (method: string, ...params: unknown[]): Promise<unknown> =>
    chain.as(chain.accounts[0] ?? "").rpc.request(method, params);
  /** A connection that reads the Directory each time. */
  const connected = (addresses = chain.addresses): Promise<Registry> =>
    openRegistry({ url: chain.url, addresses, directoryEveryMs: 0 });
  /** The calls in one request: a single one or a batch. */
  const callsIn = (init: RequestInit | undefined) => [JSON.parse(String(init?.body)) as Call | Call[]].flat();
  const isLook = ({ method, params }: Call): boolean =>
    method === "eth_call" && params[0]?.to === chain.addresses.contracts.Directory.address;
  const decided = (...actions: CouncilAction[]): Promise<void> => chain.decide(actions, "of registries");
  const replace = { do: "directory.register", name: NAME } as const;
  const toNext = (): CouncilAction => ({ ...replace, address: next.contracts[NAME].address });

  const WORD = `0x${"00".repeat(32)}`;
  const query: FactsQuery = { issuer: `0x${"11".repeat(20)}`, keyThumbprint: WORD, typeId: WORD, issuedAt: 0 };
  const ask = (registry: Registry, block: bigint | "latest" = "latest") =>
    createRpcFacts({ registry, block }).lookup([query]);
  async function replicaOf(addresses = chain.addresses): Promise<Replica> {
    const replica = await openReplica({ ...logsOf({ rpc: createRpc({ url: chain.url }), addresses }), pollMs: 0 });
    open.push(replica);
    await replica.sync();
    return replica;
  }

  it("is refused on connecting; the error names both contracts, and the current addresses file works", async () => {
    await decided(toNext());
    const { details } = await refusedLater(connected(), "facts.registry-replaced");
    const [address, current] = [chain.addresses, next].map(({ contracts }) => contracts[NAME].address);
    expect(details).to.include({ name: NAME, address, current });
    await ask(await connected(next));
  });

  it("is noticed by open connections and replicas in the block of the replacement; what it said before stays valid", async () => {
    const [registry, replica] = [await connected(), await replicaOf()];
    const before = (await registry.head()).number;
    await decided(toNext());
    await refusedLater(ask(registry), "facts.registry-replaced");
    expect((await ask(registry, before)).asOf.block).to.equal(before);
    // The replica does not know the block yet.
    expect((await replica.lookup([query])).asOf.block).to.equal(before);
    await replica.sync();
    await refusedLater(replica.lookup([query]), "facts.registry-replaced");
    expect(replica.status().ready).to.equal(false);
    await refusedLater((await replicaOf()).lookup([query]), "facts.registry-replaced");
    const reading = await openRegistry({ url: chain.url, addresses: chain.addresses, evenReplaced: true });
    expect((await ask(reading, before)).asOf.block).to.equal(before);
    await refusedLater(ask(reading), "facts.registry-replaced");
  });

  it("no longer tells wallets who may ask for what", async () => {
    const registry = await connected();
    const registered = () =>
      relyingPartiesOf(registry)
        .look()
        .then(({ registrationOf }) => registrationOf(query.issuer, WORD));
    expect(await registered()).to.equal(undefined);
    const { address } = chain.addresses.contracts.EvidenceLog;
    await decided({ do: "directory.register", name: "RelyingParties", address });
    await refusedLater(registered(), "facts.registry-replaced");
    // Verification does not read that contract.
    await ask(registry);
  });

  it("has a successor that agencies may write to in advance, and that nobody reads before the day", async () => {
    const registry = await connected(next);
    await refusedLater(ask(registry), "facts.registry-later");
    const replica = await replicaOf(next);
    await refusedLater(replica.lookup([query]), "facts.registry-later");
    const before = (await registry.head()).number;
    await decided(toNext());
    await ask(registry);
    await replica.sync();
    await replica.lookup([query]);
    await refusedLater(ask(registry, before), "facts.registry-later");
  });

  it("is valid again if the replacement is undone", async () => {
    const replica = await replicaOf();
    await decided(toNext());
    await decided({ ...replace, address: chain.addresses.contracts[NAME].address });
    await ask(await connected());
    await replica.sync();
    await replica.lookup([query]);
  });

  it("says nothing more if it ended without a successor, and nothing it ever said counts if it is distrusted", async () => {
    const registry = await connected();
    const before = (await registry.head()).number;
    await decided({ do: "directory.end", name: NAME });
    // Connecting must work, because whoever installs a replacement has to connect.
    await refusedLater(ask(await connected()), "facts.registry-ended");
    await ask(registry, before);
    await decided({ do: "directory.distrust", name: NAME, index: 0, reason: "It lied." });
    await refusedLater(ask(await connected(), before), "facts.registry-distrusted");
    await decided(toNext());
    await refusedLater(connected(), "facts.registry-distrusted");
  });

  it("is looked up once on connecting, and not again within a minute: a query takes one request", async () => {
    let asked = 0;
    const counting: typeof fetch = (...args) => {
      asked++;
      return fetch(...args);
    };
    const registry = await openRegistry({ url: chain.url, addresses: chain.addresses, fetch: counting });
    asked = 0;
    await ask(registry);
    await ask(registry);
    expect(asked).to.equal(2);
  });

  it("is looked up by a writer at most once a second, however much it writes", async () => {
    let looks = 0;
    const counting: typeof fetch = (url, init) => {
      if (callsIn(init).some(isLook)) looks++;
      return fetch(url, init);
    };
    const registry = await openRegistry({ url: chain.url, addresses: chain.addresses, fetch: counting });
    looks = 0;
    const agencies = chain.accounts
      .slice(8, 12)
      .map((account) => registry.as(createRemoteAccount({ url: chain.url, address: account })));
    const start = performance.now();
    for (let list = 0; list < 5; list++) {
      const opened = agencies.map(({ statuses, signer }) =>
        statuses.openList(signer?.address ?? "", list, 256, `0x${"00".repeat(20)}`),
      );
      await Promise.all(opened);
    }
    expect(looks).to.be.at.most(Math.ceil((performance.now() - start) / 1_000));
  });

  it("is not written to if the Directory cannot be read", async () => {
    let [away, sent] = [false, 0];
    const faulty: typeof fetch = (url, init) => {
      const calls = callsIn(init);
      if (calls.some(({ method }) => /^eth_send/.test(method))) sent++;
      return away && calls.some(isLook) ? Promise.reject(new Error("gone")) : fetch(url, init);
    };
    const signer = createSigningAccount({ privateKey: randomBytes(32) });
    const options = { url: chain.url, addresses: chain.addresses, fetch: faulty, signer, directoryEveryMs: 0 };
    const registry = await openRegistry(options);
    away = true;
    await refusedLater(registry.evidence.anchor([`0x${"ab".repeat(32)}`]), "facts.node-unreachable");
    expect(sent).to.equal(0);
    away = false;
    await registry.evidence.anchor([`0x${"ab".repeat(32)}`]);
    expect(sent).to.equal(1);
  });
});
