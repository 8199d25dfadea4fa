import { type Family, noInput, refused, usage } from "../entry.ts";

/** What the commands refuse. */
export const COMMANDS = {
  "cli.usage": usage(400, {
    en: "The command line has a wrong command, option or argument.",
    ko: "명령을 잘못 입력했습니다. --help로 사용법을 확인하십시오.",
  }),
  "cli.node": usage(400, {
    en: "This version of Node is too old.",
    ko: "이 Node 버전({found})은 지원하지 않습니다. Node {needed} 이상으로 다시 실행하십시오.",
  }),
  "cli.option": usage(400, {
    en: "An option is missing, has a wrong value, or conflicts with another option.",
    ko: "빠졌거나, 값이 맞지 않거나, 다른 옵션과 함께 쓸 수 없는 옵션입니다({option}). --help로 사용법을 확인하십시오.",
  }),
  "cli.value": usage(400, {
    en: "The command does not accept this value.",
    ko: "입력한 값이 올바르지 않습니다({value}). 값을 고쳐 다시 실행하십시오.",
  }),
  "cli.file": usage(400, {
    en: "The file cannot be used: it exists already, is damaged, too large, or of the wrong kind.",
    ko: "이 파일은 사용할 수 없습니다({file}). 이미 있거나, 손상되었거나, 너무 크거나, 필요한 형식이 아닙니다. 다른 파일을 지정하십시오.",
  }),
  "cli.not-text": usage(400, {
    en: "An argument, an environment variable or a typed password is not text in UTF-8.",
    ko: "UTF-8 텍스트가 아닌 값이 있습니다(옵션 {option})(환경 변수 {variable})(인수 {argument}번). 터미널과 스크립트의 문자 인코딩을 UTF-8로 바꾸십시오.",
  }),
  "cli.certificate": usage(400, {
    en: "The file does not hold one certificate in PEM or DER.",
    ko: "인증서 파일이 아니거나, 손상되었거나, 인증서가 하나가 아닙니다({file}). PEM 또는 DER 인증서 하나를 지정하십시오.",
  }),
  "cli.no-file": noInput(404, {
    en: "The file does not exist.",
    ko: "파일이 없습니다({file}). 경로를 확인하십시오.",
  }),
  "cli.file-access": noInput(500, {
    en: "The file or folder cannot be read or written.",
    ko: "파일이나 폴더를 읽거나 쓸 수 없습니다({file}). 경로와 접근 권한을 확인하십시오.",
  }),
  "cli.old-home": noInput(409, {
    en: "Didim's folder is in another place than before, and the files are still in the old one.",
    ko: "디딤 폴더의 위치가 바뀌었는데({home}) 키와 파일이 아직 옛 폴더에 있습니다({old}). 옛 폴더를 새 위치로 옮기거나, --home 또는 DIDIM_HOME으로 옛 폴더를 지정하십시오.",
  }),
  "cli.password": usage(400, {
    en: "A password is needed, and there is no terminal to ask for it.",
    ko: "암호를 받지 못했습니다. DIDIM_PASSWORD_FILE에 암호 파일을 지정하거나 --password-fd를 쓰십시오. 빈 암호는 쓸 수 없습니다.",
  }),
  "cli.password-differs": usage(400, {
    en: "The password that was typed again differs. Nothing was made.",
    ko: "두 번 입력한 암호가 서로 달라 아무것도 만들지 않았습니다. 다시 실행하십시오.",
  }),
  "cli.interrupted": usage(500, {
    en: "The user interrupted the command.",
    ko: "사용자가 중단했습니다.",
  }),
  "cli.confirm": usage(400, {
    en: "This cannot be undone. Confirm it with --for-good.",
    ko: "되돌릴 수 없는 작업입니다. 정말 하려면 --for-good을 붙여 다시 실행하십시오.",
  }),
  "cli.not-confirmed": usage(400, {
    en: "This must be confirmed, and there is no terminal. In a script, add --yes.",
    ko: "확인이 필요한 작업인데 물어볼 터미널이 없습니다. 스크립트에서는 --yes로 확인하십시오.",
  }),
  "cli.declined": usage(400, {
    en: "The user did not confirm. Nothing was done.",
    ko: "확인하지 않았으므로 아무것도 하지 않았습니다.",
  }),
  "cli.key-exists": usage(409, {
    en: "A key with this name already exists.",
    ko: "같은 이름의 키가 이미 있습니다({name}). 다른 이름을 쓰십시오.",
  }),
  "cli.key-name": usage(400, {
    en: "The name of the key has characters that are not allowed.",
    ko: "키 이름({name})에는 영문 소문자, 숫자, '.', '-', '_'만 64자까지 쓸 수 있습니다.",
  }),
  "cli.no-key": usage(404, {
    en: "No key has this name.",
    ko: "그 이름의 키가 없습니다({name}). 먼저 만드십시오: npm run didim -- key create.",
  }),
  "cli.no-signer": usage(400, {
    en: "The command does not name the account that acts.",
    ko: "실행할 계정을 지정하십시오: --key 이름 또는 --signer URL --account 주소.",
  }),
  "cli.list": usage(409, {
    en: "The status list is not open.",
    ko: "상태 목록이 개설되지 않았습니다({list}번). 먼저 개설하십시오: npm run didim -- list open.",
  }),
  "cli.not-given-out": usage(409, {
    en: "No credential has this index, by this machine's record of the list.",
    ko: "이 컴퓨터의 기록에 따르면 상태 목록 {list}번에서 발급된 적이 없는 번호입니다({indices}). 번호를 확인하거나 증명서 파일을 지정하십시오.",
  }),
  "cli.unrecorded": usage(409, {
    en: "This machine has no record of the list, so it cannot tell whether the index was given out.",
    ko: "이 컴퓨터에 상태 목록 {list}번의 기록이 없어 발급된 번호인지 알 수 없습니다. 발급한 컴퓨터에서 실행하거나 증명서 파일을 지정하고, 확실하면 --unrecorded를 붙이십시오.",
  }),
  "cli.batch-file": refused(400, {
    en: "The file of a batch is no CSV and no JSON Lines, or has no rows.",
    ko: "일괄 발급 파일을 읽을 수 없습니다({file}). 머리글이 있는 CSV 또는 JSON Lines 파일을 지정하십시오.",
  }),
  "cli.batch-rows": refused(400, {
    en: "Rows of the batch have faults. Nothing was issued.",
    ko: "일괄 발급 파일에 잘못된 곳이 {count}곳 있어 아무것도 발급하지 않았습니다({file}). 파일을 고친 뒤 다시 실행하십시오.",
  }),
  "cli.batch-changed": refused(409, {
    en: "The file was changed since the batch began.",
    ko: "일괄 발급을 시작한 뒤에 파일이 바뀌어 발급하지 않았습니다(바뀐 행 {changed})(추가된 행 {added})(없어진 행 {removed}). 원래 파일로 계속하고, 바뀐 행은 다른 이름으로 발급하십시오.",
  }),
  "cli.batch-differs": refused(409, {
    en: "The batch was begun with other options.",
    ko: "일괄 발급을 시작할 때의 옵션과 다릅니다({option}). 같은 옵션으로 다시 실행하십시오.",
  }),
  "cli.batch-name": refused(409, {
    en: "The batch needs another name.",
    ko: "이 이름으로는 일괄 발급을 할 수 없습니다({name}). --name으로 다른 이름을 지정하십시오.",
  }),
  "cli.batch-issued": refused(409, {
    en: "A batch of this name was begun before, in another folder.",
    ko: "{name} 일괄 발급은 다른 폴더에서 시작했습니다. 그 폴더(--out)로 계속하거나, 잃었으면 모두 취소한(--row all) 뒤 다른 이름으로 발급하십시오.",
  }),
  "cli.batch-folder": refused(409, {
    en: "The folder holds other files than a batch's, or they are damaged. Nothing was changed.",
    ko: "일괄 발급 폴더가 아니거나 그 안의 파일이 손상되었습니다({file}). 새 폴더를 지정하십시오.",
  }),
  "cli.no-row": usage(404, {
    en: "The register has no such batch, or no such row of it.",
    ko: "발급 대장에 없는 일괄 발급이나 행입니다(발급기관 {issuer})(일괄 발급 {batch})({rows}행). 머리글이 1행입니다. npm run didim -- credential issued로 확인하십시오.",
  }),
  "cli.no-addresses": usage(404, {
    en: "This machine has no record of a deployment on this chain.",
    ko: "이 컴퓨터에 체인({chainId}번)의 배포 기록이 없습니다. 주소 파일을 지정하십시오: --addresses 파일.",
  }),
  "cli.checkpoint-anchor": usage(400, {
    en: "A checkpoint needs a trust anchor that says whose signatures count.",
    ko: "누구의 서명을 인정할지는 신뢰 앵커가 정합니다. --anchor도 함께 지정하십시오.",
  }),
} satisfies Family<"cli">;
