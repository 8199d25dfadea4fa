import { Option } from "commander";
import type { JsonObject } from "../../../src/public/formats.ts";
import { DidimError } from "../../../src/public/index.ts";
import { type Issued, type Issuer, oneTimeLife } from "../../../src/public/issuer.ts";
import type { PublicJwk } from "../../../src/public/keys.ts";
import { issueBatchFile } from "../../lib/credentials/batches/batch.ts";
import { openIssuer } from "../../lib/credentials/issuers.ts";
import {
  checkCopies,
  checkReady,
  claimsIn,
  copiesResult,
  holderKeysIn,
  onlyKey,
} from "../../lib/credentials/issuing.ts";
import { schemaIn } from "../../lib/terminal/input/input.ts";
import { moment, plain, wholeNumber } from "../../lib/terminal/input/values.ts";
import type { Bilingual, CommandResult } from "../../lib/terminal/output/output.ts";
import { checkOut, writeOut } from "../../lib/terminal/output/output-file.ts";
import { type Context, defineVerb } from "../../lib/terminal/verb.ts";

interface Options {
  readonly issuer: string;
  readonly signingKey: string;
  readonly claims?: string;
  readonly batch?: string;
  readonly name?: string;
  readonly rowId?: string;
  readonly dryRun?: true;
  readonly holderKey?: string;
  readonly status: boolean;
  readonly schema: string;
  readonly copies?: string;
  readonly list: string;
  readonly newList?: true;
  readonly until?: string;
  readonly format: string;
  readonly out?: string;
}

export default defineVerb<Options>({
  noun: "credential",
  verb: "issue",
  about: {
    en: "(issuer) issue a credential that is bound to a key of its holder; this costs no transaction",
    ko: "(발급기관) 소지자의 키에 연결된 증명서를 발급합니다. 체인에 거래를 보내지 않습니다",
  },
  example:
    "urn:kr:mois:civil-servant-id --issuer sejong --signing-key sejong-2026 --claims claims.json --schema schema.json --holder-key holder.jwk",
  chain: "reads",
  usage: (command, say) =>
    command
      .argument("<vct>")
      .requiredOption(
        "--issuer <did>",
        say("the issuer's DID, address, or account key's name", "발급기관의 DID, 주소 또는 계정 키 이름"),
      )
      .requiredOption(
        "--signing-key <name>",
        say("the registered key that signs the credential", "증명서에 서명할 등록된 키"),
      )
      .option("--claims <file>", say("the claims, JSON; - for standard input", "항목(JSON). -는 표준 입력"))
      .addOption(
        new Option(
          "--batch <file>",
          say(
            "instead of --claims: a CSV or JSON Lines file with a row for each credential; a column for each claim, and `holder_key`, `expires` and `not_before`. Interrupted, it continues when started again",
            "--claims 대신: 증명서마다 한 행이 있는 CSV 또는 JSON Lines 파일. 항목마다 열 하나와 `holder_key`, `expires`, `not_before` 열을 씁니다. 중단되면 같은 명령으로 이어서 발급합니다",
          ),
        ).conflicts(["claims", "holderKey", "copies"]),
      )
      .option(
        "--name <name>",
        say(
          "the batch's name in the register; default: the file's name",
          "발급 대장에 남길 일괄 발급의 이름. 생략하면 파일 이름",
        ),
      )
      .option(
        "--row-id <column>",
        say(
          "the column with the rows' ids for the register; default: the row's number, the header being row 1",
          "발급 대장에 남길 행 이름이 있는 열. 생략하면 행 번호(머리글이 1행)",
        ),
      )
      .option(
        "--dry-run",
        say(
          "with --batch: only check all rows, and issue nothing",
          "--batch와 함께: 모든 행을 확인하기만 하고 발급하지 않습니다",
        ),
      )
      .requiredOption(
        "--schema <file>",
        say("the type's JSON schema, as registered", "이 종류의 JSON 스키마(등록된 그대로)"),
      )
      .option(
        "--holder-key <file>",
        say(
          "the holder's public key (JWK), from `credential key`; not needed if the type needs no holder binding",
          "소지자가 `credential key`로 만들어 제출한 공개키(JWK). 소지자 확인이 필요 없는 종류에는 생략합니다",
        ),
      )
      .option(
        "--no-status",
        say(
          "issue without a status, if the type or an exception allows that",
          "상태 정보 없이 발급합니다(증명서 종류나 인가의 예외가 허용할 때만)",
        ),
      )
      .addOption(
        new Option(
          "--copies <number>",
          say(
            "issue this many one-time copies, which verifiers cannot link; each needs a key of the holder (a JWK Set)",
            "검증자가 서로 연결할 수 없는 일회용 사본을 이 수만큼 발급합니다. 소지자의 키(JWK Set)가 사본마다 하나씩 필요합니다",
          ),
        ).conflicts(["list", "newList", "status"]),
      )
      .option("--list <number>", say("the status list to use", "사용할 상태 목록"), "1")
      .option(
        "--new-list",
        say(
          "begin the record of a list here; only for a list that was just opened elsewhere and has issued nothing yet",
          "이 컴퓨터에서 목록의 기록을 시작합니다. 다른 곳에서 막 개설하여 아직 발급한 것이 없는 목록에만 쓰십시오",
        ),
      )
      .option(
        "--until <time>",
        say(
          "when the credential expires; default: +1y, and 24 hours for one-time copies, which is their maximum",
          "만료 시각. 생략하면 +1y, 일회용 사본은 최대 기간인 24시간",
        ),
      )
      .option("--format <format>", say("dc+sd-jwt or vc+jwt", "dc+sd-jwt 또는 vc+jwt"), "dc+sd-jwt")
      .option(
        "--out <file>",
        say("the new file to write to; with --batch: the folder", "저장할 새 파일. --batch와 함께: 저장할 폴더"),
      ),
  async run(context, [type = ""], options) {
    const { batch, claims } = options;
    checkOptions(options);
    if ((batch === undefined) === (claims === undefined))
      throw new DidimError("cli.option", "Give --claims for one credential, or --batch for many.", {
        option: "--claims",
      });
    return batch === undefined
      ? issueClaims(context, type, { ...options, claims: claims ?? "" })
      : issueBatchFile(context, type, { ...options, batch });
  },
});

/** Throws `cli.option` for an option that means something with --batch only. */
function checkOptions({ batch, ...given }: Options): void {
  const [option] = Object.entries({ "--name": given.name, "--row-id": given.rowId, "--dry-run": given.dryRun })
    .filter(([, value]) => value !== undefined)
    .map(([name]) => name);
  if (batch !== undefined || option === undefined) return;
  throw new DidimError("cli.option", `${option} is for a batch of credentials: --batch FILE.`, { option });
}

async function issueClaims(context: Context, type: string, options: Options & { readonly claims: string }) {
  checkOut(options.out);
  const now = Math.floor(Date.now() / 1000);
  const keys = options.holderKey === undefined ? [] : holderKeysIn(options.holderKey);
  const copies = options.copies === undefined ? undefined : wholeNumber("a number", options.copies, 1, 256);
  if (copies !== undefined) checkCopies(copies, keys);
  const holderKey = copies !== undefined || options.holderKey === undefined ? undefined : onlyKey(keys);
  const subject = { type, claims: claimsIn(options.claims) };
  const registry = await context.registry();
  const identity = await context.identity(options.issuer);
  const isListed = copies === undefined && options.status;
  const of = { registry, identity, type, schema: schemaIn(options.schema), isListed };
  const { issuer, close } = await openIssuer(context, of, options);
  try {
    await checkReady(issuer, type, copies !== undefined);
    return copies === undefined
      ? await issueOne(context, issuer, { ...subject, ...(holderKey && { holderKey }) }, now, options)
      : await issueCopies(issuer, subject, keys, now, options);
  } finally {
    await close();
  }
}

interface Subject {
  readonly type: string;
  readonly claims: JsonObject;
}

async function issueOne(
  context: Context,
  issuer: Issuer,
  subject: Subject & { readonly holderKey?: PublicJwk },
  now: number,
  { until = "+1y", out, status }: Options,
): Promise<CommandResult> {
  const issued = await issuer.issue({ ...subject, withoutStatus: !status, expires: moment(until, now) });
  writeOut(out, `${issued.credential}\n`);
  // On standard error, because standard output is the credential.
  context.show(placeText(issued.status));
  return {
    json: out === undefined ? issued : { ...issued, credential: undefined, file: out },
    text: plain(out ?? issued.credential),
  };
}

/** By the place the issuer can change the status when the credential is not at hand. */
function placeText(status: Issued["status"]): Bilingual {
  if (status === undefined) return { en: "The credential has no status.", ko: "상태 정보가 없는 증명서입니다." };
  const { list, index } = status;
  return { en: `Status: list ${list}, index ${index}.`, ko: `상태: 목록 ${list}번, 번호 ${index}번.` };
}

async function issueCopies(
  issuer: Issuer,
  subject: Subject,
  holderKeys: readonly PublicJwk[],
  now: number,
  { until, out }: Options,
): Promise<CommandResult> {
  const life = until !== undefined && { life: oneTimeLife(moment(until, now), now) };
  const issued = await issuer.issueOneTimeCopies({ ...subject, holderKeys, ...life });
  writeOut(out, issued.map(({ credential }) => `${credential}\n`).join(""));
  return copiesResult(issued, out);
}
