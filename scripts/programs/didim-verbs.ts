/** The nouns and verbs of `didim`, and verbs without a noun. A verb's file is loaded when it is called, or when its noun's help lists it. */
import type { Alone, Noun } from "../lib/terminal/verbs.ts";

export const NOUNS: Readonly<Record<string, Noun | Alone>> = {
  key: {
    about: { en: "encrypted keys", ko: "암호화된 키" },
    verbs: {
      create: () => import("../commands/key/create.ts"),
      list: () => import("../commands/key/list.ts"),
      show: () => import("../commands/key/show.ts"),
    },
  },
  did: {
    about: { en: "an agency's DID and its keys", ko: "기관의 DID와 키" },
    verbs: {
      create: () => import("../commands/did/create.ts"),
      key: () => import("../commands/did/key.ts"),
      anchor: () => import("../commands/did/anchor.ts"),
      "hand-over": () => import("../commands/did/hand-over.ts"),
      deactivate: () => import("../commands/did/deactivate.ts"),
      resolve: () => import("../commands/did/resolve.ts"),
    },
  },
  recovery: {
    about: { en: "replace a lost or stolen controller of a DID", ko: "분실하거나 탈취당한 DID 통제 계정의 교체" },
    verbs: {
      set: () => import("../commands/recovery/set.ts"),
      start: () => import("../commands/recovery/start.ts"),
      cancel: () => import("../commands/recovery/cancel.ts"),
      finish: () => import("../commands/recovery/finish.ts"),
      show: () => import("../commands/recovery/show.ts"),
    },
  },
  type: {
    about: { en: "types of credential", ko: "증명서 종류" },
    verbs: {
      register: () => import("../commands/type/register.ts"),
      schema: () => import("../commands/type/schema.ts"),
      retire: () => import("../commands/type/retire.ts"),
      reopen: () => import("../commands/type/reopen.ts"),
      "hand-over": () => import("../commands/type/hand-over.ts"),
      freeze: () => import("../commands/type/freeze.ts"),
      list: () => import("../commands/type/list.ts"),
      show: () => import("../commands/type/show.ts"),
    },
  },
  issuer: {
    about: { en: "accreditations: who may issue what", ko: "인가: 어떤 기관이 무엇을 발급할 수 있는지" },
    verbs: {
      apply: () => import("../commands/issuer/apply.ts"),
      cancel: () => import("../commands/issuer/cancel.ts"),
      applications: () => import("../commands/issuer/applications.ts"),
      accredit: () => import("../commands/issuer/accredit.ts"),
      decline: () => import("../commands/issuer/decline.ts"),
      name: () => import("../commands/issuer/name.ts"),
      anchor: () => import("../commands/issuer/anchor.ts"),
      suspend: () => import("../commands/issuer/suspend.ts"),
      reinstate: () => import("../commands/issuer/reinstate.ts"),
      end: () => import("../commands/issuer/end.ts"),
      withdraw: () => import("../commands/issuer/withdraw.ts"),
      annul: () => import("../commands/issuer/annul.ts"),
      list: () => import("../commands/issuer/list.ts"),
      show: () => import("../commands/issuer/show.ts"),
    },
  },
  list: {
    about: { en: "status lists", ko: "상태 목록" },
    verbs: {
      open: () => import("../commands/list/open.ts"),
      operator: () => import("../commands/list/operator.ts"),
      list: () => import("../commands/list/list.ts"),
      show: () => import("../commands/list/show.ts"),
    },
  },
  credential: {
    about: { en: "credentials: issue, present, verify, suspend, revoke", ko: "증명서: 발급, 제시, 검증, 정지, 취소" },
    verbs: {
      key: () => import("../commands/credential/key.ts"),
      issue: () => import("../commands/credential/issue.ts"),
      receive: () => import("../commands/credential/receive.ts"),
      list: () => import("../commands/credential/list.ts"),
      present: () => import("../commands/credential/present.ts"),
      verify: () => import("../commands/credential/verify.ts"),
      explain: () => import("../commands/credential/explain.ts"),
      suspend: () => import("../commands/credential/suspend.ts"),
      reinstate: () => import("../commands/credential/reinstate.ts"),
      revoke: () => import("../commands/credential/revoke.ts"),
      status: () => import("../commands/credential/status.ts"),
      issued: () => import("../commands/credential/issued.ts"),
    },
  },
  evidence: {
    about: {
      en: "presentations kept as evidence, for example for a court",
      ko: "법원 제출 등에 대비하여 증거로 보관하는 제시 내용",
    },
    verbs: {
      nonce: () => import("../commands/evidence/nonce.ts"),
      create: () => import("../commands/evidence/create.ts"),
      anchor: () => import("../commands/evidence/anchor.ts"),
      verify: () => import("../commands/evidence/verify.ts"),
    },
  },
  addresses: {
    about: { en: "where the registries of a deployment are", ko: "배포된 등록부의 주소" },
    verbs: {
      show: () => import("../commands/addresses/show.ts"),
    },
  },
  replica: {
    about: { en: "a copy of the registries, and whether it is complete", ko: "등록부의 복제본과 누락 여부" },
    verbs: {
      prove: () => import("../commands/replica/prove.ts"),
    },
  },
  rp: {
    about: { en: "relying parties: who may ask for what", ko: "이용기관: 어떤 항목을 요구할 수 있는지" },
    verbs: {
      register: () => import("../commands/rp/register.ts"),
      withdraw: () => import("../commands/rp/withdraw.ts"),
      list: () => import("../commands/rp/list.ts"),
      show: () => import("../commands/rp/show.ts"),
    },
  },
  history: {
    about: {
      en: "what changed a DID, a type or a status list: who, what, when",
      ko: "DID, 증명서 종류, 상태 목록의 변경 이력",
    },
    verb: () => import("../commands/history.ts"),
  },
  council: {
    about: { en: "proposals and votes of the member agencies", ko: "회원 기관 협의회의 안건과 투표" },
    verbs: {
      propose: () => import("../commands/council/propose.ts"),
      list: () => import("../commands/council/list.ts"),
      show: () => import("../commands/council/show.ts"),
      vote: () => import("../commands/council/vote.ts"),
      execute: () => import("../commands/council/execute.ts"),
      cancel: () => import("../commands/council/cancel.ts"),
    },
  },
  anchor: {
    about: {
      en: "trust anchors: what a verifier of proofs must know beforehand",
      ko: "증명을 검증하려면 미리 갖추어야 하는 신뢰 앵커",
    },
    verbs: {
      create: () => import("../commands/anchor/create.ts"),
      show: () => import("../commands/anchor/show.ts"),
      advance: () => import("../commands/anchor/advance.ts"),
    },
  },
  checkpoint: {
    about: {
      en: "signatures that vouch for a block, on a chain without seals",
      ko: "봉인이 없는 체인에서 블록을 보증하는 서명",
    },
    verbs: {
      sign: () => import("../commands/checkpoint/sign.ts"),
    },
  },
  outbox: {
    about: {
      en: "transactions that this machine sent and that are in no block yet",
      ko: "이 컴퓨터에서 보냈으나 아직 블록에 들어가지 않은 거래",
    },
    verbs: {
      list: () => import("../commands/outbox/list.ts"),
      replace: () => import("../commands/outbox/replace.ts"),
      cancel: () => import("../commands/outbox/cancel.ts"),
    },
  },
  doctor: {
    about: {
      en: "examine this set-up as strangers see it: each finding with its cure; changes nothing",
      ko: "이 환경을 외부에서 보는 대로 점검하고 발견한 문제마다 해결 방법을 알려 줍니다. 아무것도 바꾸지 않습니다",
    },
    verb: () => import("../commands/doctor.ts"),
  },
};
