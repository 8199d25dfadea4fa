import { didOf } from "../chain/agencies.ts";
import { CERTIFICATE_KEY, LARGE_KEY, ownKey } from "../chain/world.ts";
import { withOtherSignature, withPayload } from "../tokens/jws.ts";
import { testKey } from "../tokens/keys.ts";
import { credential, present, type SdJwtVc } from "../tokens/sd-jwt.ts";
import { vc, vp } from "../tokens/vc-jwt.ts";
import type { Group } from "./case.ts";

const thief = () => testKey("thief");
const sejongsKid = () => `${didOf("sejong")}#${ownKey("sejong").thumbprint}`;
const edited = (of: SdJwtVc, edit: (jwt: string) => string): SdJwtVc => ({ ...of, jwt: edit(of.jwt) });
const older = (jwt: string): string => withPayload(jwt, (payload) => ({ ...payload, exp: 4_000_000_000 }));

export const signature = (): Group => ({
  name: "signature",
  about: { en: "Check 1: the issuer's signature.", ko: "1. 발급기관의 서명." },
  cases: [
    {
      name: "genuine",
      en: "A credential by an accredited issuer, shown by its holder, is valid (dc+sd-jwt, ES256).",
      ko: "인가된 기관이 발급하고 소지자가 제시한 증명서는 유효합니다(dc+sd-jwt, ES256).",
      presented: present(credential()),
    },
    {
      name: "genuine-es256k",
      en: "An issuer's key may be on secp256k1 (ES256K).",
      ko: "발급기관의 키는 secp256k1(ES256K)이어도 됩니다.",
      presented: present(credential({ by: "jeju", key: ownKey("jeju") })),
    },
    {
      name: "genuine-vc-jwt",
      en: "The same credential as vc+jwt in a presentation vp+jwt; everything in it is shown.",
      ko: "같은 증명서를 vc+jwt로 발급해 vp+jwt로 제시한 경우로, 모든 항목이 공개됩니다.",
      presented: vp([vc()]),
      expected: { claims: { family_name: "정", given_name: "새롬", department: "세종특별자치시청 자치행정과" } },
    },
    {
      name: "other-signature",
      en: "One bit of the signature is changed.",
      ko: "서명의 한 비트가 바뀌었습니다.",
      presented: present(edited(credential(), withOtherSignature)),
      expected: { signature: "signature.forged" },
    },
    {
      name: "altered-payload",
      en: "The payload is changed under the issuer's signature; the holder signs what is changed.",
      ko: "발급기관의 서명은 그대로 두고 본문을 바꾼 뒤 소지자가 서명했습니다.",
      presented: present(edited(credential(), older)),
      expected: { signature: "signature.forged" },
    },
    {
      name: "altered-payload-vc-jwt",
      en: "The payload of a vc+jwt is changed under the issuer's signature.",
      ko: "발급기관의 서명은 그대로 두고 vc+jwt의 본문을 바꾸었습니다.",
      presented: vp([withPayload(vc(), (all) => ({ ...all, credentialSubject: { family_name: "김" } }))]),
      expected: { signature: "signature.forged", claims: {} },
    },
    {
      name: "by-another-key",
      en: "A thief signs with its own key, and names the issuer's key in kid.",
      ko: "다른 키로 서명하고 kid에는 발급기관의 키를 적었습니다.",
      presented: present(credential({ key: thief(), header: { kid: sejongsKid() } })),
      expected: { signature: "signature.forged" },
    },
    {
      name: "embedded-jwk",
      en: "The header brings the key that signed (jwk): a verifier that takes it is deceived.",
      ko: "서명한 키를 헤더(jwk)에 넣었습니다. 이 키로 확인하는 검증자는 속습니다.",
      presented: present(credential({ key: thief(), header: { kid: sejongsKid(), jwk: thief().jwk } })),
      expected: { signature: "signature.forged" },
    },
    {
      name: "embedded-jwk-ignored",
      en: "The issuer's own signature stays genuine, whatever key the header brings.",
      ko: "헤더에 다른 키가 있어도 발급기관의 서명은 진본입니다.",
      presented: present(credential({ header: { jwk: thief().jwk, jku: "https://attacker.example/keys" } })),
    },
    {
      name: "unregistered-key",
      en: "The credential names, truly, a key that the issuer never registered.",
      ko: "발급기관이 등록한 적 없는 키로 서명하고 그 키를 적었습니다.",
      presented: present(credential({ key: thief() })),
      expected: { signature: "signature.no-key", issuerKey: "issuerKey.unknown" },
    },
    {
      name: "another-agencys-key",
      en: "The key is registered, but by another agency than the one that the credential names as its issuer.",
      ko: "등록된 키이지만 증명서에 적힌 발급기관이 아니라 다른 기관의 키입니다.",
      presented: present(credential({ key: ownKey("busan") })),
      expected: { signature: "signature.no-key", issuerKey: "issuerKey.unknown" },
    },
    {
      name: "wrong-key-type",
      en: "The header claims ES256K; the registered key is on P-256.",
      ko: "헤더는 ES256K라고 하지만 등록된 키는 P-256 키입니다.",
      presented: present(credential({ header: { alg: "ES256K" } })),
      expected: { signature: "signature.wrong-key-type" },
    },
    {
      name: "certificate-as-key",
      en: "kid names a certificate that the issuer registered, not a key.",
      ko: "kid가 발급기관이 등록한 키가 아니라 인증서를 가리킵니다.",
      presented: present(credential({ key: CERTIFICATE_KEY() })),
      expected: { signature: "signature.not-a-key", issuerKey: "issuerKey.not-a-key" },
    },
    {
      name: "key-of-unknown-algorithm",
      en: "kid names a key that is registered by its hash, of an algorithm that no verifier knows yet.",
      ko: "kid가 아직 어떤 검증자도 모르는 알고리즘의, 해시로 등록된 키를 가리킵니다.",
      presented: present(credential({ key: LARGE_KEY.key() })),
      expected: { signature: "signature.unknown-algorithm" },
    },
    {
      name: "other-key-in-answer",
      en: "The registry's answer holds another key under the thumbprint: the verifier computes the thumbprint itself.",
      ko: "등록부의 응답에 지문과 다른 키가 들어 있습니다. 검증자는 지문을 직접 계산해야 합니다.",
      registry: "lying-node",
      presented: present(credential({ key: thief(), header: { kid: sejongsKid() } })),
      expected: { signature: "signature.other-key" },
      sources: ["records", "rpc"],
    },
  ],
});
