import { Option } from "commander";
import { formatDid } from "../../../src/public/did.ts";
import { createRpcFacts } from "../../../src/public/facts/rpc.ts";
import type { JsonObject } from "../../../src/public/formats.ts";
import { DidimError, isDidimError } from "../../../src/public/index.ts";
import {
  type Allocator,
  createIssuer,
  type Issued,
  type Issuer,
  oneTimeLife,
  openAllocator,
} from "../../../src/public/issuer.ts";
import type { PublicJwk } from "../../../src/public/keys.ts";
import type { Registry } from "../../../src/public/registry.ts";
import {
  checkCopies,
  checkReady,
  claimsIn,
  copiesResult,
  holderKeysIn,
  onlyKey,
} from "../../lib/credentials/issuing.ts";
import { indexStoreOf } from "../../lib/credentials/statuses/index-stores.ts";
import { openSigning } from "../../lib/keys/keys.ts";
import { passwordOf } from "../../lib/keys/password.ts";
import { schemaIn } from "../../lib/terminal/input/input.ts";
import { moment, plain, wholeNumber } from "../../lib/terminal/input/values.ts";
import type { Bilingual, CommandResult } from "../../lib/terminal/output/output.ts";
import { checkOut, writeOut } from "../../lib/terminal/output/output-file.ts";
import { type Context, defineVerb } from "../../lib/terminal/verb.ts";

interface Options {
  readonly issuer: string;
  readonly signingKey: string;
  readonly claims: string;
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
      .requiredOption("--claims <file>", say("the claims, JSON; - for standard input", "항목(JSON). -는 표준 입력"))
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
      .option("--out <file>", say("the new file to write to", "저장할 새 파일")),
  async run(context, [type = ""], options) {
    checkOut(options.out);
    const now = Math.floor(Date.now() / 1000);
    const keys = options.holderKey === undefined ? [] : holderKeysIn(options.holderKey);
    const copies = options.copies === undefined ? undefined : wholeNumber("a number", options.copies, 1, 256);
    if (copies !== undefined) checkCopies(copies, keys);
    const holderKey = copies !== undefined || options.holderKey === undefined ? undefined : onlyKey(keys);
    const subject = { type, claims: claimsIn(options.claims) };
    const registry = await context.registry();
    const identity = await context.identity(options.issuer);
    const password = await context.password(passwordOf(options.signingKey));
    const signer = await openSigning(context.home, options.signingKey, password);
    const listed = copies === undefined && options.status;
    const allocator = listed ? await allocatorOf(context, registry, identity, options) : undefined;
    try {
      const issuer = createIssuer({
        did: formatDid(registry.chainId, identity),
        signer,
        format: options.format,
        ...(allocator && { allocator }),
        schemas: { [type]: schemaIn(options.schema) },
        schemaHashOf: (typeId) => registry.types.schemaHashOf(typeId),
        facts: createRpcFacts({ registry }),
      });
      await checkReady(issuer, type, copies !== undefined);
      return copies === undefined
        ? await issueOne(context, issuer, { ...subject, ...(holderKey && { holderKey }) }, now, options)
        : await issueCopies(issuer, subject, keys, now, options);
    } finally {
      await allocator?.close();
    }
  },
});

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

/** The allocator for the list as opened on the chain, with this machine's record of the indices given out. */
async function allocatorOf(
  context: Context,
  registry: Registry,
  identity: string,
  options: Options,
): Promise<Allocator> {
  const list = wholeNumber("a list's number", options.list, 0, 2 ** 32 - 1);
  const { capacity, opened } = await registry.statuses.listOf(identity, list);
  if (opened === 0n) {
    throw new DidimError("cli.list", `List ${list} is not open: npm run didim -- list open ${list} --capacity …`, {
      list,
    });
  }
  const store = indexStoreOf(context.home, registry, identity, options.newList === true);
  try {
    return await openAllocator({ store, list, capacity: Number(capacity) });
  } catch (error) {
    throw isDidimError(error, "issuer.journal-missing") ? withoutRecord(list, error) : error;
  }
}

function withoutRecord(list: number, { code, details }: DidimError): DidimError {
  const message = `This machine has no record of the indices of list ${list}. If \`list open ${list}\` was stopped here, run it again: it begins the record. If another machine opened the list, and nothing was issued from it yet: --new-list. Otherwise find the record, or open another list.`;
  return new DidimError(code, message, details);
}
