import type { Command } from "commander";
import { isIp, parseNamedNode } from "../../../network/enode.ts";
import { MIN_NODES } from "../../../network/record.ts";
import { DidimError } from "../../../src/public/index.ts";
import { consortiumAt, consortiumIfThere, dirOption } from "../../lib/consortium/consortium.ts";
import { accountsFor, checkUnused } from "../../lib/consortium/member-keys.ts";
import { describeConsortium } from "../../lib/consortium/texts.ts";
import type { PasswordOptions } from "../../lib/keys/password.ts";
import { newSalt } from "../../lib/network/parameters.ts";
import type { Say } from "../../lib/terminal/help.ts";
import { wholeNumber } from "../../lib/terminal/input/values.ts";
import type { Bilingual } from "../../lib/terminal/output/output.ts";
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

const HELP: Bilingual = {
  en: `
Each member has a seat in the council and a node that seals blocks. Keys that you do not name are made. Keys of nodes go into
the consortium's folder; keys of members and of the guardian go to Didim's encrypted keys (member-1, …, guardian). Their
password comes from $DIDIM_PASSWORD_FILE or --password-fd. Without either, a password is made and kept in the file "password"
of the consortium's folder; use that for a pilot only.

The council's periods can never be changed. Their default values are short, for trials and not for production. The registries
are in the first block. Running the command again changes nothing.`,
  ko: `
회원마다 협의회 의석 하나와 블록을 봉인하는 노드 하나를 둡니다. 지정하지 않은 키는 새로 만듭니다. 노드의 키는 컨소시엄 폴더에,
회원과 가디언의 키는 디딤의 암호화된 키(member-1, …, guardian)로 저장합니다. 암호는 $DIDIM_PASSWORD_FILE이나 --password-fd로
지정합니다. 지정하지 않으면 암호를 새로 만들어 컨소시엄 폴더의 password 파일에 저장합니다. 이 방법은 시범 운영에만 쓰십시오.

협의회의 기간은 나중에 바꿀 수 없습니다. 기본값은 시험용으로 짧게 정한 것이니 실제 운영에는 쓰지 마십시오. 등록부는 첫 블록에 들어 있습니다.
다시 실행해도 아무것도 바뀌지 않습니다.`,
};

export default defineVerb<Options>({
  verb: "init",
  about: {
    en: "make a consortium's keys, genesis, peers, allow-lists and trust anchor",
    ko: "컨소시엄의 키, 제네시스, 피어, 허용 목록, 신뢰 앵커를 만듭니다",
  },
  example: "--members 4",
  usage,
  async run(context, _, options) {
    const folder = consortiumAt(context.home, options.dir);
    const members = wholeNumber("--members", options.members, MIN_NODES, 64);
    const { chainId, gasLimit, ports, periods } = numbersIn(options);
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
    return describeConsortium(folder, made, "made");
  },
});

function usage(command: Command, say: Say): Command {
  return command
    .option(
      "--members <number>",
      say("how many members: each has a seat and a node", "회원 수. 회원마다 의석 하나와 노드 하나"),
      "4",
    )
    .option(
      "--member <address|key>",
      say(
        "a member's account, or the name of its key; repeat it",
        "회원의 계정이나 키 이름. 여러 번 지정할 수 있습니다",
      ),
      gather,
    )
    .option(
      "--guardian <address|key>",
      say("the guardian, who may cancel decisions of the council", "협의회의 결정을 취소할 수 있는 가디언"),
      GUARDIAN,
    )
    .option(
      "--node <name=enode>",
      say(
        "a member's node whose key it made itself (see `key`); repeat it",
        "회원이 직접 키를 만든 노드(`key` 참고). 여러 번 지정할 수 있습니다",
      ),
      gather,
    )
    .option(
      "--hosts <ip,…>",
      say(
        "the IP addresses of the nodes, one for each member; default: all on this machine",
        "노드의 IP 주소. 회원마다 하나씩 적습니다. 생략하면 모두 이 컴퓨터",
      ),
    )
    .option(
      "--chain-id <number>",
      say("a chain id that none of your other chains has", "다른 체인과 겹치지 않는 체인 번호"),
      "820001",
    )
    .option("--voting-delay <seconds>", say("seconds between a proposal and its vote", "발의에서 투표까지(초)"), "1")
    .option("--voting-period <seconds>", say("how long the council votes, in seconds", "투표 기간(초)"), "45")
    .option(
      "--timelock-delay <seconds>",
      say("seconds between a decision and its execution", "의결에서 시행까지(초)"),
      "1",
    )
    .option(
      "--gas-limit <number>",
      say(
        "the gas limit of a block; each node must execute a full block within a second or two",
        "블록의 가스 한도. 모든 노드가 가득 찬 블록을 1~2초 안에 실행할 수 있어야 합니다",
      ),
      "40000000",
    )
    .option(
      "--p2p-port <number>",
      say(
        "the first node's port; the other nodes get the next ones",
        "첫 노드의 포트. 나머지 노드는 다음 번호를 씁니다",
      ),
      "30310",
    )
    .option(
      "--rpc-port <number>",
      say(
        "the first node's port; the other nodes get the next ones",
        "첫 노드의 포트. 나머지 노드는 다음 번호를 씁니다",
      ),
      "18545",
    )
    .option(
      "--metrics-port <number>",
      say(
        "the first node's port; the other nodes get the next ones",
        "첫 노드의 포트. 나머지 노드는 다음 번호를 씁니다",
      ),
      "19545",
    )
    .addOption(dirOption(say))
    .addHelpText("after", say(HELP.en, HELP.ko));
}

/** The numbers, read before any key is made: keys that are there would be in the way of the next try. */
function numbersIn(options: Options) {
  return {
    chainId: BigInt(wholeNumber("--chain-id", options.chainId, 1, Number.MAX_SAFE_INTEGER)),
    gasLimit: BigInt(wholeNumber("--gas-limit", options.gasLimit, 30_000_000, 1_000_000_000)),
    ports: {
      p2p: wholeNumber("--p2p-port", options.p2pPort, 1, 65_000),
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

const gather = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

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
