import type { Command } from "commander";
import { isIp, parseNamedNode } from "../../../network/enode.ts";
import { MIN_NODES } from "../../../network/record.ts";
import { DidimError } from "../../../src/index.ts";
import { consortiumAt, consortiumIfThere } from "../../lib/consortium/consortium.ts";
import { accountsFor, checkUnused } from "../../lib/consortium/member-keys.ts";
import { describeConsortium } from "../../lib/consortium/words.ts";
import type { PasswordOptions } from "../../lib/keys/password.ts";
import { newSalt } from "../../lib/network/parameters.ts";
import { wholeNumber } from "../../lib/terminal/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

interface Options extends PasswordOptions {
  readonly members: string;
  readonly member?: readonly string[];
  readonly guardian: string;
  readonly node?: readonly string[];
  readonly hosts?: string;
  readonly chainId: string;
  readonly votingDelay: string;
  readonly votingPeriod: string;
  readonly timelockDelay: string;
  readonly gasLimit: string;
  readonly p2pPort: string;
  readonly rpcPort: string;
  readonly metricsPort: string;
  readonly dir?: string;
}

const GUARDIAN = "guardian";

const HELP = `
Each member has a seat in the council and a node that seals blocks. Keys that are not named are made: the nodes' in the consortium's
folder, the members' and the guardian's among Didim's encrypted keys (member-1, …, guardian), with the password of
$DIDIM_PASSWORD_FILE or --password-fd, else with one that is invented and left in the file password of that folder: for a pilot.

The council's periods are for ever, and short unless told: for trying things out, not for a country. The registries are in
the first block. Run again, it changes nothing.`;

export default defineVerb<Options>({
  verb: "init",
  about: "make a consortium's keys, genesis, peers, allow-lists and trust anchor",
  usage,
  async run(context, _, options) {
    const folder = consortiumAt(context.home, options.dir);
    const members = wholeNumber("--members", options.members, MIN_NODES, 64);
    const found = consortiumIfThere(folder);
    if (found !== undefined) return describeConsortium(folder, found, "there");
    const names = filled("--member", options.member, members, (i) => `member-${i + 1}`);
    const hosts = hostsOf(options.hosts, members);
    const nodes = filled("--node", options.node?.map(parseNamedNode), members, (i) => ({
      name: `node-${i + 1}`,
      host: hosts[i] ?? "",
    }));
    checkApart(nodes);
    const where = { home: context.home, folder, options };
    const usual = names.slice(options.member?.length ?? 0);
    checkUnused(options.guardian === GUARDIAN ? [...usual, GUARDIAN] : usual, where);
    context.progress({ en: "making keys", ko: "키를 만듭니다" });
    const accounts = await accountsFor([...names, options.guardian], where);
    context.progress({ en: "making the genesis", ko: "제네시스를 만듭니다" });
    // It loads Hardhat, which the other verbs need not wait for.
    const { createConsortium } = await import("../../lib/consortium/init.ts");
    const made = await createConsortium({
      folder,
      chainId: BigInt(wholeNumber("--chain-id", options.chainId, 1, Number.MAX_SAFE_INTEGER)),
      timestamp: Math.floor(Date.now() / 1000),
      gasLimit: BigInt(wholeNumber("--gas-limit", options.gasLimit, 30_000_000, 1_000_000_000)),
      nodes,
      ports: {
        p2p: wholeNumber("--p2p-port", options.p2pPort, 1, 65_000),
        rpc: wholeNumber("--rpc-port", options.rpcPort, 1, 65_000),
        metrics: wholeNumber("--metrics-port", options.metricsPort, 1, 65_000),
      },
      parameters: {
        salt: newSalt(),
        members: accounts.slice(0, members),
        guardian: accounts[members] ?? "",
        votingDelay: wholeNumber("--voting-delay", options.votingDelay, 1, 31_536_000),
        votingPeriod: wholeNumber("--voting-period", options.votingPeriod, 1, 31_536_000),
        timelockDelay: wholeNumber("--timelock-delay", options.timelockDelay, 1, 31_536_000),
      },
    });
    return describeConsortium(folder, made, "made");
  },
});

function usage(command: Command): Command {
  return command
    .option("--members <number>", "how many members: each has a seat and a node", "4")
    .option("--member <address|key>", "a member's account, or the name of its key; repeat it", gather)
    .option("--guardian <address|key>", "who may cancel a decision of the council", GUARDIAN)
    .option("--node <name=enode>", "a member's node whose key it made itself (see `key`); repeat it", gather)
    .option("--hosts <ip,…>", "where the other nodes will be, one for each member; if not given: all here")
    .option("--chain-id <number>", "one that no other chain of yours has", "820001")
    .option("--voting-delay <seconds>", "between a proposal and its vote", "1")
    .option("--voting-period <seconds>", "how long the council votes", "45")
    .option("--timelock-delay <seconds>", "between a decision and its carrying out", "1")
    .option("--gas-limit <number>", "of a block; each node must execute it within a second or two", "40000000")
    .option("--p2p-port <number>", "the first node's; the others' follow", "30310")
    .option("--rpc-port <number>", "the first node's; the others' follow", "18545")
    .option("--metrics-port <number>", "the first node's; the others' follow", "19545")
    .option("--dir <folder>", "the consortium's folder; else consortium in Didim's folder")
    .addHelpText("after", HELP);
}

const gather = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** So many of the values given, and others for those that are missing. */
function filled<T, U>(option: string, given: readonly T[] = [], count: number, other: (i: number) => U): (T | U)[] {
  if (given.length <= count) return Array.from({ length: count }, (_, i) => given[i] ?? other(i));
  throw new DidimError("cli.value", `There are more ${option} than --members.`, { given: given.length, count });
}

/** One that is named as another would take its folder; one key in two places would seal twice. */
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
