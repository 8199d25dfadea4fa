import { TICKET } from "../chain/types.ts";
import { AUDIENCE, NONCE, NOW } from "../constants.ts";
import { withOtherSignature } from "../tokens/jws.ts";
import { testKey } from "../tokens/keys.ts";
import { bind, credential, holderKey, present, unbound } from "../tokens/sd-jwt.ts";
import { vc, vp } from "../tokens/vc-jwt.ts";
import { type Group, unreadable } from "./case.ts";

const thief = () => testKey("thief");
const ticket = { credentials: [{ id: "id", type: TICKET, claims: [["family_name"]] }] };

export const holderBinding = (): Group => ({
  name: "holder-binding",
  about: {
    en: "Check 5: the holder's signature, for this verifier and this request.",
    ko: "5. 이 검증자의 이번 요청에 대한 소지자의 서명.",
  },
  cases: [
    {
      name: "absent",
      en: "The credential is shown without a key-binding JWT.",
      ko: "키 바인딩 JWT 없이 제시되었습니다.",
      presented: unbound(credential()),
      expected: { holderBinding: "holderBinding.absent" },
    },
    {
      name: "absent-vc-jwt",
      en: "A vc+jwt is shown without a presentation around it.",
      ko: "vc+jwt가 vp+jwt 없이 제시되었습니다.",
      presented: vc(),
      expected: { holderBinding: "holderBinding.absent", claims: {} },
    },
    {
      name: "unbound",
      en: "The credential is bound to no holder's key, and its type needs one.",
      ko: "소지자의 키에 연결되지 않았는데, 그런 연결이 필요한 종류입니다.",
      presented: unbound(credential({ holder: undefined })),
      expected: { holderBinding: "holderBinding.unbound" },
    },
    {
      name: "wrong-audience",
      en: "It was presented to another verifier.",
      ko: "다른 검증자에게 제시된 것입니다.",
      presented: present(credential(), { audience: "https://bank.example" }),
      expected: { holderBinding: "holderBinding.wrong-audience" },
    },
    {
      name: "audience-with-slash",
      en: "An audience is compared character by character: a slash at its end makes another one.",
      ko: "수신자는 글자 그대로 비교합니다. 끝에 슬래시가 붙으면 다른 수신자입니다.",
      presented: present(credential(), { audience: `${AUDIENCE}/` }),
      expected: { holderBinding: "holderBinding.wrong-audience" },
    },
    {
      name: "wrong-nonce",
      en: "It answers another request: a replay.",
      ko: "다른 요청에 대한 응답입니다(재사용).",
      presented: present(credential(), { nonce: "another-request-another-nonce" }),
      expected: { holderBinding: "holderBinding.wrong-nonce" },
    },
    {
      name: "nonce-cut",
      en: "The nonce is a beginning of the right one.",
      ko: "논스가 올바른 값의 앞부분입니다.",
      presented: present(credential(), { nonce: NONCE.slice(0, -1) }),
      expected: { holderBinding: "holderBinding.wrong-nonce" },
    },
    {
      name: "wrong-key",
      en: "Another key signed than the one that the credential is bound to.",
      ko: "증명서에 연결된 키가 아닌 다른 키로 서명했습니다.",
      presented: present(credential(), { key: thief() }),
      expected: { holderBinding: "holderBinding.forged" },
    },
    {
      name: "wrong-key-in-header",
      en: "A thief signs, and brings its own key in the header of the key-binding JWT.",
      ko: "훔친 사람이 서명하고 키 바인딩 JWT의 헤더에 자기 키를 넣었습니다.",
      presented: present(credential(), { key: thief(), header: { jwk: thief().jwk } }),
      expected: { holderBinding: "holderBinding.forged" },
    },
    {
      name: "wrong-algorithm",
      en: "The key-binding JWT claims ES256K; the holder's key is on P-256.",
      ko: "키 바인딩 JWT는 ES256K라고 하지만 소지자의 키는 P-256 키입니다.",
      presented: present(credential(), { header: { alg: "ES256K" } }),
      expected: { holderBinding: "holderBinding.forged" },
    },
    {
      name: "other-signature",
      en: "One bit of the holder's signature is changed.",
      ko: "소지자 서명의 한 비트가 바뀌었습니다.",
      presented: withOtherSignature(present(credential())),
      expected: { holderBinding: "holderBinding.forged" },
    },
    {
      name: "disclosure-added",
      en: "A disclosure is added after the holder signed: sd_hash covers what is shown.",
      ko: "소지자가 서명한 뒤 공개 항목이 추가되었습니다. sd_hash는 제시된 내용 전체에 걸립니다.",
      presented: addedLater(),
      expected: { holderBinding: "holderBinding.altered" },
    },
    {
      name: "disclosures-reordered",
      en: "The disclosures come in another order than the holder signed.",
      ko: "공개 항목의 순서가 소지자가 서명한 것과 다릅니다.",
      presented: reordered(),
      expected: { holderBinding: "holderBinding.altered" },
    },
    {
      name: "of-another-credential",
      en: "A key-binding JWT of one credential is put behind another one of the same holder.",
      ko: "같은 소지자의 다른 증명서에 대한 키 바인딩 JWT를 붙였습니다.",
      presented:
        unbound(credential()) +
        present(credential({ status: 8 }))
          .split("~")
          .at(-1),
      expected: { holderBinding: "holderBinding.altered" },
    },
    {
      name: "stale",
      en: "The holder signed longer ago than the verifier allows (300 s).",
      ko: "소지자가 서명한 지 허용 시간(300초)보다 오래되었습니다.",
      presented: present(credential(), { iat: NOW - 301 }),
      expected: { holderBinding: "holderBinding.stale" },
    },
    {
      name: "oldest-allowed",
      en: "The holder signed as long ago as the verifier allows.",
      ko: "소지자가 서명한 지 허용된 시간이 막 되었습니다.",
      presented: present(credential(), { iat: NOW - 300 }),
    },
    {
      name: "max-proof-age",
      en: "The verifier allows 60 seconds (maxProofAge).",
      ko: "검증자가 60초만 허용합니다(maxProofAge).",
      request: { maxProofAge: 60 },
      presented: present(credential(), { iat: NOW - 61 }),
      expected: { holderBinding: "holderBinding.stale" },
    },
    {
      name: "in-future",
      en: "The holder's signature is dated more than 60 seconds in the future.",
      ko: "소지자의 서명 시각이 60초보다 더 미래입니다.",
      presented: present(credential(), { iat: NOW + 61 }),
      expected: { holderBinding: "holderBinding.in-future" },
    },
    {
      name: "skew-allowed",
      en: "Clocks may differ by 60 seconds.",
      ko: "시계는 60초까지 달라도 됩니다.",
      presented: present(credential(), { iat: NOW + 60 }),
    },
    {
      name: "own-end",
      en: "The holder's signature has ended by its own exp.",
      ko: "소지자의 서명이 스스로 정한 만료(exp)를 지났습니다.",
      presented: present(credential(), { edit: (all) => ({ ...all, exp: NOW }) }),
      expected: { holderBinding: "holderBinding.stale" },
    },
    {
      name: "own-beginning",
      en: "The holder's signature has not begun by its own nbf.",
      ko: "소지자의 서명이 스스로 정한 시작(nbf) 전입니다.",
      presented: present(credential(), { edit: (all) => ({ ...all, nbf: NOW + 61 }) }),
      expected: { holderBinding: "holderBinding.in-future" },
    },
    {
      name: "not-required",
      en: "Credentials of this type are good in anybody's hands.",
      ko: "소지자 확인이 필요 없는 종류의 증명서입니다.",
      request: ticket,
      presented: unbound(credential({ vct: TICKET })),
      expected: { holderBinding: "holderBinding.not-required", accepted: "verdict.valid-unbound" },
    },
    {
      name: "not-required-but-wrong",
      en: "A proof that is there is checked, even if the type needs none.",
      ko: "필요 없는 종류라도 서명이 있으면 확인합니다.",
      request: ticket,
      presented: present(credential({ vct: TICKET }), { key: thief() }),
      expected: { holderBinding: "holderBinding.forged" },
    },
    {
      name: "wrong-audience-vc-jwt",
      en: "A vp+jwt for another verifier.",
      ko: "다른 검증자에게 보낸 vp+jwt입니다.",
      presented: vp([vc()], { audience: "https://bank.example" }),
      expected: { holderBinding: "holderBinding.wrong-audience" },
    },
    {
      name: "wrong-nonce-vc-jwt",
      en: "A vp+jwt that answers another request.",
      ko: "다른 요청에 대한 vp+jwt입니다.",
      presented: vp([vc()], { nonce: "another-request-another-nonce" }),
      expected: { holderBinding: "holderBinding.wrong-nonce" },
    },
    {
      name: "stale-vc-jwt",
      en: "A vp+jwt that was signed too long ago.",
      ko: "서명한 지 너무 오래된 vp+jwt입니다.",
      presented: vp([vc()], { iat: NOW - 301 }),
      expected: { holderBinding: "holderBinding.stale" },
    },
    {
      name: "other-holder-vc-jwt",
      en: "The presentation names another holder than its credential.",
      ko: "vp+jwt의 소지자가 증명서의 소지자와 다릅니다.",
      presented: vp([vc()], { key: thief() }),
      expected: unreadable("format.holder-key"),
    },
    {
      name: "wrong-key-vc-jwt",
      en: "The presentation names no holder, and another key signed it.",
      ko: "vp+jwt에 소지자가 없고, 다른 키로 서명되었습니다.",
      presented: vp([vc()], { key: thief(), edit: ({ holder: _, ...rest }) => rest }),
      expected: { holderBinding: "holderBinding.forged" },
    },
    {
      name: "proof-without-key",
      en: "A key-binding JWT comes with a credential that is bound to no key.",
      ko: "키에 연결되지 않은 증명서에 키 바인딩 JWT가 붙어 있습니다.",
      presented: bind(unbound(credential({ holder: undefined }))),
      expected: unreadable("format.holder-key"),
    },
    {
      name: "proof-without-time",
      en: "The key-binding JWT has no iat.",
      ko: "키 바인딩 JWT에 iat가 없습니다.",
      presented: present(credential(), { edit: ({ iat: _, ...rest }) => rest }),
      expected: unreadable("format.claim-missing"),
    },
    {
      name: "wrong-typ",
      en: "The typ of the key-binding JWT is not kb+jwt.",
      ko: "키 바인딩 JWT의 typ가 kb+jwt가 아닙니다.",
      presented: present(credential(), { header: { typ: "JWT" } }),
      expected: unreadable("format.typ"),
    },
    {
      name: "own-end-next-second",
      en: "The holder's signature ends by its own exp in the next second.",
      ko: "소지자의 서명이 스스로 정한 만료(exp)까지 1초 남았습니다.",
      presented: present(credential(), { edit: (all) => ({ ...all, exp: NOW + 1 }) }),
    },
    {
      name: "cnf-without-jwk",
      en: "cnf names the holder's key in another way than by jwk.",
      ko: "cnf가 jwk가 아닌 방식으로 소지자의 키를 가리킵니다.",
      presented: present(credential({ edit: (all) => ({ ...all, cnf: { kid: "1" } }) })),
      expected: unreadable("format.holder-key"),
    },
    {
      name: "cnf-jwk-text",
      en: "cnf.jwk is a text.",
      ko: "cnf.jwk가 문자열입니다.",
      presented: present(credential({ edit: (all) => ({ ...all, cnf: { jwk: "key" } }) })),
      expected: unreadable("format.holder-key"),
    },
    {
      name: "cnf-coordinate-short",
      en: "A coordinate of cnf.jwk has 31 bytes.",
      ko: "cnf.jwk의 좌표가 31바이트입니다.",
      presented: present(credential({ edit: (all) => ({ ...all, cnf: { jwk: shortened() } }) })),
      expected: unreadable("format.holder-key"),
    },
    {
      name: "cnf-off-curve",
      en: "The point of cnf.jwk is not on its curve: nothing can be signed by it.",
      ko: "cnf.jwk의 점이 곡선 위에 있지 않아, 어떤 서명도 그 키의 것이 될 수 없습니다.",
      presented: present(
        credential({ edit: (all) => ({ ...all, cnf: { jwk: { ...holderKey().jwk, y: holderKey().jwk.x } } }) }),
      ),
      expected: { holderBinding: "holderBinding.forged" },
    },
    {
      name: "private-key-in-cnf",
      en: "cnf contains a private key.",
      ko: "cnf에 개인 키가 들어 있습니다.",
      presented: present(credential({ edit: (all) => ({ ...all, cnf: { jwk: { ...thief().jwk, d: thief().d } } }) })),
      expected: unreadable("format.holder-key"),
    },
  ],
});

const shortened = () => {
  const { jwk } = holderKey();
  return { ...jwk, x: Buffer.from(jwk.x, "base64url").subarray(1).toString("base64url") };
};

function addedLater(): string {
  const of = credential();
  const proof = present(of).split("~").at(-1);
  return unbound(of, { disclose: ["family_name", "given_name"] }) + proof;
}

function reordered(): string {
  const of = credential();
  const [jwt, first, second, proof] = present(of, { disclose: ["family_name", "given_name"] }).split("~");
  return [jwt, second, first, proof].join("~");
}
