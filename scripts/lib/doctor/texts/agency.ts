import { type FindingTexts, ok, problem, warning } from "./text.ts";

/** Findings about an agency: its DID, keys, accreditations, lists; and about a verifier. */
export const AGENCY = {
  "did.unnamed": ok({
    en: "Nobody's DID was examined. Name one: --did DID",
    ko: "DID는 확인하지 않았습니다. --did DID로 지정하십시오.",
  }),
  "did.in-force": ok({
    en: "{did} is in force, controlled by {controller}",
    ko: "사용 중인 DID입니다: {did} (통제 계정 {controller})",
  }),
  "did.deactivated": problem(
    { en: "{did} is deactivated, for good.", ko: "폐기된 DID입니다: {did}" },
    { en: "Create another identity; nothing brings this one back.", ko: "되돌릴 수 없습니다. 새 DID를 만드십시오." },
  ),
  "did.controlled-by-other": warning(
    {
      en: "{did} is controlled by another account: {controller}",
      ko: "다른 계정이 통제하는 DID입니다: {did} (통제 계정 {controller})",
    },
    {
      en: "Act with that account, and --as {did}. If you did not hand it over, treat it as stolen.",
      ko: "그 계정으로 --as {did} 옵션을 붙여 실행하십시오. 이전한 적이 없다면 탈취로 보고 조치하십시오.",
    },
  ),
  "recovery.nobody": warning(
    {
      en: "Nobody may recover {did} if its controller's key is lost.",
      ko: "통제 계정의 키를 잃으면 복구할 계정이 없습니다: {did}",
    },
    {
      en: "Name a recoverer: npm run didim -- recovery set",
      ko: "복구 계정을 지정하십시오: npm run didim -- recovery set",
    },
  ),
  "recovery.set": ok({ en: "{recoverer} may recover it.", ko: "복구 계정: {recoverer}" }),
  "recovery.under-way": problem(
    {
      en: "A recovery of {did} is under way: {newController} may take over from {readyAt:time}",
      ko: "복구가 진행 중입니다: {did} ({readyAt:time}부터 {newController} 계정으로 교체 가능)",
    },
    {
      en: "If you did not ask for it, the controller ends it by changing the recoverer or handing over: npm run didim -- recovery show",
      ko: "요청한 적이 없으면 npm run didim -- recovery show로 확인하고 통제 계정으로 조치하십시오.",
    },
  ),
  "signing-key.in-force": ok({
    en: "The signing key {name} is registered and in force.",
    ko: "등록되어 사용 중인 서명 키입니다: {name}",
  }),
  "signing-key.none": warning(
    {
      en: "{did} has no signing key in force, so it can issue nothing.",
      ko: "사용 중인 서명 키가 없어 발급할 수 없습니다: {did}",
    },
    {
      en: "Register one: npm run didim -- did create, or did key add",
      ko: "등록하십시오: npm run didim -- did create 또는 did key add",
    },
  ),
  "signing-key.unregistered": warning(
    {
      en: "The signing key {name} is not registered for {did}",
      ko: "이 DID에 등록되지 않은 서명 키입니다: {name} ({did})",
    },
    {
      en: "If it is meant to be: npm run didim -- did key add {name}",
      ko: "등록하려면: npm run didim -- did key add {name}",
    },
  ),
  "signing-key.ending": warning(
    {
      en: "The signing key {name} ends at {until:time}",
      ko: "곧 사용이 끝나는 서명 키입니다: {name} ({until:time}까지)",
    },
    {
      en: "Register its successor before then: npm run didim -- did key add",
      ko: "그 전에 새 키를 등록하십시오: npm run didim -- did key add",
    },
  ),
  "signing-key.refused": problem(
    {
      en: "Verifiers refuse what the signing key {name} signs now: {why}",
      ko: "지금 이 키로 서명한 증명서는 검증을 통과하지 못합니다({name}): {why}",
    },
    {
      en: "Sign with another registered key, or register a new one.",
      ko: "등록된 다른 키로 서명하거나 새 키를 등록하십시오.",
    },
  ),
  "accreditation.whole": ok({
    en: "{did} may issue {vct}: the chain of trust holds.",
    ko: "발급 권한이 있습니다: {vct} ({did})",
  }),
  "accreditation.broken": problem(
    { en: "{did} cannot issue {vct}: {why}", ko: "발급할 수 없습니다: {vct} ({did}): {why}" },
    {
      en: "See which link it is: npm run didim -- issuer show {did} {vct}. Whoever stands above it can mend it.",
      ko: "어느 단계인지 npm run didim -- issuer show {did} {vct} 명령으로 확인하고 그 위의 기관에 요청하십시오.",
    },
  ),
  "accreditation.ending": warning(
    {
      en: "A link of the chain of trust for {vct} ends at {until:time}: {holder}",
      ko: "신뢰 사슬의 한 단계가 곧 끝납니다: {vct} ({holder}, {until:time}까지)",
    },
    {
      en: "Ask whoever accredited it to accredit it anew before then.",
      ko: "그 전에 인가한 기관에 다시 인가를 요청하십시오.",
    },
  ),
  "list.none": ok({
    en: "This machine has given out no status indices of {did}",
    ko: "이 컴퓨터에서 부여한 상태 번호가 없습니다: {did}",
  }),
  "list.nothing-to-issue-from": warning(
    {
      en: "This machine has no record of any status list of {did}, so it can issue nothing that has a status.",
      ko: "이 컴퓨터에 상태 목록의 부여 기록이 없어 상태 정보가 있는 증명서를 발급할 수 없습니다: {did}",
    },
    {
      en: "Issue where the lists were opened (--home), or open another number here: npm run didim -- list open NUMBER --capacity NUMBER",
      ko: "목록을 개설한 컴퓨터나 폴더(--home)에서 발급하거나 여기서 새 번호로 개설하십시오: npm run didim -- list open 번호 --capacity 건수",
    },
  ),
  "list.open": ok({
    en: "Status list {list} is open, with room for {room} more.",
    ko: "상태 목록 {list}번: {room}건을 더 발급할 수 있습니다.",
  }),
  "list.unopened": problem(
    { en: "Status list {list} was never opened on the chain.", ko: "상태 목록 {list}번이 개설되지 않았습니다." },
    {
      en: "Open it: npm run didim -- list open {list} --capacity NUMBER",
      ko: "개설하십시오: npm run didim -- list open {list} --capacity 건수",
    },
  ),
  "list.full": problem(
    { en: "Status list {list} has no room left.", ko: "상태 목록 {list}번에 남은 번호가 없습니다." },
    {
      en: "Extend it (npm run didim -- list open {list} --extend --capacity NUMBER), or open another.",
      ko: "용량을 늘리거나(npm run didim -- list open {list} --extend --capacity 건수) 새 목록을 개설하십시오.",
    },
  ),
  "list.nearly-full": warning(
    {
      en: "Status list {list} has room for {room} more only.",
      ko: "상태 목록 {list}번에 남은 번호가 {room}건뿐입니다.",
    },
    {
      en: "Extend it, or open another in time: npm run didim -- list open",
      ko: "미리 용량을 늘리거나 새 목록을 개설하십시오: npm run didim -- list open",
    },
  ),
  "list.unrecorded": problem(
    {
      en: "This machine has no record of the indices of status list {list}, so it can issue nothing from it.",
      ko: "이 컴퓨터에 상태 목록 {list}번의 부여 기록이 없어 이 목록으로는 발급할 수 없습니다.",
    },
    {
      en: "Issue where the record is, or open another list. Never restore a record from a backup.",
      ko: "기록이 있는 컴퓨터에서 발급하거나 새 목록을 개설하십시오. 기록을 백업에서 되살리지 마십시오.",
    },
  ),
  "list.record-damaged": problem(
    {
      en: "The record of status list {list} cannot be read: {why}",
      ko: "상태 목록 {list}번의 부여 기록을 읽을 수 없습니다: {why}",
    },
    { en: "Open another list and issue from that.", ko: "새 목록을 개설하여 그 목록으로 발급하십시오." },
  ),
  "list.record-old": problem(
    {
      en: "Index {index} of status list {list} has a status on the chain, and the record on this machine never gave it out: it is older than the chain.",
      ko: "상태 목록 {list}번의 {index}번은 체인에 상태가 있으나 이 컴퓨터의 기록에는 부여한 적이 없습니다. 기록이 체인보다 오래되었습니다.",
    },
    {
      en: "Do not issue from this list: an index would be given out twice. Open another list.",
      ko: "번호가 두 번 부여될 수 있으므로 이 목록으로 발급하지 말고 새 목록을 개설하십시오.",
    },
  ),
  "anchor.good": ok({
    en: "The trust anchor is of this chain and good until {until:time}; fingerprint {fingerprint}",
    ko: "이 체인의 신뢰 앵커이며 {until:time}까지 유효합니다. 지문: {fingerprint}",
  }),
  "anchor.due": warning(
    {
      en: "The trust anchor is good until {until:time} only.",
      ko: "신뢰 앵커의 유효 기한이 다가왔습니다({until:time}).",
    },
    {
      en: "Advance it: npm run didim -- anchor advance {file}",
      ko: "갱신하십시오: npm run didim -- anchor advance {file}",
    },
  ),
  "anchor.expired": problem(
    { en: "The trust anchor expired at {until:time}", ko: "신뢰 앵커의 유효 기한이 지났습니다({until:time})." },
    {
      en: "Get a new one from a source that you trust, and compare its fingerprint.",
      ko: "믿을 수 있는 곳에서 새 앵커를 받아 지문을 대조하십시오.",
    },
  ),
  "anchor.other-chain": problem(
    {
      en: "The trust anchor is of another chain: {found}, and not {expected}",
      ko: "다른 체인의 신뢰 앵커입니다({found}, 이 체인은 {expected}).",
    },
    { en: "Take the anchor of this network.", ko: "이 네트워크의 앵커를 쓰십시오." },
  ),
  "anchor.unreadable": problem(
    { en: "The trust anchor cannot be read: {why}", ko: "신뢰 앵커를 읽을 수 없습니다: {why}" },
    {
      en: "Name the right file, or get it again from a source that you trust.",
      ko: "맞는 파일을 지정하거나, 믿을 수 있는 곳에서 다시 받으십시오.",
    },
  ),
  "rp.registered": ok({
    en: "{did} is registered to ask for {vct} until {until:time}",
    ko: "등록된 이용기관입니다: {vct} ({did}, {until:time}까지)",
  }),
  "rp.ending": warning(
    {
      en: "The registration of {did} to ask for {vct} ends at {until:time}",
      ko: "이용기관 등록이 곧 끝납니다: {vct} ({did}, {until:time}까지)",
    },
    { en: "Ask the supervising authority to register it anew.", ko: "감독 기관에 다시 등록을 요청하십시오." },
  ),
  "rp.unregistered": problem(
    {
      en: "{did} is not registered to ask for {vct}, so wallets warn their holders.",
      ko: "이용기관으로 등록되지 않아 지갑이 소지자에게 경고합니다: {vct} ({did})",
    },
    { en: "Ask the supervising authority to register it.", ko: "감독 기관에 등록을 요청하십시오." },
  ),
} as const satisfies FindingTexts;
