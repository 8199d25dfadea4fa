import { getAddress } from "ethers";
import { addressOf, didOf } from "../chain/agencies.ts";
import { ownKey, SEJONG_KEYS } from "../chain/world.ts";
import { AFTER, BEFORE, STEP } from "../constants.ts";
import type { TestKey } from "../tokens/keys.ts";
import { type CredentialOptions, credential, present } from "../tokens/sd-jwt.ts";
import { vc, vp } from "../tokens/vc-jwt.ts";
import { type Group, unreadable } from "./case.ts";

const by = (key: TestKey, more: CredentialOptions = {}): string => present(credential({ key, ...more }));
const mixedCase = `did:ethr:0x7a69:${getAddress(addressOf("sejong"))}`;
const ENDED_AT = BEFORE + STEP;
const RETIRED_AT = AFTER + STEP;
const LATE_FROM = AFTER + 3 * STEP;

export const issuerKey = (): Group => ({
  name: "issuer-key",
  about: {
    en: "Check 2: the issuer's key, and its epoch [from, until).",
    ko: "2. 발급기관의 키와 그 유효 구간 [from, until).",
  },
  cases: [
    {
      name: "retired-after",
      en: "A retired key still counts for what it signed before its end.",
      ko: "폐기된 키라도 폐기 전에 서명한 것에는 유효합니다.",
      presented: by(SEJONG_KEYS.retired()),
      expected: { issuerKey: "issuerKey.retired-after" },
    },
    {
      name: "retired-last-second",
      en: "The second before its end is still in the key's epoch.",
      ko: "폐기되기 1초 전은 아직 유효 구간 안입니다.",
      presented: by(SEJONG_KEYS.retired(), { iat: RETIRED_AT - 1 }),
      expected: { issuerKey: "issuerKey.retired-after" },
    },
    {
      name: "retired-same-second",
      en: "The second of its end is not in the key's epoch any more.",
      ko: "폐기된 그 초는 유효 구간에 들지 않습니다.",
      presented: by(SEJONG_KEYS.retired(), { iat: RETIRED_AT }),
      expected: { issuerKey: "issuerKey.ended" },
    },
    {
      name: "ended-before",
      en: "A retired key does not count for what it signed after its end.",
      ko: "폐기된 키로 그 뒤에 서명한 것은 인정되지 않습니다.",
      presented: by(SEJONG_KEYS.ended()),
      expected: { issuerKey: "issuerKey.ended" },
    },
    {
      name: "ended-dated-back",
      en: "The owner of a retired key dates a credential back into its epoch: nothing shows it.",
      ko: "폐기된 키의 주인이 날짜를 앞당겨 적으면 드러나지 않습니다.",
      presented: by(SEJONG_KEYS.ended(), { iat: ENDED_AT - 1 }),
      expected: { issuerKey: "issuerKey.retired-after" },
    },
    {
      name: "expired",
      en: "The key's registration ran out before the credential was issued.",
      ko: "증명서를 발급하기 전에 키의 등록 기간이 끝났습니다.",
      presented: by(SEJONG_KEYS.expired()),
      expected: { issuerKey: "issuerKey.ended" },
    },
    {
      name: "compromised",
      en: "A compromised key counts for nothing, not even for dates before the theft: a thief can write any date.",
      ko: "유출된 키는 유출 전 날짜라도 인정되지 않습니다. 훔친 사람은 어떤 날짜든 적을 수 있습니다.",
      presented: by(SEJONG_KEYS.stolen()),
      expected: { issuerKey: "issuerKey.compromised" },
    },
    {
      name: "compromised-vc-jwt",
      en: "The same, of a vc+jwt.",
      ko: "vc+jwt에서도 같습니다.",
      presented: vp([vc({ key: SEJONG_KEYS.stolen() })]),
      expected: { issuerKey: "issuerKey.compromised" },
    },
    {
      name: "not-yet",
      en: "The credential is dated before its key was registered.",
      ko: "증명서의 발급일이 키를 등록한 때보다 앞섭니다.",
      presented: by(SEJONG_KEYS.late()),
      expected: { issuerKey: "issuerKey.not-yet" },
    },
    {
      name: "first-second",
      en: "The second in which the key was registered is in its epoch.",
      ko: "키를 등록한 그 초는 유효 구간에 듭니다.",
      presented: by(SEJONG_KEYS.late(), { iat: LATE_FROM }),
    },
    {
      name: "did-deactivated",
      en: "The issuer's DID has been deactivated: nobody maintains its list, and the chain of trust is broken.",
      ko: "발급기관의 DID가 폐기되었습니다. 상태 목록은 관리되지 않고 인가 사슬은 끊어집니다.",
      registry: "issuer-deactivated",
      presented: present(credential()),
      expected: {
        issuerKey: "issuerKey.did-deactivated",
        accreditation: "accreditation.holder-deactivated",
        status: "status.unmaintained",
      },
    },
    {
      name: "controller-changed",
      en: "The DID's control was handed over and all keys ended: earlier signatures stay valid.",
      ko: "DID의 통제권이 넘어가고 모든 키가 끝났습니다. 이전 서명은 계속 유효합니다.",
      registry: "controller-changed",
      presented: present(credential()),
      expected: { issuerKey: "issuerKey.retired-after" },
    },
    {
      name: "foreign-chain",
      en: "The issuer's DID belongs to another chain than the registry that was asked.",
      ko: "발급기관의 DID가 조회한 등록부와 다른 체인에 속합니다.",
      presented: present(credential({ issuer: didOf("sejong", 1337n) })),
      expected: {
        signature: "issuerKey.foreign-chain",
        issuerKey: "issuerKey.foreign-chain",
        accreditation: "issuerKey.foreign-chain",
        status: "issuerKey.foreign-chain",
      },
    },
    {
      name: "did-without-chain",
      en: "A did:ethr without a chain is refused, so that no DID names two identities.",
      ko: "체인을 적지 않은 did:ethr는 받지 않습니다. 한 DID가 두 신원을 가리키면 안 됩니다.",
      presented: present(credential({ issuer: `did:ethr:${addressOf("sejong")}` })),
      expected: unreadable("did.invalid"),
    },
    {
      name: "did-with-checksum",
      en: "An address in mixed case is the same address, if its checksum (EIP-55) is right.",
      ko: "대소문자가 섞인 주소도 체크섬(EIP-55)이 맞으면 같은 주소입니다.",
      presented: present(credential({ issuer: mixedCase })),
    },
    {
      name: "did-with-wrong-checksum",
      en: "An address in mixed case with a wrong checksum is no address.",
      ko: "대소문자가 섞인 주소의 체크섬이 틀렸습니다.",
      presented: present(credential({ issuer: mixedCase.replace(/[A-F]/, (letter) => letter.toLowerCase()) })),
      expected: unreadable("did.invalid"),
    },
    {
      name: "own-key-of-another-issuer",
      en: "Each agency's own key, on its own DID, is good.",
      ko: "다른 기관도 자기 DID에 등록한 키로 발급하면 유효합니다.",
      presented: present(credential({ by: "busan", key: ownKey("busan") })),
    },
  ],
});
