import type { ConsortiumFolder } from "../../../network/folder.ts";
import type { Genesis } from "../../../network/genesis.ts";
import { identityOfKey } from "../../../network/node-key.ts";
import type { Consortium } from "../../../network/record.ts";
import { DidimError } from "../../../src/public/index.ts";
import { formatAddresses } from "../../../src/public/registry.ts";
import { anchorFingerprint, parseAnchor } from "../../../src/public/trust-anchor.ts";
import { consortiumAt, dirOption, nodesHere, readConsortium } from "../../lib/consortium/consortium.ts";
import { writeConsortium } from "../../lib/consortium/files.ts";
import { describeCheck } from "../../lib/consortium/texts.ts";
import { readParameters } from "../../lib/network/parameters.ts";
import { readIfThere, readJsonIfThere } from "../../lib/terminal/input/input.ts";
import type { Bilingual } from "../../lib/terminal/output/output.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

const HELP: Bilingual = {
  en: `
Every member runs this before it starts its node. Then no member has to trust the one that ran init. The command deploys the
registries again to an embedded chain, from the sources of this checkout and the parameters in parameters.json. genesis.json,
addresses.json and trust-anchor.json must be equal to the byte. A node whose key is here must be in consortium.json with that
key. The command then writes the nodes' configuration, peers and lists again from consortium.json, and docker-compose.yml for
the nodes whose keys are here. It shows seats, guardian, validators and accounts: only you can tell whether they are the ones
that the members agreed on.`,
  ko: `
모든 회원은 노드를 시작하기 전에 이 명령을 실행하십시오. 그러면 init을 실행한 회원을 믿지 않아도 됩니다. 이 소스와 parameters.json의
매개변수로 내장 체인에 등록부를 다시 배포하여, genesis.json, addresses.json, trust-anchor.json이 바이트 단위로 같은지 확인합니다. 이
컴퓨터에 키가 있는 노드가 같은 키로 consortium.json에 적혀 있는지도 확인합니다. 그런 다음 consortium.json을 바탕으로 노드의 설정,
피어, 허용 목록과, 이 컴퓨터에 키가 있는 노드의 docker-compose.yml을 다시 만듭니다. 의석, 가디언, 블록 검증자, 계정이 합의한 내용과 같은지는 화면에 표시되는 목록을 보고 직접 확인하십시오.`,
};

export default defineVerb<{ readonly dir?: string }>({
  verb: "check",
  about: {
    en: "build the genesis again from these sources and its parameters, and compare the two",
    ko: "이 소스와 매개변수로 제네시스를 다시 만들어 비교합니다",
  },
  example: "",
  usage: (command, say) => command.addOption(dirOption(say)).addHelpText("after", say(HELP.en, HELP.ko)),
  async run(context, _, { dir }) {
    const folder = consortiumAt(context.home, dir);
    const consortium = readConsortium(folder);
    checkOwnKeys(folder, consortium);
    const parameters = readParameters(folder.parameters);
    const { timestamp } = (readJsonIfThere(folder.genesis) ?? {}) as Partial<Genesis>;
    context.progress({ en: "making the genesis again", ko: "제네시스를 다시 만듭니다" });
    // Imported here because it loads Hardhat; the other verbs need not wait for that.
    const { anchorFile, genesisFor } = await import("../../lib/consortium/init.ts");
    const { chainId, gasLimit, genesis } = consortium;
    const begun = Number(timestamp);
    const made = await genesisFor({ chainId, timestamp: begun, gasLimit, parameters });
    compare(folder.genesis, made.genesis);
    compare(folder.addresses, formatAddresses(made.addresses));
    if (genesis !== made.addresses.genesis) throw differs(folder.record);
    const anchor = anchorFile(made.addresses, parameters.validators, begun);
    // Other validators in the anchor would deceive all who verify by proofs.
    compare(folder.anchor, anchor);
    // Besu follows its configuration files, so they are written again rather than used as they came in the folder.
    writeConsortium(folder, consortium);
    return describeCheck(consortium, parameters, anchorFingerprint(parseAnchor(anchor)));
  },
});

/**
 * For each node whose key is here, the record must have that key. Otherwise another member's node would take its place.
 */
function checkOwnKeys(folder: ConsortiumFolder, consortium: Consortium): void {
  for (const { name, publicKey, address } of nodesHere(folder, consortium)) {
    const own = identityOfKey(readIfThere(folder.node(name).key) ?? "");
    if (own.publicKey !== publicKey || own.address !== address) throw differs(folder.record);
  }
}

function compare(file: string, made: string): void {
  if (readIfThere(file) !== made) throw differs(file);
}

function differs(file: string): DidimError {
  return new DidimError(
    "consortium.genesis-differs",
    `${file} differs from what these sources and this machine's keys make from parameters.json. The sources have another version, or the file was altered. Do not start a node with it.`,
    { file },
  );
}
