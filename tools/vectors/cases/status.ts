import { CERTIFICATE, ID, LICENCE, PASS } from "../chain/types.ts";
import { ownKey } from "../chain/world.ts";
import { DAY, HOUR, NOW } from "../constants.ts";
import { type CredentialOptions, credential, present, unbound } from "../tokens/sd-jwt.ts";
import { vc, vp } from "../tokens/vc-jwt.ts";
import { type Group, unreadable } from "./case.ts";

const shown = (options: CredentialOptions): string => present(credential(options));
const asking = (type: string, more: object = {}) => ({
  credentials: [{ id: "id", type, claims: [["family_name"]], ...more }],
});
const RECENT = NOW - 10 * HOUR;

export const status = (): Group => ({
  name: "status",
  about: { en: "Check 4: the status, in the issuer's list.", ko: "4. 발급기관의 상태 목록에 있는 상태." },
  cases: [
    {
      name: "revoked",
      en: "Status 1: the issuer revoked the credential.",
      ko: "상태 1: 발급기관이 취소한 증명서입니다.",
      presented: shown({ status: 21 }),
      expected: { status: "status.revoked" },
    },
    {
      name: "revoked-vc-jwt",
      en: "Status 1 of a vc+jwt.",
      ko: "vc+jwt의 상태 1.",
      presented: vp([vc({ status: 21 })]),
      expected: { status: "status.revoked" },
    },
    {
      name: "suspended",
      en: "Status 2: suspended for the time being.",
      ko: "상태 2: 효력이 정지된 증명서입니다.",
      presented: shown({ status: 22 }),
      expected: { status: "status.suspended" },
    },
    {
      name: "application",
      en: "Status 3 is not valid, unless the type says so.",
      ko: "상태 3은 종류에 달리 정해져 있지 않으면 유효하지 않습니다.",
      presented: shown({ status: 23 }),
      expected: { status: "status.application" },
    },
    {
      name: "application-valid",
      en: "Status 3 is valid, because the type says so.",
      ko: "종류에 유효하다고 정해져 있어 상태 3이 유효합니다.",
      request: asking(LICENCE),
      presented: shown({ vct: LICENCE, status: 23 }),
      expected: { status: "status.application-valid" },
    },
    {
      name: "neighbours",
      en: "The statuses beside this one, and in the next word of the list, do not count.",
      ko: "같은 목록의 이웃한 상태와 다음 워드의 상태는 영향을 주지 않습니다.",
      presented: shown({ status: 128 }),
    },
    {
      name: "last-of-word",
      en: "The last status of a word (index 127).",
      ko: "한 워드의 마지막 상태(번호 127).",
      presented: shown({ status: 127 }),
      expected: { status: "status.revoked" },
    },
    {
      name: "second-of-next-word",
      en: "A status in the second word (index 129).",
      ko: "두 번째 워드의 상태(번호 129).",
      presented: shown({ status: 129 }),
      expected: { status: "status.suspended" },
    },
    {
      name: "last-of-list",
      en: "The last index that the list has room for.",
      ko: "목록의 마지막 번호입니다.",
      presented: shown({ status: 1023 }),
    },
    {
      name: "out-of-range",
      en: 'The first index beyond the list\'s capacity: not known, never "zero, so valid".',
      ko: "목록 크기를 벗어난 첫 번호입니다. 확인할 수 없으며, 0이라서 유효한 것이 아닙니다.",
      presented: shown({ status: 1024 }),
      expected: { status: "status.out-of-range" },
    },
    {
      name: "list-unopened",
      en: 'The issuer never opened the list that the credential names: not known, never "zero, so valid".',
      ko: "발급기관이 개설하지 않은 목록입니다. 확인할 수 없으며, 0이라서 유효한 것이 아닙니다.",
      presented: shown({ status: { list: 5, index: 7 } }),
      expected: { status: "status.list-unopened" },
    },
    {
      name: "own-list",
      en: "A list is the issuer's own, whatever host its URI names.",
      ko: "URI의 호스트가 무엇이든 목록은 발급기관 자신의 것입니다.",
      presented: shown({
        edit: (all) => ({
          ...all,
          status: { status_list: { idx: 21, uri: "https://elsewhere.example/others/status-lists/0" } },
        }),
      }),
      expected: { status: "status.revoked" },
    },
    {
      name: "absent",
      en: "The credential names no status, and its type needs one.",
      ko: "상태 정보가 필요한 종류인데 증명서에 없습니다.",
      presented: shown({ status: undefined }),
      expected: { status: "status.absent" },
    },
    {
      name: "one-time",
      en: "A one-time copy lives at most 24 hours and needs no status, if the verifier takes such copies.",
      ko: "24시간까지만 유효한 일회용 사본은 검증자가 받는다면 상태 정보가 없어도 됩니다.",
      request: asking(ID, { oneTimeCopies: true }),
      presented: shown({ status: undefined, iat: RECENT, exp: RECENT + DAY }),
      expected: { status: "status.one-time" },
    },
    {
      name: "one-time-not-taken",
      en: "The verifier takes no one-time copies.",
      ko: "검증자가 일회용 사본을 받지 않습니다.",
      presented: shown({ status: undefined, iat: RECENT, exp: RECENT + DAY }),
      expected: { status: "status.absent" },
    },
    {
      name: "one-time-too-long",
      en: "A copy without a status lives a second longer than 24 hours.",
      ko: "상태 정보가 없는 사본의 유효기간이 24시간보다 1초 깁니다.",
      request: asking(ID, { oneTimeCopies: true }),
      presented: shown({ status: undefined, iat: RECENT, exp: RECENT + DAY + 1 }),
      expected: { status: "status.absent" },
    },
    {
      name: "one-time-without-end",
      en: "A copy without a status and without an end is no one-time copy.",
      ko: "상태 정보도 만료일도 없는 증명서는 일회용 사본이 아닙니다.",
      request: asking(ID, { oneTimeCopies: true }),
      presented: shown({ status: undefined }),
      expected: { status: "status.absent" },
    },
    {
      name: "excepted",
      en: "The issuer's accreditor excepted its credentials from the status.",
      ko: "인가 기관이 이 발급기관의 증명서에 상태 정보를 면제했습니다.",
      presented: shown({ by: "busan", key: ownKey("busan"), status: undefined }),
      expected: { status: "status.excepted", accepted: "verdict.valid-no-status" },
    },
    {
      name: "exception-unknown",
      en: "The exception belongs to a generation; today's records do not tell that of a withdrawn one.",
      ko: "면제는 세대마다 정해지며, 철회된 세대의 것은 현재 기록만으로 알 수 없습니다.",
      registry: "excepted-anew",
      presented: shown({ by: "busan", key: ownKey("busan"), status: undefined }),
      expected: { accreditation: "accreditation.withdrawn", status: "status.exception-unknown" },
    },
    {
      name: "not-required",
      en: "Credentials of this type need no status.",
      ko: "상태 정보가 필요 없는 종류의 증명서입니다.",
      request: asking(PASS),
      presented: shown({ vct: PASS, status: undefined }),
      expected: { status: "status.not-required", accepted: "verdict.valid-no-status" },
    },
    {
      name: "not-required-but-there",
      en: "A status that is there is checked, even if the type needs none.",
      ko: "필요 없는 종류라도 상태 정보가 있으면 확인합니다.",
      request: asking(PASS),
      presented: shown({ vct: PASS, status: 21 }),
      expected: { status: "status.revoked" },
    },
    {
      name: "nothing-required",
      en: "A type that needs neither a status nor a holder's proof.",
      ko: "상태 정보도 소지자 확인도 필요 없는 종류의 증명서입니다.",
      request: asking(CERTIFICATE),
      presented: unbound(credential({ vct: CERTIFICATE, status: undefined, holder: undefined })),
      expected: {
        status: "status.not-required",
        holderBinding: "holderBinding.not-required",
        accepted: "verdict.valid-unbound-no-status",
      },
    },
    {
      name: "unsupported",
      en: "The credential's status is kept in another way than in a status list.",
      ko: "상태 목록이 아닌 다른 방식의 상태 정보입니다.",
      presented: shown({ edit: (all) => ({ ...all, status: { "other-way": "https://status.example/1" } }) }),
      expected: unreadable("format.status-unsupported"),
    },
    {
      name: "absent-and-never-accredited",
      en: "Without a status, of an issuer that was never accredited.",
      ko: "인가받은 적 없는 기관의, 상태 정보가 없는 증명서입니다.",
      presented: shown({ by: "stranger", key: ownKey("stranger"), status: undefined }),
      expected: { accreditation: "accreditation.never", status: "status.absent" },
    },
    {
      name: "a-text",
      en: "The status is a text.",
      ko: "상태 정보가 문자열입니다.",
      presented: shown({ edit: (all) => ({ ...all, status: "valid" }) }),
      expected: unreadable("format.status"),
    },
    {
      name: "index-too-large",
      en: "The index is beyond 32 bits.",
      ko: "번호가 32비트를 넘습니다.",
      presented: shown({ status: { list: 0, index: 2 ** 32 } }),
      expected: unreadable("format.status"),
    },
    {
      name: "list-without-number",
      en: "The URI of the list does not end in its number.",
      ko: "목록 URI가 번호로 끝나지 않습니다.",
      presented: shown({
        edit: (all) => ({ ...all, status: { status_list: { idx: 7, uri: "https://a.example/status-lists/0?" } } }),
      }),
      expected: unreadable("format.status"),
    },
    {
      name: "list-number-with-zero",
      en: "The number of the list begins with a zero: a second spelling.",
      ko: "목록 번호가 0으로 시작합니다. 같은 번호의 다른 표기입니다.",
      presented: shown({
        edit: (all) => ({ ...all, status: { status_list: { idx: 7, uri: "https://a.example/status-lists/00" } } }),
      }),
      expected: unreadable("format.status"),
    },
    {
      name: "index-as-text",
      en: "The index is a text, not a number.",
      ko: "번호가 숫자가 아니라 문자열입니다.",
      presented: shown({
        edit: (all) => ({ ...all, status: { status_list: { idx: "7", uri: "https://a.example/status-lists/0" } } }),
      }),
      expected: unreadable("format.status"),
    },
  ],
});
