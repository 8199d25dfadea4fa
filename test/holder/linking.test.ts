import { expect } from "chai";
import { fromBase64url } from "../../src/crypto/encodings/base64url.ts";
import { createProofFacts } from "../../src/facts/proof/proof.ts";
import { STAPLE_CLAIM } from "../../src/facts/query.ts";
import {
  createMemoryCredentialStore,
  createMemoryKeyStore,
  createWallet,
  type PresentOptions,
  type Wallet,
} from "../../src/public/holder.ts";
import type { Policy } from "../../src/public/verifier.ts";
import type { TrustAnchor } from "../../src/trust-anchor/anchor.ts";
import { decodeStaple, encodeStaple } from "../../src/trust-anchor/staple/staple.ts";
import { SealedClock } from "../../src/verdict/clock.ts";
import { verify } from "../../src/verifier/verify.ts";
import { shownIn } from "../support/shown.ts";
import { vouchedFor } from "../trust-anchor/members.fixture.ts";
import { chainOfTwo, DAY, HOUR, issue, networkHelpers, now, send, VCT } from "../verifier/world.ts";

/** The present time. All clocks follow the chain's. */
let time = 0;
let gates = 0;

/** Registries whose state changes every second, and their residents. */
async function city() {
  const { statuses, stranger, sejong, addresses } = await networkHelpers.loadFixture(chainOfTwo);
  const { anchor, prover } = await vouchedFor(send, addresses, await now());
  let changes = 0;
  const until = async (moment: number): Promise<void> => {
    // Mines the last 25 blocks up to `moment`, five seconds apart, each with a change.
    const next = (await now()) + 1;
    const blocks = [...Array(25)].map((_, i) => moment - (24 - i) * 5).filter((second) => second >= next);
    for (const second of blocks) {
      await networkHelpers.time.setNextBlockTimestamp(second);
      await statuses.connect(stranger.account).setStatus(stranger.identity, 0, changes++ % 1024, 1 + (changes >> 10));
    }
    time = moment;
  };
  const hour = (Math.floor((await now()) / HOUR) + 3) * HOUR;
  await until(hour + 10);
  /** A wallet with this many copies, all issued in this hour. */
  const person = async (copies: number): Promise<Wallet> => {
    const [keys, credentials] = [createMemoryKeyStore(), createMemoryCredentialStore()];
    const wallet = createWallet({ keys, credentials, prover, clock: { now: () => time } });
    for (let i = 0; i < copies; i++) {
      const { publicJwk: holderKey } = await wallet.newKey();
      const claims = { of_age: true };
      const copy = { claims, holderKey, issuedAt: hour, expires: hour + DAY, status: undefined };
      await wallet.receive((await issue(sejong, copy)).credential);
    }
    return wallet;
  };
  return { anchor, hour, until, person };
}

/** Presents a copy to a new gate, and returns what the gate receives. */
async function shows(
  wallet: Wallet,
  anchor: TrustAnchor,
  staple: NonNullable<PresentOptions["staple"]>,
  policy: Partial<Policy> = {},
): Promise<string> {
  const gate = ++gates;
  const request = {
    audience: `https://gate-${gate}.example`,
    nonce: `${gate}`.padStart(4, "0").repeat(6),
    credentials: [{ id: "id", type: VCT, claims: ["of_age"], oneTimeCopies: true }],
  };
  const [presentation] = shownIn(await wallet.present(request, { acknowledge: await wallet.review(request), staple }));
  const clock = new SealedClock({ now: () => time });
  const verdict = await verify(presentation!, { ...request, ...policy }, createProofFacts({ anchor, clock }), clock);
  expect(verdict.outcome, verdict.text.en).to.equal("valid");
  return presentation!;
}

/** Every piece of a presentation with its name. Identical pieces of two presentations are equal. */
function piecesOf(presentation: string): Set<string> {
  const pieces = new Set<string>();
  const add = (name: string, value: unknown): void => {
    if (typeof value === "object" && value !== null) {
      for (const [member, one] of Object.entries(value)) add(Array.isArray(value) ? name : `${name}.${member}`, one);
    } else if (name.endsWith(STAPLE_CLAIM)) addStaple(String(value));
    pieces.add(`${name}=${JSON.stringify(value)}`);
  };
  const addStaple = (text: string): void => {
    const { header, signatures = [], nodes } = decodeStaple(fromBase64url(text)!);
    add("staple.header", Buffer.from(header).toString("hex"));
    for (const bytes of signatures) add("staple.signature", Buffer.from(bytes).toString("hex"));
    for (const [hash] of nodes.entries()) add("staple.node", hash);
  };
  const json = (text: string): unknown => JSON.parse(Buffer.from(text, "base64url").toString());
  const [credential = "", ...rest] = presentation.split("~");
  for (const [name, jwt] of [
    ["credential", credential],
    ["binding", rest.pop() ?? ""],
  ] as const) {
    const [header = "", payload = "", signature = ""] = jwt.split(".");
    add(`${name}.header`, json(header));
    add(`${name}.payload`, json(payload));
    add(`${name}.signature`, signature);
  }
  for (const disclosure of rest) add("disclosure", json(disclosure));
  return pieces;
}

/** The pieces that two gates received alike, and that another person did not show to a third gate. */
const links = (one: string, other: string, elsewhere: string): string[] => {
  const [alike, others] = [piecesOf(other), piecesOf(elsewhere)];
  return [...piecesOf(one)].filter((piece) => alike.has(piece) && !others.has(piece));
};

describe("Two gates that compare all data of two one-time copies", () => {
  it("find nothing in common that another person does not show, too, with proofs kept from the same hour", async () => {
    const { anchor, hour, until, person } = await city();
    const [someone, other] = [await person(2), await person(1)];
    await until(hour + 600);
    const kept = await someone.prove();
    await until(hour + 1500);
    const others = await other.prove();
    await until(hour + 7200);
    const policy = { maxAge: 12 * HOUR };
    const one = await shows(someone, anchor, kept, policy);
    await until(hour + 7260);
    const elsewhere = await shows(other, anchor, others, policy);
    await until(hour + 9000);
    expect(links(one, await shows(someone, anchor, kept, policy), elsewhere)).to.deep.equal([]);
  });

  it("find nothing in common that another person does not show, too, with proofs made in the same minute", async () => {
    const { anchor, hour, until, person } = await city();
    const [someone, other] = [await person(2), await person(1)];
    await until(hour + 605);
    const one = await shows(someone, anchor, "all");
    time = hour + 606;
    const two = await shows(someone, anchor, "all");
    await until(hour + 650);
    expect(links(one, two, await shows(other, anchor, "all"))).to.deep.equal([]);
  });

  it("find identical proofs from all wallets, whenever in the hour they were made", async () => {
    const { hour, until, person } = await city();
    const [someone, other] = [await person(2), await person(1)];
    const proofs: string[] = [];
    for (const [wallet, moment] of [
      [someone, 605],
      [other, 1234],
      [someone, 3598],
    ] as const) {
      await until(hour + moment);
      const kept = Object.values(await wallet.prove());
      proofs.push(...kept.map((staple) => Buffer.from(encodeStaple(staple)).toString("hex")));
    }
    expect(proofs).to.have.length(5);
    expect(new Set(proofs).size).to.equal(1);
  });
});
