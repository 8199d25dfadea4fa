import type { OutboxTransaction } from "../../../src/public/chain.ts";
import { type Addresses, type Called, calledBy } from "../../../src/public/registry.ts";
import { when, wholeNumber } from "../terminal/input/values.ts";
import { counted } from "../terminal/output/counted.ts";
import { type Bilingual, type CommandResult, oneLine } from "../terminal/output/output.ts";
import { quoted } from "../terminal/output/untrusted-text.ts";
import type { Context } from "../terminal/verb.ts";

export const NOTHING_KEPT: Bilingual = {
  en: "Nothing waits: all transactions that this machine sent are done.",
  ko: "대기 중인 거래가 없습니다. 이 컴퓨터에서 보낸 거래는 모두 처리되었습니다.",
};

const STATES: Readonly<Record<OutboxTransaction["state"], (kept: OutboxTransaction) => Bilingual>> = {
  awaited: () => ({ en: "a running process waits for it", ko: "실행 중인 프로세스가 기다리는 중" }),
  waiting: () => ({ en: "in no block yet, and nobody waits for it", ko: "아직 블록에 없고 기다리는 프로세스도 없음" }),
  "in-block": ({ block }) => ({ en: `in block ${block}`, ko: `블록 ${block}에 있음` }),
  taken: () => ({ en: "another has its nonce: it is never done", ko: "같은 순번을 다른 거래가 썼음: 실행되지 않음" }),
  unknown: () => ({ en: "not known", ko: "알 수 없음" }),
};

export function keptJson({ maxFeePerGas, ...kept }: OutboxTransaction, addresses: Addresses): object {
  return { ...kept, call: calledBy(addresses, kept), maxFeePerGas: maxFeePerGas.toString() };
}

export function keptText(kept: readonly OutboxTransaction[], addresses: Addresses): Bilingual {
  const stuck = kept.some(({ state }) => state === "waiting");
  const hint: Bilingual = {
    en: "\nStuck? `outbox replace <nonce>` signs it again at the current price; `outbox cancel <nonce>` makes sure that it is never executed.",
    ko: "\n막힌 거래는 `outbox replace <순번>`으로 현재 가격을 적용해 다시 서명하거나, `outbox cancel <순번>`으로 실행되지 않게 하십시오.",
  };
  const lines = kept.map((one) => lineOf(one, calledBy(addresses, one)));
  return {
    en: `${lines.map(({ en }) => en).join("\n")}${stuck ? hint.en : ""}`,
    ko: `${lines.map(({ ko }) => ko).join("\n")}${stuck ? hint.ko : ""}`,
  };
}

function lineOf(kept: OutboxTransaction, called: Called): Bilingual {
  const { account, nonce, at, maxFeePerGas, hash, replaced, state } = kept;
  const [since, says] = [when(at).en, STATES[state](kept)];
  const before =
    replaced === 0
      ? { en: "", ko: "" }
      : { en: `, replaced ${counted(replaced, "time")}`, ko: `, ${replaced}번 대체됨` };
  return {
    en: `${account}  nonce ${nonce}  ${callText(kept, called).en}\n  ${hash ?? "no hash known"}\n  since ${since}, at most ${maxFeePerGas} wei for a unit of gas${before.en}: ${says.en}`,
    ko: `${account}  순번 ${nonce}  ${callText(kept, called).ko}\n  ${hash ?? "해시를 알 수 없음"}\n  ${since}부터, 가스 단위당 최대 ${maxFeePerGas} wei${before.ko}: ${says.ko}`,
  };
}

/** A number, an address or a hash; it cannot contain misleading text. */
const NUMBER = /^(0x)?[0-9a-fA-F]{1,78}$/;

/** What the transaction does, from its data. The purpose that its file states is not verified. */
function callText({ to, data }: OutboxTransaction, { contract, function: signature, args }: Called): Bilingual {
  if (contract !== null && signature !== null) {
    const [name = ""] = signature.split("(");
    const lines = args.map((value, i) => {
      const en = NUMBER.test(value) ? value : quoted(value, "      ").en;
      return `\n    ${i + 1}.${en.startsWith("\n") ? en : ` ${en}`}`;
    });
    const text = `${contract}.${name}${lines.join("")}`;
    return { en: text, ko: text };
  }
  const target = `${to ?? "-"}${contract === null ? "" : ` (${contract})`}  ${oneLine(data).slice(0, 74)}`;
  if (data === "0x") return { en: `nothing (${target})`, ko: `아무 일도 하지 않음 (${target})` };
  return { en: `CANNOT BE DECODED: ${target}`, ko: `해석할 수 없음: ${target}` };
}

/** Replaces or cancels with the account that the options name, and waits for the result. */
export async function settled(
  context: Context,
  nonce: string,
  way: "replace" | "cancel",
  what: Bilingual,
): Promise<CommandResult> {
  const registry = await context.writer();
  const number = wholeNumber("a nonce", nonce, 0, Number.MAX_SAFE_INTEGER);
  const account = registry.signer?.address ?? "";
  const kept = (await registry.sent.of(account)).filter((one) => one.nonce === number);
  // Shows the call and signs only that, because the outbox consists of files that somebody else may have written.
  if (way === "replace" && kept.length > 0) {
    context.show(keptText(kept, registry.addresses));
    await context.confirm({ en: "Sign this anew, and send it?", ko: "이 거래에 다시 서명하여 보내시겠습니까?" });
  }
  const { hash, block } =
    way === "replace" ? await registry.sent.replace(number, kept[0]) : await registry.sent.cancel(number);
  return {
    json: { account, nonce: number, transaction: hash, block },
    text: {
      en: `The transaction with the nonce ${number} ${what.en} ${block}\n  ${hash}`,
      ko: `순번 ${number}의 거래: ${what.ko} (블록 ${block})\n  ${hash}`,
    },
  };
}
