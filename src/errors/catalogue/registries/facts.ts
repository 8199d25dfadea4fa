import { type Family, unavailable } from "../entry.ts";

/** Nodes, what is read of the registries through them, and the replica. */
export const FACTS = {
  "facts.node-unreachable": unavailable(503, {
    en: "No node answered.",
    ko: "응답하는 노드가 없습니다. 노드가 실행 중인지, URL이 맞는지 확인하십시오.",
  }),
  "facts.node-stale": unavailable(503, {
    en: "The newest block of every node is too old.",
    ko: "모든 노드의 최신 블록이 너무 오래되었습니다({age}초 전, 허용 {maxHeadAge}초). 체인이 멈췄거나 노드가 끊겼는지 확인하십시오.",
  }),
  "facts.nodes-disagree": unavailable(502, {
    en: "Too few of the nodes agree.",
    ko: "응답이 일치하는 노드가 부족합니다({agree}곳 이상 필요). 거짓으로 응답하거나 고장 난 노드가 있을 수 있으니 운영자에게 알리십시오.",
  }),
  "facts.answer-too-large": unavailable(502, {
    en: "A node's answer was too large and was not read.",
    ko: "노드의 응답이 너무 커서 읽지 않았습니다({method}). 다른 노드를 이용하거나 허용 크기를 늘리십시오.",
  }),
  "facts.wrong-chain": unavailable(503, {
    en: "The node is not on the chain of the addresses file.",
    ko: "노드가 주소 파일과 다른 체인에 있습니다. 노드의 URL과 주소 파일을 확인하십시오.",
  }),
  "facts.chain-changed": unavailable(503, {
    en: "A node of this connection has moved to another chain.",
    ko: "노드가 연결 도중 다른 체인으로 바뀌었습니다({node}). 이 연결로는 더 이상 아무것도 보내지 않습니다. 그 주소에서 무엇이 응답하는지 확인한 뒤 다시 연결하십시오.",
  }),
  "facts.no-contract": unavailable(503, {
    en: "There is no contract at the address.",
    ko: "이 주소에 계약이 없습니다({address}). 로컬 노드를 새로 시작했다면 주소 파일도 새것이어야 합니다.",
  }),
  "facts.foreign-contract": unavailable(503, {
    en: "The contract at the address is not the registry.",
    ko: "이 주소의 계약은 등록부가 아닙니다({address}). 주소 파일과 노드를 확인하십시오.",
  }),
  "facts.registry-replaced": unavailable(503, {
    en: "The council replaced this registry. Take the new addresses file.",
    ko: "협의회가 등록부를 교체했습니다({name}). 아무것도 읽거나 보내지 않았습니다. 새 주소 파일을 받아 다시 연결하십시오.",
  }),
  "facts.registry-ended": unavailable(503, {
    en: "The council ended this registry and named no successor.",
    ko: "협의회가 등록부를 종료했고 후속 등록부가 없습니다({name}, {until:time}부터). 체인 운영 기관에 문의하십시오.",
  }),
  "facts.registry-distrusted": unavailable(503, {
    en: "The council declared that no record of this registry may be relied on.",
    ko: "협의회가 이 등록부의 모든 기록을 신뢰하지 않기로 선언했습니다({name}). 새 주소 파일을 받으십시오.",
  }),
  "facts.registry-later": unavailable(503, {
    en: "The Directory does not have this registry yet.",
    ko: "디렉터리에 아직 등록되지 않은 등록부입니다({name}). 효력이 생긴 뒤 다시 실행하거나 현재의 주소 파일을 쓰십시오.",
  }),
  "facts.bad-answer": unavailable(502, {
    en: "A node or a source of facts gave an impossible answer. It was not used.",
    ko: "응답의 내용이 올바르지 않아 사용하지 않았습니다({method}). 다른 노드를 이용하십시오.",
  }),
  "facts.header-incomplete": unavailable(502, {
    en: "The node left out fields of a block's header.",
    ko: "노드가 블록 헤더의 항목을 빠뜨려 해시를 확인할 수 없습니다({missing}). 다른 노드를 이용하십시오.",
  }),
  "facts.block": unavailable(400, {
    en: 'The block is not given as a number, a hash or "latest".',
    ko: "블록 지정이 올바르지 않습니다({block}). 최신(latest), 블록 번호 또는 블록 해시로 지정하십시오.",
  }),
  "facts.wrong-block": unavailable(502, {
    en: "The node's answer belongs to another block than the request.",
    ko: "노드가 요청한 블록({asked})이 아닌 다른 블록({answered}) 기준으로 응답했습니다. 다른 노드를 이용하십시오.",
  }),
  "facts.failed": unavailable(500, {
    en: "The source of facts failed for an unknown reason.",
    ko: "등록부를 읽는 구성 요소(facts)가 알 수 없는 오류로 실패했습니다. 운영자에게 알리십시오.",
  }),
  "facts.node-unproved": unavailable(502, {
    en: "The node's proof does not prove its answer.",
    ko: "노드의 응답이 증명되지 않습니다({registry}). 노드가 거짓으로 응답했거나 응답이 손상되었으니 다른 노드를 이용하십시오.",
  }),
  "facts.no-checkpoint": unavailable(503, {
    en: "The blocks of this chain have no seals. Members must sign a checkpoint.",
    ko: "봉인이 없는 체인입니다. 회원이 체크포인트에 서명해야 합니다: npm run didim -- checkpoint sign.",
  }),
  "facts.no-state": unavailable(503, {
    en: "The node does not have this block, or no longer has its state.",
    ko: "노드에 그 블록이 없거나 그때의 상태가 남아 있지 않습니다. 과거 상태를 보관하는 노드를 이용하십시오.",
  }),
  "facts.node-refused": unavailable(502, {
    en: "The node refused this request.",
    ko: "노드가 이 요청을 받아들이지 않았습니다({method}). 노드의 설정을 확인하거나 다른 노드를 이용하십시오.",
  }),
  "facts.node-limited": unavailable(503, {
    en: "The node limits what is asked of it.",
    ko: "노드가 요청의 수나 크기를 제한합니다({method}). 나중에 다시 요청하거나, 나누어 요청하거나, 다른 노드를 이용하십시오.",
  }),
  "facts.node-behind": unavailable(503, {
    en: "The node's newest block is older than a block that was seen before.",
    ko: "노드의 최신 블록이 이미 확인한 것보다 오래되었습니다. 노드가 따라잡을 때까지 기다리거나 다른 노드를 이용하십시오.",
  }),
  "facts.incomplete-answer": unavailable(502, {
    en: "The receipts of a block, with its logs, do not match its header.",
    ko: "블록의 로그가 빠졌거나 맞지 않아 쓰지 않았습니다(블록 {block}). 다시 요청합니다. 계속되면 다른 노드를 이용하십시오.",
  }),
  "facts.gap": unavailable(503, {
    en: "A log was lost. The replica reads everything again before it answers.",
    ko: "로그가 중간에 빠졌습니다. 복제본은 처음부터 다시 읽을 때까지 응답하지 않습니다.",
  }),
  "facts.syncing": unavailable(503, {
    en: "The replica has not caught up with the chain yet.",
    ko: "복제본이 아직 체인을 따라잡지 못했습니다. 동기화가 끝난 뒤 다시 실행하십시오.",
  }),
  "facts.replica-not-proved": unavailable(503, {
    en: "The replica's records differ from the state of the chain.",
    ko: "복제본의 내용이 체인의 상태와 다릅니다({registry}). 노드가 로그를 빠뜨렸거나 바꾸었으니 다른 노드를 이용하십시오.",
  }),
  "facts.replica-unproved": unavailable(503, {
    en: "The replica has not been checked against the chain's state yet, or not recently.",
    ko: "복제본을 아직 체인 상태와 대조하지 않았거나 대조한 지 오래되었습니다. 노드가 eth_getProof에 응답하는지 확인하십시오.",
  }),
  "facts.replica-no-roots": unavailable(500, {
    en: "The replica was opened without roots, so it cannot be checked against the chain's state.",
    ko: "복제본을 대조할 기준(roots)이 없습니다. roots를 지정하여 다시 여십시오.",
  }),
  "facts.replica-passed": unavailable(503, {
    en: "The replica has passed this block and cannot go back to it.",
    ko: "복제본이 그 블록을 이미 지나 되돌아갈 수 없습니다(블록 {number}, 최대 {depth}블록). 스냅샷 없이 처음부터 다시 읽으십시오.",
  }),
  "facts.closed": unavailable(503, {
    en: "The replica was closed.",
    ko: "복제본이 이미 닫혔습니다. 다시 여십시오.",
  }),
  "facts.replica-failed": unavailable(503, {
    en: "The replica failed for an unknown reason.",
    ko: "복제본에서 알 수 없는 오류가 발생했습니다. 운영자에게 알리십시오.",
  }),
  "facts.snapshot-damaged": unavailable(503, {
    en: "The replica's snapshot is damaged. Everything is read again.",
    ko: "복제본의 스냅샷이 손상되었습니다. 처음부터 다시 읽습니다.",
  }),
  "facts.snapshot-foreign": unavailable(503, {
    en: "The snapshot belongs to another chain, deployment or version. Everything is read again.",
    ko: "다른 체인, 배포 또는 버전의 스냅샷입니다. 처음부터 다시 읽습니다.",
  }),
  "facts.snapshot-unwritable": unavailable(503, {
    en: "The replica's snapshot cannot be written.",
    ko: "복제본의 스냅샷을 저장할 수 없습니다({location}). 폴더와 남은 공간을 확인하십시오. 다음 시작이 오래 걸릴 수 있습니다.",
  }),
} satisfies Family<"facts">;
