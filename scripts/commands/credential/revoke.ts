import { changeStatus, type StatusChange } from "../../lib/credentials/statuses/change-status.ts";
import { addChangeOptions, type ChangeOptions } from "../../lib/credentials/statuses/status-options.ts";
import { counted } from "../../lib/terminal/output/counted.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

const CHANGE: StatusChange = {
  status: 1,
  question: (count) => ({
    en: count === 1 ? "Revoke this credential, for good?" : `Revoke these ${count} credentials, for good?`,
    ko: `증명서 ${count}건을 영구히 취소하시겠습니까?`,
  }),
  done: (count) => ({
    en: `${counted(count, "credential")} revoked, for good`,
    ko: `증명서 ${count}건을 영구히 취소했습니다`,
  }),
};

export default defineVerb<ChangeOptions>({
  noun: "credential",
  verb: "revoke",
  about: { en: "(issuer) revoke credentials, for good", ko: "(발급기관) 증명서를 영구히 취소합니다" },
  example: "--list 1 --index 7,4051 --key sejong",
  chain: "writes",
  confirms: true,
  usage: addChangeOptions,
  run: (context, files, options) => changeStatus(context, files, options, CHANGE),
});
