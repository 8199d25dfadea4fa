import { RecentCache } from "../crypto/recent-cache.ts";
import type { Bilingual } from "../errors/bilingual.ts";
import { showUnseen } from "../errors/unseen.ts";

/**
 * The text of each finding, in English and Korean. `{name}` is filled in from the finding's evidence, and `[…]` is left
 * out unless the evidence has all names in it. These are all codes; docs/verdicts.md lists them (held by a test).
 */
export const TEXTS = {
  // 1. signature
  "signature.genuine": {
    en: "The issuer's signature is genuine.",
    ko: "발급기관의 서명이 진본입니다.",
  },
  "signature.forged": {
    en: "The signature is not the issuer's: the credential was forged or altered.",
    ko: "발급기관의 서명이 아닙니다. 위조되었거나 변조된 증명서입니다.",
  },
  "signature.wrong-key-type": {
    en: "The credential claims algorithm {algorithm}, but the issuer's key is on {curve}.",
    ko: "증명서의 서명 알고리즘({algorithm})이 발급기관 키({curve})와 맞지 않습니다.",
  },
  "signature.no-key": {
    en: "There is no key of the issuer to check the signature with.",
    ko: "서명을 확인할 발급기관의 키가 없습니다.",
  },
  "signature.other-key": {
    en: "The registry's answer holds another key than the one that the credential names.",
    ko: "등록부가 응답한 키가 증명서가 가리키는 키와 다릅니다.",
  },
  "signature.not-a-key": {
    en: "The credential names a certificate where the key that signed it belongs.",
    ko: "증명서가 서명 키가 아니라 인증서를 가리킵니다.",
  },
  "signature.unknown-algorithm": {
    en: "The issuer's key is of an algorithm that this verifier does not know (number {number}).",
    ko: "발급기관의 키에 쓰인 알고리즘(번호 {number})을 이 검증자가 알지 못합니다.",
  },

  // 2. issuer key
  "issuerKey.good": {
    en: "The issuer had registered this key when it signed.",
    ko: "서명 당시 발급기관이 등록한 키입니다.",
  },
  "issuerKey.retired-after": {
    en: "The key has been retired since, but was good when it signed.",
    ko: "이후 폐기된 키이지만 서명 당시에는 유효했습니다.",
  },
  "issuerKey.unknown": {
    en: "The issuer never registered this key.",
    ko: "발급기관이 등록한 적이 없는 키입니다.",
  },
  "issuerKey.not-a-key": {
    en: "What the issuer registered under this name is a certificate, not a key.",
    ko: "발급기관이 이 이름으로 등록한 것은 키가 아니라 인증서입니다.",
  },
  "issuerKey.not-yet": {
    en: "At that time its issuer had not registered the key.",
    ko: "발급 당시에는 발급기관이 이 키를 등록하기 전이었습니다.",
  },
  "issuerKey.ended": {
    en: "The key had ended when the credential was issued.",
    ko: "발급 당시 이미 폐기되었거나 만료된 키입니다.",
  },
  "issuerKey.compromised": {
    en: "The key was stolen; nothing shows that the credential is older than the theft.",
    ko: "유출된 키입니다. 유출되기 전에 발급되었다는 증거가 없습니다.",
  },
  "issuerKey.did-deactivated": {
    en: "The issuer's DID has been deactivated.",
    ko: "발급기관의 DID가 폐기되었습니다.",
  },
  "issuerKey.foreign-chain": {
    en: "The issuer's DID belongs to another chain ({chain}) than the registry that was asked ({asked}).",
    ko: "발급기관의 DID가 다른 체인({chain})에 속해 있어 이 등록부({asked})로는 알 수 없습니다.",
  },

  // 3. accreditation
  "accreditation.whole": {
    en: "The issuer[, {names},] was entitled to issue it; every link up to the type's authority holds.",
    ko: "[{names}: ]발급 권한이 있는 기관이며, 소관 기관까지의 인가가 모두 유효합니다.",
  },
  "accreditation.type-unknown": {
    en: "No such type of credential is registered.",
    ko: "등록되지 않은 종류의 증명서입니다.",
  },
  "accreditation.type-retired": {
    en: "Credentials of this type were no longer issued on that date.",
    ko: "발급일 당시 이미 폐지된 종류의 증명서입니다.",
  },
  "accreditation.before-type": {
    en: "The credential is dated before its type was registered.",
    ko: "발급일이 증명서 종류의 등록일보다 앞섭니다.",
  },
  "accreditation.authority-deactivated": {
    en: "The authority over this type of credential has been deactivated.",
    ko: "이 증명서 종류의 소관 기관 DID가 폐기되었습니다.",
  },
  "accreditation.never": {
    en: "{holder} was never accredited for this type.",
    ko: "{holder} 기관은 이 증명서 종류의 인가를 받은 적이 없습니다.",
  },
  "accreditation.not-then": {
    en: "{holder}[ ({names})] was not accredited when the credential was issued.",
    ko: "{holder}[ ({names})] 기관은 발급 당시 인가되어 있지 않았습니다.",
  },
  "accreditation.may-not-issue": {
    en: "{holder}[ ({names})] is accredited, but not to issue.",
    ko: "{holder}[ ({names})] 기관은 인가되었으나 발급 권한이 없습니다.",
  },
  "accreditation.beyond-levels": {
    en: "{holder}[ ({names})] handed on more than it held.",
    ko: "{holder}[ ({names})] 기관이 보유한 권한을 넘어 다른 기관을 인가했습니다.",
  },
  "accreditation.suspended": {
    en: "The accreditation of {holder}[ ({names})] is suspended.",
    ko: "{holder}[ ({names})] 기관의 인가가 정지되었습니다.",
  },
  "accreditation.withdrawn": {
    en: "The accreditation of {holder}[ ({names})] was withdrawn.",
    ko: "{holder}[ ({names})] 기관의 인가가 철회되었습니다.",
  },
  "accreditation.annulled": {
    en: "The accreditation of {holder}[ ({names})] was annulled.",
    ko: "{holder}[ ({names})] 기관의 인가가 무효가 되었습니다.",
  },
  "accreditation.parent-withdrawn": {
    en: "Whoever accredited {holder}[ ({names})] has lost its own accreditation since.",
    ko: "{holder}[ ({names})] 기관을 인가한 기관이 그 뒤 인가를 잃었습니다.",
  },
  "accreditation.holder-deactivated": {
    en: "{holder}[ ({names})], a link of the chain, has been deactivated.",
    ko: "인가 사슬의 {holder}[ ({names})] 기관 DID가 폐기되었습니다.",
  },
  "accreditation.broken": {
    en: "The chain of accreditation does not reach the type's authority.",
    ko: "인가 사슬이 소관 기관까지 이어지지 않습니다.",
  },
  "accreditation.unknown-at": {
    en: "What held of {holder}[ ({names})] at the time asked about cannot be told from today's records.",
    ko: "{holder}[ ({names})] 기관이 문의 시점에 인가되어 있었는지는 현재 기록만으로 알 수 없습니다.",
  },

  "accreditation.authority-unknown-at": {
    en: "Whether the DID of the type's authority of that time ({authority}) was alive at the time asked about cannot be told from today's records.",
    ko: "문의 시점의 소관 기관({authority}) DID가 당시 유효했는지 현재 기록만으로 알 수 없습니다.",
  },

  // 4. status
  "status.valid": {
    en: "Neither revoked nor suspended.",
    ko: "취소되거나 정지되지 않았습니다.",
  },
  "status.application-valid": {
    en: "Its status is one that this type counts as valid.",
    ko: "이 종류의 증명서에서 유효로 보는 상태입니다.",
  },
  "status.one-time": {
    en: "A one-time copy: too short-lived to be revoked.",
    ko: "일회용 사본으로, 유효기간이 짧아 취소 상태를 두지 않습니다.",
  },
  "status.not-required": {
    en: "Credentials of this type need no status: they cannot be revoked one by one.",
    ko: "상태 정보가 필요 없는 종류의 증명서로, 개별적으로 취소할 수 없습니다.",
  },
  "status.excepted": {
    en: "Its issuer's accreditor takes its credentials without a status: they cannot be revoked one by one.",
    ko: "인가 기관이 상태 정보 없이 인정한 발급기관의 증명서로, 개별적으로 취소할 수 없습니다.",
  },
  "status.exception-unknown": {
    en: "Whether credentials of this issuer were taken without a status then, today's records do not tell.",
    ko: "당시 이 발급기관의 증명서를 상태 정보 없이 인정했는지는 현재 기록만으로 알 수 없습니다.",
  },
  "status.revoked": {
    en: "Revoked by its issuer.",
    ko: "발급기관이 취소한 증명서입니다.",
  },
  "status.suspended": {
    en: "Suspended by its issuer for the time being.",
    ko: "발급기관이 효력을 정지한 증명서입니다.",
  },
  "status.application": {
    en: "Its status means something that this type does not count as valid.",
    ko: "이 종류의 증명서에서 유효로 보지 않는 상태입니다.",
  },
  "status.absent": {
    en: "It names no status, and is not a one-time copy that this verifier takes.",
    ko: "상태 정보가 없고, 이 검증자가 받는 일회용 사본도 아닙니다.",
  },
  "status.unmaintained": {
    en: "Its status list is no longer maintained: the issuer's DID has been deactivated.",
    ko: "발급기관의 DID가 폐기되어 상태 목록이 관리되지 않습니다.",
  },
  "status.list-unopened": {
    en: "The issuer never opened the status list that it names.",
    ko: "발급기관이 개설하지 않은 상태 목록을 가리킵니다.",
  },
  "status.out-of-range": {
    en: "The status list has no such index ({index} of {capacity}).",
    ko: "상태 목록에 없는 번호입니다({index}/{capacity}).",
  },
  "status.unknown-at": {
    en: "Its status now ({value}) does not tell what it was at the time asked about.",
    ko: "현재 상태({value})로는 문의 시점의 상태를 알 수 없습니다.",
  },
  "status.not-revoked-then": {
    en: "It was not revoked at the time asked about; whether it was suspended then, its status now ({value}) does not tell.",
    ko: "문의 시점에 취소된 상태는 아니었으나, 당시 정지되었는지는 현재 상태({value})로 알 수 없습니다.",
  },

  // 5. holder binding
  "holderBinding.proved": {
    en: "Presented by its holder, to this verifier, in answer to this request.",
    ko: "본인이 이 검증자의 이번 요청에 응하여 제시했습니다.",
  },
  "holderBinding.not-required": {
    en: "Credentials of this type are good in anybody's hands: nothing shows that it is the presenter's own.",
    ko: "소지자 확인이 필요 없는 종류의 증명서로, 제시자 본인의 것인지는 확인되지 않습니다.",
  },
  "holderBinding.absent": {
    en: "The presentation carries no proof that its presenter holds it.",
    ko: "제시자가 본인임을 증명하는 서명이 없습니다.",
  },
  "holderBinding.unbound": {
    en: "The credential is bound to no holder's key.",
    ko: "소지자의 키에 연결되지 않은 증명서입니다.",
  },
  "holderBinding.wrong-audience": {
    en: "It was presented to somebody else ({audience}).",
    ko: "다른 검증자({audience})에게 제시된 것입니다.",
  },
  "holderBinding.wrong-nonce": {
    en: "It answers another request: a replay.",
    ko: "다른 요청에 대한 응답입니다(재사용).",
  },
  "holderBinding.stale": {
    en: "The holder signed it too long ago.",
    ko: "소지자의 서명이 너무 오래되었습니다.",
  },
  "holderBinding.clock-behind": {
    en: "The holder's signature is dated in the future by the verifier's clock, but that clock is {ahead} seconds behind the registry's time.",
    ko: "소지자의 서명 시각이 검증자의 시계로는 미래이지만, 그 시계가 등록부의 시각보다 {ahead}초 늦습니다.",
  },
  "holderBinding.clock-ahead": {
    en: "The holder's signature is too old by the verifier's clock, but that clock is {ahead} seconds ahead of the registry's time.",
    ko: "소지자의 서명이 검증자의 시계로는 너무 오래되었지만, 그 시계가 등록부의 시각보다 {ahead}초 빠릅니다.",
  },
  "holderBinding.in-future": {
    en: "The holder's signature is dated in the future.",
    ko: "소지자의 서명 시각이 미래입니다.",
  },
  "holderBinding.forged": {
    en: "It is not signed by the key that the credential is bound to.",
    ko: "증명서에 연결된 키로 서명되지 않았습니다.",
  },
  "holderBinding.altered": {
    en: "What is shown is not what the holder signed.",
    ko: "소지자가 서명한 내용과 제시된 내용이 다릅니다.",
  },
  "holderBinding.other-session": {
    en: "It does not bear the holder's signature for this verifier and this request.",
    ko: "이 검증자의 이번 요청에 대한 소지자의 서명이 아닙니다.",
  },
  "holderBinding.undated": {
    en: "Nobody can tell when the holder signed it: the signature has no time, and the verifier did not say when it asked.",
    ko: "소지자가 언제 서명했는지 알 수 없습니다. 서명에 시각이 없고 검증자도 요청한 시각을 밝히지 않았습니다.",
  },

  // the policy's further conditions
  "policy.met": {
    en: "It is what the verifier asked for.",
    ko: "검증자가 요청한 증명서입니다.",
  },
  "policy.type-not-asked": {
    en: "The verifier asked for another type of credential ({query}).",
    ko: "검증자가 요청하지 않은 종류의 증명서입니다({query}).",
  },
  "policy.format-not-asked": {
    en: "The verifier asked for the format {asked}, not {format} ({query}).",
    ko: "검증자가 요청한 형식({asked})이 아닌 {format} 형식의 증명서입니다({query}).",
  },
  "policy.authority-not-accepted": {
    en: "The verifier does not accept the authority of this type ({authority}).",
    ko: "검증자가 인정하지 않는 소관 기관({authority})입니다.",
  },
  "policy.issuer-not-accepted": {
    en: "The verifier does not accept this issuer.",
    ko: "검증자가 인정하지 않는 발급기관입니다.",
  },
  "policy.claims-missing": {
    en: "Claims that the verifier requires are missing: {missing}.",
    ko: "검증자가 요구한 항목이 없습니다: {missing}.",
  },
  "policy.values-not-asked": {
    en: "Claims do not have a value that the verifier asked for: {claims}.",
    ko: "검증자가 요구한 값이 아닌 항목이 있습니다: {claims}.",
  },
  "policy.credential-missing": {
    en: "A credential that the verifier asked for was not presented: {type}.",
    ko: "요청한 증명서가 제시되지 않았습니다: {type}.",
  },
  "policy.credential-repeated": {
    en: "More than one credential was presented where one was asked for ({query}).",
    ko: "하나만 요청한 증명서가 둘 이상 제시되었습니다({query}).",
  },
  "policy.alternatives-missing": {
    en: "Of the alternatives that the verifier asked for none was presented whole: {options}.",
    ko: "요청한 대안 가운데 온전히 제시된 것이 없습니다: {options}.",
  },
  "policy.alternative-in-part": {
    en: "Of an alternative that the verifier asked for only a part was presented ({query}).",
    ko: "요청한 대안의 일부만 제시되었습니다({query}).",
  },
  "policy.credential-counted-twice": {
    en: "One credential was presented more than once, as if it were several ({query}).",
    ko: "같은 증명서가 여러 개인 것처럼 두 번 이상 제시되었습니다({query}).",
  },
  "policy.different-holders": {
    en: "The credentials do not agree on {claim}: they may be of different people.",
    ko: "증명서마다 {claim} 항목의 값이 다릅니다. 같은 사람의 것이 아닐 수 있습니다.",
  },
  "policy.expired": {
    en: "The credential has expired.",
    ko: "유효기간이 지난 증명서입니다.",
  },
  "policy.not-yet-valid": {
    en: "The credential is not valid yet.",
    ko: "아직 유효기간이 시작되지 않은 증명서입니다.",
  },
  "policy.clock-behind": {
    en: "The credential is not valid yet by the verifier's clock, but that clock is {ahead} seconds behind the registry's time.",
    ko: "검증자의 시계로는 아직 유효하지 않은 증명서이지만, 그 시계가 등록부의 시각보다 {ahead}초 늦습니다.",
  },
  "policy.clock-ahead": {
    en: "The credential has expired by the verifier's clock, but that clock is {ahead} seconds ahead of the registry's time.",
    ko: "검증자의 시계로는 유효기간이 지난 증명서이지만, 그 시계가 등록부의 시각보다 {ahead}초 빠릅니다.",
  },
  "policy.issued-in-future": {
    en: "The credential is dated in the future.",
    ko: "발급일이 미래인 증명서입니다.",
  },
  "policy.issued-after": {
    en: "The credential was issued after the time asked about.",
    ko: "문의 시점 이후에 발급된 증명서입니다.",
  },

  // the facts themselves
  "facts.fresh": {
    en: "The registry was read as of block {block}, {age} seconds old.",
    ko: "{age}초 전 블록 {block} 기준으로 등록부를 확인했습니다.",
  },
  "facts.stale": {
    en: "The registry could only be read as of {age} seconds ago; the verifier allows {maxAge}.",
    ko: "등록부를 {age}초 전 기준으로만 확인할 수 있습니다(허용 {maxAge}초).",
  },
  "facts.pinned": {
    en: "The verifier chose to read the registry as of block {block}, of {known}.",
    ko: "검증자가 지정한 대로 블록 {block}({known}) 기준으로 등록부를 확인했습니다.",
  },
  "facts.pinned-before": {
    en: "The block that the verifier chose is {age} seconds older than the time asked about; it allows {maxAge}.",
    ko: "검증자가 지정한 블록이 문의 시점보다 {age}초 앞섭니다(허용 {maxAge}초).",
  },
  "facts.clock-ahead": {
    en: "By the verifier's clock, the registry and the holder's signature are both old, the registry by {age} seconds: the clock is fast, or both are old.",
    ko: "검증자의 시계로는 등록부({age}초 전)와 소지자의 서명이 모두 오래되었습니다. 시계가 빠르거나 둘 다 오래된 것입니다.",
  },
  "facts.ahead": {
    en: "The registry's time is {ahead} seconds ahead of the verifier's clock; one of them is wrong.",
    ko: "등록부의 시각이 검증자의 시계보다 {ahead}초 앞섭니다. 둘 중 하나가 틀렸습니다.",
  },
  "facts.unavailable": {
    en: "The registry could not be read ({why}).",
    ko: "등록부를 확인할 수 없습니다({why}).",
  },

  // the presentation as a whole
  "presentation.unreadable": {
    en: "The presentation cannot be read ({why}).",
    ko: "제시된 내용을 읽을 수 없습니다({why}).",
  },
  "presentation.unknown-algorithm": {
    en: "This verifier does not know the signature algorithm {algorithm}.",
    ko: "이 검증자가 모르는 서명 알고리즘입니다({algorithm}).",
  },
  "presentation.unknown-query": {
    en: "Something was presented that the verifier did not ask for ({query}).",
    ko: "검증자가 요청하지 않은 제시 내용이 있습니다({query}).",
  },
  "presentation.empty": {
    en: "Nothing was presented.",
    ko: "제시된 증명서가 없습니다.",
  },

  // evidence
  "evidence.dated": {
    en: "Signed between {from} and {until}.",
    ko: "{from}부터 {until} 사이에 서명되었습니다.",
  },
  "evidence.undated": {
    en: "The evidence is not anchored: nothing shows that it existed by any time.",
    ko: "증거가 앵커되지 않아, 언제부터 있었는지 알 수 없습니다.",
  },
  "evidence.unproved": {
    en: "When the evidence was signed could not be proved ({why}).",
    ko: "증거가 언제 서명되었는지 증명할 수 없습니다({why}).",
  },
  "evidence.window": {
    en: "Between the block signed along ({from}) and the anchoring ({until}) lie more than {window} seconds: it may have been signed at any time between.",
    ko: "서명에 포함된 블록({from})과 앵커 시각({until}) 사이가 {window}초를 넘습니다. 그 사이 언제 서명되었는지 알 수 없습니다.",
  },
  "evidence.not-anchored": {
    en: "Until {until} this evidence was not anchored: it was made later, or changed.",
    ko: "{until}까지 이 증거는 앵커되지 않았습니다. 그 뒤에 만들어졌거나 변경된 것입니다.",
  },
  "evidence.not-covered": {
    en: "The holder signed no block of the registry along: nothing shows that the signature is not older.",
    ko: "소지자가 등록부의 블록을 포함하여 서명하지 않아, 서명이 더 오래된 것이 아니라는 증거가 없습니다.",
  },
  "evidence.anchored-before": {
    en: "Anchored at {until}, before the block at {from} that it contains: one of the two is false.",
    ko: "포함된 블록({from})보다 앞선 {until}에 앵커되었습니다. 둘 중 하나는 거짓입니다.",
  },
  "evidence.backdated": {
    en: "The holder's signature bears the time {signedAt}, before the block at {block} that it covers.",
    ko: "소지자의 서명 시각({signedAt})이 그 서명이 포함하는 블록({block})보다 앞섭니다.",
  },
  "evidence.other-document": {
    en: "Another document was signed than the one shown, or none.",
    ko: "제시된 문서가 아닌 다른 문서에 서명했거나, 서명한 문서가 없습니다.",
  },
  "evidence.key-compromised": {
    en: "The issuer's key was in other hands before the evidence existed, as became known later.",
    ko: "나중에 밝혀진 바로는, 증거가 만들어지기 전에 발급기관의 키가 이미 유출되었습니다.",
  },
  "evidence.annulled": {
    en: "The accreditation of {holder} was annulled later: it was never rightly given.",
    ko: "{holder}의 인가는 나중에 무효가 되었습니다. 처음부터 정당하게 부여된 것이 아닙니다.",
  },
  "evidence.later-clear": {
    en: "As of block {block}, nothing has become known that counts against it.",
    ko: "블록 {block}까지 이 증거에 반하는 사실은 알려지지 않았습니다.",
  },
  "evidence.changed-since": {
    en: "Changed since, which does not count against what was signed before:",
    ko: "이후에 바뀐 사항(이전에 서명된 것에는 영향이 없음):",
  },
  "evidence.later-unknown": {
    en: "What became known since could not be found out ({why}).",
    ko: "이후에 밝혀진 사실을 확인할 수 없습니다({why}).",
  },
  "verdict.valid": {
    en: "Accepted: genuine, theirs, from an entitled issuer, and still good as of block {block}.",
    ko: "유효: 진본이고, 본인의 것이며, 권한 있는 기관이 발급했고, 블록 {block} 기준으로 유효합니다.",
  },
  "verdict.valid-then": {
    en: "Accepted: genuine, theirs, from an entitled issuer, and good at {moment}, by the registry as of block {block}.",
    ko: "유효: 진본이고, 본인의 것이며, 권한 있는 기관이 발급했고, 블록 {block} 기준 등록부로 볼 때 {moment}에 유효했습니다.",
  },
  "verdict.valid-then-in-part": {
    en: "Accepted: genuine, from an entitled issuer, and good at {moment}, by the registry as of block {block}. Not all five checks were made: its type does not ask for all.",
    ko: "유효: 진본이고, 권한 있는 기관이 발급했으며, 블록 {block} 기준 등록부로 볼 때 {moment}에 유효했습니다. 이 종류의 증명서에 필요하지 않은 항목은 확인되지 않았습니다.",
  },
  "verdict.as-known": {
    en: "As known at {known}.",
    ko: "({known} 당시 알려진 사실 기준)",
  },
  "verdict.valid-unbound": {
    en: "Accepted: genuine, from an entitled issuer, and still good as of block {block}. Whose it is was not proved, and its type does not ask for it.",
    ko: "유효: 진본이고, 권한 있는 기관이 발급했으며, 블록 {block} 기준으로 유효합니다. 본인의 것인지는 확인되지 않았고, 이 종류의 증명서에는 필요하지 않습니다.",
  },
  "verdict.valid-no-status": {
    en: "Accepted: genuine, theirs, and from an entitled issuer as of block {block}. It has no status, and needs none: it cannot be revoked by itself.",
    ko: "유효: 진본이고, 본인의 것이며, 블록 {block} 기준으로 권한 있는 기관이 발급했습니다. 상태 정보가 없고 필요하지도 않아, 개별적으로 취소할 수 없습니다.",
  },
  "verdict.valid-unbound-no-status": {
    en: "Accepted: genuine, and from an entitled issuer as of block {block}. Neither whose it is nor a status was proved: its type asks for neither.",
    ko: "유효: 진본이고, 블록 {block} 기준으로 권한 있는 기관이 발급했습니다. 본인의 것인지와 상태는 확인되지 않았고, 이 종류의 증명서에는 필요하지 않습니다.",
  },
} as const satisfies Record<string, Bilingual>;

export type FindingCode = keyof typeof TEXTS;

/** The text of a finding, with its evidence filled in. Findings without placeholders share one object. */
export function textFor(code: FindingCode, evidence: Readonly<Record<string, unknown>>): Bilingual {
  return MAKERS[code](evidence);
}

type Maker = (evidence: Readonly<Record<string, unknown>>) => Bilingual;

/** Parsed once, because each verdict has about six findings in two languages. */
const MAKERS = Object.fromEntries(
  Object.entries<Bilingual>(TEXTS).map(([code, text]) => [code, makerOf(text)]),
) as Readonly<Record<FindingCode, Maker>>;

function makerOf(text: Bilingual): Maker {
  const [en, ko] = [sectionsOf(text.en), sectionsOf(text.ko)];
  const fixed = Object.freeze({ en: text.en, ko: text.ko });
  if (!text.en.includes("{") && !text.ko.includes("{")) return () => fixed;
  return (evidence) => ({ en: fill(en, evidence, "en"), ko: fill(ko, evidence, "ko") });
}

/**
 * Splits a text into sections: those at odd positions are optional. Within a section, parts at odd positions are names.
 */
function sectionsOf(text: string): readonly (readonly string[])[] {
  return text.split(/\[([^\]]*)\]/).map((section) => section.split(/\{(\w+)\}/));
}

type Language = keyof Bilingual;

function fill(
  sections: readonly (readonly string[])[],
  evidence: Readonly<Record<string, unknown>>,
  language: Language,
): string {
  let text = "";
  let isOptional = false;
  for (const parts of sections) {
    if (!isOptional || isKnown(parts, evidence)) text += said(parts, evidence, language);
    isOptional = !isOptional;
  }
  return text;
}

function said(parts: readonly string[], evidence: Readonly<Record<string, unknown>>, language: Language): string {
  let text = "";
  let isName = false;
  for (const part of parts) {
    text += isName ? shown(spoken(evidence[part], language)) : part;
    isName = !isName;
  }
  return text;
}

/** Whether the evidence has every name in the section. */
function isKnown(parts: readonly string[], evidence: Readonly<Record<string, unknown>>): boolean {
  return parts.every((part, i) => i % 2 === 0 || evidence[part] !== undefined);
}

/** Of a bilingual name, the one in this language, or else in the other. */
function spoken(value: unknown, language: Language): unknown {
  if (typeof value !== "object" || value === null || !("ko" in value) || !("en" in value)) return value;
  const { ko, en } = value;
  const [first, second] = language === "ko" ? [ko, en] : [en, ko];
  return first === "" ? second : first;
}

const LONGEST = 120;

/** Cached, because findings name the same block and the same agencies again and again. */
const searched = new RecentCache<string>(256);

/** Evidence may come from a stranger, so it is cut to one line and its control characters are shown as boxes. */
function shown(value: unknown): string {
  if (typeof value === "number") return String(value);
  if (value === undefined || value === null || typeof value === "object") return "?";
  const text = String(value);
  // Cut first, because the text may be long. If the cut splits a surrogate pair, showUnseen() replaces the half.
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return searched.get(cut, () => showUnseen(cut));
}
