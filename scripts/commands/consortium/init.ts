import { createChainId, isTaken } from "../../../network/chain-id.ts";
import { isIp, type NamedNode, parseNamedNode } from "../../../network/enode.ts";
import { MIN_NODES } from "../../../network/record.ts";
import { DidimError } from "../../../src/public/index.ts";
import { consortiumAt, consortiumIfThere } from "../../lib/consortium/consortium.ts";
import type { NewNode } from "../../lib/consortium/files.ts";
import { GUARDIAN, type InitUsage, initUsage } from "../../lib/consortium/init-usage.ts";
import { accountsFor, checkUnused, isAddress } from "../../lib/consortium/member-keys.ts";
import { checkMadeForProduction, checkProduction } from "../../lib/consortium/production.ts";
import { describeConsortium } from "../../lib/consortium/texts.ts";
import { newSalt } from "../../lib/network/parameters.ts";
import { wholeNumber } from "../../lib/terminal/input/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

/** The first node's port among the nodes: as `key` tells it to the other members; and out of the way of other chains. */
const [KEY_PORT, PILOT_PORT] = ["30303", "30310"];

export default defineVerb<InitUsage>({
  verb: "init",
  about: {
    en: "make a consortium's keys, genesis, peers, allow-lists and trust anchor",
    ko: "컨소시엄의 키, 제네시스, 피어, 허용 목록, 신뢰 앵커를 만듭니다",
  },
  example: "--members 4",
  usage: initUsage,
  async run(context, _, options) {
    const folder = consortiumAt(context.home, options.dir);
    const members = wholeNumber("--members", options.members, MIN_NODES, 64);
    const { chainId, gasLimit, ports, periods } = numbersIn(options);
    const found = consortiumIfThere(folder);
    if (found !== undefined) {
      if (options.production === true) checkMadeForProduction(folder, options.own);
      return describeConsortium(folder, found, { dir: options.dir });
    }
    if (options.production === true) checkProduction(options, members, periods, folder);
    else checkPilot(options);
    const { names, nodes } = membersIn(options, members);
    checkApart(nodes);
    const where = { home: context.home, folder, options, invents: options.production !== true };
    const usual = names.slice(options.member?.length ?? 0);
    if (options.production !== true) checkUnused(options.guardian === GUARDIAN ? [...usual, GUARDIAN] : usual, where);
    context.progress({ en: "making keys", ko: "키를 만듭니다" });
    const accounts = await accountsFor([...names, options.guardian], where);
    context.progress({ en: "making the genesis", ko: "제네시스를 만듭니다" });
    // Imported here because it loads Hardhat; the other verbs need not wait for that.
    const { createConsortium } = await import("../../lib/consortium/init.ts");
    const made = await createConsortium({
      folder,
      chainId,
      timestamp: Math.floor(Date.now() / 1000),
      gasLimit,
      nodes,
      ports,
      parameters: {
        salt: newSalt(),
        members: accounts.slice(0, members),
        guardian: accounts[members] ?? "",
        ...periods,
      },
    });
    const keys = [...names, options.guardian].filter((name) => !isAddress(name));
    return describeConsortium(folder, made, { dir: options.dir, made: { keys, periods } });
  },
});

/** A pilot has no member of its own. */
function checkPilot({ own, host }: InitUsage): void {
  const option = own !== undefined ? "--own" : "--host";
  if (own === undefined && host === undefined) return;
  throw new DidimError("cli.option", `${option} goes with --production.`, { option });
}

interface Members {
  /** Their accounts: addresses, or names of keys. */
  readonly names: readonly string[];
  readonly nodes: readonly (NamedNode | NewNode)[];
}

/**
 * The members that the options name, this machine's own first, and the usual ones for those that they do not. The own
 * member's account is among those named if its key is on another machine; otherwise it is the key of the node's name.
 */
function membersIn(options: InitUsage, members: number): Members {
  const { own, host = "", member = [] } = options;
  const node = own === undefined ? [] : [{ name: own, host }];
  const account = own === undefined || member.length === members ? [] : [own];
  const hosts = hostsOf(options.hosts, members);
  const given = [...node, ...(options.node?.map(parseNamedNode) ?? [])];
  return {
    names: filled("--member", [...account, ...member], members, (i) => `member-${i + 1}`),
    nodes: filled("--node", given, members, (i) => ({ name: `node-${i + 1}`, host: hosts[i] ?? "" })),
  };
}

/** The numbers, read before any key is made: keys that are there would be in the way of the next try. */
function numbersIn(options: InitUsage) {
  return {
    chainId: BigInt(options.chainId === undefined ? createChainId() : chainIdIn(options.chainId)),
    gasLimit: BigInt(wholeNumber("--gas-limit", options.gasLimit, 30_000_000, 1_000_000_000)),
    ports: {
      p2p: wholeNumber(
        "--p2p-port",
        options.p2pPort ?? (options.production === true ? KEY_PORT : PILOT_PORT),
        1,
        65_000,
      ),
      rpc: wholeNumber("--rpc-port", options.rpcPort, 1, 65_000),
      metrics: wholeNumber("--metrics-port", options.metricsPort, 1, 65_000),
    },
    periods: {
      votingDelay: wholeNumber("--voting-delay", options.votingDelay, 1, 31_536_000),
      votingPeriod: wholeNumber("--voting-period", options.votingPeriod, 1, 31_536_000),
      timelockDelay: wholeNumber("--timelock-delay", options.timelockDelay, 1, 31_536_000),
    },
  };
}

function chainIdIn(text: string): number {
  const chainId = wholeNumber("--chain-id", text, 1, Number.MAX_SAFE_INTEGER);
  if (!isTaken(chainId)) return chainId;
  const message = `The chain id ${chainId} is another chain's: transactions for one would be valid on the other. Leave the option out for a random one.`;
  throw new DidimError("cli.value", message, { value: text, option: "--chain-id" });
}

/** The given values, filled up to `count` by `other`. */
function filled<T, U>(option: string, given: readonly T[] = [], count: number, other: (i: number) => U): (T | U)[] {
  if (given.length <= count) return Array.from({ length: count }, (_, i) => given[i] ?? other(i));
  throw new DidimError("cli.value", `There are more ${option} than --members.`, { given: given.length, count });
}

/** Two nodes with one name would share a folder; two with one key would seal twice. */
function checkApart(nodes: readonly { readonly name: string; readonly publicKey?: string }[]): void {
  const keys = nodes.flatMap(({ publicKey }) => (publicKey === undefined ? [] : [publicKey]));
  const twice = [nodes.map(({ name }) => name), keys].flatMap((all) => all.filter((one, i) => all.indexOf(one) !== i));
  if (twice[0] === undefined) return;
  const message = `Two nodes have the same name, or the same key: ${twice[0]}. Those that init makes itself are called node-1, node-2, …`;
  throw new DidimError("consortium.node-there", message, { node: twice[0] });
}

function hostsOf(text: string | undefined, members: number): readonly string[] {
  const hosts = text === undefined ? Array<string>(members).fill("127.0.0.1") : text.split(",");
  if (hosts.every(isIp) && hosts.length === members) return hosts;
  throw new DidimError("cli.value", `--hosts takes ${members} IP addresses with commas between them.`, { value: text });
}
