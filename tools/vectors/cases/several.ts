import { EXTRACT, ID } from "../chain/types.ts";
import { NOW } from "../constants.ts";
import { testKey } from "../tokens/keys.ts";
import { type CredentialOptions, credential, present } from "../tokens/sd-jwt.ts";
import { vc, vp } from "../tokens/vc-jwt.ts";
import type { Group } from "./case.ts";

const claims = [["family_name"]];
const BOTH = [
  { id: "id", type: ID, claims },
  { id: "extract", type: EXTRACT, claims },
];
const id = (more: CredentialOptions = {}): string => present(credential(more));
const extract = (more: CredentialOptions = {}): string => present(credential({ vct: EXTRACT, status: 9, ...more }));
const BOTH_DEPARTMENT = BOTH.map((query) => ({ ...query, claims: [["department"]] }));
const DEPARTMENT: CredentialOptions = { open: { department: { name: "자치행정과" } }, claims: { family_name: "정" } };
const MANY = [{ id: "id", type: ID, claims, multiple: true }];
const [ID_OK, EXTRACT_OK] = [{ query: "id" }, { query: "extract" }];
const OPTIONS = [{ options: [["id", "extract"], ["one"]] }];
const THREE = [...BOTH, { id: "one", type: ID, claims: [["department"]] }];

export const several = (): Group => ({
  name: "several",
  about: {
    en: "Several queries, several credentials, and what belongs to no query.",
    ko: "여러 요청과 여러 증명서, 요청에 없는 제시 내용.",
  },
  cases: [
    {
      name: "two-queries",
      en: "Two queries are both answered.",
      ko: "두 요청에 모두 응답했습니다.",
      request: { credentials: BOTH },
      presented: { id: [id()], extract: [extract()] },
      expected: { credentials: [ID_OK, EXTRACT_OK] },
    },
    {
      name: "one-of-two-revoked",
      en: "One of two credentials is revoked: the whole is not valid, and nothing of it is to be used.",
      ko: "두 증명서 가운데 하나가 취소되었습니다. 전체가 유효하지 않으며 어느 것도 써서는 안 됩니다.",
      request: { credentials: BOTH },
      presented: { id: [id()], extract: [extract({ status: 21 })] },
      expected: { credentials: [ID_OK, { ...EXTRACT_OK, status: "status.revoked" }] },
    },
    {
      name: "one-of-two-unknown",
      en: "The status of one of two cannot be found out: nor can the whole.",
      ko: "두 증명서 가운데 하나의 상태를 확인할 수 없으면 전체도 확인할 수 없습니다.",
      request: { credentials: BOTH },
      presented: { id: [id()], extract: [extract({ status: 4000 })] },
      expected: { credentials: [ID_OK, { ...EXTRACT_OK, status: "status.out-of-range" }] },
    },
    {
      name: "missing",
      en: "One of two queries is not answered.",
      ko: "두 요청 가운데 하나에 응답하지 않았습니다.",
      request: { credentials: BOTH },
      presented: { id: [id()] },
      expected: { credentials: [ID_OK], presentation: ["policy.credential-missing"] },
    },
    {
      name: "answers-exchanged",
      en: "Each answer stands under the id of the other query.",
      ko: "두 응답의 요청 id가 서로 바뀌었습니다.",
      request: { credentials: BOTH },
      presented: { id: [extract()], extract: [id()] },
      expected: {
        credentials: [
          { ...ID_OK, policy: ["policy.type-not-asked"] },
          { ...EXTRACT_OK, policy: ["policy.type-not-asked"] },
        ],
      },
    },
    {
      name: "unknown-query",
      en: "Something was presented that the verifier did not ask for.",
      ko: "검증자가 요청하지 않은 제시 내용이 있습니다.",
      presented: { id: [id()], extract: [extract()] },
      expected: { credentials: [ID_OK], presentation: ["presentation.unknown-query"] },
    },
    {
      name: "empty",
      en: "Nothing was presented.",
      ko: "제시된 증명서가 없습니다.",
      presented: {},
      expected: { credentials: [], presentation: ["presentation.empty", "policy.credential-missing"], facts: null },
    },
    {
      name: "repeated",
      en: "Two credentials answer a query that takes one.",
      ko: "하나만 받는 요청에 둘로 응답했습니다.",
      presented: { id: [id(), id({ status: 8 })] },
      expected: { credentials: [ID_OK, ID_OK], presentation: ["policy.credential-repeated"] },
    },
    {
      name: "multiple",
      en: "Two credentials answer a query that takes several.",
      ko: "여럿을 받는 요청에 둘로 응답했습니다.",
      request: { credentials: MANY },
      presented: { id: [id(), id({ status: 8 })] },
      expected: { credentials: [ID_OK, ID_OK] },
    },
    {
      name: "counted-twice",
      en: "One credential comes twice, with other claims shown, where the verifier counts them.",
      ko: "검증자가 개수를 세는데, 같은 증명서가 공개 항목만 달리하여 두 번 왔습니다.",
      request: { credentials: MANY },
      presented: { id: [id(), present(credential(), { disclose: "all" })] },
      expected: { credentials: [ID_OK, ID_OK], presentation: ["policy.credential-counted-twice"] },
    },
    {
      name: "one-answers-two",
      en: "One credential may answer two queries.",
      ko: "한 증명서가 두 요청에 응답할 수 있습니다.",
      request: {
        credentials: [
          { id: "id", type: ID, claims },
          { id: "again", type: ID, claims },
        ],
      },
      presented: { id: [id()], again: [id()] },
      expected: { credentials: [ID_OK, { query: "again" }] },
    },
    {
      name: "presentation-of-two-vc-jwt",
      en: "One vp+jwt holds two credentials; the query takes several.",
      ko: "하나의 vp+jwt에 증명서가 둘 있고, 요청은 여럿을 받습니다.",
      request: { credentials: MANY },
      presented: vp([vc({ claims: { family_name: "정" } }), vc({ claims: { family_name: "정" }, status: 8 })]),
      expected: { credentials: [ID_OK, ID_OK] },
    },
    {
      name: "alternatives",
      en: "The second of two alternatives is answered whole.",
      ko: "두 대안 가운데 두 번째가 온전히 제시되었습니다.",
      request: { credentials: THREE, credentialSets: OPTIONS },
      presented: { one: [present(credential({ claims: { department: "자치행정과" } }), { disclose: ["department"] })] },
      expected: { credentials: [{ query: "one", claims: { department: "자치행정과" } }] },
    },
    {
      name: "alternatives-missing",
      en: "Of no alternative everything is there.",
      ko: "온전히 제시된 대안이 없습니다.",
      request: { credentials: THREE, credentialSets: OPTIONS },
      presented: { id: [id()] },
      expected: { credentials: [ID_OK], presentation: ["policy.alternatives-missing"] },
    },
    {
      name: "alternative-in-part",
      en: "One alternative is whole, and of the other a part is there too.",
      ko: "한 대안은 온전하지만 다른 대안의 일부도 제시되었습니다.",
      request: { credentials: THREE, credentialSets: OPTIONS },
      presented: {
        id: [id()],
        one: [present(credential({ claims: { department: "자치행정과" } }), { disclose: ["department"] })],
      },
      expected: { credentials: [ID_OK, { query: "one" }], presentation: ["policy.alternative-in-part"] },
    },
    {
      name: "optional-set-left-out",
      en: "A set that is not required is left out.",
      ko: "필수가 아닌 묶음은 제시하지 않아도 됩니다.",
      request: {
        credentials: BOTH,
        credentialSets: [{ options: [["id"]] }, { options: [["extract"]], required: false }],
      },
      presented: { id: [id()] },
      expected: { credentials: [ID_OK] },
    },
    {
      name: "same-holder",
      en: "Both credentials agree on the family name.",
      ko: "두 증명서의 성이 같습니다.",
      request: { credentials: BOTH, sameHolder: [["family_name"]] },
      presented: { id: [id()], extract: [extract()] },
      expected: { credentials: [ID_OK, EXTRACT_OK] },
    },
    {
      name: "different-holders",
      en: "The credentials do not agree on the family name.",
      ko: "두 증명서의 성이 다릅니다.",
      request: { credentials: BOTH, sameHolder: [["family_name"]] },
      presented: { id: [id()], extract: [extract({ claims: { family_name: "김" } })] },
      expected: { credentials: [ID_OK, EXTRACT_OK], presentation: ["policy.different-holders"] },
    },
    {
      name: "different-holder-keys",
      en: "The credentials are bound to two keys: that alone does not show two people.",
      ko: "두 증명서가 서로 다른 키에 연결되어 있습니다. 그것만으로 다른 사람이라고 할 수는 없습니다.",
      request: { credentials: BOTH, sameHolder: [["family_name"]] },
      presented: {
        id: [id()],
        extract: [
          present(credential({ vct: EXTRACT, status: 9, holder: testKey("holder second") }), {
            key: testKey("holder second"),
            iat: NOW - 5,
          }),
        ],
      },
      expected: { credentials: [ID_OK, EXTRACT_OK] },
    },
    {
      name: "unreadable-among-two",
      en: "One of two presentations cannot be read.",
      ko: "두 제시 내용 가운데 하나를 읽을 수 없습니다.",
      request: { credentials: BOTH },
      presented: { id: [id()], extract: ["not a credential"] },
      expected: {
        credentials: [ID_OK],
        presentation: [["presentation.unreadable", "format.unknown"], "policy.credential-missing"],
      },
    },
    {
      name: "same-holder-missing",
      en: "The claim that must be equal is in neither credential.",
      ko: "같아야 할 항목이 어느 증명서에도 없습니다.",
      request: { credentials: BOTH_DEPARTMENT, sameHolder: [["department"]] },
      presented: { id: [id()], extract: [extract()] },
      expected: {
        credentials: [
          { ...ID_OK, policy: ["policy.claims-missing"] },
          { ...EXTRACT_OK, policy: ["policy.claims-missing"] },
        ],
        presentation: ["policy.different-holders"],
      },
    },
    {
      name: "same-holder-object",
      en: "The claim that must be equal is an object, of which a holder could withhold what differs.",
      ko: "같아야 할 항목이 객체입니다. 소지자가 다른 부분을 감출 수 있습니다.",
      request: { credentials: BOTH_DEPARTMENT, sameHolder: [["department"]] },
      presented: { id: [id(DEPARTMENT)], extract: [extract(DEPARTMENT)] },
      expected: { credentials: [ID_OK, EXTRACT_OK], presentation: ["policy.different-holders"] },
    },
    {
      name: "most",
      en: "As many presentations as are read, 16.",
      ko: "읽을 수 있는 최대 개수인 16개의 제시 내용.",
      request: { credentials: MANY },
      presented: { id: Array.from({ length: 16 }, (_, i) => id({ status: 30 + i })) },
      expected: { credentials: Array.from({ length: 16 }, () => ID_OK) },
    },
    {
      name: "too-many",
      en: "More than 16 presentations are not read.",
      ko: "제시 내용이 16개를 넘으면 읽지 않습니다.",
      request: { credentials: MANY },
      presented: { id: Array.from({ length: 17 }, () => "eyJ~") },
      expected: {
        credentials: [],
        presentation: ["presentation.unreadable", "policy.credential-missing"],
        facts: null,
      },
    },
  ],
});
