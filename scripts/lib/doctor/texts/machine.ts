import { type FindingTexts, ok, problem, unknown, warning } from "./text.ts";

/** Findings about this machine: the home folder, keys, the wallet, the outbox. */
export const MACHINE = {
  "home.none": ok({
    en: "Didim's folder does not exist yet: {folder}",
    ko: "디딤 폴더가 아직 없습니다: {folder}",
  }),
  "home.private": ok({
    en: "Only you can read Didim's folder: {folder}",
    ko: "디딤 폴더는 본인만 읽을 수 있습니다: {folder}",
  }),
  "home.open": problem(
    {
      en: "Other users of this machine can read or change {path}",
      ko: "이 컴퓨터의 다른 사용자가 읽거나 바꿀 수 있습니다: {path}",
    },
    {
      en: "Take their rights away: chmod -R go= {folder}",
      ko: "다른 사용자의 권한을 없애십시오: `chmod -R go= {folder}`",
    },
  ),
  "home.old": warning(
    { en: "An old folder of Didim still holds something: {old}", ko: "옛 디딤 폴더에 내용이 남아 있습니다: {old}" },
    {
      en: "Use it by --home, or remove it once you need nothing in it.",
      ko: "필요하면 --home으로 지정하고, 필요한 내용이 없으면 지우십시오.",
    },
  ),
  "keys.none": ok({ en: "There are no keys in {folder}", ko: "키가 없습니다: {folder}" }),
  "keys.readable": ok({
    en: "Keys that can be read (not opened): {account} of accounts, {signing} that sign.",
    ko: "읽을 수 있는 키(열어 보지 않음): 계정 키 {account}개, 서명 키 {signing}개",
  }),
  "keys.unreadable": problem(
    { en: "The key {name} cannot be used: {why}", ko: "키를 사용할 수 없습니다({name}): {why}" },
    {
      en: "Restore the file from a backup, or make a key and register it: {file}",
      ko: "백업에서 파일을 되살리거나, 새 키를 만들어 등록하십시오: {file}",
    },
  ),
  "key.opens": ok({ en: "The {kind} key {name} opens: {id}", ko: "키가 열립니다({name}, {kind}): {id}" }),
  "key.closed": problem(
    { en: "The key {name} does not open: {why}", ko: "키가 열리지 않습니다({name}): {why}" },
    {
      en: "Check the password and the file that $DIDIM_PASSWORD_FILE names.",
      ko: "암호와 $DIDIM_PASSWORD_FILE이 가리키는 파일을 확인하십시오.",
    },
  ),
  "wallet.none": ok({ en: "There is no wallet here.", ko: "지갑이 없습니다." }),
  "wallet.sealed": ok({
    en: "The wallet's file can be read; it is encrypted, and was not opened.",
    ko: "지갑 파일을 읽을 수 있습니다. 암호화되어 있으며 열어 보지 않았습니다.",
  }),
  "wallet.damaged": problem(
    { en: "The wallet's file is not a wallet: {file}", ko: "지갑 파일이 손상되었습니다: {file}" },
    {
      en: "Restore it from a backup, or move it away and have the credentials issued anew.",
      ko: "백업에서 되살리거나, 파일을 옮긴 뒤 증명서를 다시 발급받으십시오.",
    },
  ),
  "outbox.empty": ok({
    en: "No transaction of this machine waits to get into a block.",
    ko: "블록에 들어가기를 기다리는 이 컴퓨터의 거래가 없습니다.",
  }),
  "outbox.waiting": warning(
    {
      en: "{count} transactions of {account} are in no block yet, and nobody waits for them; the oldest is from {at:time}",
      ko: "아직 블록에 없고 기다리는 프로세스도 없는 거래가 {count}건 있습니다({account}). 가장 오래된 것: {at:time}",
    },
    {
      en: "See them: npm run didim -- outbox list. Then outbox replace or outbox cancel.",
      ko: "`npm run didim -- outbox list` 명령으로 확인한 뒤 `outbox replace` 또는 `outbox cancel` 명령을 쓰십시오.",
    },
  ),
  "check.failed": unknown(
    { en: "A check could not be made ({check}): {why}", ko: "확인하지 못했습니다({check}): {why}" },
    {
      en: "Mend what it says, and run the command again.",
      ko: "원인을 해결한 뒤 다시 실행하십시오.",
    },
  ),
} as const satisfies FindingTexts;
