import type { Sentences } from "./sentences.ts";

/** A credential or presentation that cannot be read or written; DIDs and keys. */
export const FORMATS: Sentences = {
  "format.unknown": "알 수 없는 형식입니다. SD-JWT VC(dc+sd-jwt) 또는 VC-JWT(vc+jwt) 형식이어야 합니다.",
  "format.failed":
    "형식을 읽는 중 디딤 내부의 오류가 발생했습니다. 지원 담당자에게 알리십시오. 유효한 것으로 처리되지 않습니다.",
  "format.malformed": "형식에 맞는 구성이 아닙니다. 잘리거나 바뀐 부분이 없는지 확인하십시오.",
  "format.too-large": "크기가 한도(64KiB)를 넘습니다. 사진은 해시와 함께 링크로 두고, 증명은 상태 부분만 첨부하십시오.",
  "format.disclosures-too-many": "공개 항목(disclosure)이 256개를 넘습니다. 항목을 줄이십시오.",
  "format.base64url": "base64url로 올바르게 인코딩되지 않은 부분이 있습니다. 원본을 그대로 쓰십시오.",
  "format.json": "올바른 JSON(UTF-8) 객체가 아닌 부분이 있습니다. 원본을 확인하십시오.",
  "format.json-duplicate":
    "JSON 객체 하나에 같은 이름이 두 번 있습니다. 읽는 쪽마다 다르게 읽을 수 있어 받지 않습니다.",
  "format.json-depth": "JSON이 16단계보다 깊게 중첩되어 있습니다. 구조를 단순하게 하십시오.",
  "format.json-name": "JSON에 쓸 수 없는 이름(__proto__)이 있습니다.",
  "format.json-number": "정확히 나타낼 수 없는 숫자가 있습니다. 문자열로 쓰십시오.",
  "format.algorithm-none": "서명되지 않은 토큰입니다. 공격이거나 시험용이 잘못 쓰인 것이니 받지 마십시오.",
  "format.algorithm": "서명 알고리즘이 없거나, 검증하는 쪽도 서명할 수 있는 방식입니다(HS256 등).",
  "format.algorithm-unknown": "모르는 서명 알고리즘입니다({algorithm}). 이 버전은 ES256과 ES256K를 지원합니다.",
  "format.crit": "헤더가 지원하지 않는 확장을 요구합니다. 발급기관에 문의하십시오.",
  "format.typ": "헤더의 종류(typ)가 다른 토큰의 것입니다. 올바른 증명서나 제시 내용인지 확인하십시오.",
  "format.signature": "서명의 형식이 올바르지 않습니다. 64바이트(r‖s)여야 하며 DER은 받지 않습니다.",
  "format.kid": "헤더가 발급기관의 키를 <iss>#<지문> 형식으로 가리키지 않습니다. 발급기관에 문의하십시오.",
  "format.issuer": "발급기관(iss)이 DID가 아니거나 서로 다르게 적혀 있습니다. 발급기관에 문의하십시오.",
  "format.claim-missing": "필수 항목이 없습니다({claim}). 발급기관에 문의하십시오.",
  "format.claim":
    "항목의 값이 올바르지 않습니다({claim}). 값의 종류가 맞는지, 다른 항목과 모순되지 않는지 확인하십시오.",
  "format.time": "시각이 초 단위의 정수가 아니거나, 서로 맞아야 할 두 시각이 다릅니다.",
  "format.status":
    "상태 정보가 올바르지 않습니다. URI는 /status-lists/<번호>로 끝나고, 번호는 4,294,967,295 이하의 정수여야 합니다.",
  "format.status-unsupported": "지원하지 않는 방식의 상태 정보입니다. 두 비트 상태 목록 하나만 지원합니다.",
  "format.holder-key": "소지자의 키를 쓸 수 없거나, 제시하는 소지자의 키가 아닙니다.",
  "format.digest": "선택 공개의 다이제스트(_sd 또는 ...)가 RFC 9901의 형식이 아닙니다. 발급기관에 문의하십시오.",
  "format.digest-duplicate": "같은 다이제스트가 두 번 있습니다. 발급기관에 문의하십시오.",
  "format.disclosure": "공개 항목(disclosure)의 형식이 올바르지 않습니다. 원본을 그대로 쓰십시오.",
  "format.disclosure-duplicate": "같은 공개 항목이 두 번 있습니다. 다시 제시하십시오.",
  "format.disclosure-unreferenced":
    "발급기관이 서명하지 않은 항목이 공개되어 있습니다. 원본이 바뀌지 않았는지 확인하십시오.",
  "format.disclosure-kind": "공개 항목이 있어야 할 자리와 종류가 맞지 않습니다. 원본이 바뀌지 않았는지 확인하십시오.",
  "format.sd-alg": "다이제스트가 SHA-256이 아닙니다. 발급기관에 문의하십시오.",
  "format.claim-collision": "공개 항목의 이름이 이미 있는 항목과 같습니다. 발급기관에 문의하십시오.",
  "format.claim-not-disclosable":
    "항상 공개해야 하는 항목이 선택 공개 항목으로 되어 있습니다({claim}). iss, iat, nbf, exp, cnf, vct, status는 항상 공개됩니다.",
  "format.claim-reserved": "항목에 쓸 수 없는 이름이거나 다른 옵션으로 정하는 값입니다({name}). 이름을 바꾸십시오.",
  "format.claim-unknown": "증명서에 없는 항목입니다({path}). 철자를 확인하십시오.",
  "format.already-bound": "이미 제시한 내용입니다. 발급받은 증명서 원본이 필요합니다.",
  "format.context": "첫 @context가 VCDM 2.0의 것이 아닙니다. 발급기관에 문의하십시오.",
  "format.type": "증명서(VerifiableCredential)나 제시(VerifiablePresentation)가 아닙니다.",
  "format.vcdm-1": "이전 버전(VCDM 1.1)으로 쓰인 증명서입니다. VCDM 2.0으로 다시 발급받으십시오.",
  "format.schema": "증명서 종류를 나타내는 JsonSchema가 정확히 하나 있어야 합니다. 발급기관에 문의하십시오.",
  "format.subject": "증명서의 대상(credentialSubject)이 정확히 하나 있어야 합니다. 발급기관에 문의하십시오.",
  "format.credentials": "제시한 증명서가 없거나 16건을 넘습니다. 1~16건을 제시하십시오.",
  "format.envelope": "제시한 증명서가 data:application/vc+jwt 형식으로 담겨 있지 않습니다. 다시 제시하십시오.",

  "did.invalid":
    "DID가 올바르지 않습니다({did}). did:ethr:0x<체인 번호>:0x<주소> 형식인지, 주소의 대소문자가 맞는지 확인하십시오.",
  "did.key-id":
    "키의 식별자가 올바르지 않습니다({keyId}). DID, #, 키의 지문 순서로 적습니다. #controller와 #delegate-1은 쓸 수 없습니다.",
  "did.unknown-network": "이 DID의 체인에 연결된 노드가 없습니다({did}). 그 체인의 노드를 지정하십시오.",
  "did.representation":
    "지원하지 않는 문서 형식입니다({accept}). application/did+ld+json 또는 application/did+json을 쓰십시오.",
  "did.internal": "DID를 조회하는 중 예상하지 못한 오류가 발생했습니다. 지원 담당자에게 알리십시오.",
  "crypto.jwk": "쓸 수 없는 공개키입니다. P-256 또는 secp256k1의 공개키(JWK)인지, 개인키를 넣지 않았는지 확인하십시오.",
  "crypto.private-key": "개인키가 올바르지 않습니다. 1 이상, 곡선의 위수 미만인 32바이트 값이어야 합니다.",
  "crypto.did-jwk": "P-256 또는 secp256k1 공개키의 did:jwk가 아닙니다.",
};
