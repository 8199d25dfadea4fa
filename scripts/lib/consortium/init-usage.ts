import type { Command } from "commander";
import type { PasswordOptions } from "../keys/password.ts";
import type { Say } from "../terminal/help.ts";
import type { Bilingual } from "../terminal/output/output.ts";
import { dirOption } from "./consortium.ts";

/** The options of `init`, as commander names them. */
export interface InitUsage extends PasswordOptions {
  readonly members: string;
  readonly member?: readonly string[];
  readonly guardian: string;
  readonly node?: readonly string[];
  readonly hosts?: string;
  readonly production?: true;
  readonly own?: string;
  readonly host?: string;
  readonly chainId?: string;
  readonly votingDelay: string;
  readonly votingPeriod: string;
  readonly timelockDelay: string;
  readonly gasLimit: string;
  readonly p2pPort?: string;
  readonly rpcPort: string;
  readonly metricsPort: string;
  readonly dir?: string;
}

/** The name of the guardian's key, unless the options name another. */
export const GUARDIAN = "guardian";

const HELP: Bilingual = {
  en: `
Each member has a seat in the council and a node that seals blocks.

A pilot: keys that you do not name are made. Keys of nodes go into the consortium's folder; keys of members and of the guardian
go to Didim's encrypted keys (member-1, …, guardian). Their password comes from $DIDIM_PASSWORD_FILE or --password-fd. Without
either, a password is made and kept in the file "password" of the consortium's folder. Whoever has this machine then has all
seats. The council's periods can never be changed. Their default values are short, for trials.

--production makes nobody else's keys: every other member's node and account is named, and the guardian's address. Its least
periods are one day each. With --own NAME this member's node key is made here, unless it is there; so is its account's key, unless
--member names its address as well, because the key is on another machine.

The registries are in the first block. Running the command again changes nothing.`,
  ko: `
회원마다 협의회 의석 하나와 블록을 봉인하는 노드 하나를 둡니다.

시범 운영: 지정하지 않은 키는 새로 만듭니다. 노드의 키는 컨소시엄 폴더에, 회원과 가디언의 키는 디딤의 암호화된 키(member-1, …,
guardian)로 저장합니다. 암호는 $DIDIM_PASSWORD_FILE이나 --password-fd로 지정합니다. 지정하지 않으면 암호를 새로 만들어 컨소시엄
폴더의 password 파일에 저장합니다. 그러면 이 컴퓨터를 가진 사람이 모든 의석을 가지게 됩니다. 협의회의 기간은 나중에 바꿀 수 없습니다.
기본값은 시험용으로 짧게 정한 것입니다.

--production은 다른 회원의 키를 만들지 않습니다. 다른 회원의 노드와 계정, 가디언의 주소를 모두 지정하십시오. 기간은 각각 하루 이상이어야
합니다. --own 이름을 지정하면 이 회원의 노드 키를 여기서 만듭니다(이미 있으면 그대로 씁니다). 이 회원의 주소까지 --member로 지정하지 않으면
계정 키도 여기서 만듭니다.

등록부는 첫 블록에 들어 있습니다. 다시 실행해도 아무것도 바뀌지 않습니다.`,
};

/** The options of `init`, and its help. */
export function initUsage(command: Command, say: Say): Command {
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
      "--production",
      say(
        "make no keys of others, and require long periods: see below",
        "다른 회원의 키를 만들지 않고 긴 기간을 요구합니다(아래 참고)",
      ),
    )
    .option(
      "--own <name>",
      say(
        "with --production and --host: this member's node, and its account unless --member names all; made here unless there",
        "--production, --host와 함께: 이 회원의 노드와 계정(--member로 모두 지정했으면 노드만). 없으면 여기서 만듭니다",
      ),
    )
    .option(
      "--host <ip>",
      say("the address at which the others reach the node of --own", "다른 노드가 --own의 노드에 접속할 주소"),
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
      say(
        "the chain's id; default: a random one, which no known chain has",
        "체인 번호. 생략하면 알려진 체인과 겹치지 않는 무작위 번호",
      ),
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
        "the first node's port; the other nodes get the next ones; default: 30310, or 30303 with --production",
        "첫 노드의 포트. 나머지 노드는 다음 번호를 씁니다. 생략하면 30310, --production이면 30303",
      ),
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

const gather = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];
