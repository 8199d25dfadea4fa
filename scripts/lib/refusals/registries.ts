import type { Sentences } from "./sentences.ts";

/** Nodes, the registries read and written through them, and the replica. */
export const REGISTRIES: Sentences = {
  "facts.node-unreachable": "응답하는 노드가 없습니다. 노드가 실행 중인지, URL이 맞는지 확인하십시오.",
  "facts.node-stale":
    "모든 노드의 최신 블록이 너무 오래되었습니다({age}초 전, 허용 {maxHeadAge}초). 체인이 멈췄거나 노드가 끊겼는지 확인하십시오.",
  "facts.nodes-disagree":
    "노드들의 응답이 서로 다릅니다({agree}곳 이상 일치해야 함). 거짓이거나 고장 난 노드가 있으니 운영자에게 알리십시오.",
  "facts.answer-too-large":
    "노드의 응답이 너무 커서 읽지 않았습니다({method}). 다른 노드를 이용하거나 허용 크기를 늘리십시오.",
  "facts.wrong-chain": "노드가 주소 파일과 다른 체인에 있습니다. 노드의 URL과 주소 파일을 확인하십시오.",
  "facts.chain-changed":
    "노드가 연결 도중 다른 체인으로 바뀌었습니다({node}). 이 연결로는 더 이상 아무것도 보내지 않습니다. 그 주소에서 무엇이 응답하는지 확인한 뒤 다시 연결하십시오.",
  "facts.no-contract":
    "이 주소에 계약이 없습니다({address}). 로컬 노드를 새로 시작했다면 주소 파일도 새것이어야 합니다.",
  "facts.foreign-contract": "이 주소의 계약은 등록부가 아닙니다({address}). 주소 파일과 노드를 확인하십시오.",
  "facts.registry-replaced":
    "협의회가 등록부를 교체했습니다({name}). 아무것도 읽거나 보내지 않았습니다. 새 주소 파일을 받아 다시 연결하십시오.",
  "facts.registry-ended":
    "협의회가 등록부를 종료했고 후속 등록부가 없습니다({name}, {until:time}부터). 체인 운영 기관에 문의하십시오.",
  "facts.registry-distrusted":
    "협의회가 이 등록부의 모든 기록을 신뢰하지 말라고 선언했습니다({name}). 새 주소 파일을 받으십시오.",
  "facts.registry-later":
    "디렉터리에 아직 등록되지 않은 등록부입니다({name}). 효력이 생긴 뒤 다시 실행하거나 현재의 주소 파일을 쓰십시오.",
  "facts.bad-answer": "응답에 있을 수 없는 내용이 있어 쓰지 않았습니다({method}). 다른 노드를 이용하십시오.",
  "facts.header-incomplete":
    "노드가 블록 헤더의 항목을 빠뜨려 해시를 확인할 수 없습니다({missing}). 다른 노드를 이용하십시오.",
  "facts.block": "블록 지정이 올바르지 않습니다({block}). 최신(latest), 블록 번호 또는 블록 해시로 지정하십시오.",
  "facts.wrong-block":
    "노드가 물은 블록({asked})이 아닌 다른 블록({answered}) 기준으로 답했습니다. 다른 노드를 이용하십시오.",
  "facts.failed": "등록부를 읽는 구성 요소(facts)가 알 수 없는 오류로 실패했습니다. 운영자에게 알리십시오.",
  "facts.node-unproved":
    "노드의 응답이 증명되지 않습니다({registry}). 노드가 거짓으로 답했거나 손상되었으니 다른 노드를 이용하십시오.",
  "facts.no-checkpoint":
    "봉인이 없는 체인입니다. 회원이 체크포인트에 서명해야 합니다: npm run didim -- checkpoint sign.",
  "facts.no-state":
    "노드에 그 블록이 없거나 그때의 상태가 남아 있지 않습니다. 과거 상태를 보관하는 노드를 이용하십시오.",
  "facts.node-refused":
    "노드가 이 요청을 받아들이지 않았습니다({method}). 노드의 설정을 확인하거나 다른 노드를 이용하십시오.",
  "facts.node-behind":
    "노드의 최신 블록이 이미 확인한 것보다 오래되었습니다. 노드가 따라올 때까지 기다리거나 다른 노드를 이용하십시오.",
  "facts.incomplete-answer":
    "블록의 로그가 빠졌거나 맞지 않아 쓰지 않았습니다(블록 {block}). 다시 묻습니다. 계속되면 다른 노드를 쓰십시오.",
  "facts.gap": "로그가 중간에 빠졌습니다. 복제본은 처음부터 다시 읽을 때까지 답하지 않습니다.",
  "facts.syncing": "복제본이 아직 체인을 따라잡지 못했습니다. 동기화가 끝난 뒤 다시 실행하십시오.",
  "facts.replica-not-proved":
    "복제본의 내용이 체인의 상태와 다릅니다({registry}). 노드가 로그를 빠뜨렸거나 바꾸었으니 다른 노드를 쓰십시오.",
  "facts.replica-unproved":
    "복제본이 아직 증명되지 않았거나 증명이 오래되었습니다. 노드가 eth_getProof에 답하는지 확인하십시오.",
  "facts.replica-no-roots": "복제본을 대조할 기준(roots)이 없습니다. roots를 지정하여 다시 여십시오.",
  "facts.replica-passed":
    "복제본이 그 블록을 이미 지나 되돌아갈 수 없습니다(블록 {number}, 최대 {depth}블록). 스냅샷 없이 처음부터 다시 읽으십시오.",
  "facts.closed": "복제본이 이미 닫혔습니다. 다시 여십시오.",
  "facts.replica-failed": "복제본에서 알 수 없는 오류가 발생했습니다. 운영자에게 알리십시오.",
  "facts.snapshot-damaged": "복제본의 스냅샷이 손상되었습니다. 처음부터 다시 읽습니다.",
  "facts.snapshot-foreign": "다른 체인, 배포 또는 버전의 스냅샷입니다. 처음부터 다시 읽습니다.",
  "facts.snapshot-unwritable":
    "복제본의 스냅샷을 저장할 수 없습니다({file}). 폴더와 남은 공간을 확인하십시오. 다음 시작이 오래 걸릴 수 있습니다.",

  "registry.addresses": "주소 파일이 손상되었거나 버전이 다릅니다. 올바른 주소 파일을 받으십시오.",
  "registry.validators": "최초 블록 검증자로 쓸 수 없는 목록입니다. 0이 아닌 서로 다른 주소 1~64개를 지정하십시오.",
  "registry.node-url": "노드의 URL이 없거나 올바르지 않습니다. http:// 또는 https://로 시작해야 합니다.",
  "registry.quorum":
    "노드의 지정이 맞지 않습니다. 과반이 일치하도록 지정해야 하며, 같은 노드를 두 번 지정할 수 없습니다.",
  "registry.arguments": "호출에 맞지 않는 값입니다({doing}). 값의 종류를 확인하십시오.",
  "registry.no-signer": "읽기 전용으로 연결되어 있습니다. 기록하려면 서명할 계정을 지정하십시오.",
  "registry.unknown-account": "원격 서명기나 노드에 이 계정의 키가 없습니다({account}). 계정을 확인하십시오.",
  "registry.insufficient-funds": "계정의 잔액이 부족하여 수수료를 낼 수 없습니다. 체인 운영자에게 문의하십시오.",
  "registry.not-permitted": "이 체인에서 거래를 보낼 권한이 없는 계정입니다. 체인 운영자에게 허용을 요청하십시오.",
  "registry.nonce":
    "다른 프로그램이 같은 계정으로 계속 거래를 보내 실행하지 못했습니다({account}). 계정을 나누거나 하나의 발신함을 함께 쓰십시오.",
  "registry.timeout":
    "거래를 보냈으나 아직 블록에 들어가지 않았습니다({transaction}). 같은 명령을 다시 실행하면 중복 전송 없이 기다립니다.",
  "registry.sent-before":
    "같은 거래를 전에 이미 보냈고 블록 {block}에 들어 있습니다. 이번에는 보내지 않았습니다. 한 번 더 하려면 다시 실행하십시오.",
  "registry.not-pending":
    "발신함에 그 순번({nonce})으로 실행될 수 있는 거래가 없습니다({account}). npm run didim -- outbox list로 확인하십시오.",
  "registry.awaited":
    "다른 프로세스가 이 거래를 기다리고 있습니다(순번 {nonce}). 먼저 그 프로세스를 끝내거나 기다리십시오.",
  "registry.in-block":
    "이 거래는 결국 실행되어 블록 {block}에 들어 있습니다(순번 {nonce}). 대체하거나 취소할 것이 없습니다.",
  "registry.not-signed":
    "발신함의 거래(순번 {nonce})는 이 키로 서명한 적이 없습니다. 같은 일을 다시 실행하거나 이 거래를 취소하십시오.",
  "registry.outbox":
    "발신함의 파일이 손상 또는 변조되었거나 버전이 달라 보낸 거래를 확인할 수 없습니다({file}). 체인에서 거래를 확인한 뒤 이 파일을 지우십시오.",
  "registry.reverted": "계약이 요청을 거부했습니다({doing}). 등록부가 정한 거부 사유가 아니므로 운영자에게 알리십시오.",
  "registry.rpc": "노드가 오류로 답했습니다({doing}). 노드의 상태를 확인하십시오.",
  "registry.failed": "알 수 없는 오류로 실패했습니다({doing}). 아래 내용을 운영자에게 알리십시오.",
  "registry.keystore":
    "암호화된 키 파일(keystore, 버전 3)이 아니거나, 파일에 적힌 주소가 변조되었습니다. 파일을 확인하십시오.",
  "registry.password": "암호가 맞지 않아 키를 열 수 없습니다({file}). 암호를 확인하십시오.",
  "council.action": "협의회 안건에 쓸 수 없는 조치이거나 항목이 잘못되었습니다({action}). 철자를 확인하십시오.",
  "council.unknown": "그런 안건이 없습니다({proposal}). 안건 번호를 확인하십시오.",
};
