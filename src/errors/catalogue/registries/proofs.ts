import { type Family, unavailable } from "../entry.ts";

/** Proofs. A proof that is refused says nothing about a credential: could not find out. */
export const PROOFS = {
  "facts.proof-oversized": unavailable(413, {
    en: "The proof is larger than any proof needs to be.",
    ko: "증명이 필요 이상으로 커서 읽지 않았습니다. 증명을 다시 받으십시오.",
  }),
  "facts.proof-too-deep": unavailable(400, {
    en: "The proof is nested deeper than any valid proof.",
    ko: "증명이 올바른 증명보다 깊게 중첩되어 있어 읽지 않았습니다. 증명을 다시 받으십시오.",
  }),
  "facts.proof-bad-rlp": unavailable(400, {
    en: "The proof is not canonical RLP.",
    ko: "증명이 손상되었거나 위조되었습니다(RLP 오류). 증명을 다시 받으십시오.",
  }),
  "facts.proof-bad-header": unavailable(400, {
    en: "The proof's header is not a block header of this chain.",
    ko: "증명의 헤더가 이 체인의 블록 헤더가 아닙니다({field}). 증명을 다시 받으십시오.",
  }),
  "facts.proof-bad-seal": unavailable(400, {
    en: "A seal of the block is not a signature.",
    ko: "블록의 봉인이 서명의 형식이 아닙니다(0부터 세어 {seal}번째). 증명을 다시 받으십시오.",
  }),
  "facts.proof-unknown-seal": unavailable(503, {
    en: "A seal comes from a validator that the trust anchor does not know. Advance the trust anchor.",
    ko: "신뢰 앵커가 모르는 블록 검증자의 봉인이 있습니다({signer}). 블록 검증자가 바뀌었으니 신뢰 앵커를 갱신하십시오.",
  }),
  "facts.proof-foreign-chain": unavailable(400, {
    en: "No seal comes from a validator that the trust anchor knows.",
    ko: "신뢰 앵커가 아는 블록 검증자의 봉인이 하나도 없습니다. 다른 체인이거나 변조된 블록이거나, 신뢰 앵커가 너무 오래되었습니다.",
  }),
  "facts.proof-wrong-round": unavailable(400, {
    en: "The seals belong to another round than the header says.",
    ko: "봉인이 헤더와 다른 라운드의 것입니다. 노드에 있는 그대로의 블록으로 증명을 다시 받으십시오.",
  }),
  "facts.proof-removed-seal": unavailable(400, {
    en: "A seal comes from a former validator.",
    ko: "지금은 블록 검증자가 아닌 곳의 봉인이 있습니다({signer}). 블록이 오래되었거나 폐기된 키로 서명되었을 수 있으니 새 증명을 받으십시오.",
  }),
  "facts.proof-repeated-seal": unavailable(400, {
    en: "Two seals come from the same validator.",
    ko: "같은 블록 검증자의 봉인이 두 번 있습니다({signer}). 증명을 다시 받으십시오.",
  }),
  "facts.proof-too-few-seals": unavailable(400, {
    en: "Too few of the validators sealed the block.",
    ko: "봉인한 블록 검증자가 부족합니다({seals}곳, 필요 {needed}곳). 증명을 다시 받으십시오.",
  }),
  "facts.proof-too-many-seals": unavailable(413, {
    en: "The proofs of one answer have too many different seals.",
    ko: "한 응답에 첨부된 증명의 서로 다른 봉인이 한도({most}개)를 넘어 확인하지 않았습니다({seals}개). 모든 증명서를 같은 블록 기준으로 함께 증명하십시오.",
  }),
  "facts.proof-bad-signature": unavailable(400, {
    en: "A signature of the checkpoint is malformed.",
    ko: "체크포인트의 서명이 올바른 형식이 아닙니다(0부터 세어 {signature}번째). 체크포인트를 다시 받으십시오.",
  }),
  "facts.proof-unknown-signature": unavailable(400, {
    en: "A signature of the checkpoint comes from an account that the trust anchor does not know.",
    ko: "신뢰 앵커에 없는 계정이 체크포인트에 서명했습니다({signer}). 다른 체인이나 배포의 체크포인트이거나 위조된 것입니다.",
  }),
  "facts.proof-repeated-signature": unavailable(400, {
    en: "Two signatures of the checkpoint come from the same member.",
    ko: "같은 회원이 체크포인트에 두 번 서명했습니다({signer}). 체크포인트를 다시 받으십시오.",
  }),
  "facts.proof-too-few-signatures": unavailable(400, {
    en: "Too few members signed the checkpoint.",
    ko: "체크포인트에 서명한 회원이 부족합니다({signatures}곳, 필요 {needed}곳). 다른 회원의 서명을 더 받으십시오.",
  }),
  "facts.proof-stray-signatures": unavailable(400, {
    en: "Signatures of a checkpoint came with the header of a chain that has seals.",
    ko: "봉인이 있는 체인의 헤더에 체크포인트 서명이 붙어 있습니다. 서명을 빼고 다시 시도하십시오.",
  }),
  "facts.proof-absent": unavailable(400, {
    en: "No proof came with the presentation, and the verifier has none of its own.",
    ko: "제시 내용에 첨부된 증명이 없고 검증자에게도 없습니다. 증명을 첨부하여 다시 제시받으십시오(--staple).",
  }),
  "facts.proof-foreign-root": unavailable(400, {
    en: "The proof belongs to another state or contract, or its topmost node is missing.",
    ko: "다른 상태나 계약의 증명이거나 최상위 노드가 빠졌습니다. 증명을 다시 받으십시오.",
  }),
  "facts.proof-other-account": unavailable(400, {
    en: "The proof belongs to another account.",
    ko: "다른 계정의 증명입니다. 이 등록부의 증명을 받으십시오.",
  }),
  "facts.proof-other-slot": unavailable(400, {
    en: "The proof belongs to another record.",
    ko: "다른 기록의 증명입니다. 이 증명서의 목록과 발급기관의 증명을 받으십시오.",
  }),
  "facts.proof-incomplete": unavailable(400, {
    en: "The proof is cut off: a node of the trie is missing.",
    ko: "증명이 중간에 끊겼습니다. 전체 증명을 다시 받으십시오.",
  }),
  "facts.proof-mixed": unavailable(400, {
    en: "A newer proof depends on a record that an older proof of the same answer does not show.",
    ko: "새 증명이 전제하는 기록이 오래된 증명에 없습니다(블록 {block}). 전체를 더 새로운 블록 기준으로 다시 증명하십시오.",
  }),
  "facts.proof-bad-node": unavailable(400, {
    en: "The proof has a node that no state can have.",
    ko: "증명에 올바르지 않은 형식의 노드가 있습니다. 증명을 다시 받으십시오.",
  }),
  "facts.proof-no-account": unavailable(400, {
    en: "The state has no contract at this address.",
    ko: "그 블록에는 이 주소의 계약이 없습니다({address}). 다른 체인이거나 배포 전의 블록입니다.",
  }),
  "facts.proof-foreign-code": unavailable(400, {
    en: "The contract at this address has other code than the verifier expects.",
    ko: "이 주소의 계약이 검증자가 아는 것과 다릅니다({address}). 다른 체인이나 배포의 증명입니다.",
  }),
  "facts.proof-ahead": unavailable(503, {
    en: "The block is dated more than 60 seconds after the verifier's own clock.",
    ko: "블록의 봉인 시각이 현재보다 60초 넘게 앞섭니다. 시계를 확인하십시오.",
  }),
  "facts.proof-not-pinned": unavailable(503, {
    en: "The trust anchor does not know this contract.",
    ko: "신뢰 앵커에 이 계약이 없습니다({name}). 이 계약을 담은 신뢰 앵커를 설치하십시오.",
  }),
  "facts.proof-registry-distrusted": unavailable(400, {
    en: "The council declared that no record of this registry may be relied on.",
    ko: "협의회가 이 등록부의 모든 기록을 신뢰하지 않기로 선언했습니다({name}). 신뢰 앵커를 갱신하고 후속 등록부의 증명을 받으십시오.",
  }),
  "facts.proof-registry-ended": unavailable(400, {
    en: "The council ended the registry before this block.",
    ko: "이 블록 이전에 협의회가 종료한 등록부입니다({name}). 후속 등록부가 있는지 확인하고 신뢰 앵커를 갱신하십시오.",
  }),
  "facts.proof-registry-later": unavailable(400, {
    en: "The registry took effect only after this block.",
    ko: "이 블록 이후에야 효력이 생긴 등록부입니다({name}). 더 새로운 증명을 받으십시오.",
  }),
  "facts.proof-bad-validators": unavailable(400, {
    en: "The state has an impossible set of validators.",
    ko: "체인 상태에 있는 블록 검증자 목록의 내용이 올바르지 않습니다. 올바른 계약인지 확인하십시오.",
  }),
} satisfies Family<"facts">;
