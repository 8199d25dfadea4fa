import type { ConsortiumFolder } from "../../../network/folder.ts";
import type { ConsortiumHealth } from "../../../network/health.ts";
import type { Consortium } from "../../../network/record.ts";
import type { DeploymentParameters } from "../network/parameters.ts";
import type { CommandResult } from "../terminal/output.ts";
import { plain } from "../terminal/values.ts";

/** The output of `init`, for a consortium that it made or found. */
export function describeConsortium(
  folder: ConsortiumFolder,
  consortium: Consortium,
  how: "made" | "there",
): CommandResult {
  const { chainId, genesis, nodes } = consortium;
  const list = nodes.map(({ name, address, host, ports }) => `  ${name.padEnd(8)} ${address}  ${host}:${ports.p2p}`);
  const made = how === "made";
  return {
    json: { ...consortium, folder: folder.path, made, files: filesOf(folder) },
    text: {
      en: `A consortium of ${nodes.length} (chain ${chainId}) ${made ? "is made" : "was there already, and is as it was"}: ${folder.path}\n${list.join("\n")}\nFirst block: ${genesis}\nStart it: npm run consortium -- up`,
      ko: `회원 ${nodes.length}곳의 컨소시엄(체인 ${chainId})${made ? "을 만들었습니다" : "이 이미 있습니다"}: ${folder.path}\n${list.join("\n")}\n첫 블록: ${genesis}\n시작: npm run consortium -- up`,
    },
  };
}

/** The output of `check`: what matches, and who the members are, to compare with what was agreed. */
export function describeCheck(consortium: Consortium, parameters: DeploymentParameters, anchor: string): CommandResult {
  const { genesis, nodes } = consortium;
  const { members, guardian, validators, votingDelay, votingPeriod, timelockDelay } = parameters;
  const nameOf = (address: string): string => nodes.find((node) => node.address === address.toLowerCase())?.name ?? "?";
  const sealing = validators.map((each) => `${each} ${nameOf(each)}`);
  const periods = [votingDelay, votingPeriod, timelockDelay].map((each) => `${each} s`);
  const seated = [...members, guardian].map((each) => each.toLowerCase());
  const others = consortium.accounts.filter((account) => !seated.includes(account));
  const who = (words: readonly [string, string, string, string, string]): string =>
    [members, [guardian], sealing, periods, others].map((all, i) => [`${words[i]}:`, ...all].join("\n  ")).join("\n");
  return {
    json: { genesis, same: true, anchor, parameters, otherAccounts: others },
    text: {
      en: `The genesis is what these sources make of its parameters: ${genesis}\nThe trust anchor is of it, fingerprint ${anchor}\n${who(["Seats", "Guardian", "Validators", "Voting delay, voting period, delay of what was decided", "Other accounts that the nodes let in"])}`,
      ko: `이 소스와 매개변수로 만든 제네시스와 같습니다: ${genesis}\n신뢰 앵커도 같습니다. 지문 ${anchor}\n${who(["의석", "가디언", "검증자", "투표 지연, 투표 기간, 시행 지연", "노드가 허용하는 그 밖의 계정"])}`,
    },
  };
}

function filesOf({ genesis, addresses, anchor, compose }: ConsortiumFolder): Record<string, string> {
  return { genesis, addresses, anchor, compose };
}

/** A few blocks of difference are normal, because nodes are not asked at the same instant. */
const A_FEW = 3;

/** The consortium's health, node by node. */
export function describeHealth(health: ConsortiumHealth): CommandResult {
  const { nodes, validators, quorum, sinceLastBlock, agree, sealing } = health;
  const highest = Math.max(...nodes.map(({ block }) => block?.number ?? 0));
  const lines = nodes.map(({ name, url, pid, answers, block, peers, validator }) => {
    const behind = highest - (block?.number ?? 0);
    const state = answers
      ? `block ${block?.number}${behind > A_FEW ? ` (${behind} behind)` : ""}  peers ${peers}  ${validator ? "validator" : "follows"}`
      : pid === undefined
        ? "down"
        : "does not answer";
    return `  ${name.padEnd(8)} ${url}  ${state}${pid === undefined ? "" : `  pid ${pid}`}`;
  });
  const age = sinceLastBlock === undefined ? "" : `, the last block ${sinceLastBlock} s ago`;
  const summary = sealing
    ? `Blocks are being sealed${age}; ${validators.length} validators, ${quorum} must agree.`
    : `No blocks are being sealed${age}.`;
  const discord = agree ? [] : ["THE NODES DO NOT AGREE on a block that all of them have."];
  return { json: health, text: plain([...lines, summary, ...discord].join("\n")) };
}
