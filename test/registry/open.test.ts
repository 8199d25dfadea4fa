import { randomBytes } from "node:crypto";
import { inspect } from "node:util";
import { expect } from "chai";
import { createRemoteAccount, createSigningAccount } from "../../src/public/chain.ts";
import { execute, findProposal, propose, queue, stateOf, typeIdOf, vote } from "../../src/public/council.ts";
import { DidimError } from "../../src/public/index.ts";
import { type Addresses, eventOf, openRegistry } from "../../src/public/registry.ts";
import { type LocalChain, startLocalChain } from "../support/chain.ts";

async function failure(work: Promise<unknown>): Promise<DidimError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof DidimError) return error;
  throw new Error(`expected a DidimError, not ${String(error)}`);
}

const newSigner = () => createSigningAccount({ privateKey: randomBytes(32) });
const UNTIL = 2n ** 40n - 1n;

describe("The registries' clients", () => {
  let chain: LocalChain;
  let free: string;

  before(async () => {
    chain = await startLocalChain();
    free = chain.accounts[10] ?? "";
  });

  after(() => chain.stop());

  const having = (changes: Partial<Addresses>): Promise<unknown> =>
    openRegistry({ url: chain.url, addresses: { ...chain.addresses, ...changes } });

  describe("connect only to the right deployment:", () => {
    it("not to another chain", async () => {
      expect((await failure(having({ chainId: 1n }))).code).to.equal("facts.wrong-chain");
    });

    it("not to another chain with the same id", async () => {
      const { code, details } = await failure(having({ genesis: `0x${"11".repeat(32)}` }));
      expect(code).to.equal("facts.wrong-chain");
      expect(details.expected).to.equal(`0x${"11".repeat(32)}`);
    });

    it("not where there is no contract", async () => {
      const StatusLists = { ...chain.addresses.contracts.StatusLists, address: `0x${"22".repeat(20)}` };
      const error = await failure(having({ contracts: { ...chain.addresses.contracts, StatusLists } }));
      expect(error.code).to.equal("facts.no-contract");
      expect(error.details).to.deep.equal({ contract: "StatusLists", address: StatusLists.address });
    });

    it("not where there is another contract", async () => {
      const StatusLists = {
        ...chain.addresses.contracts.StatusLists,
        address: chain.addresses.contracts.Council.address,
      };
      const error = await failure(having({ contracts: { ...chain.addresses.contracts, StatusLists } }));
      expect(error.code).to.equal("facts.foreign-contract");
    });

    it("not if no node is there", async () => {
      const work = openRegistry({ url: "http://127.0.0.1:9", addresses: chain.addresses });
      expect((await failure(work)).code).to.equal("facts.node-unreachable");
    });
  });

  it("read without a signer, and do not write", async () => {
    const registry = await openRegistry({ url: chain.url, addresses: chain.addresses });
    expect((await registry.dids.resolve(free)).controller.toLowerCase()).to.equal(free);
    expect((await failure(registry.statuses.openList(free, 1, 128, free))).code).to.equal("registry.no-signer");
  });

  it("wait for a write, and show what it did", async () => {
    const receipt = await chain.as(free).statuses.openList(free, 1, 256, chain.accounts[11] ?? "");
    expect(eventOf(receipt, "ListOpened")?.facts).to.include({ list: 1n, capacity: 256n });
    expect((await chain.as(free).statuses.listOf(free, 1)).capacity).to.equal(256n);
  });

  it("refuse before sending what the contract would refuse", async () => {
    const registry = chain.as(chain.accounts[12] ?? "");
    const { number } = await registry.head();
    const error = await failure(registry.statuses.setStatus(free, 9, 0, 1));
    expect(error.code).to.equal("registry.StatusNotIssuer");
    expect(error.details).to.include({ issuer: free, list: 9n, caller: chain.accounts[12] });
    expect((await registry.head()).number).to.equal(number);
  });

  it("distinguish wrong arguments from refusals", async () => {
    const error = await failure(chain.as(free).statuses.openList("nobody", 1, 256, free));
    expect(error.code).to.equal("registry.arguments");
    expect(error.details.doing).to.equal("StatusLists.openList");
  });

  it("keep a wrong argument out of the error and its causes, because it may have to stay out of logs", async () => {
    const error = await failure(chain.as(free).statuses.statusOf(free, 1, "resident number 990302-1234567"));
    expect(error.code).to.equal("registry.arguments");
    expect(inspect(error, { depth: null, showHidden: true })).not.to.contain("990302");
  });

  it("sign many transactions at once with a local key, without funds on a chain without gas price", async () => {
    const signer = newSigner();
    const registry = chain.as(free).as(signer);
    const lists = [1, 2, 3, 4, 5];
    await Promise.all(lists.map((list) => registry.statuses.openList(signer.address, list, 128, free)));
    for (const list of lists) expect((await registry.statuses.listOf(signer.address, list)).capacity).to.equal(128n);
  });

  it("report that a remote signer holds no key for an account", async () => {
    const registry = chain.as(free).as(createRemoteAccount({ url: chain.url, address: newSigner().address }));
    const error = await failure(registry.statuses.openList(registry.signer?.address ?? "", 1, 128, free));
    expect(error.code).to.equal("registry.unknown-account");
  });

  it("read as of a block", async () => {
    const registry = chain.as(free);
    const before = await registry.head();
    await registry.statuses.openList(free, 77, 128, free);
    expect((await registry.at(before.number).statuses.listOf(free, 77)).opened).to.equal(0n);
    expect((await registry.at({ hash: before.hash }).statuses.listOf(free, 77)).opened).to.equal(0n);
    expect((await registry.statuses.listOf(free, 77)).opened).not.to.equal(0n);
    expect((await failure(registry.at(before.number + 1000n).head())).code).to.equal("facts.no-state");
  });

  it("sign typed data that the registry accepts from a relayer", async () => {
    const signer = newSigner();
    const registry = chain.as(free);
    const operation = registry.dids.encode("changeOwner", [signer.address, chain.accounts[13] ?? ""]);
    const deadline = (await chain.now()) + 600;
    const signature = await signer.signTypedData(
      {
        name: "Didim DIDRegistry",
        version: "1",
        chainId: registry.chainId,
        verifyingContract: registry.dids.address,
      },
      {
        Relay: [
          { name: "identity", type: "address" },
          { name: "operation", type: "bytes" },
          { name: "nonce", type: "uint256" },
          { name: "deadline", type: "uint256" },
        ],
      },
      { identity: signer.address, operation, nonce: 0, deadline },
    );
    await registry.dids.relay(signer.address, operation, deadline, signature);
    expect((await registry.dids.controllerOf(signer.address)).toLowerCase()).to.equal(chain.accounts[13]);
  });

  it("take a council decision from proposal to execution", async () => {
    const [, first = "", second = "", third = ""] = chain.accounts;
    const registry = chain.as(first);
    const action = { do: "type.register", vct: "urn:test:club-card", authority: free } as const;
    await chain.advanceTime(1);
    const proposal = await propose(registry, first, [action], "A club card");
    expect(await stateOf(registry, proposal.id)).to.equal("pending");
    await chain.advanceTime(2);
    for (const member of [first, second, third]) await vote(chain.as(member), member, proposal.id, "for", "yes");
    expect((await failure(vote(registry, first, proposal.id, "against"))).code).to.equal(
      "registry.GovernorAlreadyCastVote",
    );
    await chain.advanceTime(chain.parameters.votingPeriod + 1);
    const found = await findProposal(registry, proposal.id);
    expect(found).to.deep.equal(proposal);
    await queue(registry, found);
    await chain.advanceTime(2);
    await execute(registry, found);
    expect((await registry.types.authorityOf(typeIdOf(action.vct))).toLowerCase()).to.equal(free);
    expect((await failure(findProposal(registry, "0x01"))).code).to.equal("council.unknown");
  });

  it("let the council add and remove a validator, one a day if there are five", async () => {
    const { validators } = chain.as(free);
    const first = (await validators.getValidators()).map((one) => one.toLowerCase());
    expect(first).to.deep.equal(chain.accounts.slice(1, 6));
    const [leaving = ""] = first;
    await chain.decide([{ do: "validator.add", validator: free }], "a sixth validator");
    expect((await validators.getValidators()).map((one) => one.toLowerCase())).to.deep.equal([...first, free]);
    const remove = { do: "validator.remove", validator: leaving } as const;
    const error = await failure(chain.decide([remove], "too soon"));
    expect([error.code, error.details.made]).to.deep.equal(["registry.ValidatorSetTooManyChanges", 1n]);
    await chain.advanceTime(86_400);
    await chain.decide([remove], "a day later");
    expect((await validators.getValidators()).map((one) => one.toLowerCase())).to.deep.equal([free, ...first.slice(1)]);
    expect((await failure(validators.add(leaving))).code).to.equal("registry.GovernedNotCouncil");
  });

  it("anchor evidence, once", async () => {
    const { evidence } = chain.as(free);
    const root = `0x${"e1".repeat(32)}`;
    const receipt = await evidence.anchor([root]);
    expect(eventOf(receipt, "RootAnchored")?.facts).to.include({ root, time: await evidence.anchoredAt(root) });
    expect(eventOf(await evidence.anchor([root]), "RootAnchored")).to.equal(undefined);
  });

  it("find every registry in the Directory, with the code hash in the addresses file", async () => {
    const registry = chain.as(free);
    for (const [name, { address, codeHash }] of Object.entries(chain.addresses.contracts)) {
      const entry = await registry.directory.current(`0x${Buffer.from(name.padEnd(32, "\0")).toString("hex")}`);
      expect([entry.registry.toLowerCase(), entry.codeHash, entry.until]).to.deep.equal([address, codeHash, UNTIL]);
    }
  });
});
