import { examine, worstOf } from "../lib/doctor/examine.ts";
import type { DoctorFinding } from "../lib/doctor/finding.ts";
import { type DoctorOptions, patientOf } from "../lib/doctor/patient.ts";
import type { FindingOutcome } from "../lib/doctor/texts/text.ts";
import { type Bilingual, EXIT, type Language } from "../lib/terminal/output/output.ts";
import { defineVerb } from "../lib/terminal/verb.ts";

export default defineVerb<DoctorOptions>({
  verb: "doctor",
  about: {
    en: "examine this set-up as strangers see it: each finding with its cure; changes nothing",
    ko: "이 환경을 외부에서 보는 대로 점검하고 발견한 문제마다 해결 방법을 알려 줍니다. 아무것도 바꾸지 않습니다",
  },
  example: "--type urn:kr:mois:civil-servant-id --list 1",
  chain: "reads",
  usage: (command, say) =>
    command
      .option(
        "--did <did>",
        say(
          "whose DID to examine; default: that of --key, or of the only account key",
          "점검할 DID. 생략하면 --key의 DID, 없으면 하나뿐인 계정 키의 DID",
        ),
      )
      .option(
        "--key <name>",
        say("also open this key, which asks for its password", "이 키도 열어 봅니다. 암호를 묻습니다"),
      )
      .option("--type <vct...>", say("types that it issues", "발급하는 증명서 종류"))
      .option(
        "--list <number...>",
        say("status lists, besides those recorded on this machine", "이 컴퓨터에 기록된 것 외에 점검할 상태 목록"),
      )
      .option("--asks <vct...>", say("types that it asks for, as a verifier", "이용기관으로서 요구하는 증명서 종류"))
      .option("--anchor <file>", say("a trust anchor to examine", "점검할 신뢰 앵커 파일")),
  async run(context, _, options) {
    const findings = await examine(patientOf(context, options));
    const outcome = worstOf(findings);
    return {
      json: { outcome, findings },
      text: { en: textOf(findings, "en"), ko: textOf(findings, "ko") },
      exit: { ok: EXIT.ok, warning: EXIT.ok, problem: EXIT.notValid, unknown: EXIT.couldNotFindOut }[outcome],
    };
  },
});

const MARKS: Readonly<Record<FindingOutcome, string>> = { ok: "✔", warning: "!", problem: "✘", unknown: "?" };

const SUMMARY: Readonly<Record<FindingOutcome, Bilingual>> = {
  ok: { en: "Nothing is wrong.", ko: "문제가 없습니다." },
  warning: { en: "Nothing is wrong; see the warnings (!).", ko: "문제는 없습니다. 경고(!)를 확인하십시오." },
  problem: { en: "There are problems (✘).", ko: "문제가 있습니다(✘)." },
  unknown: { en: "Not everything could be found out (?).", ko: "확인하지 못한 것이 있습니다(?)." },
};

function textOf(findings: readonly DoctorFinding[], lang: Language): string {
  const lines = findings.map(({ outcome, code, text, cure }) => {
    const told = outcome === "ok" ? text[lang] : `${text[lang]} (${code})`;
    return [`${MARKS[outcome]} ${told}`, ...(cure === undefined ? [] : [`    → ${cure[lang]}`])].join("\n");
  });
  return [...lines, "", SUMMARY[worstOf(findings)][lang]].join("\n");
}
