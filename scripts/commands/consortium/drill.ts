import { MIN_NODES } from "../../../network/record.ts";
import { DidimError } from "../../../src/public/index.ts";
import { FAULTS, runCampaign } from "../../drill/campaign.ts";
import { describeReport } from "../../drill/texts.ts";
import { wholeNumber } from "../../lib/terminal/input/values.ts";
import type { Bilingual } from "../../lib/terminal/output/output.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

interface Options {
  readonly members: string;
  readonly only?: string;
  readonly keep?: true;
}

const IDS = FAULTS.map(({ id }) => id);

const faults = (lang: keyof Bilingual): string =>
  FAULTS.map(({ id, about }) => `  ${id.padEnd(12)} ${about[lang]}`).join("\n");

const HELP: Bilingual = {
  en: `
The drill makes a consortium of its own in a temporary folder and touches no other. It takes about ten minutes. Agencies set
statuses all the time. In the end every status that was acknowledged must be on every node. Besu: from PATH, or $BESU. Exit code
1: something did not hold; the folder with the nodes' logs is kept.

Faults, in this order:
${faults("en")}`,
  ko: `
임시 폴더에 컨소시엄을 따로 만들어 훈련하며, 다른 컨소시엄은 건드리지 않습니다. 약 10분 걸립니다. 그동안 여러 기관이 상태를 계속 바꿉니다.
훈련이 끝났을 때, 처리했다고 응답한 상태 변경이 모든 노드에 빠짐없이 있어야 합니다. Besu는 PATH 또는 $BESU에서 찾습니다. 종료 코드 1은 견디지 못한
장애가 있다는 뜻이며, 노드의 로그를 확인할 수 있도록 폴더를 남깁니다.

일으키는 장애(순서대로):
${faults("ko")}`,
};

export default defineVerb<Options>({
  verb: "drill",
  about: {
    en: "make a temporary consortium, cause every fault that it must withstand, and report",
    ko: "임시 컨소시엄을 만들어 견뎌야 하는 모든 장애를 일으키고 결과를 보고합니다",
  },
  example: "--only member-down",
  usage: (command, say) =>
    command
      .option("--members <number>", say("the number of validators", "블록 검증자 수"), String(MIN_NODES))
      .option("--only <fault,…>", say("these faults only", "이 장애만"))
      .option("--keep", say("keep the folder even if everything held", "모두 견뎠어도 폴더를 남깁니다"))
      .addHelpText("after", say(HELP.en, HELP.ko)),
  async run(context, _, { members, only, keep }) {
    const report = await runCampaign({
      validators: wholeNumber("--members", members, MIN_NODES, 16),
      faults: faultsNamed(only),
      keepFiles: keep === true,
      progress: context.progress,
    });
    return describeReport(report);
  },
});

function faultsNamed(only: string | undefined) {
  if (only === undefined) return FAULTS;
  const wanted = only.split(",");
  const unknown = wanted.find((id) => !IDS.includes(id));
  if (unknown === undefined) return FAULTS.filter(({ id }) => wanted.includes(id));
  throw new DidimError("cli.value", `There is no fault "${unknown}": ${IDS.join(", ")}.`, { value: unknown });
}
