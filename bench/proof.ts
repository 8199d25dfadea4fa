import { execFile } from "node:child_process";
import { randomInt } from "node:crypto";
import { speedUp } from "../src/crypto/addons.ts";
import { fastKeccak } from "../src/crypto/keccak.ts";
import { askFacts } from "../src/facts/ask.ts";
import { createProofFacts as proofSource } from "../src/facts/proof/proof.ts";
import { recordsOf } from "../src/storage/proved-records.ts";
import { decodeStaple, encodeStaple } from "../src/trust-anchor/staple/staple.ts";
import type { Measured } from "./figures.ts";
import { nodesFor } from "./proof/needed.ts";
import { perSecond, type Speed, type Task, toJson } from "./proof/speed.ts";
import { growState, NAMES, type Size, type State } from "./proof/state.ts";
import { tamper } from "./proof/tamper.ts";
import { madeUp, recorded } from "./proof/targets.ts";
import { proveSeconds } from "./replica-proof.ts";

/**
 * 10,000 accounts and a million slots. Nearly all slots are status words with 128 credentials each; the rest belongs to
 * some 150 agencies.
 */
const COUNTRY: Size = {
  accounts: 10_000,
  slots: { DIDRegistry: 1_000, CredentialTypes: 100, Accreditations: 500, StatusLists: 998_400 },
};
const VILLAGE: Size = {
  accounts: 50,
  slots: { DIDRegistry: 40, CredentialTypes: 4, Accreditations: 20, StatusLists: 60 },
};

export interface Sizes {
  readonly state: Size;
  readonly rounds: number;
  readonly size: number;
  readonly js: number;
  readonly tries: number;
}

const SIZES: Sizes = { state: COUNTRY, rounds: 9, size: 200, js: 120, tries: 1_000_000 };

/** Staples from a large state: their size, how fast one core verifies them, and whether any changed one is accepted. */
export async function proof({ state: size, rounds, size: each, js, tries }: Sizes = SIZES): Promise<Measured> {
  await speedUp();
  const state = growState(await fastKeccak(), size);
  const task = taskOf(state, (rounds + 5) * each);
  const native = await perSecond(task, { rounds, size: each, warmUp: 5 * each });
  const plain = await withoutAddons(taskOf(state, js));
  const figures = {
    "proof.statusOnly.bytes": statusOnly(state).length,
    "proof.full.bytes": (await full(state)).length,
    "proof.verify.native.perSecond": native.verify,
    "proof.floor.native.perSecond": native.floor,
    "proof.verify.js.perSecond": plain.verify,
    "proof.floor.js.perSecond": plain.floor,
  };
  const { seconds } = await proveSeconds();
  // Imported here because it starts a chain.
  const { anchoring } = await import("./gas/evidence.ts");
  const gas = Object.entries(await anchoring()).map(([id, used]) => [id, Number(used)]);
  const seed = randomInt(2 ** 31);
  const { tried, accepted, ...more } = await tamper(
    [...recorded(), ...madeUp(await fastKeccak(), VILLAGE)],
    tries,
    seed,
  );
  return {
    figures: {
      ...figures,
      "proof.tampered.accepted": accepted,
      "proof.tampered.tried": tried,
      "replica.proveSeconds": seconds,
      ...Object.fromEntries(gas),
    },
    notes: [
      `Slots: ${JSON.stringify(size.slots)}; the staple that is verified: ${task.staples[0]?.length} bytes.`,
      `Changes (seed ${seed}): ${counts(more.kinds)}. Refused: ${counts(more.refused)}.`,
      `The same facts of the same block, its genuine seals in another order or form: ${more.sealedOtherwise}.`,
      `The same facts without the agency's name, which proves nothing and was left out: ${more.unnamed}.`,
    ],
  };
}

const counts = (all: ReadonlyMap<string, number>): string =>
  [...all]
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name} ${count}`)
    .join(", ");

/** What a gate needs if it already has the issuer's records. */
function statusOnly(state: State): Uint8Array {
  const nodes = nodesFor(state, (read) => read("StatusLists", state.words[0] ?? "0x"));
  return encodeStaple({ header: state.sealed(0), nodes });
}

/** The facts of all five checks, verified. */
async function full(state: State): Promise<Uint8Array> {
  const { anchor, query, time } = state;
  const nodes = nodesFor(state, (read) => void recordsOf(query, read));
  const bytes = encodeStaple({ header: state.sealed(0), nodes, names: [NAMES] });
  const facts = proofSource({ anchor, clock: { now: () => time }, staples: [decodeStaple(bytes)] });
  const answer = await askFacts(facts, [query]);
  const records = answer.known ? answer.records[0] : undefined;
  if (
    records?.links.length !== 2 ||
    records.links[0]?.names === undefined ||
    records.key === undefined ||
    records.status?.value !== 0
  )
    throw new Error("not whole");
  return bytes;
}

/** One account and three slots: a list's header and two of its words. */
function taskOf(state: State, count: number): Task {
  const { anchor, sealed, words, list, time } = state;
  const slots = [list, ...words];
  const nodes = nodesFor(state, (read) => {
    for (const slot of slots) read("StatusLists", slot);
  });
  const staples = Array.from({ length: count }, (_, i) => encodeStaple({ header: sealed(-i), nodes }));
  return { anchor: { ...anchor, advancedAt: time - count }, staples, slots, now: time };
}

/** Runs in a process that finds none of the optional packages. */
function withoutAddons(task: Task): Promise<Speed> {
  const script = new URL("./proof/without-addons.ts", import.meta.url).pathname;
  return new Promise((resolve, reject) => {
    const child = execFile(process.execPath, [script], { maxBuffer: 1024 }, (error, stdout) =>
      error ? reject(error) : resolve(JSON.parse(stdout) as Speed),
    );
    child.stdin?.end(toJson(task));
  });
}
