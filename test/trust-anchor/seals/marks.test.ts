import { expect } from "chai";
import { type QbftHeader, readHeader } from "../../../src/chain/state/header.ts";
import { writeList, writeString } from "../../../src/chain/state/rlp.ts";
import { createRpc } from "../../../src/public/chain.ts";
import type { DidimError } from "../../../src/public/index.ts";
import { headerFrom } from "../../../src/trust-anchor/node-state.ts";
import { checkSeals, quorumOf } from "../../../src/trust-anchor/seals/seals.ts";
import { recoverSigner } from "../../../src/trust-anchor/seals/signer.ts";
import { ValidatorSet__factory } from "../../../typechain/factories/governance/ValidatorSet__factory.ts";
import { voted } from "../../facts/proof/recorded.fixture.ts";
import {
  bytesOf,
  EXTRA_DATA,
  listOf,
  Validator,
  withExtra,
  withFields,
  withSeals,
} from "../../facts/proof/writing.fixture.ts";
import { type FakeNode, fakeNode } from "../../support/nodes.ts";

const SET = `0x${"55".repeat(20)}`;
const EMPTY = writeList([]);
const EXTRA = writeList([writeString(new Uint8Array(32)), EMPTY, EMPTY, writeString(new Uint8Array()), EMPTY]);
const hex = (bytes: Uint8Array): string => `0x${Buffer.from(bytes).toString("hex")}`;
const byAddress = (one: Validator, other: Validator): number => (one.address < other.address ? -1 : 1);
/** Seven validators, the one with the lowest address first. Five commit a block. */
const validators = Array.from({ length: 7 }, () => new Validator()).sort(byAddress);
const addresses = validators.map(({ address }) => address);
const [recorded] = voted;
const header = withFields(recorded!.raw, { [EXTRA_DATA]: writeString(EXTRA) });
const { hash } = readHeader(header);

/** The block with seals of these validators, as a node tells it. */
const sealedBy = (...who: readonly number[]): Uint8Array =>
  withSeals(
    header,
    who.map((i) => validators[i]!.seal(header)),
  );
const told = (raw: Uint8Array) => ({ ...recorded!.told, hash, extraData: hex(bytesOf(listOf(raw).items[EXTRA_DATA])) });

/** Every choice of at least five of the seven. */
const CHOICES = [...Array(2 ** 7).keys()]
  .map((bits) => [...validators.keys()].filter((i) => (bits >> i) & 1))
  .filter(({ length }) => length >= quorumOf(7));

describe("The seals in a staple, where nodes must agree,", () => {
  const nodes: FakeNode[] = [];
  const dissent: DidimError[] = [];
  const { encodeFunctionResult } = ValidatorSet__factory.createInterface();

  afterEach(async () => {
    dissent.length = 0;
    await Promise.all(nodes.splice(0).map((one) => one.close()));
  });

  /** A node with these seals; the first of several answers first. */
  async function node(block: () => Uint8Array): Promise<FakeNode> {
    const validatorSet = encodeFunctionResult.call(ValidatorSet__factory.createInterface(), "getValidators", [
      addresses,
    ]);
    const wait = nodes.length === 0 ? 0 : 20;
    const made = await fakeNode(async ({ method }) => {
      await new Promise((resolve) => setTimeout(resolve, wait));
      return { result: method === "eth_call" ? validatorSet : told(block()) };
    });
    nodes.push(made);
    return made;
  }

  /** The header that a wallet staples. Two of the nodes must agree. */
  async function stapled(): Promise<QbftHeader> {
    const url = nodes.map((one) => one.url);
    const rpc = createRpc({ url, agree: 2, onDissent: (error) => dissent.push(error) });
    const found = readHeader((await headerFrom(rpc, { hash }, SET)).raw);
    checkSeals(found, addresses);
    return found;
  }
  const signers = ({ seals, commitHash: digest }: QbftHeader): unknown[] =>
    seals.map((signature) => recoverSigner({ digest, signature, even: 0 })).sort();
  const text = ({ commitHash, seals }: QbftHeader): string => [commitHash, ...seals.map(hex)].join(" ");

  it("do not show by which of them a lying node passed on", async function () {
    this.timeout(20_000);
    let choice: readonly number[] = [];
    await node(() => sealedBy(...choice));
    for (let i = 0; i < 2; i++) await node(() => sealedBy(...validators.keys()));
    const marks = new Set<string>();
    for (choice of CHOICES) {
      const found = await stapled();
      marks.add(text(found));
      expect(signers(found)).to.deep.equal(addresses.slice(0, 5));
    }
    expect([CHOICES.length, marks.size]).to.deep.equal([29, 1]);
  });

  it("are not those that a validator makes anew for each wallet", async () => {
    let lie: (raw: Uint8Array) => Uint8Array = (raw) => raw;
    const others = [1, 2, 3, 4, 5] as const;
    await node(() => {
      const seals = [validators[0]!.freshSeal(header), ...others.map((i) => validators[i]!.seal(header))];
      return lie(withSeals(header, seals));
    });
    for (let i = 0; i < 2; i++) await node(() => sealedBy(...others));
    const marks = new Set<string>();
    for (let wallet = 0; wallet < 5; wallet++) marks.add(text(await stapled()));
    expect(marks.size).to.equal(1);
    lie = () => sealedBy(...others);
    expect([...marks], "as if it had told the truth").to.deep.equal([text(await stapled())]);
  });

  it("are not of a round that only one node shows", async () => {
    const round1 = withExtra(header, { round: writeString(Uint8Array.of(1)) });
    await node(() =>
      withSeals(
        round1,
        validators.map((each) => each.seal(round1)),
      ),
    );
    for (let i = 0; i < 2; i++) await node(() => sealedBy(1, 2, 3, 4, 5));
    expect((await stapled()).round).to.equal(0);
  });

  it("are the lowest addresses of all that the nodes show, if no more nodes answer than must agree", async () => {
    await node(() => sealedBy(2, 3, 4, 5, 6));
    await node(() => sealedBy(6, 5, 4, 1, 0));
    await (await node(() => header)).close();
    expect(signers(await stapled())).to.deep.equal([0, 1, 2, 3, 4].map((i) => addresses[i]));
  });

  it("are the same whichever node answers first, if each honest one has others", async () => {
    const sets = [sealedBy(0, 1, 2, 3, 4), sealedBy(2, 3, 4, 5, 6), sealedBy(0, 2, 4, 5, 6)];
    const marks = new Set<string>();
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 0, 2],
    ]) {
      await Promise.all(nodes.splice(0).map((one) => one.close()));
      for (const i of order) await node(() => sets[i]!);
      marks.add(text(await stapled()));
    }
    expect(marks.size).to.equal(1);
  });

  it("come from the other nodes if one spoils its own, and that one is named", async () => {
    const spoilt = await node(() => withSeals(header, [validators[0]!.seal(header), new Uint8Array(65)]));
    for (let i = 0; i < 2; i++) await node(() => sealedBy(...validators.keys()));
    await stapled();
    expect(dissent.map(({ code, details }) => [code, details.node])).to.deep.equal([["facts.bad-answer", spoilt.url]]);
  });

  it("do not wait for a node that keeps silent", async () => {
    for (let i = 0; i < 2; i++) await node(() => sealedBy(...validators.keys()));
    nodes.push(await fakeNode(() => "silence"));
    const start = performance.now();
    await stapled();
    expect(performance.now() - start).to.be.below(3_000);
  });
});
