import { type Family, refused } from "../entry.ts";

/** What is wrong with a verifier and its policy; evidence kept for later. */
export const VERIFYING = {
  "policy.unaddressed": refused(400, {
    en: "The policy needs an audience, and a nonce of 16 characters or more.",
    ko: "검증자의 식별자(audience)가 없거나 논스(nonce)가 16자보다 짧습니다. 이대로는 재사용을 막을 수 없으니 바르게 지정하십시오.",
  }),
  "policy.asks-nothing": refused(400, {
    en: "The policy asks for no credential type.",
    ko: "요구할 증명서 종류가 지정되지 않았습니다. 하나 이상 지정하십시오.",
  }),
  "policy.malformed": refused(400, {
    en: "The policy cannot be read.",
    ko: "요구 사항(policy)을 읽을 수 없습니다. 내용을 고치십시오.",
  }),
  "policy.query": refused(400, {
    en: "The policy has queries that DCQL does not allow, or that nothing could answer.",
    ko: "요구 사항(policy)의 질의가 올바르지 않습니다. 내용을 고치십시오.",
  }),
  "policy.same-holder": refused(400, {
    en: "The policy compares a claim that one of its queries does not ask for.",
    ko: "같은 사람인지 비교할 항목({claim})을 요구하지 않는 질의가 있습니다({query}). 그 질의의 항목에 추가하십시오.",
  }),
  "policy.number": refused(400, {
    en: "The policy has a time that is not in whole seconds.",
    ko: "초 단위의 정수가 아닌 값입니다({name}). 확인을 끄는 값은 쓸 수 없습니다.",
  }),
  "policy.as-of-future": refused(400, {
    en: "The policy asks about a time in the future.",
    ko: "문의 시점(asOf)이 미래입니다. 현재나 과거의 시각을 지정하십시오.",
  }),
  "policy.did": refused(400, {
    en: "The policy names an issuer or authority that is not a did:ethr with its chain.",
    ko: "발급기관 또는 소관 기관으로 지정한 값이 체인 번호를 갖춘 did:ethr가 아닙니다({did}).",
  }),
  "policy.claim-path": refused(400, {
    en: "The policy has a malformed path to a claim.",
    ko: "항목의 경로가 올바르지 않습니다. 항목의 이름이나 이름과 순번의 목록으로 지정하고, 비워 두지 마십시오.",
  }),
  "verifier.clock": refused(500, {
    en: "The verifier's clock does not tell the time in seconds since 1970.",
    ko: "시계가 1970년부터의 초를 나타내지 않습니다(밀리초일 수 있습니다). 시계를 바로잡으십시오.",
  }),
  "verifier.challenges": refused(500, {
    en: "A limit of the challenges, or the requester's name, is invalid.",
    ko: "검증 요청의 설정이 올바르지 않습니다({name}). 유효 시간과 최대 개수는 1 이상의 정수, 요청자 이름은 1자 이상 256자 이하여야 합니다.",
  }),
  "verifier.too-many-challenges": refused(429, {
    en: "The requester has too many open requests.",
    ko: "한 요청자가 진행 중인 요청이 너무 많습니다(최대 {most}건). 일부가 만료된 뒤 다시 시도하십시오.",
  }),
  "evidence.malformed": refused(400, {
    en: "The file is not an evidence file, or it has another version.",
    ko: "증거 파일이 아니거나 버전이 다릅니다. 파일을 확인하십시오.",
  }),
  "evidence.undated": refused(409, {
    en: "The evidence is not anchored yet.",
    ko: "증거가 아직 앵커되지 않았습니다. 먼저 앵커하십시오: npm run didim -- evidence anchor.",
  }),
  "evidence.nothing": refused(400, {
    en: "No evidence was given to anchor.",
    ko: "앵커할 증거가 없습니다. 증거 파일을 지정하십시오.",
  }),
  "evidence.unanchored": refused(409, {
    en: "The root of this evidence is not anchored in this block.",
    ko: "블록에 이 증거의 루트가 없습니다. 같은 파일을 함께 먼저 앵커하거나 이후의 블록을 쓰십시오. 두 번 기록되지는 않습니다.",
  }),
  "evidence.not-anchored": refused(409, {
    en: "The evidence was not anchored by the time that it claims.",
    ko: "등록부에 따르면 그 시점({time:time})까지 앵커되지 않은 증거입니다. 다른 파일이나 체인이 아닌지 확인하십시오.",
  }),
  "evidence.not-covered": refused(409, {
    en: "The holder did not sign a staple with the presentation.",
    ko: "소지자가 등록부의 블록을 포함하여 서명하지 않았습니다. 증명을 첨부하여 다시 제시받으십시오(--staple).",
  }),
  "evidence.no-anchor": refused(409, {
    en: "None of the trust anchors given was in force at that time.",
    ko: "당시({time:time})에 유효한 신뢰 앵커가 지정되지 않았습니다. 보관소에서 당시의 신뢰 앵커를 찾아 지정하십시오.",
  }),
  "verifier.session-exists": refused(409, {
    en: "A session with this id already exists. Use a random id for each session.",
    ko: "같은 식별자의 세션이 이미 있습니다. 세션마다 무작위 식별자를 쓰십시오.",
  }),
  "verifier.sessions-refused": refused(500, {
    en: "The file of sessions cannot be opened: the key is wrong, or the file was altered.",
    ko: "세션 파일을 열 수 없습니다. 키가 다르거나 파일이 변조되었습니다. 키를 확인하십시오.",
  }),
} satisfies Family<"policy" | "verifier" | "evidence">;
