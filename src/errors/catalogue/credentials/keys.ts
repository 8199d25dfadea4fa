import { type Family, usage } from "../entry.ts";

/** DIDs and keys. */
export const KEYS = {
  "did.invalid": usage(400, {
    en: "The text is not a did:ethr that names its chain.",
    ko: "DID가 올바르지 않습니다({did}). did:ethr:0x<체인 번호>:0x<주소> 형식인지, 주소의 대소문자가 맞는지 확인하십시오.",
  }),
  "did.key-id": usage(400, {
    en: "The text is not the id of a key: a DID, #, and the thumbprint of the key.",
    ko: "키의 식별자가 올바르지 않습니다({keyId}). DID, #, 키의 지문 순서로 적습니다. #controller와 #delegate-1은 쓸 수 없습니다.",
  }),
  "did.unknown-network": usage(501, {
    en: "No node is configured for the chain of this DID.",
    ko: "이 DID의 체인에 연결된 노드가 없습니다({did}). 그 체인의 노드를 지정하십시오.",
  }),
  "did.representation": usage(406, {
    en: "DID documents are not available in this media type.",
    ko: "지원하지 않는 문서 형식입니다({accept}). application/did+ld+json 또는 application/did+json을 쓰십시오.",
  }),
  "did.internal": usage(500, {
    en: "The DID could not be resolved, for an unexpected reason.",
    ko: "DID를 조회하는 중 예상하지 못한 오류가 발생했습니다. 지원 담당자에게 알리십시오.",
  }),
  "crypto.jwk": usage(400, {
    en: "The key is not a public key on P-256 or secp256k1.",
    ko: "쓸 수 없는 공개키입니다. P-256 또는 secp256k1의 공개키(JWK)인지, 개인키를 넣지 않았는지 확인하십시오.",
  }),
  "crypto.private-key": usage(400, {
    en: "The private key is not 32 bytes between 1 and the order of the curve.",
    ko: "개인키가 올바르지 않습니다. 1 이상, 곡선의 위수 미만인 32바이트 값이어야 합니다.",
  }),
  "crypto.did-jwk": usage(400, {
    en: "The text is not a did:jwk of a public key on P-256 or secp256k1.",
    ko: "P-256 또는 secp256k1 공개키의 did:jwk가 아닙니다.",
  }),
  "did.other-kind": usage(400, {
    en: "The name belongs to a certificate and not to a key, or the other way round.",
    ko: "등록된 것의 종류가 명령과 다릅니다({thumbprint}). 키는 did key로, 인증서는 did anchor로 다루십시오.",
  }),
  "did.other-chain": usage(400, {
    en: "The DID belongs to another chain.",
    ko: "다른 체인의 DID입니다({did}). 지금 연결한 체인은 {chainId}번입니다.",
  }),
  "did.other-owner": usage(400, {
    en: "The key belongs to another DID.",
    ko: "이 DID({did})의 키가 아닙니다({keyId}). 키의 식별자를 확인하십시오.",
  }),
} satisfies Family<"did" | "crypto">;
