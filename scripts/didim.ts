/** `npm run didim -- <noun> <verb>`: each verb is a file in commands/. */
import { Command } from "commander";
import anchorAdvance from "./commands/anchor/advance.ts";
import anchorCreate from "./commands/anchor/create.ts";
import anchorShow from "./commands/anchor/show.ts";
import checkpointSign from "./commands/checkpoint/sign.ts";
import councilCancel from "./commands/council/cancel.ts";
import councilExecute from "./commands/council/execute.ts";
import councilList from "./commands/council/list.ts";
import councilPropose from "./commands/council/propose.ts";
import councilShow from "./commands/council/show.ts";
import councilVote from "./commands/council/vote.ts";
import credentialExplain from "./commands/credential/explain.ts";
import credentialIssue from "./commands/credential/issue.ts";
import credentialKey from "./commands/credential/key.ts";
import credentialList from "./commands/credential/list.ts";
import credentialPresent from "./commands/credential/present.ts";
import credentialReceive from "./commands/credential/receive.ts";
import credentialReinstate from "./commands/credential/reinstate.ts";
import credentialRevoke from "./commands/credential/revoke.ts";
import credentialStatus from "./commands/credential/status.ts";
import credentialSuspend from "./commands/credential/suspend.ts";
import credentialVerify from "./commands/credential/verify.ts";
import didAnchor from "./commands/did/anchor.ts";
import didCreate from "./commands/did/create.ts";
import didDeactivate from "./commands/did/deactivate.ts";
import didHandOver from "./commands/did/hand-over.ts";
import didKey from "./commands/did/key.ts";
import didResolve from "./commands/did/resolve.ts";
import evidenceAnchor from "./commands/evidence/anchor.ts";
import evidenceCreate from "./commands/evidence/create.ts";
import evidenceNonce from "./commands/evidence/nonce.ts";
import evidenceVerify from "./commands/evidence/verify.ts";
import issuerAccredit from "./commands/issuer/accredit.ts";
import issuerAnchor from "./commands/issuer/anchor.ts";
import issuerAnnul from "./commands/issuer/annul.ts";
import issuerApplications from "./commands/issuer/applications.ts";
import issuerApply from "./commands/issuer/apply.ts";
import issuerCancel from "./commands/issuer/cancel.ts";
import issuerDecline from "./commands/issuer/decline.ts";
import issuerEnd from "./commands/issuer/end.ts";
import issuerName from "./commands/issuer/name.ts";
import issuerReinstate from "./commands/issuer/reinstate.ts";
import issuerShow from "./commands/issuer/show.ts";
import issuerSuspend from "./commands/issuer/suspend.ts";
import issuerWithdraw from "./commands/issuer/withdraw.ts";
import keyCreate from "./commands/key/create.ts";
import keyList from "./commands/key/list.ts";
import keyShow from "./commands/key/show.ts";
import listOpen from "./commands/list/open.ts";
import listOperator from "./commands/list/operator.ts";
import outboxCancel from "./commands/outbox/cancel.ts";
import outboxList from "./commands/outbox/list.ts";
import outboxReplace from "./commands/outbox/replace.ts";
import recoveryCancel from "./commands/recovery/cancel.ts";
import recoveryFinish from "./commands/recovery/finish.ts";
import recoverySet from "./commands/recovery/set.ts";
import recoveryShow from "./commands/recovery/show.ts";
import recoveryStart from "./commands/recovery/start.ts";
import replicaProve from "./commands/replica/prove.ts";
import rpRegister from "./commands/rp/register.ts";
import rpWithdraw from "./commands/rp/withdraw.ts";
import typeFreeze from "./commands/type/freeze.ts";
import typeHandOver from "./commands/type/hand-over.ts";
import typeRegister from "./commands/type/register.ts";
import typeRetire from "./commands/type/retire.ts";
import typeSchema from "./commands/type/schema.ts";
import typeShow from "./commands/type/show.ts";
import { withReadJoined } from "./lib/network/network.ts";
import { runProgram } from "./lib/terminal/program.ts";

const HELP = `
Where things are: keys/ (encrypted), wallet/, indices/ and local-node.json in Didim's folder: --home, else $DIDIM_HOME, else .didim
in the repository. Passwords come from the terminal, from the file that $DIDIM_PASSWORD_FILE names, or from an
open descriptor (--password-fd), never from the command line.

Who acts: --key NAME (an encrypted account key), or --account ADDRESS of a remote signer (--signer URL), or --account NUMBER of
a local node's test accounts. --as DID, where an account acts for another DID than its own.

Exit codes: 0 done, or valid · 1 not valid · 2 could not find out · 64 wrong usage · 65 refused by a registry ·
66 no such file · 69 node, or chain, not available · 70 internal · 77 no key, wrong password, or not permitted.`;

const NOUNS: Readonly<Record<string, string>> = {
  key: "encrypted keys",
  did: "an agency's DID and its keys",
  recovery: "who replaces a lost or stolen controller of a DID",
  type: "types of credential",
  issuer: "who may issue what",
  list: "status lists",
  credential: "credentials: issue, present, verify, suspend, revoke",
  evidence: "what was presented, kept for somebody who was not there",
  replica: "a copy of the registries, and whether all is in it",
  rp: "relying parties: who may ask for what",
  council: "decisions of the member agencies",
  anchor: "what verifiers of proofs must know beforehand",
  checkpoint: "who vouches for a block, where nobody seals",
  outbox: "transactions that were sent from this machine, and are in no block yet",
};

const VERBS = [
  ...[keyCreate, keyList, keyShow, didCreate, didKey, didAnchor, didHandOver, didDeactivate, didResolve],
  ...[recoverySet, recoveryStart, recoveryCancel, recoveryFinish, recoveryShow],
  ...[typeRegister, typeSchema, typeRetire, typeHandOver, typeFreeze, typeShow],
  ...[issuerApply, issuerCancel, issuerApplications, issuerAccredit, issuerDecline, issuerName, issuerAnchor],
  ...[issuerSuspend, issuerReinstate, issuerEnd, issuerWithdraw, issuerAnnul, issuerShow, listOpen, listOperator],
  ...[credentialKey, credentialIssue, credentialReceive, credentialList, credentialPresent],
  ...[credentialVerify, credentialExplain],
  ...[credentialSuspend, credentialReinstate, credentialRevoke, credentialStatus],
  ...[replicaProve, evidenceNonce, evidenceCreate, evidenceAnchor, evidenceVerify],
  ...[rpRegister, rpWithdraw, councilPropose, councilList, councilShow, councilVote, councilExecute, councilCancel],
  ...[anchorCreate, anchorShow, anchorAdvance, checkpointSign, outboxList, outboxReplace, outboxCancel],
];

const program = new Command("didim").description("The trust layer under a digital wallet.").addHelpText("after", HELP);
for (const [noun, about] of Object.entries(NOUNS)) program.command(noun).description(about);
for (const attach of VERBS) attach(program);
await runProgram(program, withReadJoined(process.argv));
