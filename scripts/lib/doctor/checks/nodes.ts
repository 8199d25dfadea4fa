import { createRpc } from "../../../../src/public/chain.ts";
import { isDidimError } from "../../../../src/public/index.ts";
import { type Block, blockOf, chainIdOf } from "../../../../src/public/registry.ts";
import type { Network } from "../../network/network.ts";
import { type DoctorFinding, found, reasonOf } from "../finding.ts";
import type { Check } from "../patient.ts";

/** Blocks that a healthy node may be behind another, which was asked a moment later. */
const LAG = 10n;

interface Answering {
  readonly url: string;
  readonly shown: string;
  readonly head: Block;
}

/** Asks each node by itself: the SDK's own requests would pass over one that fails. */
export const NODES: Check = {
  name: "nodes",
  async examine({ context, options }) {
    let network: Network;
    try {
      network = await context.network();
    } catch (error) {
      const isSilent = isDidimError(error) && error.code.startsWith("facts.node");
      const [url, why] = [options.network.split(",").map(withoutPassword).join(","), reasonOf(error)];
      return [isSilent ? found("node.silent", { url, why }) : found("network.none", { why })];
    }
    const asked = await Promise.all(network.urls.map((url) => ask(url, network)));
    const answering = asked.flatMap(({ node }) => (node === undefined ? [] : [node]));
    return [...asked.flatMap(({ findings }) => findings), ...(await compared(answering))];
  },
};

interface Asked {
  readonly findings: readonly DoctorFinding[];
  /** Absent unless it answers, on the right chain. */
  readonly node?: Answering;
}

async function ask(url: string, { addresses }: Network): Promise<Asked> {
  const shown = withoutPassword(url);
  try {
    const rpc = createRpc({ url });
    const [chainId, first, head] = await Promise.all([chainIdOf(rpc), blockOf(rpc, 0n), blockOf(rpc, "latest")]);
    const answers = found("node.answers", { url: shown, block: head.number });
    if (chainId === addresses.chainId && first.hash === addresses.genesis) {
      const same = found("chain.as-recorded", { chainId, genesis: first.hash });
      return { findings: [answers, same], node: { url, shown, head } };
    }
    const [is, says] = [chainName(chainId, first.hash), chainName(addresses.chainId, addresses.genesis)];
    return { findings: [answers, found("chain.other", { url: shown, found: is, expected: says })] };
  } catch (error) {
    return { findings: [found("node.silent", { url: shown, why: reasonOf(error) })] };
  }
}

const chainName = (chainId: bigint, genesis: string): string => `${chainId} (${genesis.slice(0, 18)}…)`;

/** Whether several nodes tell of the same chain: the newest block that all of them have must be one block. */
async function compared(nodes: readonly Answering[]): Promise<readonly DoctorFinding[]> {
  if (nodes.length < 2) return [];
  const numbers = nodes.map(({ head }) => head.number);
  const common = numbers.reduce((least, number) => (number < least ? number : least));
  const newest = numbers.reduce((most, number) => (number > most ? number : most));
  const hashes = await Promise.all(nodes.map(({ url }) => blockOf(createRpc({ url }), common)));
  const same = new Set(hashes.map(({ hash }) => hash)).size === 1;
  const urls = nodes.map(({ shown }) => shown).join(", ");
  return [
    same
      ? found("nodes.agree", { count: nodes.length, block: common })
      : found("nodes.disagree", { block: common, urls }),
    ...nodes.flatMap(({ shown, head }) =>
      newest - head.number > LAG ? [found("node.behind", { url: shown, blocks: newest - head.number })] : [],
    ),
  ];
}

/** A user and a password in a URL are never shown; a password may have an @ itself. */
export const withoutPassword = (url: string): string => url.replace(/^(\s*\w+:\/\/)[^/?#]*@/, "$1…@");
