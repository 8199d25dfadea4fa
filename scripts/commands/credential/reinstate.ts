import { changeStatus, type StatusChange } from "../../lib/credentials/statuses/change-status.ts";
import { addChangeOptions, type ChangeOptions } from "../../lib/credentials/statuses/status-options.ts";
import { counted } from "../../lib/terminal/output/counted.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

const CHANGE: StatusChange = {
  status: 0,
  question: (count) => ({
    en: count === 1 ? "Lift the suspension of this credential?" : `Lift the suspension of these ${count} credentials?`,
    ko: `증명서 ${count}건의 정지를 해제하시겠습니까?`,
  }),
  done: (count) => ({
    en: `${counted(count, "credential")} reinstated`,
    ko: `증명서 ${count}건의 정지를 해제했습니다`,
  }),
};

export default defineVerb<ChangeOptions>({
  noun: "credential",
  verb: "reinstate",
  about: {
    en: "(issuer, operator of the list) lift a suspension",
    ko: "(발급기관, 목록 운영 계정) 증명서의 정지를 해제합니다",
  },
  example: "credential.txt --key sejong",
  chain: "writes",
  confirms: true,
  usage: addChangeOptions,
  run: (context, files, options) => changeStatus(context, files, options, CHANGE),
});
