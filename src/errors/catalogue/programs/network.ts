import { type Family, refused, unavailable } from "../entry.ts";

/** Nodes, the consortium, deploying, and the tour. */
export const NETWORK = {
  "node.none": unavailable(503, {
    en: "No local node is running.",
    ko: "실행 중인 로컬 노드가 없습니다. 다른 터미널에서 npm run node로 시작하거나 --network URL로 노드를 지정하십시오.",
  }),
  "node.several": unavailable(409, {
    en: "Several local nodes are running, and the command cannot tell which one is meant.",
    ko: "실행 중인 로컬 노드가 여럿입니다({urls}). 쓸 노드를 --network URL로 지정하십시오.",
  }),
  "node.record-unsafe": unavailable(500, {
    en: "Other users can change the record of the local node, so it is not used.",
    ko: "로컬 노드의 기록을 다른 사용자가 바꿀 수 있어 사용하지 않습니다({file}). 본인만 쓸 수 있게 권한을 바로잡고 다시 시작하거나, XDG_STATE_HOME에 본인만 쓰는 폴더를 지정하십시오.",
  }),
  "node.port": unavailable(503, {
    en: "The port cannot be used.",
    ko: "이 포트를 쓸 수 없습니다({port}). 다른 포트를 지정하십시오: --port.",
  }),
  "node.port-taken": unavailable(503, {
    en: "No free ports were found for the nodes.",
    ko: "노드에 쓸 수 있는 포트가 없습니다({first}~{last}). 다른 프로그램을 끝내고 다시 실행하십시오.",
  }),
  "node.no-besu": unavailable(500, {
    en: "Hyperledger Besu cannot be started.",
    ko: "Hyperledger Besu를 실행할 수 없습니다({looked}). Besu와 JDK를 설치하고 PATH 또는 BESU로 위치를 지정하십시오.",
  }),
  "node.other-chain": unavailable(503, {
    en: "Another chain answers at the port of this node.",
    ko: "이 노드의 포트에서 다른 체인이 응답합니다({node}). 그 프로그램을 종료하십시오.",
  }),
  "node.died": unavailable(503, {
    en: "The node ended unexpectedly.",
    ko: "노드가 예기치 않게 종료되었습니다({node}). 로그를 확인하십시오({log}).",
  }),
  "node.not-answering": unavailable(503, {
    en: "Some of the nodes do not answer.",
    ko: "응답하지 않는 노드가 있습니다({silent}). 노드의 로그를 확인하십시오.",
  }),
  "node.not-sealing": unavailable(503, {
    en: "The nodes answer, but seal no blocks.",
    ko: "노드는 응답하지만 블록이 봉인되지 않습니다. 다른 회원의 노드까지 합해 블록 검증자 {quorum}곳 이상이 연결되어야 합니다. 몇 분 걸릴 수 있으며, 실행 중이던 노드를 다시 시작하면 빨라집니다.",
  }),
  "node.not-stopped": unavailable(503, {
    en: "The node has not stopped yet.",
    ko: "노드가 아직 종료되지 않았습니다({node}, 프로세스 {pid}). 잠시 기다렸다가 다시 실행하십시오.",
  }),
  "node.not-restarted": unavailable(503, {
    en: "A node stands still, and the command did not restart it.",
    ko: "노드가 멈춰 있는데 지정한 명령으로 다시 시작하지 못했습니다({node}). 명령을 확인하십시오(--restart).",
  }),
  "node.not-reloaded": unavailable(503, {
    en: "The files were written, but the running node has not read them.",
    ko: "파일은 기록했으나 노드가 읽지 않았습니다({node}). 이 노드를 중지했다가 다시 시작하십시오.",
  }),
  "consortium.none": refused(404, {
    en: "There is no consortium in this folder.",
    ko: "이 폴더에 컨소시엄이 없습니다({folder}). 다른 회원이 만들었다면 그 폴더를 여기에 푸십시오. 아니면 npm run consortium -- init으로 만들거나 --dir로 폴더를 지정하십시오.",
  }),
  "consortium.production": refused(400, {
    en: "Something is missing for a consortium in production, or in its way.",
    ko: "실제 운영할 컨소시엄에 필요한 것이 빠졌습니다. 다른 회원의 노드와 계정, 가디언의 주소, 하루 이상의 기간을 모두 지정하고, 컨소시엄 폴더에 암호나 다른 노드의 키를 두지 마십시오({missing}).",
  }),
  "consortium.record": refused(500, {
    en: "The consortium's record (consortium.json) is malformed.",
    ko: "컨소시엄 기록 파일(consortium.json)이 올바르지 않습니다. 이 파일은 npm run consortium -- init이 만듭니다.",
  }),
  "consortium.enode": refused(400, {
    en: "The node is not named as NAME=enode://PUBLICKEY@IP:PORT.",
    ko: "노드는 '이름=enode://공개키@IP:포트' 형식으로 지정하십시오({value}). 이름에는 영문 소문자, 숫자, '-'만 31자까지 쓸 수 있습니다.",
  }),
  "consortium.node-key": refused(400, {
    en: "The node's key is malformed.",
    ko: "노드 키의 형식이 올바르지 않습니다. 개인키는 0x와 32바이트, 공개키는 64바이트의 16진수(secp256k1)입니다.",
  }),
  "consortium.node-there": refused(409, {
    en: "A node with this name or key already exists.",
    ko: "같은 이름이나 같은 키의 노드가 이미 있습니다({node}). 다른 이름이나 키를 쓰십시오.",
  }),
  "consortium.keys-there": refused(409, {
    en: "The keys already exist, and their password is not known.",
    ko: "전에 만든 키가 이미 있고 암호를 알 수 없습니다({keys}). 그 암호를 지정하거나, 쓰려는 키를 이름으로 지정하십시오.",
  }),
  "consortium.genesis": refused(500, {
    en: "The registries could not be copied completely into a genesis.",
    ko: "등록부를 제네시스에 온전히 옮기지 못했습니다. 지원 담당자에게 알리십시오.",
  }),
  "consortium.genesis-differs": refused(409, {
    en: "The file differs from the one that these sources and parameters make.",
    ko: "이 파일은 이 소스와 매개변수로 만든 것과 다릅니다({file}). 이 파일로 노드를 시작하지 말고 소스의 버전과 변조 여부를 확인하십시오.",
  }),
  "consortium.broken-chain": refused(502, {
    en: "A block does not follow the block before it.",
    ko: "앞 블록에 이어지지 않는 블록이 있습니다(블록 {number}). 노드의 데이터를 점검하십시오.",
  }),
  "consortium.still-seals": refused(409, {
    en: "The node is still a validator, or its role could not be found out.",
    ko: "아직 블록 검증자이거나 이를 확인할 수 없어 제외하지 않았습니다({node}). 먼저 협의회가 블록 검증자에서 제외해야 합니다.",
  }),
  "drill.timeout": refused(504, {
    en: "The drill did not reach the expected state in time.",
    ko: "훈련에서 기대한 상태에 제시간에 이르지 못했습니다({seconds}초). 노드의 로그를 확인하십시오.",
  }),
  "deploy.not-built": refused(500, {
    en: "The contracts are not compiled.",
    ko: "계약이 컴파일되지 않았습니다({contract}). npm run deploy로 실행하면 먼저 컴파일합니다.",
  }),
  "deploy.parameters": refused(400, {
    en: "The parameters of the deployment are missing or wrong.",
    ko: "배포 매개변수 파일이 없거나 올바르지 않습니다({file}). 빠지거나 잘못된 항목을 고치십시오.",
  }),
  "deploy.changed": refused(409, {
    en: "The contracts or the parameters have changed since the deployment began.",
    ko: "배포를 시작한 뒤 계약이나 매개변수가 바뀌었습니다. 새로 배포하려면 다른 salt를 쓰십시오.",
  }),
  "deploy.failed": refused(500, {
    en: "The deployment stopped before it was complete.",
    ko: "배포가 중간에 멈췄습니다. 다시 실행하면 멈춘 곳부터 이어 갑니다.",
  }),
  "deploy.other-salt": refused(409, {
    en: "The file records a deployment with another salt.",
    ko: "이 파일에는 다른 salt의 배포가 기록되어 있습니다({file}). 다른 파일을 지정하십시오: --out 파일.",
  }),
  "deploy.not-replaceable": refused(400, {
    en: "This contract cannot be replaced on its own.",
    ko: "이 계약은 따로 교체할 수 없습니다({fixed}).",
  }),
  "deploy.other-replacement": refused(409, {
    en: "The addresses file does not belong to this replacement.",
    ko: "주소 파일이 이번 교체의 것이 아닙니다. 이미 교체했다면 교체 전의 주소 파일을 --addresses로 지정하십시오.",
  }),
  "tour.periods": refused(409, {
    en: "The council's periods on this chain are too long for the tour.",
    ko: "이 협의회의 의결에는 {seconds}초가 걸려 시연할 수 없습니다(최대 {most}초). 시험용 컨소시엄을 따로 만드십시오.",
  }),
  "tour.no-seat": refused(409, {
    en: "The tour needs the keys of more than half of the council's seats.",
    ko: "시연에는 의석 과반의 키가 필요합니다(의석 {seats}석 중 키 {keys}개).",
  }),
} satisfies Family<"node" | "consortium" | "drill" | "deploy" | "tour">;
