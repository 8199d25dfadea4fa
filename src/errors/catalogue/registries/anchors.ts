import { type Family, unavailable } from "../entry.ts";

/** Trust anchors, the checkpoints that members sign for them, and the staples that holders bring. */
export const ANCHORS = {
  "facts.anchor-file": unavailable(503, {
    en: "The file is not a trust anchor.",
    ko: "신뢰 앵커 파일이 아닙니다. 파일을 확인하십시오.",
  }),
  "facts.no-anchor": unavailable(503, {
    en: "The file with the trust anchor does not exist.",
    ko: "신뢰 앵커 파일이 없습니다({path}). 믿을 수 있는 곳에서 받아 설치하십시오.",
  }),
  "facts.checkpoint-file": unavailable(400, {
    en: "The file is not a checkpoint.",
    ko: "체크포인트 파일이 아닙니다. 파일을 확인하십시오.",
  }),
  "facts.checkpoint-differs": unavailable(409, {
    en: "The checkpoint differs from the block or the deployment of your own node. It was not signed.",
    ko: "체크포인트가 이 회원의 노드에 있는 블록이나 배포와 달라 서명하지 않았습니다(블록 {block}). 어느 체인의 체크포인트인지 확인하십시오.",
  }),
  "facts.checkpoint-signature": unavailable(502, {
    en: "The signer did not return a valid signature of the checkpoint.",
    ko: "서명기가 올바른 서명을 돌려주지 않았습니다. EIP-712 서명을 지원하는지 확인하십시오.",
  }),
  "facts.proof-bad-anchor": unavailable(503, {
    en: "The trust anchor is malformed.",
    ko: "신뢰 앵커의 내용이 올바르지 않습니다({member}). 믿을 수 있는 곳에서 다시 받으십시오.",
  }),
  "facts.proof-anchor-backwards": unavailable(409, {
    en: "The block is older than the trust anchor.",
    ko: "블록이 신뢰 앵커보다 오래되었습니다. 더 최근의 블록으로 갱신하십시오.",
  }),
  "facts.proof-anchor-fixed": unavailable(503, {
    en: "This trust anchor cannot be advanced. Install a new one.",
    ko: "이 신뢰 앵커는 갱신할 수 없습니다. 새 신뢰 앵커를 설치하십시오.",
  }),
  "facts.proof-anchor-jump": unavailable(503, {
    en: "More validators changed than the rules allow in this time. Do not trust the block; install a new trust anchor.",
    ko: "그 기간에 허용된 수보다 많은 블록 검증자가 바뀌었습니다({changes}곳, 최대 {most}곳). 블록을 믿지 말고 믿을 수 있는 곳에서 새 신뢰 앵커를 받으십시오.",
  }),
  "facts.proof-anchor-superseded": unavailable(503, {
    en: "The council replaced the Directory or the ValidatorSet. Install a new trust anchor.",
    ko: "협의회가 디렉터리 또는 블록 검증자 계약을 교체했습니다({name}). 새 신뢰 앵커를 설치하십시오.",
  }),
  "facts.proof-clock-behind": unavailable(503, {
    en: "The clock is behind the time at which the trust anchor was last advanced.",
    ko: "시계가 신뢰 앵커의 마지막 갱신 시각보다 60초 넘게 늦습니다. 시계를 바로잡으십시오.",
  }),
  "facts.proof-anchor-expired": unavailable(503, {
    en: "The trust anchor was not advanced for 90 days. Install a new one.",
    ko: "신뢰 앵커가 90일 넘게 갱신되지 않았습니다(마지막 갱신 {advancedAt:time}). 믿을 수 있는 곳에서 새 신뢰 앵커를 받아 설치하십시오.",
  }),
  "facts.staple-oversized": unavailable(413, {
    en: "The staple is longer than 128 KiB.",
    ko: "첨부 증명이 한도(128KiB)를 넘어 읽지 않았습니다({bytes}바이트). 증명을 다시 받으십시오.",
  }),
  "facts.staple-version": unavailable(400, {
    en: "The staple has another version.",
    ko: "첨부 증명의 버전이 다릅니다({version}). 오래된 쪽의 프로그램을 업데이트하십시오.",
  }),
  "facts.staple-malformed": unavailable(400, {
    en: "The staple is damaged or forged.",
    ko: "첨부 증명이 손상되었거나 위조되었습니다. 증명을 다시 받으십시오.",
  }),
  "facts.staple-other-root": unavailable(400, {
    en: "The staple's nodes do not belong to the state in its header.",
    ko: "첨부 증명의 내용이 헤더에 적힌 상태와 이어지지 않습니다. 변조되었을 수 있으니 증명을 다시 받으십시오.",
  }),
  "facts.staple-other-block": unavailable(400, {
    en: "Staples of different blocks cannot be combined.",
    ko: "서로 다른 블록의 첨부 증명은 합칠 수 없습니다. 같은 블록에서 만들거나 두 증명을 모두 지정하십시오.",
  }),
} satisfies Family<"facts">;
