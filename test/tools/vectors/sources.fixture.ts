import { readFileSync } from "node:fs";
import { BrowserProvider, Network } from "ethers";
import { fromBase64url } from "../../../src/crypto/encodings/base64url.ts";
import type { Facts } from "../../../src/facts/facts.ts";
import { createProofFacts } from "../../../src/facts/proof/proof.ts";
import { lensFacts } from "../../../src/facts/rpc/rpc.ts";
import { lensReader } from "../../../src/registry/questions/lens.ts";
import { parseAnchor } from "../../../src/trust-anchor/anchor-file.ts";
import { decodeStaple } from "../../../src/trust-anchor/staple/staple.ts";
import type { SealedClock } from "../../../src/verdict/clock.ts";
import type { SourceName } from "../../../tools/vectors/cases/case.ts";
import type { Case } from "../../../tools/vectors/cases/groups.ts";
import { read, registryNamed } from "./reading.fixture.ts";
import { factsOf } from "./records.fixture.ts";

interface AnswersFile {
  readonly block: { readonly number: number };
  readonly lens: string;
  readonly calls: readonly { readonly data: string; readonly result: string }[];
  readonly staple: string;
}

const CHAIN = 31_337n;

/** The source of facts that a case names, from the pack's files alone. */
export function sourceOf(one: Case, name: SourceName, clock: SealedClock): Facts {
  const { registry } = one;
  const pinned = one.pinned === true;
  if (registry === null) throw new Error("no source answers for it");
  if (name === "records") return factsOf(registryNamed(registry), pinned);
  const answers = read<AnswersFile>(`answers/${registry}.json`);
  const block = BigInt(answers.block.number);
  if (name === "rpc") return replayed(answers, pinned ? block : "latest");
  const anchor = parseAnchor(readFileSync("vectors/anchor.json", "utf8"));
  const staples = [decodeStaple(fromBase64url(answers.staple)!)];
  return createProofFacts({ anchor, staples, clock, ...(pinned && { pin: [block] }) });
}

/** A registry of which nobody answers. */
export const SILENT: Facts = {
  source: "memory",
  lookup: () => Promise.reject(new Error("nobody answers")),
};

/** A node that knows only the answers that were recorded. */
function replayed({ calls, lens }: AnswersFile, block: bigint | "latest"): Facts {
  const answers = new Map(calls.map(({ data, result }) => [data, result]));
  const request = async ({ method, params }: { method: string; params?: unknown[] | Record<string, unknown> }) => {
    const [call] = params as [{ to: string; data: string }];
    if (method !== "eth_call" || call.to.toLowerCase() !== lens) throw new Error(`not recorded: ${method}`);
    const answer = answers.get(call.data);
    if (answer === undefined) throw new Error("no such call was recorded");
    return answer;
  };
  const known = Network.from(CHAIN);
  const provider = new BrowserProvider({ request }, known, { staticNetwork: known });
  return lensFacts({ lens: lensReader(provider, lens), chainId: CHAIN, block });
}
