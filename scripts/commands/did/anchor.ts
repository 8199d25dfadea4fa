import { formatDid } from "../../../src/public/did.ts";
import { DidimError } from "../../../src/public/index.ts";
import { type Agency, type CertificateChanged, createAgency } from "../../../src/public/issuer.ts";
import type { AnchorKind } from "../../../src/public/keys.ts";
import { documentsOf, registeredByHash } from "../../../src/public/registry.ts";
import { byHashText, sha256In } from "../../lib/keys/by-hash.ts";
import { certificateHash } from "../../lib/keys/certificate-file.ts";
import { moment } from "../../lib/terminal/input/values.ts";
import type { Bilingual, CommandResult } from "../../lib/terminal/output/output.ts";
import { type Context, defineVerb } from "../../lib/terminal/verb.ts";

interface Options {
  readonly root?: true;
  readonly exact?: true;
  readonly until: string;
  readonly since?: string;
}

const DONE: Readonly<Record<string, Bilingual>> = {
  add: { en: "is a certificate anchor from now on", ko: "지금부터 인증서 앵커로 쓰입니다" },
  retire: {
    en: "is retired as an anchor; credentials signed under it stay valid",
    ko: "앵커로 쓰는 것을 끝냈습니다. 이 인증서로 이미 서명한 증명서는 계속 유효합니다",
  },
  compromise: {
    en: "is declared compromised; credentials signed under it are no longer valid",
    ko: "유출을 선언했습니다. 이 인증서로 서명한 증명서는 더 이상 유효하지 않습니다",
  },
};

export default defineVerb<Options>({
  noun: "did",
  verb: "anchor",
  about: {
    en: "add, retire, declare compromised, or list the X.509 certificates of an issuer that has no registered keys",
    ko: "등록된 키가 없는 발급기관의 X.509 인증서를 추가하거나, 사용을 끝내거나, 유출을 선언하거나, 목록을 확인합니다",
  },
  example: "add issuer-root.pem --root --key sejong",
  chain: "writes",
  usage: (command, say) =>
    command
      .argument("<add|retire|compromise|list>", say("what to do", "수행할 작업"))
      .argument(
        "<certificate>",
        say(
          "a file with one certificate (PEM or DER); for retire and compromise, its SHA-256 will do; for list, a DID",
          "인증서 하나가 든 파일(PEM 또는 DER). retire와 compromise에는 SHA-256도 쓸 수 있고, list에는 DID를 적습니다",
        ),
      )
      .option(
        "--root",
        say(
          "add: a root certificate: it covers all certificates below it",
          "add: 루트 인증서. 그 아래의 모든 인증서에 적용됩니다",
        ),
      )
      .option("--exact", say("add: only this certificate", "add: 이 인증서 하나만"))
      .option("--until <time>", say("add: when the anchor ends", "add: 앵커의 사용이 끝나는 시각"), "never")
      .option(
        "--since <time>",
        say(
          "compromise: the time of the theft (if not given: since the key began)",
          "compromise: 유출 시점(생략하면 사용 시작 시점부터)",
        ),
      ),
  async run(context, [change = "", subject = ""], options) {
    if (change === "list") return list(context, subject);
    const done = DONE[change];
    if (done === undefined) {
      throw new DidimError("cli.value", `"${change}" is not add, retire, compromise or list.`, { value: change });
    }
    const [kind, hash] = change === "add" ? [kindIn(options), certificateHash(subject)] : [undefined, hashIn(subject)];
    const registry = await context.writer();
    const agency = createAgency({ registry, did: await context.actor(registry) });
    const { time } = await registry.head();
    const { did, receipt } = await apply(agency, { change, kind, hash, now: time, options });
    const { hash: transaction, block } = receipt;
    const sha256 = hash.slice(2);
    return {
      json: { did, change, ...(kind && { kind }), sha256, transaction, block },
      text: { en: `${sha256} ${done.en} (block ${block})`, ko: `${sha256}: ${done.ko} (블록 ${block})` },
    };
  },
});

interface Change {
  readonly change: string;
  /** For adding only. */
  readonly kind: AnchorKind | undefined;
  readonly hash: string;
  readonly now: number;
  readonly options: Options;
}

function apply(agency: Agency, { change, kind, hash, now, options }: Change): Promise<CertificateChanged> {
  const { since, until } = options;
  if (kind !== undefined) return agency.addCertificate({ kind, sha256: hash, until: moment(until, now) });
  if (change === "retire") return agency.retireCertificate(hash);
  return agency.declareCertificateStolen(hash, since === undefined ? {} : { since: moment(since, now) });
}

/** The two kinds vouch for very different things, so neither is a default. */
function kindIn({ root, exact }: Options): AnchorKind {
  if (root !== exact) return root ? "x509-root" : "x509-certificate";
  throw new DidimError("cli.option", "Say what the certificate is: --root or --exact.", { option: "--root, --exact" });
}

/** Accepts a hash too, because the certificate's file may be lost when its anchor is to end. */
function hashIn(subject: string): string {
  return /^(0x)?[0-9a-fA-F:]{64,95}$/.test(subject) ? sha256In(subject) : certificateHash(subject);
}

async function list(context: Context, who: string): Promise<CommandResult> {
  const registry = await context.registry();
  const identity = await context.identity(who);
  const record = await documentsOf(registry)(identity);
  // Among the records registered by hash, only anchors have no key id.
  const anchors = registeredByHash(registry.chainId, identity, record).filter(({ id }) => id === undefined);
  const did = formatDid(registry.chainId, identity);
  const lines = anchors.map(byHashText);
  const said = (language: keyof Bilingual, none: string): string =>
    lines.length === 0 ? none : lines.map((words) => words[language]).join("\n");
  return {
    json: { did, anchors },
    text: { en: said("en", `${did} has no certificate anchor`), ko: said("ko", `${did}: 인증서 앵커가 없습니다`) },
  };
}
