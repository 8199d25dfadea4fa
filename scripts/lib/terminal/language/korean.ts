import type { DidimError } from "../../../../src/public/errors.ts";
import { type ErrorCode, errorEntry, withDetails } from "../../../../src/public/errors.ts";

/**
 * Korean sentences that are more precise than the catalogue's. If an error's details name an option, the key is `code
 * --option`; for wrong usage, it is commander's error code.
 */
export const KOREAN_BY_SORT: Readonly<Record<`${ErrorCode} ${string}`, string>> = {
  "cli.usage commander.unknownCommand": "없는 명령입니다. --help로 명령 목록을 확인하십시오.",
  "cli.usage commander.unknownOption": "없는 옵션입니다. --help로 쓸 수 있는 옵션을 확인하십시오.",
  "cli.usage commander.missingArgument": "필요한 값을 빠뜨렸습니다. --help로 사용법을 확인하십시오.",
  "cli.usage commander.optionMissingArgument": "옵션의 값을 빠뜨렸습니다. --help로 사용법을 확인하십시오.",
  "cli.usage commander.missingMandatoryOptionValue": "필수 옵션을 빠뜨렸습니다. --help로 사용법을 확인하십시오.",
  "cli.usage commander.invalidArgument": "쓸 수 없는 값입니다. --help로 쓸 수 있는 값을 확인하십시오.",
  "cli.usage commander.excessArguments": "값이 너무 많습니다. --help로 사용법을 확인하십시오.",
  "cli.usage commander.help": "명령을 끝까지 입력하지 않았거나 없는 명령입니다. --help로 명령 목록을 확인하십시오.",
  "cli.option --parameters": "배포 매개변수 파일을 지정하십시오: --parameters 파일.",
  "cli.option --out": "새 주소 파일의 이름을 지정하십시오: --out 파일.",
  "cli.option --holder-key":
    "증명서 하나는 키 하나에 연결됩니다(파일의 키 {keys}개). 일회용 사본이면 --copies를 지정하십시오.",
  "cli.option --copies":
    "일회용 사본마다 키가 하나씩 필요합니다(사본 {copies}건, 키 {keys}개). 소지자에게서 사본 수만큼 키를 받으십시오.",
  "cli.option --read":
    "일치해야 할 노드 수가 맞지 않습니다({read}, 노드 {nodes}개). --read quorum 2/3과 같이 지정하십시오.",
  "cli.option --checkpoint":
    "회원이 체크포인트에 서명하는 체인입니다. 체크포인트 파일을 지정하십시오: --checkpoint 파일.",
  "cli.file --out": "이 파일이 이미 있습니다({file}). 다른 이름을 쓰거나 먼저 옮기십시오.",
};

/** An error in Korean, on one line; undefined for a code that the catalogue does not have. */
export function koreanOf({ code, details, cause }: DidimError): string | undefined {
  const sort = code === "cli.usage" ? (cause as { code?: unknown } | undefined)?.code : details.option;
  const sentence = ofSort(`${code} ${String(sort)}`) ?? errorEntry(code)?.ko;
  // A type by its name rather than its hash, where the name is known.
  return sentence && withDetails(sentence, details.vct === undefined ? details : { ...details, typeId: details.vct });
}

function ofSort(key: `${ErrorCode} ${string}`): string | undefined {
  return Object.hasOwn(KOREAN_BY_SORT, key) ? KOREAN_BY_SORT[key] : undefined;
}
