import { CONTRACT_NAMES, formatAddresses } from "../../../src/public/registry.ts";
import { type Home, removeIfThere } from "../terminal/home.ts";
import { type Bilingual, EXIT, type Language } from "../terminal/output/output.ts";
import type { LocalChain } from "./local-chain.ts";
import { type NodeRecord, record } from "./local-nodes.ts";

/** Said while the chain starts. */
export const STARTING: Bilingual = {
  en: "starting the chain and deploying the registries",
  ko: "체인을 시작하고 등록부를 배포하고 있습니다",
};

const SEATS = 5;

/** Writes the chain's URL and addresses to a file that other commands find. */
export function announce({ url, addresses }: LocalChain, home: Home): NodeRecord {
  return record({ url, addresses: JSON.parse(formatAddresses(addresses)) as unknown }, home);
}

/** Keeps the chain running until Ctrl-C, then removes that file. */
export function stayUp(chain: LocalChain, { file }: NodeRecord): void {
  const stop = async (): Promise<void> => {
    removeIfThere(file);
    await Promise.race([chain.stop(), new Promise((resolve) => setTimeout(resolve, 1000))]);
    process.exit(EXIT.ok);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void stop());
}

const DESCRIPTION = {
  en: {
    runs: (url: string, chainId: bigint) => `A Didim chain runs at ${url} (chain id ${chainId}). Ctrl-C ends it.`,
    registries: "Registries",
    accounts: "Test accounts (--account NUMBER or ADDRESS; the node holds their keys)",
    elsewhere: (file: string) => `In another terminal: npm run didim -- --help\nIt finds this node by ${file}`,
    roles: ["deployer", ...Array<string>(SEATS).fill("council seat"), "council guardian"],
  },
  ko: {
    runs: (url: string, chainId: bigint) =>
      `디딤 체인이 ${url} 에서 실행 중입니다(체인 번호 ${chainId}). Ctrl-C로 끝냅니다.`,
    registries: "등록부",
    accounts: "시험용 계정(--account 번호 또는 주소. 키는 노드가 보관합니다)",
    elsewhere: (file: string) =>
      `다른 터미널에서: npm run didim -- --help\n이 명령은 ${file} 파일을 읽어 이 노드를 찾습니다`,
    roles: ["배포자", ...Array<string>(SEATS).fill("협의회 의석"), "협의회 가디언"],
  },
} as const;

/** What a developer needs to use the chain from another terminal. */
export function describe({ url, addresses, accounts }: LocalChain, file: string, language: Language): string {
  const words = DESCRIPTION[language];
  const contracts = CONTRACT_NAMES.map((name) => `  ${name.padEnd(16)} ${addresses.contracts[name].address}`);
  const people = accounts.map((address, i) =>
    `  ${String(i).padStart(2)}  ${address}  ${words.roles[i] ?? ""}`.trimEnd(),
  );
  const parts = [
    words.runs(url, addresses.chainId),
    [words.registries, ...contracts].join("\n"),
    [words.accounts, ...people].join("\n"),
    words.elsewhere(file),
  ];
  return `\n${parts.join("\n\n")}\n`;
}
