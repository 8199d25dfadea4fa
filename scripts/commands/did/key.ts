import { DidimError } from "../../../src/public/index.ts";
import { type Agency, createAgency, type KeyChanged, type NamedKey } from "../../../src/public/issuer.ts";
import { FIRST_BY_HASH, LAST_KEY } from "../../../src/public/keys.ts";
import { sha256In } from "../../lib/keys/by-hash.ts";
import { bad, moment, wholeNumber } from "../../lib/terminal/input/values.ts";
import type { Bilingual } from "../../lib/terminal/output/output.ts";
import { type Context, defineVerb } from "../../lib/terminal/verb.ts";

interface Options {
  readonly algorithm?: string;
  readonly hash?: string;
  readonly until: string;
  readonly since?: string;
}

const DONE: Readonly<Record<string, Bilingual>> = {
  add: { en: "signs credentials from now on", ko: "지금부터 증명서 서명에 쓰입니다" },
  retire: {
    en: "is retired; what it signed stands",
    ko: "사용을 끝냈습니다. 이 키로 이미 서명한 증명서는 계속 유효합니다",
  },
  compromise: {
    en: "is declared compromised; credentials that it signed are no longer valid",
    ko: "유출을 선언했습니다. 이 키로 서명한 증명서는 더 이상 유효하지 않습니다",
  },
};

export default defineVerb<Options>({
  noun: "did",
  verb: "key",
  about: {
    en: "add, retire, or declare compromised a key that signs credentials",
    ko: "증명서에 서명하는 키를 추가하거나, 사용을 끝내거나, 유출을 선언합니다",
  },
  example: "compromise sejong-2026 --since 2027-03-01 --key sejong",
  chain: "writes",
  usage: (command, say) =>
    command
      .argument("<add|retire|compromise>", say("what to do", "수행할 작업"))
      .argument("<key>", say("a signing key's name, or its thumbprint", "서명 키의 이름이나 지문"))
      .option(
        "--algorithm <number>",
        say(
          "add: the algorithm's number (3 to 127), for a key that is larger than a storage slot",
          "add: 저장 슬롯보다 큰 키의 알고리즘 번호(3~127)",
        ),
      )
      .option(
        "--hash <sha256>",
        say(
          "add: with --algorithm, the SHA-256 of the public key; <key> is its RFC 7638 thumbprint",
          "add: --algorithm과 함께, 공개키의 SHA-256. <key>에는 RFC 7638 지문을 적습니다",
        ),
      )
      .option("--until <time>", say("add: when the key ends", "add: 키의 사용이 끝나는 시각"), "never")
      .option(
        "--since <time>",
        say(
          "compromise: the time of the theft (if not given: since the key began)",
          "compromise: 유출 시점(생략하면 사용 시작 시점부터)",
        ),
      ),
  async run(context, [change = "", key = ""], options) {
    const done = DONE[change];
    if (done === undefined) throw new DidimError("cli.value", `"${change}" is not add, retire or compromise.`, {});
    const registry = await context.writer();
    const agency = createAgency({ registry, did: await context.actor(registry) });
    const { time } = await registry.head();
    const { did, receipt } = await apply(context, agency, change, key, { ...options, now: time });
    const { hash, block } = receipt;
    return {
      json: { did, change, key, transaction: hash, block },
      text: { en: `${key} ${done.en} (block ${block})`, ko: `${key}: ${done.ko} (블록 ${block})` },
    };
  },
});

async function apply(
  context: Context,
  agency: Agency,
  change: string,
  key: string,
  { until, since, now, ...larger }: Options & { readonly now: number },
): Promise<KeyChanged> {
  if (change === "add" && (larger.algorithm !== undefined || larger.hash !== undefined)) {
    const [algorithm, sha256] = largerKey(larger);
    return agency.addKeyByHash({ algorithm, sha256, thumbprint: key, until: moment(until, now) });
  }
  if (change === "add") return agency.addKey({ key: await context.keys.signing(key), until: moment(until, now) });
  const named = await keyNamed(context, key);
  if (change === "retire") return agency.retireKey(named);
  return agency.declareKeyStolen(named, since === undefined ? {} : { since: moment(since, now) });
}

/** Takes the name of a key on this machine, or the thumbprint of a key that is lost. */
async function keyNamed({ keys }: Context, key: string): Promise<NamedKey> {
  if (keys.hasSigning(key)) return keys.signing(key);
  if (/^[\w-]{43}$/.test(key)) return key;
  throw bad("a signing key", key, "its name, or the 43 characters of its thumbprint");
}

/** The algorithm's number and the hash of a key registered by its hash. */
function largerKey({ algorithm, hash }: Pick<Options, "algorithm" | "hash">): [number, string] {
  if (algorithm === undefined || hash === undefined) {
    throw new DidimError("cli.option", "A larger key needs a number and a hash: --algorithm and --hash.", {
      option: "--algorithm, --hash",
    });
  }
  return [wholeNumber("an algorithm's number", algorithm, FIRST_BY_HASH, LAST_KEY), sha256In(hash)];
}
