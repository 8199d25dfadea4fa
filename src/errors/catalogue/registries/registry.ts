import { type Family, internal, notAllowed, refused, unavailable, usage } from "../entry.ts";

/** Writing to the registries and the council, but for what the contracts themselves refuse. */
export const REGISTRY = {
  "registry.addresses": refused(500, {
    en: "The addresses file is damaged or has another version.",
    ko: "주소 파일이 손상되었거나 버전이 다릅니다. 올바른 주소 파일을 받으십시오.",
  }),
  "registry.validators": refused(500, {
    en: "These cannot be the first validators.",
    ko: "최초 블록 검증자로 쓸 수 없는 목록입니다. 0이 아닌 서로 다른 주소 1~64개를 지정하십시오.",
  }),
  "registry.node-url": usage(500, {
    en: "A node's URL begins with http:// or https://.",
    ko: "노드의 URL이 없거나 올바르지 않습니다. http:// 또는 https://로 시작해야 합니다.",
  }),
  "registry.quorum": usage(500, {
    en: "The quorum does not fit the nodes: more than half must agree, and each node is named once.",
    ko: "노드의 지정이 맞지 않습니다. 과반이 일치하도록 지정해야 하며, 같은 노드를 두 번 지정할 수 없습니다.",
  }),
  "registry.arguments": usage(400, {
    en: "The arguments of the call have the wrong type.",
    ko: "호출에 맞지 않는 값입니다({doing}). 값의 형식을 확인하십시오.",
  }),
  "registry.no-signer": notAllowed(500, {
    en: "The connection has no signer, so it can only read.",
    ko: "읽기 전용으로 연결되어 있습니다. 기록하려면 서명할 계정을 지정하십시오.",
  }),
  "registry.unknown-account": notAllowed(500, {
    en: "The signer has no key for this account.",
    ko: "원격 서명기나 노드에 이 계정의 키가 없습니다({account}). 계정을 확인하십시오.",
  }),
  "registry.insufficient-funds": notAllowed(500, {
    en: "The account cannot pay the price of gas.",
    ko: "계정의 잔액이 부족하여 수수료를 낼 수 없습니다. 체인 운영자에게 문의하십시오.",
  }),
  "registry.not-permitted": notAllowed(500, {
    en: "The chain does not allow this account to send transactions.",
    ko: "이 체인에서 거래를 보낼 권한이 없는 계정입니다. 체인 운영자에게 허용을 요청하십시오.",
  }),
  "registry.nonce": refused(503, {
    en: "Other programs that use the same account took its nonce again and again. Nothing was sent.",
    ko: "다른 프로그램이 같은 계정으로 계속 거래를 보내고 있어 이 거래를 보내지 못했습니다({account}). 계정을 나누거나 하나의 발신함을 함께 쓰십시오.",
  }),
  "registry.timeout": unavailable(504, {
    en: "The transaction was sent, but did not enter a block in time.",
    ko: "거래를 보냈으나 아직 블록에 들어가지 않았습니다({transaction}). 같은 명령을 다시 실행하면 중복 전송 없이 기다립니다.",
  }),
  "registry.sent-before": refused(409, {
    en: "The same call was sent before and is in a block, but the record may have been changed since. Nothing was sent now.",
    ko: "같은 거래를 전에 이미 보냈고 블록 {block}에 들어 있지만, 그 뒤에 다시 바뀌었을 수 있습니다. 이번에는 보내지 않았습니다. 한 번 더 하려면 다시 실행하십시오.",
  }),
  "registry.not-pending": refused(404, {
    en: "The outbox has no pending transaction with this nonce.",
    ko: "발신함에 그 순번({nonce})으로 실행될 수 있는 거래가 없습니다({account}). npm run didim -- outbox list로 확인하십시오.",
  }),
  "registry.awaited": refused(409, {
    en: "Another process is waiting for this transaction.",
    ko: "다른 프로세스가 이 거래를 기다리고 있습니다(순번 {nonce}). 먼저 그 프로세스를 끝내거나 기다리십시오.",
  }),
  "registry.in-block": refused(409, {
    en: "The transaction is already executed.",
    ko: "이 거래는 이미 실행되어 블록 {block}에 들어 있습니다(순번 {nonce}). 대체하거나 취소할 것이 없습니다.",
  }),
  "registry.not-signed": refused(409, {
    en: "This transaction was meant for a remote signer. It cannot be signed again with a key.",
    ko: "발신함의 거래(순번 {nonce})는 이 키로 서명한 적이 없습니다. 같은 명령을 다시 실행하거나 이 거래를 취소하십시오.",
  }),
  "registry.outbox": refused(500, {
    en: "A file of the outbox is damaged, altered, or has another version.",
    ko: "발신함의 파일이 손상 또는 변조되었거나 버전이 달라 보낸 거래를 확인할 수 없습니다({file}). 체인에서 거래를 확인한 뒤 이 파일을 지우십시오.",
  }),
  "registry.reverted": refused(409, {
    en: "The contract refused the call for a reason that no registry defines.",
    ko: "계약이 요청을 거부했습니다({doing}). 등록부가 정한 거부 사유가 아니므로 운영자에게 알리십시오.",
  }),
  "registry.rpc": unavailable(502, {
    en: "The node answered with an error.",
    ko: "노드가 오류로 응답했습니다({doing}). 노드의 상태를 확인하십시오.",
  }),
  "registry.failed": internal(500, {
    en: "The call failed for an unknown reason.",
    ko: "알 수 없는 오류로 실패했습니다({doing}). 아래 내용을 운영자에게 알리십시오.",
  }),
  "registry.keystore": notAllowed(500, {
    en: "The file is not a keystore file that a password could open, or it was altered.",
    ko: "열 수 있는 키 파일(keystore, 버전 3)이 아니거나 손상되었거나, 파일에 적힌 주소가 없거나 변조되었습니다. 파일을 확인하십시오.",
  }),
  "registry.password": notAllowed(500, {
    en: "The password does not open the keystore file.",
    ko: "암호가 맞지 않아 키를 열 수 없습니다({file}). 암호를 확인하십시오.",
  }),
  "council.action": refused(400, {
    en: "The action is not one of the council's actions, or its members are wrong.",
    ko: "협의회 안건에 쓸 수 없는 조치이거나 항목이 잘못되었습니다({action}). 철자를 확인하십시오.",
  }),
  "council.unknown": refused(404, {
    en: "There is no such proposal.",
    ko: "그런 안건이 없습니다({proposal}). 안건 번호를 확인하십시오.",
  }),
  "council.undecoded": refused(409, {
    en: "The proposal has calls that cannot be decoded.",
    ko: "무엇을 하는지 해석할 수 없는 호출이 있습니다({calls}번). 다른 방법으로 내용을 확인한 경우에만 --undecoded를 붙이십시오.",
  }),
  "council.too-early": refused(409, {
    en: "The voting or the delay is not over yet.",
    ko: "아직 할 수 없습니다. 정해진 시각({moment:time})이 지난 뒤 다시 실행하십시오.",
  }),
  "council.proposed-already": usage(409, {
    en: "The same actions were proposed with the same description.",
    ko: "같은 설명으로 이미 발의된 안건입니다({proposal}). 진행 중이면 그 안건에 투표하고, 다시 발의하려면 다른 설명을 쓰십시오(--description).",
  }),
} satisfies Family<"registry" | "council">;
