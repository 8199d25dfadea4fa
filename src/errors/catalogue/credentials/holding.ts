import { type Family, refused, usage } from "../entry.ts";

/** What a wallet refuses; and what any part says of files, or of a test's own registry. */
export const HOLDING = {
  "holder.request": refused(400, {
    en: "The verifier's request is malformed.",
    ko: "검증자의 요청이 올바르지 않아 응하지 않았습니다. 검증자에게 요청을 다시 받으십시오.",
  }),
  "holder.over-asking": refused(403, {
    en: "The verifier asks for claims that it is not registered to ask for.",
    ko: "검증자가 등록된 범위를 넘는 항목을 요구합니다({audience}). 아무것도 제시하지 않았습니다. 동의할 때만 다시 제시하십시오(--agree).",
  }),
  "holder.not-reviewed": refused(503, {
    en: "The wallet could not find out what the verifier may ask for.",
    ko: "검증자가 무엇을 요구할 수 있는지 확인할 수 없습니다({audience}). 아무것도 제시하지 않았습니다. 동의할 때만 다시 제시하십시오(--agree).",
  }),
  "holder.review-changed": refused(409, {
    en: "The request, or the registry's answer about it, changed after the holder agreed.",
    ko: "동의한 뒤 요청이나 확인 결과가 바뀌었습니다. 내용을 다시 확인하고 동의하십시오.",
  }),
  "holder.document-unseen": refused(409, {
    en: "The answer would also sign a document that the holder has not seen.",
    ko: "응답하면 SHA-256이 {document}인 문서에 서명하게 됩니다. 아무것도 제시하지 않았습니다. 문서를 읽고 지정하거나(--document), 동의할 때만 다시 제시하십시오(--agree).",
  }),
  "holder.other-document": refused(409, {
    en: "The answer would not sign the document that was given.",
    ko: "지정한 문서(SHA-256 {given})는 이 응답으로 서명하게 되는 문서가 아닙니다. 아무것도 제시하지 않았습니다. 검증자에게 서명할 문서를 확인하십시오.",
  }),
  "holder.shows-more": refused(409, {
    en: "The best credential also shows claims that the verifier did not ask for.",
    ko: "제시할 증명서에서 검증자가 요청하지 않은 항목까지 공개됩니다({unasked}). 동의할 때만 다시 제시하십시오(--agree).",
  }),
  "holder.nothing-fits": refused(404, {
    en: "The wallet has no current credentials that answer the request.",
    ko: "요청한 종류와 항목을 갖춘 유효한 증명서가 지갑에 없습니다({type}).",
  }),
  "holder.choice": refused(400, {
    en: "The chosen credential does not match the request.",
    ko: "선택한 증명서가 요청에 맞지 않습니다({query}). 맞는 증명서 가운데서 고르십시오.",
  }),
  "holder.no-prover": refused(500, {
    en: "The wallet has no prover.",
    ko: "이 지갑은 증명을 만들 수 없습니다. 증명을 만드는 구성 요소를 지정하거나 증명 없이 제시하십시오.",
  }),
  "holder.no-staple": refused(409, {
    en: "The wallet has no proof of this credential to staple.",
    ko: "이 증명서에 첨부할 증명이 없습니다. 먼저 증명을 만드십시오.",
  }),
  "holder.copy-spent": refused(409, {
    en: "Another presentation used this one-time copy at the same moment.",
    ko: "이 일회용 사본은 방금 다른 곳에 제시되었습니다. 다른 사본으로 다시 제시하십시오.",
  }),
  "holder.not-a-credential": refused(400, {
    en: "A presentation was given. The credential as issued is needed.",
    ko: "검증자에게 제시한 내용이 아니라 발급기관이 발급한 증명서 원본이 필요합니다.",
  }),
  "holder.unbound": refused(409, {
    en: "The credential has no holder binding, and the wallet has no registry to ask whether its type allows that.",
    ko: "소지자의 키에 연결되지 않은 증명서입니다({type}). 이를 허용하는 종류인지 확인하려면 등록부를 읽을 수 있어야 합니다.",
  }),
  "holder.not-ours": refused(409, {
    en: "The credential is not bound to a key of this wallet.",
    ko: "이 지갑의 키에 연결되지 않은 증명서입니다. 이 지갑에서 만든 키를 발급기관에 제출하십시오.",
  }),
  "holder.key-used": refused(409, {
    en: "Another credential already uses this key.",
    ko: "다른 증명서가 이미 쓰는 키입니다. 검증자들이 두 증명서를 서로 연결할 수 있으니 증명서마다 새 키를 만드십시오.",
  }),
  "holder.expired": refused(409, {
    en: "The credential has expired, or is not valid yet.",
    ko: "유효기간이 지났거나 아직 시작되지 않은 증명서입니다. 발급기관에 새로 요청하십시오.",
  }),
  "holder.not-genuine": refused(409, {
    en: "The registry does not confirm that the issuer was entitled to issue this credential.",
    ko: "증명서를 받지 않았습니다: {text} 발급기관에 문의하십시오.",
  }),
  "holder.key-unknown": refused(404, {
    en: "The key store does not have this key.",
    ko: "지갑에 그 키가 없습니다. 지워졌거나 다른 지갑의 키입니다.",
  }),
  "holder.vault-refused": refused(403, {
    en: "The wallet file cannot be opened: the password is wrong, or the file was altered.",
    ko: "지갑 파일을 열 수 없습니다. 암호가 틀렸거나 파일이 변조되었습니다. 암호를 확인하십시오.",
  }),
  "holder.vault-unreadable": refused(500, {
    en: "The file is not a wallet file, has another version, or is damaged.",
    ko: "지갑 파일이 아니거나, 버전이 다르거나, 손상되었습니다. 파일을 확인하십시오.",
  }),
  "holder.vault-full": refused(507, {
    en: "The wallet file is full. Nothing was changed.",
    ko: "지갑에 더 저장할 공간이 없습니다. 바뀐 것은 없습니다. 필요 없는 증명서를 지우십시오.",
  }),
  "holder.password-short": refused(400, {
    en: "The password of a new wallet or key is too short.",
    ko: "새 지갑이나 키의 암호는 {min}자 이상이어야 합니다.",
  }),
  "files.locked": refused(503, {
    en: "Another process is using this file.",
    ko: "다른 프로그램이 이 파일을 쓰고 있습니다. 작업이 끝날 때까지 기다리거나 그 프로그램을 종료하십시오. 종료하면 잠금도 풀립니다. 잠금 파일({path})은 지우지 마십시오.",
  }),
  "files.not-a-lock": refused(500, {
    en: "The file is not a lock file, or comes from an older version.",
    ko: "잠금 파일이 아니거나 이전 버전의 잠금 파일입니다({path}). 이전 버전의 프로그램이 실행 중이 아니면 지우십시오.",
  }),
  "files.not-a-store": refused(500, {
    en: "The file is another kind of store, has another version, or is damaged. Move it away; a new one will be made.",
    ko: "저장소 파일의 종류나 버전이 다르거나 파일이 손상되었습니다({path}). 다른 곳으로 옮기십시오. 그러면 새 파일을 만듭니다.",
  }),
  "files.not-text": usage(400, {
    en: "The file is not text in UTF-8.",
    ko: "UTF-8 텍스트 파일이 아닙니다({file}). 인코딩을 UTF-8로 바꾸어 저장하십시오(엑셀에서는 'CSV UTF-8(쉼표로 분리)').",
  }),
  "files.too-large": usage(413, {
    en: "The file is too large and was not read.",
    ko: "파일이 너무 커서 읽지 않았습니다({file}, 최대 {most}바이트). 다른 파일을 지정한 것은 아닌지 확인하십시오.",
  }),
  "files.exists": usage(409, {
    en: "The file already exists and is not overwritten.",
    ko: "파일이 이미 있어 덮어쓰지 않았습니다({file}). 다른 파일을 지정하십시오.",
  }),
  "files.signing-key": usage(400, {
    en: "The file is not an unaltered file of a signing key.",
    ko: "서명 키 파일이 아니거나 손상 또는 변조되었습니다. 파일을 확인하십시오.",
  }),
  "testing.refused": refused(409, {
    en: "The test registry refused an operation that the contracts would refuse.",
    ko: "시험용 등록부가 요청을 거부했습니다. 실제 체인에서 할 수 있는 순서대로 하십시오.",
  }),
} satisfies Family<"holder" | "files" | "testing">;
