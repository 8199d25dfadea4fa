/** Korean for the errors of the contracts. The contracts of identities, types, accreditations and statuses, and the libraries below all contracts. */
export const REGISTRIES_KOREAN = {
  // DIDRegistry
  DIDNotController: "이 계정({caller})은 이 DID의 통제 계정이 아닙니다. 통제 계정({controller})으로 실행하십시오.",
  DIDDeactivated: "영구히 폐기된 DID입니다({identity}). 다시 쓸 수 없습니다.",
  DIDZeroAddress: "주소 0은 통제 계정이나 복구 계정이 될 수 없습니다. DID를 끝내려면 폐기하십시오.",
  DIDNameUnknown: "DID 문서에서 읽을 수 없는 이름의 항목입니다. 이름을 확인하십시오.",
  DIDValueLength: "값의 길이가 맞지 않습니다({length}바이트, 허용 1~{most}바이트).",
  DIDNotAPoint: "키가 곡선 위의 압축된 점이 아닙니다. 키를 확인하십시오.",
  DIDKeyKnown:
    "등록된 적이 있는 키나 인증서입니다({thumbprint}). 한 번 등록한 것은 다시 등록할 수 없으니 다른 것을 쓰십시오.",
  DIDKeyUnknown: "이 DID에 등록되지 않은 키나 인증서입니다({thumbprint}). 다시 확인하십시오.",
  DIDAlgorithmRefused:
    "해시로 등록할 수 없는 번호입니다({algorithm}). 3~127은 공개키, 128과 129는 인증서이며, P-256과 secp256k1 키는 키 그대로 등록합니다.",
  DIDAnchorNotItsHash:
    "인증서는 그 인증서의 SHA-256 값({hash})으로만 등록할 수 있습니다. 다른 이름({thumbprint})은 쓸 수 없습니다.",
  DIDZeroHash: "지문과 SHA-256 값은 0일 수 없습니다.",
  DIDKeyEnded: "이미 사용이 끝난 키나 인증서입니다({thumbprint}, {until:time} 종료). 유출 선언은 할 수 있습니다.",
  DIDSinceOutOfRange:
    "유출 시점이 키의 사용 기간을 벗어납니다. 그 기간 안의 시각을 지정하십시오({from:time} ~ {to:time}).",
  DIDAttributeUnknown: "이 DID에 그런 항목이 없습니다({identity}).",
  DIDZeroValidity: "유효기간은 1초 이상이어야 합니다.",
  DIDFull: "DID 문서에 같은 종류의 항목이 이미 {most}개 있습니다. 하나를 먼저 끝내십시오.",
  DIDSignatureExpired: "서명한 요청의 기한이 지났습니다({deadline:time}). 다시 서명하십시오.",
  DIDSignatureInvalid: "이 DID의 통제 계정이 한 서명이 아닙니다({identity}). 서명한 계정과 순번을 확인하십시오.",
  DIDNotSignedFor: "다른 DID({signedFor})를 위해 서명한 요청으로 이 DID({identity})를 바꿀 수 없습니다.",
  DIDRelayMisused: "서명한 요청으로는 그 DID 자신의 기록만 바꿀 수 있습니다.",
  DIDNotRecoverer: "이 계정({caller})은 이 DID의 복구 계정이 아닙니다.",
  DIDNoRecovery: "진행 중인 복구가 없습니다({identity}).",
  DIDRecoveryNotReady: "복구의 예고 기간이 아직 끝나지 않았습니다({readyAt:time}까지). 그 뒤에 다시 실행하십시오.",
  DIDRecoveryUnderWay:
    "복구가 진행 중인 DID입니다({identity}, {readyAt:time}까지). 복구가 끝나거나 취소된 뒤 다시 실행하십시오.",
  // CredentialTypes
  TypeNotAuthority: "이 계정({caller})은 이 증명서 종류의 소관 기관({authority})을 대리하지 않습니다.",
  TypeNotOfferedTo: "이 계정({caller})은 이관을 제안받은 기관({successor})을 대리하지 않습니다.",
  TypeKnown: "이미 등록된 증명서 종류입니다({typeId}).",
  TypeUnknown: "등록되지 않은 증명서 종류입니다({typeId}). 등록된 vct와 똑같이 적었는지 확인하십시오.",
  TypeRetiredAlready: "이미 폐지되었거나 폐지가 예고된 증명서 종류입니다({retired:time}부터).",
  TypeRetirementInPast: "폐지 시각은 현재나 미래여야 합니다.",
  TypeNotRetired: "폐지되지 않은 증명서 종류여서 되돌릴 폐지가 없습니다({typeId}).",
  TypeNotReopenable:
    "통제권이 탈취된 동안 결정된 폐지만 되돌릴 수 있습니다. 이 폐지는 {decided:time}에 결정되었습니다.",
  TypeRetirementEarlier:
    "되돌리는 폐지는 {present:time}부터였으므로 그보다 이른 {retired:time}부터로 바꿀 수 없습니다. 더 일찍 폐지하려면 새로 폐지하십시오.",
  TypeBadAuthority:
    "소관 기관이 될 수 없습니다({authority}). 주소가 0이거나, DID가 폐기되었거나, 이미 소관 기관입니다.",
  TypeTextLength: "문자열의 길이가 맞지 않습니다({length}바이트, 최대 {most}바이트). vct는 비워 둘 수 없습니다.",
  TypeFlagsUnknown: "증명서 종류의 표시({flags})에 뜻이 정해지지 않은 값이 있습니다.",
  TypeSinceOutOfRange:
    "통제권이 탈취된 시점을 지정할 수 있는 범위를 벗어납니다. 증명서 종류의 등록 이후, 탈취된 임기의 끝 이전이어야 하고 알려진 시점보다 늦을 수 없습니다({from:time} ~ {to:time}).",
  TypeTermNotEnded: "아직 끝나지 않은 임기입니다({term}). 현재 소관 기관의 통제권이 탈취되었다면 교체하십시오.",
  TypeTooManyEpochs: "이 증명서 종류는 소관 기관을 더 바꿀 수 없습니다. 기록할 수 있는 횟수를 다 썼습니다.",
  // Accreditations
  AccreditationForbidden: "이 계정({caller})은 이 기관의 인가 기관도, 증명서 종류의 소관 기관도 대리하지 않습니다.",
  AccreditationTypeUnknown: "등록되지 않은 증명서 종류입니다({typeId}). 등록된 vct와 똑같이 적었는지 확인하십시오.",
  AccreditationTypeRetired: "폐지되었거나 폐지가 예고된 증명서 종류입니다({retired:time}부터).",
  AccreditationHolderDeactivated: "기관의 DID가 폐기되었습니다({issuer}).",
  AccreditationNoApplication: "이 기관은 인가를 신청하지 않았습니다({issuer}). 인가하려면 먼저 신청이 있어야 합니다.",
  AccreditationNothingAsked: "신청 내용이 비어 있습니다. 발급 권한이나 1~7단계의 인가 권한을 신청하십시오.",
  AccreditationBeyondApplication: "신청한 범위를 넘어 인가할 수 없습니다.",
  AccreditationBeyondAccreditor: "인가 기관({accreditor})이 보유한 권한을 넘어 인가할 수 없습니다.",
  AccreditationExceptions:
    "이 기관({issuer})의 예외는 인가가 철회될 때까지 {granted}이며, 0과 1만 지정할 수 있습니다({exceptions}).",
  AccreditationInForce: "이미 인가되었거나 정지 중인 기관입니다({issuer}).",
  AccreditationNotInForce: "현재 인가되지 않은 기관입니다({issuer}).",
  AccreditationNotSuspended: "인가가 정지되지 않은 기관입니다({issuer}).",
  AccreditationEndedBefore:
    "정지되기 전에 이미 끝난 인가입니다({issuer}). 종료 시각을 0으로 하여 정지를 해제하고, 계속 발급하게 하려면 새로 인가하십시오.",
  AccreditationParentWithdrawn:
    "이 기관({issuer})을 인가한 기관({accreditor})의 인가가 그 뒤 철회되어 정지를 해제할 수 없습니다. 이 기관의 인가를 철회하거나 끝내고 새로 인가하십시오.",
  AccreditationUnknown: "이 기관에 {index}번 인가 기록이 없습니다.",
  AccreditationReasonSet: "이 기관의 인가는 이미 같거나 더 무거운 사유로 끝났습니다({issuer}).",
  AccreditationEndInPast: "인가의 종료 시각은 미래여야 합니다.",
  AccreditationNotAnnullable: "통제권이 탈취된 동안 시작된 인가만 무효로 할 수 있습니다.",
  AccreditationFrozen:
    "이 증명서 종류의 인가와 정지 해제가 동결되었습니다({until:time}까지). 동결 기간이 끝난 뒤 다시 실행하십시오.",
  AccreditationExhausted: "이 기관은 이 증명서 종류의 인가 기록을 다 썼습니다({issuer}). 다른 DID가 필요합니다.",
  AccreditationTooSoon:
    "이 기관({issuer})의 인가와 정지 해제가 너무 잦았습니다. 정해진 시각({notBefore:time})이 지난 뒤 다시 실행하십시오. 그 뒤로는 6시간에 한 번씩 할 수 있습니다.",
  AccreditationTextLength:
    "문자열의 길이가 맞지 않습니다({length}바이트, 최대 {most}바이트). 기관의 이름은 한 언어로는 있어야 합니다.",
  AnchorAssignedAlready:
    "이미 지정된 인증서이거나 값이 0입니다({anchor}, 발급기관 {issuer}). 먼저 지정을 해제하십시오.",
  AnchorNotAssigned: "지정되지 않은 인증서입니다({anchor}).",
  FreezeNotSeat: "이 계정({caller})은 이 의석을 대리하지 않거나, 의석이 없는 기관입니다({member}).",
  FreezeSupportedAlready: "이 의석이 이미 동결을 요청했습니다({member}).",
  FreezeTooSoon:
    "이 증명서 종류는 아직 다시 동결할 수 없습니다. 정해진 시각({notBefore:time})이 지난 뒤 다시 실행하십시오.",
  // StatusLists
  StatusNotIssuer: "이 계정({caller})은 발급기관의 통제 계정도, 상태 목록 {list}번의 운영 계정도 아닙니다.",
  StatusBeyondOperator: "운영 계정은 정지와 정지 해제만 할 수 있습니다. 취소는 발급기관의 통제 계정으로 하십시오.",
  StatusListUnopened: "발급기관이 개설하지 않은 상태 목록입니다({list}번). 먼저 개설하십시오.",
  StatusListOpen: "이미 개설된 상태 목록입니다({list}번).",
  StatusBadCapacity: "상태 목록의 용량은 128의 배수로 128 이상 2^31 이하이며, 늘릴 수만 있습니다(현재 {present}).",
  StatusOutOfRange: "상태 목록에 없는 번호입니다({index}번, 용량 {capacity}).",
  StatusFinal: "취소된 증명서는 되돌릴 수 없습니다.",
  StatusValueUnknown: "상태 값은 0, 1, 2, 3 중 하나여야 합니다({value}).",
  StatusMaskSplit: "마스크는 상태 전체를 덮어야 하고, 값은 마스크를 벗어날 수 없습니다.",
  StatusLengths: "워드({words}), 마스크({masks}), 값({values})의 개수가 서로 같아야 합니다.",
  // Libraries below all of them
  AccessControlBadConfirmation: "역할을 포기할 계정이 실행하는 계정과 다릅니다.",
  AccessControlUnauthorizedAccount: "이 작업을 할 역할이 없는 계정입니다({account}).",
  CheckpointUnorderedInsertion: "기록의 순서가 맞지 않습니다. 운영자에게 알리십시오.",
  FailedCall: "의결된 조치의 호출이 사유를 알리지 않고 실패했습니다. 안건의 내용을 확인하십시오.",
  InvalidAccountNonce: "서명의 순번이 다음 순번({currentNonce})과 다릅니다. 다시 서명하십시오.",
  InvalidShortString: "짧은 문자열의 형식이 올바르지 않습니다.",
  SafeCastOverflowedUintDowncast: "값이 너무 큽니다({value}, {bits}비트까지).",
  StringTooLong: "문자열이 너무 깁니다.",
};
