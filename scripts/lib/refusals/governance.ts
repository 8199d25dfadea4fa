import type { Sentences } from "./sentences.ts";

/** What the council's contracts refuse, and those that it decides about. */
export const GOVERNANCE: Sentences = {
  // Council and its timelock
  "registry.CouncilNotController":
    "이 계정({caller})은 이 기관({did})을 대리하지 않습니다. 통제 계정({controller})으로 실행하십시오.",
  "registry.CouncilInactive": "주소가 없거나 폐기된 DID는 직무를 맡을 수 없습니다({did}).",
  "registry.CouncilNotSeated": "협의회에 의석이 없는 기관입니다({did}).",
  "registry.CouncilAlreadySeated": "협의회에 이미 의석이 있는 기관입니다({did}).",
  "registry.CouncilSeatedTooLate": "안건이 제출된 뒤에 의석을 얻은 기관은 그 안건에 투표할 수 없습니다({did}).",
  "registry.CouncilFull": "협의회의 의석이 모두 찼습니다({seats}석).",
  "registry.CouncilLastSeat": "협의회의 마지막 의석은 없앨 수 없습니다({did}).",
  "registry.CouncilAlreadyGuardian": "이미 가디언입니다({did}).",
  "registry.CouncilZeroPeriod": "투표 지연, 투표 기간, 시행 지연은 0보다 커야 합니다.",
  "registry.CouncilGuardianCannotKeepOffice": "가디언은 자신을 교체하는 안건을 취소할 수 없습니다.",
  "registry.CouncilClosed": "협의회가 제공하지 않는 기능입니다.",
  "registry.GovernorAlreadyCastVote": "이미 투표했습니다({voter}). 투표는 바꿀 수 없습니다.",
  "registry.GovernorAlreadyQueuedProposal": "이미 시행 대기 중인 안건입니다.",
  "registry.GovernorNonexistentProposal": "그런 안건이 없습니다({proposalId}). 안건 번호를 확인하십시오.",
  "registry.GovernorUnexpectedProposalState":
    "안건의 현재 상태에서는 할 수 없습니다. 안건의 상태를 확인하십시오: npm run didim -- council list.",
  "registry.GovernorUnableToCancel": "가디언의 통제 계정만 취소할 수 있습니다(실행한 계정 {account}).",
  "registry.GovernorOnlyExecutor": "협의회만 할 수 있습니다. 협의회에 안건으로 제출하십시오.",
  "registry.GovernorInvalidVoteType": "투표는 반대(0), 찬성(1), 기권(2) 중 하나여야 합니다.",
  "registry.GovernorInvalidSignature": "투표한 기관({voter})을 대리하는 계정의 서명이 아닙니다.",
  "registry.GovernorInvalidProposalLength": "안건에는 조치가 하나 이상 있어야 합니다.",
  "registry.GovernorRestrictedProposer": "설명에 다른 제안자가 지정된 안건이어서 제출할 수 없습니다({proposer}).",
  "registry.GovernorInsufficientProposerVotes": "의석이 없어 안건을 제출할 수 없습니다({proposer}).",
  "registry.GovernorProposalQueueingFailed": "안건을 시행 대기로 옮기지 못했습니다.",
  "registry.GovernorProposalQueueingNotRequired": "시행 대기가 필요 없는 안건입니다.",
  "registry.GovernorDisabledDeposit": "협의회는 돈을 받지 않습니다.",
  "registry.GovernorInvalidVoteParams": "투표에는 다른 값을 붙일 수 없습니다.",
  "registry.GovernorInvalidVotingPeriod": "투표 기간은 0보다 커야 합니다.",
  "registry.TimelockFixed": "시행 지연과 역할은 바꿀 수 없습니다.",
  "registry.TimelockInsufficientDelay": "시행 지연이 너무 짧습니다(최소 {minDelay}초).",
  "registry.TimelockInvalidOperationLength": "대상, 금액, 호출의 개수가 서로 같아야 합니다.",
  "registry.TimelockUnauthorizedCaller": "협의회만 할 수 있습니다. 협의회에 안건으로 제출하십시오.",
  "registry.TimelockUnexecutedPredecessor": "먼저 시행해야 할 결정이 아직 시행되지 않았습니다.",
  "registry.TimelockUnexpectedOperationState": "아직 시행할 수 없거나 이미 시행된 결정입니다.",
  // Directory, RelyingParties
  "registry.GovernedNotCouncil": "협의회만 할 수 있습니다. 협의회에 안건으로 제출하십시오.",
  "registry.GovernedNoCode": "이 주소에 계약이 없습니다({target}).",
  "registry.DirectoryNoName": "디렉터리에 등록하려면 이름이 필요합니다.",
  "registry.DirectoryNoCode": "이 주소에 계약이 없습니다({registry}).",
  "registry.DirectoryUnchanged": "이미 그 이름으로 등록된 현재의 계약입니다({registry}).",
  "registry.DirectoryNoCurrent": "그 이름으로 현재 등록된 계약이 없습니다.",
  "registry.DirectoryNoEntry": "그 이름에 {index}번 기록이 없습니다.",
  "registry.DirectoryAlreadyDistrusted": "이미 신뢰하지 않기로 선언된 기록입니다({index}번).",
  "registry.DirectoryDistrustedCode":
    "신뢰하지 않기로 선언된 것과 같은 코드는 다시 등록할 수 없습니다({index}번 기록).",
  "registry.DirectoryReasonLength": "사유가 비어 있거나 너무 깁니다({length}바이트).",
  "registry.RelyingPartiesNotController":
    "이 계정({caller})은 감독 기관({supervisor})을 대리하지 않습니다. 통제 계정({controller})으로 실행하십시오.",
  "registry.RelyingPartiesNotSupervisor": "현재 감독 기관으로 지정되어 있지 않습니다({supervisor}).",
  "registry.RelyingPartiesAlreadySupervisor": "이미 감독 기관으로 지정되어 있습니다({supervisor}, {until:time}까지).",
  "registry.RelyingPartiesInactive": "주소가 없거나 폐기된 DID입니다({did}).",
  "registry.RelyingPartiesNotYours": "현재의 등록은 다른 감독 기관({holder})이 한 것입니다.",
  "registry.RelyingPartiesAlreadyRegistered":
    "이 증명서 종류에 이미 등록된 이용기관입니다({relyingParty}, {until:time}까지). 등록을 갱신하십시오.",
  "registry.RelyingPartiesNotRegistered": "이 증명서 종류에 등록되지 않은 이용기관입니다({relyingParty}).",
  "registry.RelyingPartiesNoType": "등록할 증명서 종류를 지정하십시오.",
  "registry.RelyingPartiesPastEnd": "등록의 종료 시각은 미래여야 합니다.",
  "registry.RelyingPartiesClaimCount": "등록할 항목은 1~32개여야 합니다({claims}개).",
  "registry.RelyingPartiesClaimOrder": "항목의 식별자는 중복 없이 오름차순이어야 합니다({position}번째).",
  "registry.RelyingPartiesNameLength":
    "이름은 96바이트까지이고, 한국어와 영어 가운데 하나는 있어야 합니다(한국어 {korean}바이트, 영어 {english}바이트).",
  "registry.RelyingPartiesContactLength": "연락처의 길이가 맞지 않습니다({length}바이트, 허용 1~256바이트).",
  "registry.RelyingPartiesTooManyAppointments":
    "이 감독 기관({supervisor})은 이미 64번 지정되었습니다. 다른 DID를 지정하십시오.",
  "registry.RelyingPartiesSinceOutOfRange": "도난 시각({since:time})은 {from:time}부터 {to:time} 사이여야 합니다.",
  "registry.RelyingPartiesPurposeLength": "목적의 길이가 맞지 않습니다({length}바이트, 허용 1~280바이트).",
  "registry.RelyingPartiesTooManyAsked": "한 번에 256개 항목까지 확인할 수 있습니다({asked}개).",
  // ValidatorSet, EvidenceLog
  "registry.ValidatorSetZeroAddress": "주소 0은 블록 검증자가 될 수 없습니다.",
  "registry.ValidatorSetAlreadyIn": "이미 블록 검증자입니다({validator}).",
  "registry.ValidatorSetNotIn": "블록 검증자가 아닙니다({validator}).",
  "registry.ValidatorSetFull": "블록 검증자를 더 둘 수 없습니다(최대 {most}곳).",
  "registry.ValidatorSetEmpty": "마지막 블록 검증자를 빼면 체인이 멈춥니다. 뺄 수 없습니다.",
  "registry.ValidatorSetTooManyChanges":
    "하루에 바꿀 수 있는 블록 검증자의 수를 넘습니다({made}/{allowed}곳). 정해진 시각({notBefore:time})이 지난 뒤 다시 실행하십시오.",
  "registry.EvidenceNoRoots": "앵커할 증거가 없습니다.",
  "registry.EvidenceZeroRoot": "값이 0인 루트는 앵커할 수 없습니다({position}번째).",
};
