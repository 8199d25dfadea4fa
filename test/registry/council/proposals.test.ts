import { expect } from "chai";
import { AbiCoder } from "ethers";
import {
  callOf,
  execute,
  findProposal,
  proposals,
  propose,
  queue,
  typeIdOf,
  vote,
} from "../../../src/public/council.ts";
import { eventOf, historyOf, openRegistry, type Registry } from "../../../src/public/registry.ts";
import { type LocalChain, startLocalChain } from "../../support/chain.ts";
import { type FakeNode, fakeNode, pass } from "../../support/nodes.ts";
import { refusedLater } from "../../support/refused.ts";

const NO_UTF8 = "0xff737461727420776974682066663aff";
const coder = AbiCoder.defaultAbiCoder();
const CREATED = "uint256,address,address[],uint256[],string[],bytes[],uint256,uint256,string".split(",");

describe("Proposals read from a node", function () {
  this.timeout(120_000);
  let chain: LocalChain;
  let [seat, free] = ["", ""];
  let node: FakeNode;

  before(async () => {
    chain = await startLocalChain();
    [seat = "", free = ""] = [chain.accounts[1], chain.accounts[15]];
    node = await fakeNode((asked) => pass(chain.url, asked));
    await chain.advanceTime(1);
  });

  after(async () => {
    await node.close();
    await chain.stop();
  });

  const addSeat = (member: string) => callOf({ addresses: chain.addresses }, { do: "seat.add", member });

  /** Sends a call with bytes in place of its last text; both have the same encoding. */
  async function sendRaw(registry: Registry, to: string, data: string): Promise<void> {
    const { signer, rpc } = registry;
    await rpc.request("eth_sendTransaction", [{ from: signer?.address, to, data, gas: "0x1e8480" }]);
  }

  it("are all listed, even if one description is not text; that one can be voted on and executed like others", async () => {
    const { council } = chain.as(seat);
    const { target, data } = addSeat(free);
    const types = ["address", "address[]", "uint256[]", "bytes[]", "bytes"];
    const selector = council.encode("proposeFor", [seat, [target], [0], [data], ""]).slice(0, 10);
    const raw = selector + coder.encode(types, [seat, [target], [0], [data], NO_UTF8]).slice(2);
    const before = await proposals(chain.as(seat));
    await sendRaw(chain.as(seat), council.address, raw);
    const all = await proposals(chain.as(seat));
    expect(all).to.have.length(before.length + 1);
    const odd = all.at(-1);
    if (odd === undefined) return expect.fail("it is not told");
    expect(odd.description).to.equal("\ufffdstart with ff:\ufffd");
    await chain.advanceTime(2);
    for (const member of chain.parameters.members) await vote(chain.as(member), member, odd.id, "for");
    await chain.advanceTime(chain.parameters.votingPeriod + 1);
    await queue(chain.as(seat), odd);
    await chain.advanceTime(chain.parameters.timelockDelay + 1);
    await execute(chain.as(seat), odd);
    expect(await council.isSeat(free)).to.equal(true);
  });

  it("are listed and found however much text the proposals of one member have together", async () => {
    const registry = chain.as(seat);
    const honest = await propose(registry, seat, [{ do: "seat.add", member: free }], "before the flood");
    for (let i = 0; i < 8; i++) {
      await propose(registry, seat, [{ do: "seat.add", member: free }], `flood ${i}: ${"x".repeat(40_000)}`);
    }
    const bounded = await openRegistry({ url: chain.url, addresses: chain.addresses, maxAnswerBytes: 400_000 });
    expect((await findProposal(bounded, honest.id)).description).to.equal("before the flood");
    const ids = (await proposals(bounded)).map(({ id }) => id);
    expect(ids).to.deep.equal((await proposals(registry)).map(({ id }) => id));
    expect(ids.indexOf(honest.id)).to.equal(ids.length - 9);
  });

  it("are accepted only if calls and description match the id, so that nobody votes on one thing and reads another", async () => {
    const { id } = await propose(chain.as(seat), seat, [{ do: "guardian.set", guardian: free }], "harmless");
    const lied = (change: (fields: unknown[]) => void) =>
      node.behave(async (asked) => {
        const answer = await pass(chain.url, asked);
        if (asked.method !== "eth_getLogs" || typeof answer === "string" || !("result" in answer)) return answer;
        const logs = answer.result as { data: string }[];
        const last = logs.at(-1);
        const fields = coder.decode(CREATED, last?.data ?? "0x").toArray(true);
        change(fields);
        return { result: [...logs.slice(0, -1), { ...last, data: coder.encode(CREATED, fields) }] };
      });
    const registry = await openRegistry({ url: node.url, addresses: chain.addresses });
    expect(await findProposal(registry, id))
      .to.have.nested.property("calls[0].data")
      .that.is.a("string");
    const honest = addSeat(free);
    const lies: readonly ((fields: unknown[]) => void)[] = [
      (fields) => {
        fields[5] = [honest.data];
      },
      (fields) => {
        fields[2] = [free];
      },
      (fields) => {
        fields[3] = [1n];
      },
      (fields) => {
        fields[8] = "another description";
      },
      (fields) => {
        fields[0] = 1n;
      },
      (fields) => {
        fields[2] = [];
      },
    ];
    for (const lie of lies) {
      lied(lie);
      const { details } = await refusedLater(findProposal(registry, id), "facts.bad-answer");
      expect(details).to.have.property("what").that.contains("those of its id");
    }
    node.behave(async (asked) =>
      asked.method === "eth_getLogs"
        ? { result: [{ data: "0x1234", topics: [], address: free }] }
        : pass(chain.url, asked),
    );
    await refusedLater(proposals(registry), "facts.bad-answer");
  });

  it("and applicants' notes: one that is not text does not hide the others", async () => {
    const vct = "urn:kr:test";
    await chain.decide([{ do: "type.register", vct, authority: seat }], "a type");
    const { accreditations } = chain.as(free);
    const nobody = `0x${"0".repeat(40)}`;
    const call = accreditations.encode("applyFor", [free, typeIdOf(vct), nobody, true, 0, ""]);
    const types = ["address", "bytes32", "address", "bool", "uint8", "bytes"];
    const raw = call.slice(0, 10) + coder.encode(types, [free, typeIdOf(vct), nobody, true, 0, NO_UTF8]).slice(2);
    await sendRaw(chain.as(free), accreditations.address, raw);
    const other = chain.accounts[14] ?? "";
    const receipt = await chain.as(other).accreditations.applyFor(other, typeIdOf(vct), nobody, true, 0, "papers");
    expect(eventOf(receipt, "Applied")?.facts).to.have.property("note", "papers");
    const notes = (await historyOf(chain.as(seat), "Accreditations", ["Applied"])).map(({ facts }) => facts.note);
    expect(notes).to.deep.equal(["\ufffd", "papers"]);
  });
});
