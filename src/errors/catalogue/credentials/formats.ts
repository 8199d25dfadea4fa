import { type Family, refused } from "../entry.ts";

/** A credential or presentation that cannot be read or written. */
export const FORMATS = {
  "format.unknown": refused(400, {
    en: "The text is in no known format: neither an SD-JWT VC nor a VC-JWT.",
    ko: "알 수 없는 형식입니다. SD-JWT VC(dc+sd-jwt) 또는 VC-JWT(vc+jwt) 형식이어야 합니다.",
  }),
  "format.failed": refused(500, {
    en: "Reading the format failed because of an error in Didim. The presentation does not count as valid.",
    ko: "형식을 읽는 중 디딤 내부의 오류가 발생했습니다. 이 제시 내용은 유효한 것으로 처리하지 않습니다. 지원 담당자에게 알리십시오.",
  }),
  "format.malformed": refused(400, {
    en: "The text does not have the parts that its format requires.",
    ko: "형식에 맞는 구성이 아닙니다. 잘리거나 바뀐 부분이 없는지 확인하십시오.",
  }),
  "format.too-large": refused(413, {
    en: "The text is longer than 64 KiB.",
    ko: "크기가 한도(64KiB)를 넘습니다. 사진은 해시와 함께 링크로 두고, 증명은 상태 부분만 첨부하십시오.",
  }),
  "format.disclosures-too-many": refused(413, {
    en: "The presentation has more than 256 disclosures.",
    ko: "공개 항목(disclosure)이 256개를 넘습니다. 항목을 줄이십시오.",
  }),
  "format.base64url": refused(400, {
    en: "A part is not canonical base64url.",
    ko: "base64url로 올바르게 인코딩되지 않은 부분이 있습니다. 원본을 그대로 쓰십시오.",
  }),
  "format.json": refused(400, {
    en: "A part is not a JSON object in UTF-8.",
    ko: "올바른 JSON(UTF-8) 객체가 아닌 부분이 있습니다. 원본을 확인하십시오.",
  }),
  "format.json-duplicate": refused(400, {
    en: "A JSON object has the same name twice.",
    ko: "JSON 객체 하나에 같은 이름이 두 번 있습니다. 읽는 쪽마다 다르게 읽을 수 있어 받지 않습니다.",
  }),
  "format.json-depth": refused(400, {
    en: "The JSON is nested more than 16 levels deep.",
    ko: "JSON이 16단계보다 깊게 중첩되어 있습니다. 구조를 단순하게 하십시오.",
  }),
  "format.json-name": refused(400, {
    en: "A JSON member is named __proto__.",
    ko: "JSON에 쓸 수 없는 이름(__proto__)이 있습니다.",
  }),
  "format.json-number": refused(400, {
    en: "A number cannot be held exactly. Write it as a string.",
    ko: "정확히 나타낼 수 없는 숫자가 있습니다. 문자열로 쓰십시오.",
  }),
  "format.algorithm-none": refused(400, {
    en: "The token says that it is not signed.",
    ko: "서명되지 않은 토큰입니다. 공격이거나 시험용 토큰이 잘못 쓰인 것이므로 받지 마십시오.",
  }),
  "format.algorithm": refused(400, {
    en: "The header names no algorithm, or one with a shared key, such as HS256.",
    ko: "서명 알고리즘이 없거나, 검증하는 쪽도 같은 키로 서명할 수 있는 알고리즘입니다(HS256 등). 받지 마십시오.",
  }),
  "format.algorithm-unknown": refused(400, {
    en: "The token is signed with an algorithm other than ES256 and ES256K.",
    ko: "모르는 서명 알고리즘입니다({algorithm}). 이 버전은 ES256과 ES256K를 지원합니다.",
  }),
  "format.crit": refused(400, {
    en: "The header requires an extension that is not supported.",
    ko: "헤더가 지원하지 않는 확장을 요구합니다. 발급기관에 문의하십시오.",
  }),
  "format.typ": refused(400, {
    en: "The header's typ is that of another kind of token.",
    ko: "헤더의 종류(typ)가 다른 토큰의 것입니다. 올바른 증명서나 제시 내용인지 확인하십시오.",
  }),
  "format.signature": refused(400, {
    en: "The signature is not 64 bytes, r and s.",
    ko: "서명의 형식이 올바르지 않습니다. 64바이트(r‖s)여야 하며 DER 형식은 받지 않습니다.",
  }),
  "format.kid": refused(400, {
    en: "The header does not name the issuer's key as <iss>#<thumbprint>.",
    ko: "헤더가 발급기관의 키를 <iss>#<지문> 형식으로 가리키지 않습니다. 발급기관에 문의하십시오.",
  }),
  "format.issuer": refused(400, {
    en: "The issuer is not a DID, or is named in two different ways.",
    ko: "발급기관(iss)이 DID가 아니거나 서로 다르게 적혀 있습니다. 발급기관에 문의하십시오.",
  }),
  "format.claim-missing": refused(400, {
    en: "A mandatory claim is missing.",
    ko: "필수 항목이 없습니다({claim}). 발급기관에 문의하십시오.",
  }),
  "format.claim": refused(400, {
    en: "A claim has an invalid value.",
    ko: "항목의 값이 올바르지 않습니다({claim}). 값의 종류가 맞는지, 다른 항목과 모순되지 않는지 확인하십시오.",
  }),
  "format.time": refused(400, {
    en: "A time is not in whole seconds, or two times that must agree differ.",
    ko: "시각이 초 단위의 정수가 아니거나, 서로 맞아야 할 두 시각이 다릅니다.",
  }),
  "format.status": refused(400, {
    en: "The status reference is malformed.",
    ko: "상태 정보가 올바르지 않습니다. URI는 /status-lists/<번호>로 끝나고, 번호는 4,294,967,295 이하의 정수여야 합니다.",
  }),
  "format.status-unsupported": refused(400, {
    en: "The credential uses a kind of status that is not supported.",
    ko: "지원하지 않는 방식의 상태 정보입니다. 2비트 상태 목록 하나만 지원합니다.",
  }),
  "format.holder-key": refused(400, {
    en: "The holder's key cannot be used, or is not that of the holder who presents.",
    ko: "소지자의 키를 쓸 수 없거나, 제시하는 소지자의 키가 아닙니다.",
  }),
  "format.digest": refused(400, {
    en: "A digest of the selective disclosure does not have the form of RFC 9901.",
    ko: "선택 공개의 다이제스트(_sd 또는 ...)가 RFC 9901의 형식이 아닙니다. 발급기관에 문의하십시오.",
  }),
  "format.digest-duplicate": refused(400, {
    en: "A digest occurs twice.",
    ko: "같은 다이제스트가 두 번 있습니다. 발급기관에 문의하십시오.",
  }),
  "format.disclosure": refused(400, {
    en: "A disclosure is malformed.",
    ko: "공개 항목(disclosure)의 형식이 올바르지 않습니다. 원본을 그대로 쓰십시오.",
  }),
  "format.disclosure-duplicate": refused(400, {
    en: "A disclosure occurs twice.",
    ko: "같은 공개 항목이 두 번 있습니다. 다시 제시하십시오.",
  }),
  "format.disclosure-unreferenced": refused(400, {
    en: "A disclosure is not among those that the issuer signed.",
    ko: "발급기관이 서명하지 않은 항목이 공개되어 있습니다. 원본이 바뀌지 않았는지 확인하십시오.",
  }),
  "format.disclosure-kind": refused(400, {
    en: "A disclosure does not fit its place: an array element needs two members, other claims three.",
    ko: "공개 항목이 있어야 할 자리와 종류가 맞지 않습니다. 원본이 바뀌지 않았는지 확인하십시오.",
  }),
  "format.sd-alg": refused(400, {
    en: "The digests are not SHA-256.",
    ko: "다이제스트가 SHA-256이 아닙니다. 발급기관에 문의하십시오.",
  }),
  "format.claim-collision": refused(400, {
    en: "A disclosure names a claim that is already there.",
    ko: "공개 항목의 이름이 이미 있는 항목과 같습니다. 발급기관에 문의하십시오.",
  }),
  "format.claim-not-disclosable": refused(400, {
    en: "A claim that must always be visible is a disclosure.",
    ko: "항상 공개해야 하는 항목이 선택 공개 항목으로 되어 있습니다({claim}). iss, iat, nbf, exp, cnf, vct, status는 항상 공개됩니다.",
  }),
  "format.claim-reserved": refused(400, {
    en: "A claim has a reserved name.",
    ko: "항목에 쓸 수 없는 이름이거나 다른 옵션으로 정하는 값입니다({name}). 이름을 바꾸십시오.",
  }),
  "format.claim-unknown": refused(400, {
    en: "The credential does not have this claim.",
    ko: "증명서에 없는 항목입니다({path}). 철자를 확인하십시오.",
  }),
  "format.already-bound": refused(400, {
    en: "A presentation was given. The credential as issued is needed.",
    ko: "증명서 원본이 아니라 제시 내용입니다. 발급받은 증명서 원본을 지정하십시오.",
  }),
  "format.context": refused(400, {
    en: "The first @context is not that of VCDM 2.0.",
    ko: "첫 @context가 VCDM 2.0의 것이 아닙니다. 발급기관에 문의하십시오.",
  }),
  "format.type": refused(400, {
    en: "The document is neither a VerifiableCredential nor a VerifiablePresentation.",
    ko: "증명서(VerifiableCredential)나 제시 내용(VerifiablePresentation)이 아닙니다.",
  }),
  "format.vcdm-1": refused(400, {
    en: "The credential uses VCDM 1.1. VCDM 2.0 is needed.",
    ko: "이전 버전(VCDM 1.1)으로 쓰인 증명서입니다. VCDM 2.0으로 다시 발급받으십시오.",
  }),
  "format.schema": refused(400, {
    en: "The credential does not have exactly one JsonSchema that names its type.",
    ko: "증명서 종류를 나타내는 JsonSchema가 정확히 하나 있어야 합니다. 발급기관에 문의하십시오.",
  }),
  "format.subject": refused(400, {
    en: "The credential does not have exactly one credentialSubject.",
    ko: "증명서의 대상(credentialSubject)이 정확히 하나 있어야 합니다. 발급기관에 문의하십시오.",
  }),
  "format.credentials": refused(400, {
    en: "A presentation holds 1 to 16 credentials.",
    ko: "제시한 증명서가 없거나 16건을 넘습니다. 1~16건을 제시하십시오.",
  }),
  "format.envelope": refused(400, {
    en: "A credential in the presentation is not enveloped as data:application/vc+jwt.",
    ko: "제시한 증명서가 data:application/vc+jwt 형식으로 담겨 있지 않습니다. 다시 제시하십시오.",
  }),
} satisfies Family<"format">;
