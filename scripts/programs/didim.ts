/** The program `didim <noun> <verb>`: each verb is a file in commands/. */
import { createRequire } from "node:module";
import { Command } from "commander";
import anchorAdvance from "../commands/anchor/advance.ts";
import anchorCreate from "../commands/anchor/create.ts";
import anchorShow from "../commands/anchor/show.ts";
import checkpointSign from "../commands/checkpoint/sign.ts";
import councilCancel from "../commands/council/cancel.ts";
import councilExecute from "../commands/council/execute.ts";
import councilList from "../commands/council/list.ts";
import councilPropose from "../commands/council/propose.ts";
import councilShow from "../commands/council/show.ts";
import councilVote from "../commands/council/vote.ts";
import credentialExplain from "../commands/credential/explain.ts";
import credentialIssue from "../commands/credential/issue.ts";
import credentialKey from "../commands/credential/key.ts";
import credentialList from "../commands/credential/list.ts";
import credentialPresent from "../commands/credential/present.ts";
import credentialReceive from "../commands/credential/receive.ts";
import credentialReinstate from "../commands/credential/reinstate.ts";
import credentialRevoke from "../commands/credential/revoke.ts";
import credentialStatus from "../commands/credential/status.ts";
import credentialSuspend from "../commands/credential/suspend.ts";
import credentialVerify from "../commands/credential/verify.ts";
import didAnchor from "../commands/did/anchor.ts";
import didCreate from "../commands/did/create.ts";
import didDeactivate from "../commands/did/deactivate.ts";
import didHandOver from "../commands/did/hand-over.ts";
import didKey from "../commands/did/key.ts";
import didResolve from "../commands/did/resolve.ts";
import evidenceAnchor from "../commands/evidence/anchor.ts";
import evidenceCreate from "../commands/evidence/create.ts";
import evidenceNonce from "../commands/evidence/nonce.ts";
import evidenceVerify from "../commands/evidence/verify.ts";
import history from "../commands/history.ts";
import issuerAccredit from "../commands/issuer/accredit.ts";
import issuerAnchor from "../commands/issuer/anchor.ts";
import issuerAnnul from "../commands/issuer/annul.ts";
import issuerApplications from "../commands/issuer/applications.ts";
import issuerApply from "../commands/issuer/apply.ts";
import issuerCancel from "../commands/issuer/cancel.ts";
import issuerDecline from "../commands/issuer/decline.ts";
import issuerEnd from "../commands/issuer/end.ts";
import issuerList from "../commands/issuer/list.ts";
import issuerName from "../commands/issuer/name.ts";
import issuerReinstate from "../commands/issuer/reinstate.ts";
import issuerShow from "../commands/issuer/show.ts";
import issuerSuspend from "../commands/issuer/suspend.ts";
import issuerWithdraw from "../commands/issuer/withdraw.ts";
import keyCreate from "../commands/key/create.ts";
import keyList from "../commands/key/list.ts";
import keyShow from "../commands/key/show.ts";
import listList from "../commands/list/list.ts";
import listOpen from "../commands/list/open.ts";
import listOperator from "../commands/list/operator.ts";
import listShow from "../commands/list/show.ts";
import outboxCancel from "../commands/outbox/cancel.ts";
import outboxList from "../commands/outbox/list.ts";
import outboxReplace from "../commands/outbox/replace.ts";
import recoveryCancel from "../commands/recovery/cancel.ts";
import recoveryFinish from "../commands/recovery/finish.ts";
import recoverySet from "../commands/recovery/set.ts";
import recoveryShow from "../commands/recovery/show.ts";
import recoveryStart from "../commands/recovery/start.ts";
import replicaProve from "../commands/replica/prove.ts";
import rpList from "../commands/rp/list.ts";
import rpRegister from "../commands/rp/register.ts";
import rpShow from "../commands/rp/show.ts";
import rpWithdraw from "../commands/rp/withdraw.ts";
import typeFreeze from "../commands/type/freeze.ts";
import typeHandOver from "../commands/type/hand-over.ts";
import typeList from "../commands/type/list.ts";
import typeRegister from "../commands/type/register.ts";
import typeReopen from "../commands/type/reopen.ts";
import typeRetire from "../commands/type/retire.ts";
import typeSchema from "../commands/type/schema.ts";
import typeShow from "../commands/type/show.ts";
import { inLanguage, sayIn, speakHelp } from "../lib/terminal/help.ts";
import { DEFAULT_HOME } from "../lib/terminal/home.ts";
import { languageOption } from "../lib/terminal/language/language.ts";
import type { Bilingual, Language } from "../lib/terminal/output/output.ts";

const HELP: Bilingual = {
  en: `
Files: keys/ (encrypted), wallet/, indices/ and local-node.json are in Didim's folder: --home, else $DIDIM_HOME, else
${DEFAULT_HOME.en}. A password comes from the terminal, from the file that $DIDIM_PASSWORD_FILE names, or from an
open descriptor (--password-fd), never from the command line.

The account that acts: --key NAME (an encrypted account key), --account ADDRESS of a remote signer (--signer URL), or --account
NUMBER of a local node's test accounts. Add --as DID if the account acts for another DID than its own.

Exit codes: 0 done, or valid · 1 not valid · 2 could not find out · 64 wrong usage · 65 refused by a registry ·
66 no such file · 69 node, or chain, not available · 70 internal · 77 no key, wrong password, or not permitted.

The local node, the tour, deployment and the consortium's nodes need a clone of Didim's repository: npm run node, npm start,
npm run deploy, npm run consortium. For Korean: --lang ko, or DIDIM_LANG=ko.`,
  ko: `
저장 위치: keys/(암호화됨), wallet/, indices/, local-node.json은 디딤 폴더에 있습니다. 디딤 폴더는 --home, 없으면 $DIDIM_HOME, 그것도
없으면 ${DEFAULT_HOME.ko}입니다. 암호는 터미널, $DIDIM_PASSWORD_FILE이 가리키는 파일 또는 열려 있는 디스크립터(--password-fd)에서 받으며,
명령줄에서는 받지 않습니다.

실행하는 계정: --key 이름(암호화된 계정 키), 원격 서명기(--signer URL)의 --account 주소 또는 로컬 노드 시험용 계정의 --account 번호로
지정합니다. 계정 자신의 DID가 아닌 DID를 대리할 때는 --as DID를 추가합니다.

종료 코드: 0 완료 또는 유효 · 1 유효하지 않음 · 2 확인 불가 · 64 잘못된 사용법 · 65 등록부가 거부 · 66 파일 없음 ·
69 노드나 체인을 이용할 수 없음 · 70 내부 오류 · 77 키 없음, 틀린 암호, 권한 없음.

로컬 노드, 시연, 배포, 컨소시엄 노드는 디딤 저장소를 복제(clone)해야 쓸 수 있습니다: npm run node, npm start, npm run deploy,
npm run consortium. 영어로 보려면 --lang en 또는 DIDIM_LANG=en.`,
};

const NOUNS: Readonly<Record<string, Bilingual>> = {
  key: { en: "encrypted keys", ko: "암호화된 키" },
  did: { en: "an agency's DID and its keys", ko: "기관의 DID와 키" },
  recovery: { en: "replace a lost or stolen controller of a DID", ko: "분실하거나 탈취당한 DID 통제 계정의 교체" },
  type: { en: "types of credential", ko: "증명서 종류" },
  issuer: { en: "accreditations: who may issue what", ko: "인가: 어떤 기관이 무엇을 발급할 수 있는지" },
  list: { en: "status lists", ko: "상태 목록" },
  credential: {
    en: "credentials: issue, present, verify, suspend, revoke",
    ko: "증명서: 발급, 제시, 검증, 정지, 취소",
  },
  evidence: {
    en: "presentations kept as evidence, for example for a court",
    ko: "법원 제출 등에 대비하여 증거로 보관하는 제시 내용",
  },
  replica: { en: "a copy of the registries, and whether it is complete", ko: "등록부의 복제본과 누락 여부" },
  rp: { en: "relying parties: who may ask for what", ko: "이용기관: 어떤 항목을 요구할 수 있는지" },
  council: { en: "proposals and votes of the member agencies", ko: "회원 기관 협의회의 안건과 투표" },
  anchor: {
    en: "trust anchors: what a verifier of proofs must know beforehand",
    ko: "증명을 검증하려면 미리 갖추어야 하는 신뢰 앵커",
  },
  checkpoint: {
    en: "signatures that vouch for a block, on a chain without seals",
    ko: "봉인이 없는 체인에서 블록을 보증하는 서명",
  },
  outbox: {
    en: "transactions that this machine sent and that are in no block yet",
    ko: "이 컴퓨터에서 보냈으나 아직 블록에 들어가지 않은 거래",
  },
};

const VERBS = [
  ...[keyCreate, keyList, keyShow, didCreate, didKey, didAnchor, didHandOver, didDeactivate, didResolve],
  ...[recoverySet, recoveryStart, recoveryCancel, recoveryFinish, recoveryShow],
  ...[typeRegister, typeSchema, typeRetire, typeReopen, typeHandOver, typeFreeze, typeShow, typeList],
  ...[issuerApply, issuerCancel, issuerApplications, issuerAccredit, issuerDecline, issuerName, issuerAnchor],
  ...[issuerSuspend, issuerReinstate, issuerEnd, issuerWithdraw, issuerAnnul, issuerShow, issuerList],
  ...[listOpen, listOperator, listShow, listList, history],
  ...[credentialKey, credentialIssue, credentialReceive, credentialList, credentialPresent],
  ...[credentialVerify, credentialExplain],
  ...[credentialSuspend, credentialReinstate, credentialRevoke, credentialStatus],
  ...[replicaProve, evidenceNonce, evidenceCreate, evidenceAnchor, evidenceVerify],
  ...[rpRegister, rpWithdraw, rpShow, rpList],
  ...[councilPropose, councilList, councilShow, councilVote, councilExecute, councilCancel],
  ...[anchorCreate, anchorShow, anchorAdvance, checkpointSign, outboxList, outboxReplace, outboxCancel],
];

const ABOUT: Bilingual = {
  en: "The trust layer under a digital wallet.",
  ko: "디지털 지갑을 뒷받침하는 신뢰 기반입니다.",
};

/** Programs of the repository that a user may look for here. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  start: "npm start",
  node: "npm run node",
  deploy: "npm run deploy",
  consortium: "npm run consortium",
};

const manifest = createRequire(import.meta.url)("../../package.json") as { readonly version: string };

/** The program with its help in a language. */
export function didimProgram(lang: Language): Command {
  const say = sayIn(lang);
  const program = speakHelp(new Command("didim"), say).description(inLanguage(say, ABOUT));
  program.version(manifest.version, "-V, --version", say("the version", "버전"));
  program.addHelpText("after", inLanguage(say, HELP));
  program.addOption(languageOption(say, lang));
  for (const [noun, about] of Object.entries(NOUNS))
    program.command(noun).description(inLanguage(say, about)).addOption(languageOption(say, lang));
  for (const attach of VERBS) attach(program, say);
  for (const [name, call] of Object.entries(ELSEWHERE)) refuse(program, name, call);
  return program;
}

/** Tells where to find a program that the package does not include. */
function refuse(program: Command, name: string, call: string): void {
  const message = `error: ${name} is not a command of didim: in a clone of Didim's repository it is ${call}`;
  program
    .command(name, { hidden: true })
    .argument("[words...]")
    .allowUnknownOption()
    .action(() => program.error(message));
}
