import { expect } from "chai";
import { createProofFacts } from "../../src/facts/proof/proof.ts";
import { queryFor } from "../../src/facts/query.ts";
import { parseHeld } from "../../src/holder/entry.ts";
import {
  createMemoryCredentialStore,
  createMemoryKeyStore,
  createWallet,
  type Staples,
  type Wallet,
} from "../../src/public/holder.ts";
import type { Policy, Verdict } from "../../src/public/verifier.ts";
import { anchorToJson, parseAnchor } from "../../src/trust-anchor/anchor-file.ts";
import type { Staple } from "../../src/trust-anchor/staple/staple.ts";
import { SealedClock } from "../../src/verdict/clock.ts";
import { verify } from "../../src/verifier/verify.ts";
import { shownIn } from "../support/shown.ts";
import { vouchedFor } from "../trust-anchor/members.fixture.ts";
import {
  AUDIENCE,
  chainOfTwo,
  HOUR,
  issue,
  NONCE,
  networkHelpers,
  now,
  POLICY,
  reasons,
  send,
  TYPE,
  VCT,
  type World,
  wait,
} from "./world.ts";

const REQUEST = { audience: AUDIENCE, nonce: NONCE, credentials: [{ id: "id", type: VCT, claims: ["family_name"] }] };

/** 정새롬's wallet with two credentials and proofs of this morning, and the gate's anchor as a file. */
async function morning() {
  const world = await networkHelpers.loadFixture(chainOfTwo);
  const { anchor, prover } = await vouchedFor(send, world.addresses, await now());
  const wallet = createWallet({
    keys: createMemoryKeyStore(),
    credentials: createMemoryCredentialStore(),
    prover,
    clock: { now: () => today },
  });
  let today = await now();
  const credential = async (index: number) => {
    const { publicJwk } = await wallet.newKey();
    return wallet.receive((await issue(world.sejong, { holderKey: publicJwk, status: { list: 0, index } })).credential);
  };
  const id = await credential(7);
  const other = await credential(300);
  const passes = async (seconds: number) => {
    await wait(seconds);
    today = await now();
    return today;
  };
  await passes(HOUR);
  const kept = await wallet.prove([id.id, other.id]);
  return { world, wallet, prover, id, other, kept, passes, file: anchorToJson(anchor), sealed: await now() };
}

/** The wallet's answer, made without a network. */
async function answers(wallet: Wallet, staple: Staples | undefined): Promise<string> {
  const options = { acknowledge: await wallet.review(REQUEST), ...(staple && { staple }) };
  const [presentation] = shownIn(await offline(() => wallet.present(REQUEST, options)));
  return presentation!;
}

/** The verdict of a gate without a network, which has the anchor's file, a clock and the staples that it keeps. */
async function gate(
  { file, now: time, kept = [] }: { file: string; now: number; kept?: readonly Staple[] },
  presented: string,
  policy: Partial<Policy> = {},
): Promise<Verdict> {
  const clock = new SealedClock({ now: () => time });
  const facts = createProofFacts({ anchor: parseAnchor(file), clock, staples: kept });
  return offline(() => verify(presented, { ...POLICY, maxAge: 12 * HOUR, ...policy }, facts, clock));
}

async function offline<T>(act: () => Promise<T>): Promise<T> {
  const before = globalThis.fetch;
  globalThis.fetch = () => Promise.reject(new Error("there is no network down here"));
  try {
    return await act();
  } finally {
    globalThis.fetch = before;
  }
}

const revoke = ({ statuses, sejong }: World, index: number) =>
  statuses.connect(sejong.account).setStatus(sejong.identity, 0, index, 1);

const freshness = ({ presentation }: Verdict) => presentation.find(({ code }) => code.startsWith("facts."));

describe("A gate without a network", () => {
  it("makes all five checks from the presentation alone, as of a block that was sealed this morning", async () => {
    const { wallet, id, kept, passes, file, sealed } = await morning();
    const time = await passes(3 * HOUR);
    const verdict = await gate({ file, now: time }, await answers(wallet, { [id.id]: kept[id.id]! }));
    expect(verdict.outcome, verdict.text.en).to.equal("valid");
    expect(Object.values(verdict.credentials[0]!.checks).map(({ outcome }) => outcome)).to.deep.equal(
      Array(5).fill("valid"),
    );
    expect(verdict.source).to.equal("proof");
    expect(verdict.asOf?.time).to.equal(sealed);
    expect(freshness(verdict)?.text.en).to.equal(
      `The registry was read as of block ${verdict.asOf?.block}, ${time - sealed} seconds old.`,
    );
  });

  it("accepts an ID revoked after the proof's block only if its policy allows facts of that age", async () => {
    const { world, wallet, id, kept, passes, file } = await morning();
    await passes(3 * HOUR);
    await revoke(world, 7);
    const time = await passes(HOUR);
    const shown = await answers(wallet, kept);
    const lenient = await gate({ file, now: time }, shown, { maxAge: 8 * HOUR });
    expect(lenient.outcome).to.equal("valid");
    expect(freshness(lenient)?.evidence.age).to.be.within(4 * HOUR, 4 * HOUR + 60);
    const strict = await gate({ file, now: time }, shown, { maxAge: HOUR });
    expect(strict.outcome).to.equal("indeterminate");
    expect(reasons(strict)).to.deep.equal(["facts.stale"]);
    const fresh = await gate({ file, now: time }, await answers(wallet, await wallet.prove([id.id])));
    expect(reasons(fresh)).to.deep.equal(["status.revoked"]);
  });

  it("cannot verify an ID without a proof, with another credential's proof, or with half a proof", async () => {
    const { world, wallet, id, other, file, passes } = await morning();
    const words = Array.from({ length: 8 }, (_, i) => i);
    await world.statuses
      .connect(world.sejong.account)
      .setStatuses(world.sejong.identity, 0, words, Array(8).fill(3n << 100n), Array(8).fill(1n << 100n));
    const whole = await wallet.prove();
    const halves = await wallet.prove([id.id], "status");
    const time = await passes(10);
    for (const staple of [undefined, { [id.id]: whole[other.id]! }, halves]) {
      const verdict = await gate({ file, now: time }, await answers(wallet, staple));
      expect(verdict.outcome).to.equal("indeterminate");
      expect(new Set(reasons(verdict))).to.deep.equal(new Set(["facts.unavailable"]));
    }
  });

  it("accepts a proof of the status alone if it keeps the issuer's proof, and its facts are as old as that", async () => {
    const { world, wallet, id, prover, passes, file, sealed } = await morning();
    const issuer = await prover.prove([[queryFor(parseHeld(id.credential))]], { part: "issuer" });
    const time = await passes(2 * HOUR);
    const status = await wallet.prove([id.id], "status");
    const verdict = await gate({ file, now: time, kept: issuer }, await answers(wallet, status));
    expect(verdict.outcome, verdict.text.en).to.equal("valid");
    expect([verdict.asOf?.time, verdict.asOf?.upTo]).to.deep.equal([sealed, time]);
    await revoke(world, 7);
    const later = await gate(
      { file, now: await passes(10), kept: issuer },
      await answers(wallet, await wallet.prove([id.id], "status")),
    );
    expect(reasons(later)).to.deep.equal(["status.revoked"]);
  });

  it("learns from an issuer's proof that it keeps that the issuer was withdrawn, even if made for another list", async () => {
    const { world, wallet, id, prover, passes, file, kept } = await morning();
    const { accreditations, statuses, province, sejong } = world;
    await statuses.connect(sejong.account).openList(sejong.identity, 9, 128, sejong.identity);
    await accreditations.connect(province.account).withdraw(sejong.identity, TYPE);
    const another = { ...queryFor(parseHeld(id.credential)), status: { list: 9, index: 1 } };
    const issuer = await prover.prove([[another]], { part: "issuer" });
    const verdict = await gate({ file, now: await passes(60), kept: issuer }, await answers(wallet, kept));
    expect(verdict.outcome).to.equal("invalid");
    expect(reasons(verdict)).to.deep.equal(["accreditation.withdrawn"]);
  });

  it("refuses a proof that was replaced after the holder signed", async () => {
    const { world, wallet, id, kept, file, passes } = await morning();
    await revoke(world, 7);
    const time = await passes(60);
    const [old, revoked] = [await answers(wallet, kept), await answers(wallet, await wallet.prove([id.id]))];
    const payload = (presentation: string): string => presentation.split("~").at(-1)!.split(".")[1]!;
    const exchanged = revoked.replace(payload(revoked), payload(old));
    const verdict = await gate({ file, now: time }, exchanged);
    expect(reasons(verdict)).to.deep.equal(["holderBinding.forged"]);
  });
});
