import { ISSUED } from "../constants.ts";
import { digestOf, type Json } from "../tokens/jws.ts";
import {
  type CredentialOptions,
  credential,
  type Disclosure,
  disclosureOf,
  present,
  rawDisclosure,
} from "../tokens/sd-jwt.ts";
import { type CaseDefinition, type Group, unreadable } from "./case.ts";

const region = () => disclosureOf("region", "세종특별자치시");
const street = () => disclosureOf("street", "한누리대로 2130");
const address = () => disclosureOf("address", { _sd: [region().digest, street().digest].sort() });
const family = () => disclosureOf("family_name", "정");
const named = (name: string, value: unknown = 1): Disclosure => rawDisclosure(JSON.stringify(["salt", name, value]));
const withSd = (digests: readonly string[]) => (all: Json) => ({ ...all, _sd: [...(all._sd as string[]), ...digests] });

/** A presentation of a credential with these options, of the family name and these disclosures. */
const of = (options: CredentialOptions, shown: readonly Disclosure[] = []): string =>
  present(credential({ claims: { family_name: "정" }, ...options }), { shown: [family(), ...shown] });

/** The digest of a disclosure is signed, and the disclosure shown. */
const signed = (disclosure: Disclosure): string => of({ also: [disclosure] }, [disclosure]);

const asking = (...claims: readonly unknown[]) => ({
  credentials: [{ id: "id", type: "https://credentials.go.kr/civil-servant-id/1", claims }],
});

const many = (count: number): readonly Disclosure[] =>
  Array.from({ length: count }, (_, i) => disclosureOf(`c${i}`, i));

/** Objects in disclosures, each with the next one inside, this many; the innermost is empty. Outermost first. */
function chain(length: number): readonly Disclosure[] {
  const links: Disclosure[] = [];
  for (let i = 0; i < length; i++) {
    const inner = links[0];
    links.unshift(disclosureOf("inner", inner === undefined ? {} : { _sd: [inner.digest] }, `salt ${i}`));
  }
  return links;
}

const inside = (depth: number): Json => (depth === 0 ? {} : { inner: inside(depth - 1) });

type Refused = Pick<CaseDefinition, "name" | "en" | "ko" | "presented"> & { readonly cause: string };

const REFUSED = (): readonly Refused[] => [
  {
    name: "unreferenced",
    en: "A disclosure is shown that the issuer did not sign.",
    ko: "발급기관이 서명하지 않은 공개 항목이 있습니다.",
    presented: of({}, [disclosureOf("grade", 1)]),
    cause: "format.disclosure-unreferenced",
  },
  {
    name: "altered",
    en: "The value in a disclosure is changed.",
    ko: "공개 항목의 값이 바뀌었습니다.",
    presented: present(credential(), { shown: [disclosureOf("family_name", "김")] }),
    cause: "format.disclosure-unreferenced",
  },
  {
    name: "twice",
    en: "A disclosure comes twice.",
    ko: "같은 공개 항목이 두 번 있습니다.",
    presented: of({}, [family()]),
    cause: "format.disclosure-duplicate",
  },
  {
    name: "digest-twice",
    en: "A digest stands twice in the payload.",
    ko: "본문에 같은 다이제스트가 두 번 있습니다.",
    presented: of({ edit: withSd([family().digest]) }),
    cause: "format.digest-duplicate",
  },
  {
    name: "digest-twice-nested",
    en: "A digest stands in the payload and in a disclosure.",
    ko: "같은 다이제스트가 본문과 공개 항목 안에 있습니다.",
    presented: signed(disclosureOf("address", { _sd: [family().digest] })),
    cause: "format.digest-duplicate",
  },
  {
    name: "decoy-twice",
    en: "A digest without a disclosure stands twice.",
    ko: "공개 항목이 없는 다이제스트가 두 번 있습니다.",
    presented: of({ decoys: [digestOf("decoy"), digestOf("decoy")] }),
    cause: "format.digest-duplicate",
  },
  {
    name: "collision",
    en: "A disclosed claim is already there in the open.",
    ko: "이미 공개된 항목과 이름이 같은 공개 항목입니다.",
    presented: of({ open: { family_name: "김" } }),
    cause: "format.claim-collision",
  },
  {
    name: "two-of-one-name",
    en: "Two disclosures of one name, both signed.",
    ko: "이름이 같은 공개 항목 둘이 모두 서명되어 있습니다.",
    presented: signed(disclosureOf("family_name", "김", "another salt")),
    cause: "format.claim-collision",
  },
  {
    name: "hidden-iat",
    en: "The date of issue comes as a disclosure.",
    ko: "발급일이 공개 항목으로 왔습니다.",
    presented: of({ also: [disclosureOf("iat", ISSUED)], edit: ({ iat: _, ...rest }) => rest }, [
      disclosureOf("iat", ISSUED),
    ]),
    cause: "format.claim-not-disclosable",
  },
  {
    name: "hidden-exp",
    en: "The end comes as a disclosure: who may withhold it could outlive it.",
    ko: "만료일이 공개 항목으로 왔습니다. 감출 수 있다면 만료 뒤에도 쓸 수 있습니다.",
    presented: signed(disclosureOf("exp", ISSUED)),
    cause: "format.claim-not-disclosable",
  },
  {
    name: "hidden-status",
    en: "The status comes as a disclosure.",
    ko: "상태 정보가 공개 항목으로 왔습니다.",
    presented: of({ status: undefined, also: [disclosureOf("status", {})] }, [disclosureOf("status", {})]),
    cause: "format.claim-not-disclosable",
  },
  {
    name: "named-_sd",
    en: "A claim is named _sd.",
    ko: "이름이 _sd인 항목입니다.",
    presented: signed(named("_sd")),
    cause: "format.claim-reserved",
  },
  {
    name: "named-dots",
    en: 'A claim is named "...".',
    ko: '이름이 "..."인 항목입니다.',
    presented: signed(named("...")),
    cause: "format.claim-reserved",
  },
  {
    name: "named-_sd_alg",
    en: "A claim is named _sd_alg.",
    ko: "이름이 _sd_alg인 항목입니다.",
    presented: signed(named("_sd_alg", "md5")),
    cause: "format.claim-reserved",
  },
  {
    name: "named-__proto__",
    en: "A claim is named __proto__.",
    ko: "이름이 __proto__인 항목입니다.",
    presented: signed(named("__proto__")),
    cause: "format.claim-reserved",
  },
  {
    name: "repeated-name",
    en: "An object in a disclosure has a member twice.",
    ko: "공개 항목 안의 객체에 같은 이름이 두 번 있습니다.",
    presented: signed(rawDisclosure('["salt","address",{"city":"a","city":"b"}]')),
    cause: "format.json-duplicate",
  },
  {
    name: "salt-number",
    en: "The salt is a number.",
    ko: "솔트가 숫자입니다.",
    presented: signed(rawDisclosure('[1,"grade",1]')),
    cause: "format.disclosure",
  },
  {
    name: "four-parts",
    en: "A disclosure has four elements.",
    ko: "공개 항목의 요소가 넷입니다.",
    presented: signed(rawDisclosure('["salt","grade",1,2]')),
    cause: "format.disclosure",
  },
  {
    name: "not-a-list",
    en: "A disclosure is an object.",
    ko: "공개 항목이 객체입니다.",
    presented: signed(rawDisclosure('{"grade":1}')),
    cause: "format.disclosure",
  },
  {
    name: "element-as-member",
    en: "An element's disclosure stands for a member.",
    ko: "목록 요소의 공개 항목이 객체 항목 자리에 있습니다.",
    presented: signed(disclosureOf(undefined, "정")),
    cause: "format.disclosure-kind",
  },
  {
    name: "member-as-element",
    en: "A member's disclosure stands for an element.",
    ko: "객체 항목의 공개 항목이 목록 요소 자리에 있습니다.",
    presented: of({ open: { list: [{ "...": region().digest }] } }, [region()]),
    cause: "format.disclosure-kind",
  },
  {
    name: "dots-not-alone",
    en: '"..." is not alone in its element.',
    ko: '"..."가 요소 안에 다른 이름과 함께 있습니다.',
    presented: of({ open: { list: [{ "...": region().digest, more: 1 }] } }),
    cause: "format.digest",
  },
  {
    name: "digest-number",
    en: "A digest is a number.",
    ko: "다이제스트가 숫자입니다.",
    presented: of({ edit: (all) => ({ ...all, _sd: [...(all._sd as string[]), 7] }) }),
    cause: "format.digest",
  },
  {
    name: "other-hash",
    en: "The digests are by another hash (_sd_alg: sha-512).",
    ko: "다이제스트가 다른 해시로 되어 있습니다(_sd_alg: sha-512).",
    presented: of({ edit: (all) => ({ ...all, _sd_alg: "sha-512" }) }),
    cause: "format.sd-alg",
  },
  {
    name: "nested-without-parent",
    en: "A claim inside of another one is shown without the outer one.",
    ko: "바깥 항목 없이 그 안의 항목만 공개되었습니다.",
    presented: of({ also: [address()] }, [region()]),
    cause: "format.disclosure-unreferenced",
  },
  {
    name: "too-many",
    en: "More than 256 disclosures.",
    ko: "공개 항목이 256개를 넘습니다.",
    presented: of(
      {},
      Array.from({ length: 256 }, (_, i) => disclosureOf(`c${i}`, i)),
    ),
    cause: "format.disclosures-too-many",
  },
];

export const disclosure = (): Group => ({
  name: "disclosure",
  about: { en: "Selective disclosure of dc+sd-jwt (RFC 9901).", ko: "dc+sd-jwt의 선택적 공개(RFC 9901)." },
  cases: [
    ...REFUSED().map(({ cause, ...rest }) => ({ ...rest, expected: unreadable(cause) })),
    {
      name: "decoys",
      en: "Digests without disclosures: of withheld claims, or of nothing.",
      ko: "공개 항목이 없는 다이제스트입니다. 감춘 항목이거나 빈 것입니다.",
      presented: of({ decoys: [digestOf("one decoy"), digestOf("another decoy")] }),
    },
    {
      name: "nothing-shown",
      en: "The verifier asks for no claims, and gets none.",
      ko: "검증자가 항목을 요청하지 않았고, 공개된 항목도 없습니다.",
      request: { credentials: [{ id: "id", type: "https://credentials.go.kr/civil-servant-id/1" }] },
      presented: present(credential(), { shown: [] }),
      expected: { claims: {} },
    },
    {
      name: "nested",
      en: "A claim inside of another one is shown, its neighbour is not.",
      ko: "다른 항목 안의 항목 하나만 공개되고, 옆의 항목은 감추어졌습니다.",
      request: asking(["address", "region"]),
      presented: of({ also: [address()] }, [address(), region()]),
      expected: { claims: { family_name: "정", address: { region: "세종특별자치시" } } },
    },
    {
      name: "element",
      en: "One of two elements of a list is shown; the other keeps its place.",
      ko: "목록의 두 요소 가운데 하나만 공개되고, 다른 요소는 자리를 지킵니다.",
      presented: of({ open: { roles: [{ "...": digestOf("withheld") }, { "...": role().digest }] } }, [role()]),
      expected: { claims: { family_name: "정", roles: [{ "...": "withheld" }, "자치행정과장"] } },
    },
    {
      name: "most",
      en: "As many disclosures as are allowed, 256.",
      ko: "허용된 최대 개수인 256개의 공개 항목.",
      presented: of({ also: many(255) }, many(255)),
      expected: { claims: { family_name: "정", ...Object.fromEntries(many(255).map(({ name }, i) => [name, i])) } },
    },
    {
      name: "deepest",
      en: "Disclosures inside of disclosures nest exactly 16 deep.",
      ko: "공개 항목 안의 공개 항목을 합쳐 정확히 16단계입니다.",
      presented: of({ also: [chain(15)[0] ?? family()] }, chain(15)),
      expected: { claims: { family_name: "정", inner: inside(14) } },
    },
    {
      name: "list-in-the-open",
      en: "A list in the open, of texts and objects.",
      ko: "문자열과 객체로 된 공개된 목록.",
      request: asking(["roles", 1, "name"]),
      presented: of({ open: { roles: ["a", { name: "b" }] } }),
      expected: { claims: { family_name: "정", roles: ["a", { name: "b" }] } },
    },
    {
      name: "any-element",
      en: "null in a path stands for all elements of a list: one of them must have what is asked for.",
      ko: "경로의 null은 목록의 모든 요소를 뜻하며, 그중 하나에만 요청한 것이 있으면 됩니다.",
      request: asking(["roles", null, "name"]),
      presented: of({ open: { roles: [{}, { name: "b" }] } }),
      expected: { claims: { family_name: "정", roles: [{}, { name: "b" }] } },
    },
    {
      name: "any-element-of-another-kind",
      en: "An element is no object, where the path goes on with a name: the path selects nothing (OpenID4VP 1.0, section 7).",
      ko: "경로가 이름으로 이어지는데 요소 하나가 객체가 아니면, 경로가 가리키는 것은 없습니다(OpenID4VP 1.0 7절).",
      request: asking(["roles", null, "name"]),
      presented: of({ open: { roles: ["a", { name: "b" }] } }),
      expected: { policy: ["policy.claims-missing"] },
    },
    {
      name: "element-beyond-list",
      en: "A path to the element behind the last one of a list.",
      ko: "경로가 목록의 마지막 다음 요소를 가리킵니다.",
      request: asking(["roles", 2]),
      presented: of({ open: { roles: ["a", { name: "b" }] } }),
      expected: { policy: ["policy.claims-missing"] },
    },
    {
      name: "element-withheld",
      en: "The element that the verifier asked for is withheld.",
      ko: "요청한 요소가 감추어졌습니다.",
      request: asking(["roles", 0]),
      presented: of({ open: { roles: [{ "...": digestOf("withheld") }, { "...": role().digest }] } }, [role()]),
      expected: { policy: ["policy.claims-missing"] },
    },
    {
      name: "without-_sd_alg",
      en: "Without _sd_alg the digests are SHA-256.",
      ko: "_sd_alg가 없으면 다이제스트는 SHA-256입니다.",
      presented: of({ edit: ({ _sd_alg: _, ...rest }) => rest }),
    },
  ],
});

const role = (): Disclosure => disclosureOf(undefined, "자치행정과장");
