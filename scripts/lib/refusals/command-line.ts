import type { Sentences } from "./sentences.ts";

/**
 * What the commands refuse. Where the facts name an option there may be a sentence for that one, `code --option`; of wrong
 * usage, for each sort that commander tells apart.
 */
export const COMMAND_LINE: Sentences = {
  "cli.usage": "명령을 잘못 입력했습니다. --help로 사용법을 확인하십시오.",
  "cli.usage commander.unknownCommand": "없는 명령입니다. --help로 명령의 목록을 확인하십시오.",
  "cli.usage commander.unknownOption": "없는 옵션입니다. --help로 쓸 수 있는 옵션을 확인하십시오.",
  "cli.usage commander.missingArgument": "필요한 값을 빠뜨렸습니다. --help로 사용법을 확인하십시오.",
  "cli.usage commander.optionMissingArgument": "옵션의 값을 빠뜨렸습니다. --help로 사용법을 확인하십시오.",
  "cli.usage commander.missingMandatoryOptionValue": "꼭 필요한 옵션을 빠뜨렸습니다. --help로 사용법을 확인하십시오.",
  "cli.usage commander.invalidArgument": "쓸 수 없는 값입니다. --help로 쓸 수 있는 값을 확인하십시오.",
  "cli.usage commander.excessArguments": "값이 너무 많습니다. --help로 사용법을 확인하십시오.",
  "cli.usage commander.help": "명령을 끝까지 입력하지 않았거나 없는 명령입니다. --help로 명령의 목록을 확인하십시오.",
  "cli.option": "옵션이 빠졌거나, 값이 맞지 않거나, 함께 쓸 수 없는 옵션입니다({option}). --help를 확인하십시오.",
  "cli.option --parameters": "배포 매개변수 파일을 지정하십시오: --parameters 파일.",
  "cli.option --out": "새 주소 파일의 이름을 지정하십시오: --out 파일.",
  "cli.option --holder-key":
    "증명서 하나는 키 하나에 연결됩니다(파일의 키 {keys}개). 일회용 사본이면 --copies를 지정하십시오.",
  "cli.option --copies":
    "일회용 사본마다 키가 하나씩 필요합니다(사본 {copies}건, 키 {keys}개). 소지자에게 개수에 맞는 키를 받으십시오.",
  "cli.option --read":
    "일치해야 할 노드 수가 맞지 않습니다({read}, 노드 {nodes}개). --read quorum 2/3과 같이 지정하십시오.",
  "cli.option --checkpoint":
    "회원이 체크포인트에 서명하는 체인입니다. 체크포인트 파일을 지정하십시오: --checkpoint 파일.",
  "cli.value": "입력한 값이 올바르지 않습니다({value}). 값을 고쳐 다시 실행하십시오.",
  "cli.file": "이 파일은 사용할 수 없습니다({file}). 이미 있거나, 손상되었거나, 너무 크거나, 필요한 형식이 아닙니다.",
  "cli.file --out": "이 파일이 이미 있습니다({file}). 다른 이름을 쓰거나 먼저 옮기십시오.",
  "cli.certificate":
    "인증서 파일이 아니거나, 손상되었거나, 인증서가 하나가 아닙니다({file}). PEM 또는 DER 인증서 하나를 지정하십시오.",
  "cli.other-kind":
    "등록된 것의 종류가 명령과 다릅니다({thumbprint}). 키는 did key로, 인증서는 did anchor로 다루십시오.",
  "cli.no-file": "파일이 없습니다({file}). 경로를 확인하십시오.",
  "cli.file-access": "파일이나 폴더를 읽거나 쓸 수 없습니다({file}). 경로와 접근 권한을 확인하십시오.",
  "cli.password":
    "암호를 받지 못했습니다. DIDIM_PASSWORD_FILE에 암호 파일을 지정하거나 --password-fd를 쓰십시오. 빈 암호는 쓸 수 없습니다.",
  "cli.interrupted": "사용자가 중단했습니다.",
  "cli.confirm": "되돌릴 수 없는 작업입니다. 정말 하려면 --for-good을 붙여 다시 실행하십시오.",
  "cli.not-confirmed": "확인이 필요한 작업인데 물어볼 터미널이 없습니다. 스크립트에서는 --yes로 확인하십시오.",
  "cli.declined": "확인하지 않았으므로 아무것도 하지 않았습니다.",
  "cli.other-issuer":
    "이 계정이 대리하는 발급기관({actor})의 증명서가 아닙니다({issuer}). 여러 DID를 대리하면 --as로 지정하십시오.",
  "cli.key-exists": "같은 이름의 키가 이미 있습니다({name}). 다른 이름을 쓰십시오.",
  "cli.key-name": "키 이름({name})에는 영문 소문자, 숫자, '.', '-', '_'만 64자까지 쓸 수 있습니다.",
  "cli.no-key": "그 이름의 키가 없습니다({name}). 먼저 만드십시오: npm run didim -- key create.",
  "cli.no-signer": "누가 실행하는지 지정하십시오: --key 이름, 또는 --signer URL --account 주소.",
  "cli.list": "상태 목록이 개설되지 않았습니다({list}번). 먼저 개설하십시오: npm run didim -- list open.",
  "cli.no-status": "상태 정보가 없는 증명서입니다({file}). 일회용 사본은 따로 취소하지 않아도 만료됩니다.",
  "cli.other-chain": "다른 체인의 DID입니다({did}). 지금 연결한 체인은 {chainId}번입니다.",
  "cli.no-addresses": "이 체인({chainId}번)의 배포 기록이 없습니다. 주소 파일을 지정하십시오: --addresses 파일.",
  "cli.checkpoint-anchor": "누구의 서명을 인정할지는 신뢰 앵커가 정합니다. --anchor도 함께 지정하십시오.",
  "council.undecoded":
    "무엇을 하는지 해석할 수 없는 호출이 있습니다({calls}번). 다른 방법으로 내용을 확인한 경우에만 --undecoded를 붙이십시오.",
  "council.too-early": "아직 할 수 없습니다. 정해진 시각({moment:time})이 지난 뒤 다시 실행하십시오.",

  // nodes and the consortium
  "node.none":
    "실행 중인 로컬 노드가 없습니다. 다른 터미널에서 npm run node로 시작하거나 --network URL로 노드를 지정하십시오.",
  "node.port": "이 포트를 쓸 수 없습니다({port}). 다른 포트를 지정하십시오: --port.",
  "node.port-taken": "노드에 쓸 수 있는 포트가 없습니다({first}~{last}). 다른 프로그램을 끝내고 다시 실행하십시오.",
  "node.no-besu":
    "Hyperledger Besu를 실행할 수 없습니다({looked}). Besu와 JDK를 설치하고 PATH 또는 BESU로 위치를 지정하십시오.",
  "node.other-chain": "이 노드의 포트에서 다른 체인이 응답합니다({node}). 그 프로그램을 끝내거나 포트를 바꾸십시오.",
  "node.died": "노드가 스스로 종료되었습니다({node}). 로그를 확인하십시오({log}).",
  "node.not-answering": "응답하지 않는 노드가 있습니다({silent}). 노드의 로그를 확인하십시오.",
  "node.not-sealing":
    "노드는 응답하지만 블록이 봉인되지 않습니다. 블록 검증자 {quorum}곳 이상이 연결되어야 하며, 중단 뒤에는 몇 분이 걸릴 수 있습니다.",
  "node.not-stopped": "노드가 아직 종료되지 않았습니다({node}, 프로세스 {pid}). 잠시 기다렸다가 다시 실행하십시오.",
  "node.not-reloaded": "파일은 기록했으나 노드가 읽지 않았습니다({node}). 이 노드를 껐다가 다시 시작하십시오.",
  "consortium.none":
    "이 폴더에 컨소시엄이 없습니다({folder}). npm run consortium -- init으로 만들거나 --dir로 폴더를 지정하십시오.",
  "consortium.record":
    "컨소시엄 기록 파일(consortium.json)이 올바르지 않습니다({what}). 이 파일은 npm run consortium -- init이 만듭니다.",
  "consortium.enode":
    "노드는 '이름=enode://공개키@IP:포트' 형식으로 지정하십시오({value}). 이름에는 영문 소문자, 숫자, '-'만 31자까지 쓸 수 있습니다.",
  "consortium.node-key":
    "노드 키의 형식이 올바르지 않습니다. 개인키는 0x와 32바이트, 공개키는 64바이트의 16진수(secp256k1)입니다.",
  "consortium.node-there": "같은 이름이나 같은 키의 노드가 이미 있습니다({node}). 다른 이름이나 키를 쓰십시오.",
  "consortium.keys-there":
    "전에 만든 키가 이미 있고 암호를 알 수 없습니다({keys}). 그 암호를 지정하거나, 쓰려는 키를 이름으로 지정하십시오.",
  "consortium.genesis": "등록부를 제네시스에 온전히 옮기지 못했습니다({why}). 지원 담당자에게 알리십시오.",
  "consortium.genesis-differs":
    "이 파일은 이 소스와 매개변수로 만든 것과 다릅니다({file}). 이 파일로 노드를 시작하지 말고 소스의 버전과 변조 여부를 확인하십시오.",
  "consortium.broken-chain": "앞 블록에 이어지지 않는 블록이 있습니다(블록 {number}). 노드의 데이터를 점검하십시오.",
  "consortium.still-seals":
    "아직 블록 검증자이거나 확인할 수 없어 빼지 않았습니다({node}). 먼저 협의회가 블록 검증자에서 빼야 합니다.",
  "drill.timeout": "훈련에서 기대한 상태가 제시간에 되지 않았습니다({seconds}초). 노드의 로그를 확인하십시오.",

  // deploying, and the tour
  "deploy.not-built": "계약이 컴파일되지 않았습니다({contract}). npm run deploy로 실행하면 먼저 컴파일합니다.",
  "deploy.parameters":
    "배포 매개변수 파일이 없거나 올바르지 않습니다({file}). 빠지거나 잘못된 항목을 고치십시오({problems}).",
  "deploy.changed": "배포를 시작한 뒤 계약이나 매개변수가 바뀌었습니다. 새로 배포하려면 다른 salt를 쓰십시오.",
  "deploy.failed": "배포가 중간에 멈췄습니다. 다시 실행하면 멈춘 곳부터 이어 갑니다.",
  "deploy.other-salt":
    "이 파일에는 다른 salt의 배포가 기록되어 있습니다({file}). 다른 파일을 지정하십시오: --out 파일.",
  "deploy.not-replaceable": "이 계약은 따로 교체할 수 없습니다({fixed}).",
  "deploy.other-replacement":
    "주소 파일이 이번 교체의 것이 아닙니다({why}). 이미 교체했다면 교체 전의 주소 파일을 --addresses로 지정하십시오.",
  "tour.periods":
    "이 협의회의 의결에는 {seconds}초가 걸려 시연할 수 없습니다(최대 {most}초). 시험용 컨소시엄을 따로 만드십시오.",
  "tour.no-seat": "시연에는 의석 과반의 키가 필요합니다(의석 {seats}석 중 키 {keys}개).",
};
