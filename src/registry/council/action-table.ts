import type { Bilingual } from "../../errors/bilingual.ts";
import type { ContractName } from "../contracts.ts";
import {
  address,
  did,
  hash,
  name,
  namedType,
  number,
  type Parameter,
  since,
  text,
  typeFlags,
  until,
} from "./action-values.ts";
import type { CouncilAction } from "./actions.ts";

/** A function that only the council may call, described as an action for people. */
export interface ActionKind {
  readonly contract: ContractName;
  readonly method: string;
  readonly title: Bilingual;
  /** In the order of the function's parameters. */
  readonly parameters: readonly Parameter[];
}

const NO_HASH = `0x${"00".repeat(32)}`;
const DOCTYPE = "doctype (ISO/IEC 18013-5)";

const MEMBER = did("member", "member", "회원 기관");
const SUPERVISOR = did("supervisor", "supervisor", "감독 기관");
const VALIDATOR = address("validator", "validator", "블록 검증자");
const NAME = name("name", "name", "이름");

/**
 * All that the council can decide. A test (test/registry/council/council-reach.test.ts) fails if a registry has a
 * council-only function that is missing here: voters could not read a call of it.
 */
export const ACTIONS: { readonly [Do in CouncilAction["do"]]: ActionKind } = {
  "type.register": {
    contract: "CredentialTypes",
    method: "register",
    title: { en: "Register a type of credential", ko: "증명서 종류를 등록" },
    parameters: [
      text("vct", "type", "종류"),
      did("authority", "authority", "소관 기관"),
      hash("schemaHash", "SHA-256 of the schema", "스키마의 SHA-256", NO_HASH),
      text("schemaUri", "schema at", "스키마를 받을 수 있는 주소", ""),
      text("doctype", DOCTYPE, DOCTYPE, ""),
      typeFlags,
    ],
  },
  "type.replace-authority": {
    contract: "CredentialTypes",
    method: "replaceAuthority",
    title: { en: "Seat another authority over a type", ko: "증명서 종류의 소관 기관을 교체" },
    parameters: [
      namedType("type", "종류"),
      did("successor", "new authority", "새 소관 기관"),
      since("stolenSince", "former authority stolen since", "이전 소관 기관의 통제권이 탈취된 시각"),
    ],
  },
  "type.declare-stolen": {
    contract: "CredentialTypes",
    method: "declareStolen",
    title: {
      en: "Declare that a thief acted for a type up to the end of a term of office that has ended",
      ko: "이미 끝난 임기의 마지막까지 소관 기관의 통제권이 탈취되어 있었음을 선언",
    },
    parameters: [
      namedType("type", "종류"),
      number("term", "term of office, counted from 0", "임기 번호(0부터)"),
      since("since", "stolen since", "통제권이 탈취된 시각"),
    ],
  },
  "seat.add": {
    contract: "Council",
    method: "addSeat",
    title: { en: "Give a member a seat in the council", ko: "협의회에 의석을 추가" },
    parameters: [MEMBER],
  },
  "seat.remove": {
    contract: "Council",
    method: "removeSeat",
    title: { en: "Take a member's seat in the council away", ko: "협의회의 의석을 없앰" },
    parameters: [MEMBER],
  },
  "guardian.set": {
    contract: "Council",
    method: "setGuardian",
    title: {
      en: "Replace the council's guardian, who may cancel decisions",
      ko: "결정을 취소할 수 있는 가디언을 교체",
    },
    parameters: [did("guardian", "new guardian", "새 가디언")],
  },
  "supervisor.appoint": {
    contract: "RelyingParties",
    method: "appoint",
    title: { en: "Appoint a supervisor of relying parties", ko: "이용기관의 감독 기관을 지정" },
    parameters: [SUPERVISOR, until("until", "until", "종료 시각")],
  },
  "supervisor.dismiss": {
    contract: "RelyingParties",
    method: "dismiss",
    title: { en: "Dismiss a supervisor of relying parties", ko: "이용기관의 감독 기관을 해임" },
    parameters: [
      SUPERVISOR,
      number("appointment", "appointment, counted from 0", "지정 번호(0부터)"),
      since("stolenSince", "stolen since", "통제권이 탈취된 시각"),
    ],
  },
  "validator.add": {
    contract: "ValidatorSet",
    method: "add",
    title: { en: "Add a validator, which seals blocks", ko: "블록 검증자를 추가" },
    parameters: [VALIDATOR],
  },
  "validator.remove": {
    contract: "ValidatorSet",
    method: "remove",
    title: { en: "Remove a validator", ko: "블록 검증자를 제외" },
    parameters: [VALIDATOR],
  },
  "directory.register": {
    contract: "Directory",
    method: "register",
    title: {
      en: "Enter a contract into the Directory, as the one of its name",
      ko: "디렉터리에 계약을 그 이름의 현재 계약으로 등록",
    },
    parameters: [NAME, address("address", "contract", "계약")],
  },
  "directory.end": {
    contract: "Directory",
    method: "end",
    title: { en: "End a name's current entry in the Directory", ko: "디렉터리에서 그 이름의 현재 등록을 종료" },
    parameters: [NAME],
  },
  "directory.distrust": {
    contract: "Directory",
    method: "distrust",
    title: {
      en: "Distrust a contract of the Directory, for good",
      ko: "디렉터리의 계약을 영구히 신뢰하지 않기로 선언",
    },
    parameters: [NAME, number("index", "entry", "등록 번호"), text("reason", "reason", "사유")],
  },
};
