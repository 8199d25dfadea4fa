import { changeStatus, type StatusChange } from "../../lib/credentials/statuses/change-status.ts";
import { addChangeOptions, type ChangeOptions } from "../../lib/credentials/statuses/status-options.ts";
import { counted } from "../../lib/terminal/output/counted.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

const CHANGE: StatusChange = {
  status: 2,
  question: (count) => ({
    en: count === 1 ? "Suspend this credential?" : `Suspend these ${count} credentials?`,
    ko: `증명서 ${count}건의 효력을 정지하시겠습니까?`,
  }),
  done: (count) => ({ en: `${counted(count, "credential")} suspended`, ko: `증명서 ${count}건의 효력을 정지했습니다` }),
};

export default defineVerb<ChangeOptions>({
  noun: "credential",
  verb: "suspend",
  about: {
    en: "(issuer, operator of the list) suspend credentials",
    ko: "(발급기관, 목록 운영 계정) 증명서를 정지합니다",
  },
  example: "credential.txt --key sejong",
  chain: "writes",
  confirms: true,
  usage: addChangeOptions,
  run: (context, files, options) => changeStatus(context, files, options, CHANGE),
});
