import { existsSync } from "node:fs";
import type { ConsortiumFolder } from "../../../network/folder.ts";
import type { ConsortiumHealth } from "../../../network/health.ts";
import type { Consortium } from "../../../network/record.ts";
import type { DeploymentParameters } from "../network/parameters.ts";
import { type Bilingual, type CommandResult, EXIT, type Language } from "../terminal/output/output.ts";
import { dirWords, nodesHere } from "./consortium.ts";
import { SHORTEST_PERIOD } from "./production.ts";

/** What `init` was asked for, as far as its output depends on it. */
interface Asked {
  readonly dir: string | undefined;
  /** Undefined if the consortium was there already. `keys`: the accounts' keys in Didim's folder. */
  readonly made?: { readonly keys: readonly string[]; readonly periods: Periods };
}

type Periods = Pick<DeploymentParameters, "votingDelay" | "votingPeriod" | "timelockDelay">;

/** The output of `init`, for a consortium that it made or found. */
export function describeConsortium(folder: ConsortiumFolder, consortium: Consortium, asked: Asked): CommandResult {
  const { chainId, genesis, nodes } = consortium;
  const list = nodes.map(({ name, address, host, ports }) => `  ${name.padEnd(8)} ${address}  ${host}:${ports.p2p}`);
  const made = asked.made !== undefined;
  const start = `npm run consortium -- up${dirWords(asked.dir)}`;
  const pilot = asked.made === undefined ? undefined : pilotIn(folder, consortium, asked.made);
  const warning = pilot === undefined ? { en: "", ko: "" } : pilotText(pilot);
  return {
    json: { ...consortium, folder: folder.path, made, files: filesOf(folder), ...(pilot && { pilot }) },
    text: {
      en: `A consortium of ${nodes.length} (chain ${chainId}) ${made ? "was made" : "already exists and was not changed"}: ${folder.path}\n${list.join("\n")}\nFirst block: ${genesis}\n${warning.en}Start it: ${start}`,
      ko: `회원 ${nodes.length}곳의 컨소시엄(체인 ${chainId})${made ? "을 만들었습니다" : "이 이미 있어 바꾸지 않았습니다"}: ${folder.path}\n${list.join("\n")}\n첫 블록: ${genesis}\n${warning.ko}시작: ${start}`,
    },
  };
}

/** What is on this machine although in production each member has its own; and periods that are too short for that. */
interface Pilot {
  readonly keys: readonly string[];
  readonly nodes: readonly string[];
  readonly password: string | undefined;
  readonly periods: Periods;
}

/** Undefined if there is at most one member's own, and the periods are long. */
function pilotIn(
  folder: ConsortiumFolder,
  consortium: Consortium,
  { keys, periods }: NonNullable<Asked["made"]>,
): Pilot | undefined {
  const nodes = nodesHere(folder, consortium).map(({ name }) => name);
  const password = existsSync(folder.password) ? folder.password : undefined;
  const isOneMembers = keys.length <= 1 && nodes.length <= 1 && password === undefined;
  const areLong = Object.values(periods).every((seconds) => seconds >= SHORTEST_PERIOD);
  return isOneMembers && areLong ? undefined : { keys, nodes, password, periods };
}

function pilotText({ keys, nodes, password, periods }: Pilot): Bilingual {
  const { votingDelay, votingPeriod, timelockDelay } = periods;
  const en = [
    "THIS IS A PILOT, and cannot become production. Whoever has this machine has all that is on it:",
    ...(keys.length === 0 ? [] : [`  keys of accounts: ${keys.join(", ")}`]),
    ...(password === undefined ? [] : [`  the password of these keys: ${password}`]),
    ...(nodes.length === 0 ? [] : [`  keys of nodes, unencrypted: ${nodes.join(", ")}`]),
    `Periods, which can never be changed: a vote opens after ${votingDelay} s, lasts ${votingPeriod} s, and takes effect after ${timelockDelay} s.`,
    "For production: init --production (docs/operations.md).",
  ];
  const ko = [
    "주의: 시범 운영용이며, 실제 운영으로 바꿀 수 없습니다. 이 컴퓨터를 가진 사람이 여기 있는 것을 모두 가지게 됩니다.",
    ...(keys.length === 0 ? [] : [`  계정 키: ${keys.join(", ")}`]),
    ...(password === undefined ? [] : [`  위 키의 암호: ${password}`]),
    ...(nodes.length === 0 ? [] : [`  암호화하지 않은 노드 키: ${nodes.join(", ")}`]),
    `나중에 바꿀 수 없는 기간: 발의 ${votingDelay}초 뒤 투표 시작, 투표 ${votingPeriod}초, 의결 ${timelockDelay}초 뒤 시행.`,
    "실제 운영에는 init --production을 쓰십시오(docs/operations.md).",
  ];
  return { en: `\n${en.join("\n")}\n\n`, ko: `\n${ko.join("\n")}\n\n` };
}

/** The output of `check`: what matches, and who the members are, to compare with what was agreed. */
export function describeCheck(consortium: Consortium, parameters: DeploymentParameters, anchor: string): CommandResult {
  const { genesis, nodes } = consortium;
  const { members, guardian, validators, votingDelay, votingPeriod, timelockDelay } = parameters;
  const nameOf = (address: string): string => nodes.find((node) => node.address === address.toLowerCase())?.name ?? "?";
  const sealing = validators.map((each) => `${each} ${nameOf(each)}`);
  const periods = [votingDelay, votingPeriod, timelockDelay];
  const seated = [...members, guardian].map((each) => each.toLowerCase());
  const others = consortium.accounts.filter((account) => !seated.includes(account));
  const who = (words: readonly [string, string, string, string, string], second: string, none: string): string =>
    [members, [guardian], sealing, periods.map((each) => `${each}${second}`), others]
      .map((all, i) => [`${words[i]}:`, ...(all.length === 0 ? [none] : all)].join("\n  "))
      .join("\n");
  return {
    json: { genesis, same: true, anchor, parameters, otherAccounts: others },
    text: {
      en: `The genesis is the one that these sources make from its parameters: ${genesis}\nSo is the trust anchor, fingerprint ${anchor}\n${who(["Seats", "Guardian", "Validators", "Voting delay, voting period, timelock delay", "Other accounts that the nodes admit"], " s", "none")}`,
      ko: `제네시스가 이 소스와 매개변수로 만든 것과 같습니다: ${genesis}\n신뢰 앵커도 같습니다(지문 ${anchor})\n${who(["의석", "가디언", "블록 검증자", "투표 지연, 투표 기간, 시행 지연", "노드가 허용하는 그 밖의 계정"], "초", "없음")}`,
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
  const { nodes, validators, quorum, present, absent, sinceLastBlock, agree, sealing } = health;
  const highest = Math.max(...nodes.map(({ block }) => block?.number ?? 0));
  const text = (lang: Language): string => {
    const words = HEALTH[lang];
    const lines = nodes.map(({ name, url, pid, answers, block, peers, validator }) => {
      const behind = highest - (block?.number ?? 0);
      const state = answers
        ? [words.block(block?.number, behind), words.peers(peers), words.part(validator)].join("  ")
        : words.silent(pid !== undefined);
      return `  ${name.padEnd(8)} ${url}  ${state}${pid === undefined ? "" : `  pid ${pid}`}`;
    });
    const summary = sealing
      ? words.sealing(words.age(sinceLastBlock), validators.length, quorum)
      : words.halted(words.age(sinceLastBlock));
    const cure = present < quorum ? [words.short(present, validators.length, quorum, absent)] : [];
    return [...lines, summary, ...cure, ...(agree ? [] : [words.discord])].join("\n");
  };
  return { json: { ...health, nodes: nodes.map(nodeJson) }, text: { en: text("en"), ko: text("ko") } };
}

/** The exit code that says whether the consortium works. */
export const exitOf = ({ sealing, agree }: ConsortiumHealth): number => (sealing && agree ? EXIT.ok : EXIT.unavailable);

/** The block as in all other answers: its number, time and hash beside each other. */
function nodeJson({ block, ...node }: ConsortiumHealth["nodes"][number]): object {
  return block === undefined ? node : { ...node, block: block.number, time: block.time, hash: block.hash };
}

const HEALTH = {
  en: {
    block: (number?: number, behind = 0) => `block ${number}${behind > A_FEW ? ` (${behind} behind)` : ""}`,
    peers: (count?: number) => `peers ${count}`,
    part: (validator?: boolean) => (validator ? "validator" : "follows"),
    silent: (runs: boolean) => (runs ? "does not answer" : "down"),
    age: (seconds?: number) => (seconds === undefined ? "" : `, the last block ${seconds} s ago`),
    sealing: (age: string, validators: number, quorum: number) =>
      `Blocks are being sealed${age}; ${validators} validators, ${quorum} must agree.`,
    halted: (age: string) => `No blocks are being sealed${age}.`,
    short: (present: number, validators: number, quorum: number, absent: readonly string[]) =>
      `${present} of ${validators} validators are here, ${quorum} are needed: start ${absent.join(" or ")}.`,
    discord: "THE NODES DO NOT AGREE on a block that all of them have.",
  },
  ko: {
    block: (number?: number, behind = 0) => `블록 ${number}${behind > A_FEW ? ` (${behind}블록 뒤처짐)` : ""}`,
    peers: (count?: number) => `피어 ${count}개`,
    part: (validator?: boolean) => (validator ? "블록 검증자" : "동기화만"),
    silent: (runs: boolean) => (runs ? "응답 없음" : "중지됨"),
    age: (seconds?: number) => (seconds === undefined ? "" : ` 마지막 블록: ${seconds}초 전.`),
    sealing: (age: string, validators: number, quorum: number) =>
      `블록이 봉인되고 있습니다.${age} 블록 검증자 ${validators}곳 가운데 ${quorum}곳이 동의해야 합니다.`,
    halted: (age: string) => `블록이 봉인되지 않고 있습니다.${age}`,
    short: (present: number, validators: number, quorum: number, absent: readonly string[]) =>
      `블록 검증자 ${validators}곳 가운데 ${present}곳만 있고 ${quorum}곳이 필요합니다. 다음 노드를 시작하십시오: ${absent.join(", ")}`,
    discord: "주의: 모든 노드에 있는 같은 번호의 블록이 노드마다 다릅니다.",
  },
} as const;
