import { type Family, refused, usage } from "../entry.ts";

/** What an issuer refuses. */
export const ISSUING = {
  "issuer.not-genuine": refused(400, {
    en: "The credential is not genuine, or that could not be found out. Nothing was changed.",
    ko: "진본으로 확인되지 않은 증명서입니다: {text} 아무것도 바꾸지 않았습니다.",
  }),
  "issuer.several": refused(400, {
    en: "The presentation holds several credentials. Give one at a time.",
    ko: "증명서 {count}건이 함께 들어 있습니다. 한 건씩 따로 지정하십시오.",
  }),
  "issuer.not-ready": refused(409, {
    en: "Verifiers would not accept a credential that is issued now.",
    ko: "지금 발급하면 검증을 통과하지 못합니다: {text} 바로잡은 뒤 다시 발급하십시오.",
  }),
  "issuer.schema-missing": refused(500, {
    en: "The issuer has no schema for this type.",
    ko: "이 증명서 종류의 스키마가 지정되지 않았습니다({type}). 스키마를 추가하십시오.",
  }),
  "issuer.schema-invalid": refused(500, {
    en: "The schema cannot be used.",
    ko: "쓸 수 없는 스키마입니다({type}, 위치 {path}, 키워드 {keyword}). 64KiB 이하의 JSON Schema 2020-12 문서여야 하며, 다른 문서를 참조할 수 없습니다.",
  }),
  "issuer.schema-unregistered": refused(409, {
    en: "The registry has no schema for this type.",
    ko: "등록부에 이 증명서 종류의 스키마가 없습니다({type}). 증명서 종류를 먼저 등록하십시오.",
  }),
  "issuer.schema-outdated": refused(500, {
    en: "The schema differs from the registered one.",
    ko: "소관 기관이 등록한 스키마와 다릅니다({type}). 등록된 URI의 문서를 한 바이트도 바꾸지 말고 그대로 쓰십시오.",
  }),
  "issuer.schema-mismatch": refused(400, {
    en: "The claims do not match the schema.",
    ko: "항목이 스키마에 맞지 않습니다(위치 {path}, 규칙 {rule}). 해당 항목을 고치십시오.",
  }),
  "issuer.claims-too-large": refused(413, {
    en: "The claims are larger than a credential may be.",
    ko: "항목의 크기가 증명서의 한도(64KiB)를 넘습니다. 사진 등을 빼십시오.",
  }),
  "issuer.expiry": refused(400, {
    en: "The expiry is missing, given twice, or before the start.",
    ko: "유효기간이 올바르지 않습니다. 만료 시각과 유효기간 중 하나만 초 단위로 지정하고, 시작보다 뒤에 끝나야 합니다.",
  }),
  "issuer.not-selective": refused(400, {
    en: "Credentials of this format are always shown whole. Issue a dc+sd-jwt.",
    ko: "{format} 형식은 항상 전체가 공개되어 선택 공개나 일회용 사본에 쓸 수 없습니다. dc+sd-jwt로 발급하십시오.",
  }),
  "issuer.batch-too-large": refused(413, {
    en: "At most 10,000 credentials are issued at once.",
    ko: "한 번에 10,000건까지 발급할 수 있습니다({count}건). 나누어 발급하십시오.",
  }),
  "issuer.signing-failed": refused(503, {
    en: "The signer did not sign. Nothing was issued.",
    ko: "서명하지 못해 아무것도 발급하지 않았습니다({type}). 서명기를 고친 뒤 다시 발급하십시오. 사용된 번호는 문제가 되지 않습니다.",
  }),
  "issuer.no-allocator": refused(500, {
    en: "The issuer has no status list for this credential.",
    ko: "상태 목록이 없어 일회용 사본이나 상태 정보가 필요 없는 증명서만 발급할 수 있습니다. 상태 목록의 번호 기록을 여십시오.",
  }),
  "issuer.no-facts": refused(500, {
    en: "The issuer has no source of facts.",
    ko: "발급 준비나 증명서 종류의 요건을 확인하려면 등록부를 읽을 수 있어야 합니다. facts를 지정하십시오.",
  }),
  "issuer.holder-key": refused(400, {
    en: "Credentials of this type must be bound to a key of their holder.",
    ko: "소지자의 키에 연결하여 발급해야 하는 증명서 종류입니다({type}). 소지자의 키를 지정하십시오.",
  }),
  "issuer.status-required": refused(400, {
    en: "Credentials of this type need a status.",
    ko: "상태 정보가 있어야 하는 증명서 종류이고 인가 기관이 예외를 두지도 않았습니다({type}). 상태 목록을 지정하십시오.",
  }),
  "issuer.one-time-life": refused(400, {
    en: "A one-time copy is valid for at least two steps of the rounding, and at most 24 hours.",
    ko: "일회용 사본의 유효기간은 반올림 단위의 두 배 이상, 24시간 이하이며 그 단위의 배수여야 합니다.",
  }),
  "issuer.one-time-keys": refused(400, {
    en: "Each one-time copy needs a key of its own. 1 to 256 can be made at once.",
    ko: "일회용 사본마다 서로 다른 키가 필요합니다. 한 번에 1~256개를 만들 수 있습니다.",
  }),
  "issuer.rounding": refused(500, {
    en: "The rounding of times must be a number of seconds that divides 24 hours.",
    ko: "시각의 반올림 단위는 24시간(86,400초)의 약수인 초 단위 값이어야 합니다.",
  }),
  "issuer.list-full": refused(503, {
    en: "The status list has no room for that many credentials.",
    ko: "상태 목록에 남은 번호가 부족합니다(목록 {list}번, 남은 번호 {remaining}개). 용량을 늘리거나 새 목록을 개설하십시오.",
  }),
  "issuer.list-number": refused(400, {
    en: "The number of a status list must be a uint32.",
    ko: "상태 목록의 번호는 0 이상 4,294,967,295 이하의 정수입니다({list}).",
  }),
  "issuer.list-capacity": refused(400, {
    en: "The capacity of a status list must be 1 to 2^31.",
    ko: "상태 목록의 용량은 1 이상 2^31 이하이며, 체인에 개설한 값과 같아야 합니다({capacity}).",
  }),
  "issuer.index-count": refused(400, {
    en: "At least one index must be taken.",
    ko: "번호는 한 번에 하나 이상 받아야 합니다({count}개).",
  }),
  "issuer.allocator-closed": refused(503, {
    en: "The allocator was closed.",
    ko: "상태 목록의 번호 기록이 닫혀 있습니다(목록 {list}번). 다시 여십시오.",
  }),
  "issuer.journal-missing": refused(500, {
    en: "The record of the list's indices is missing.",
    ko: "상태 목록의 번호 기록이 없습니다(목록 {list}번). 새로 개설한 목록이면 기록을 시작하고, 아니면 파일을 찾거나 다른 목록을 개설하십시오.",
  }),
  "issuer.journal-corrupt": refused(500, {
    en: "The record of the list's indices is damaged. No index is given out.",
    ko: "상태 목록의 번호 기록이 손상되어 번호를 내주지 않습니다(목록 {list}번). 파일을 따로 보관하고 새 목록을 개설하여 발급하십시오.",
  }),
  "issuer.journal-shared": refused(503, {
    en: "Two processes wrote the record of the list's indices at once. No index was given out.",
    ko: "두 프로그램이 번호 기록에 동시에 썼으므로 번호를 내주지 않았습니다(목록 {list}번). 목록 하나는 한 프로그램에서만 발급에 쓰십시오.",
  }),
  "issuer.journal-failed": refused(503, {
    en: "The record of the list's indices could not be written. No index was given out.",
    ko: "번호 기록을 저장하지 못해 번호를 내주지 않았습니다(목록 {list}번). 디스크를 점검한 뒤 다시 여십시오.",
  }),
  "issuer.applied-already": usage(409, {
    en: "The agency has an open application for this type.",
    ko: "이 증명서 종류({vct})의 신청이 이미 있습니다({applied:time}). 다시 신청하려면 먼저 철회하십시오: npm run didim -- issuer cancel.",
  }),
  "issuer.other-issuer": usage(403, {
    en: "The credential was issued by another issuer than the account acts for.",
    ko: "이 계정이 대리하는 발급기관({actor})의 증명서가 아닙니다({issuer})(증명서 {item}). 여러 DID를 대리하면 --as로 지정하십시오.",
  }),
  "issuer.no-status": usage(400, {
    en: "The credential has no status.",
    ko: "상태 정보가 없는 증명서입니다({file})(증명서 {item}). 일회용 사본은 따로 취소하지 않아도 만료됩니다.",
  }),
  "issuer.status-places": usage(400, {
    en: "The statuses to change are not named as they must be.",
    ko: "바꿀 상태의 지정이 올바르지 않아 아무것도 바꾸지 않았습니다. 이 기관의 증명서나 목록의 번호를 하나 이상 10만 건 이하로, 한 가지 방식으로만, 겹치지 않게 지정하십시오.",
  }),
  "issuer.no-register": refused(500, {
    en: "A row of a batch was to be issued, and the issuer has no register.",
    ko: "일괄 발급의 행을 발급하려면 발급 대장이 필요합니다({batch}). 발급기관에 발급 대장을 지정하십시오.",
  }),
  "issuer.row-twice": refused(400, {
    en: "A batch has two rows with one name.",
    ko: "일괄 발급에 이름이 같은 행이 둘 있습니다({batch}, {row}행). 행마다 이름을 다르게 하십시오.",
  }),
  "issuer.registered-otherwise": refused(409, {
    en: "The register has another credential for this row of the batch, or for this index of the list.",
    ko: "발급 대장의 같은 행이나 번호에 다른 증명서가 있습니다(일괄 발급 {batch}, {row}행)(목록 {list}번, 번호 {index}번). 일괄 발급의 이름을 바꾸거나 새 목록을 개설하십시오.",
  }),
  "issuer.register-damaged": refused(500, {
    en: "The register of issued credentials is damaged, or is another kind of file.",
    ko: "발급 대장이 손상되었거나 다른 종류의 파일입니다({path}). 복사본이 있으면 되돌리고, 없으면 옮겨 두고 새 대장을 시작하십시오.",
  }),
} satisfies Family<"issuer">;
