import { DidimError } from "../../src/public/index.ts";
import { type History, historyOfIdentity, historyOfList, historyOfType } from "../../src/public/registry.ts";
import { told } from "../lib/registries/reading/history.ts";
import { addPaging, type Paging, pageOf, registeredType } from "../lib/registries/reading/paging.ts";
import { wholeNumber } from "../lib/terminal/input/values.ts";
import { type Context, defineVerb } from "../lib/terminal/verb.ts";

interface Options extends Paging {
  readonly list?: string;
}

export default defineVerb<Options>({
  verb: "history",
  about: {
    en: "show what changed a DID, a type or a status list: who, what, when, and in which block; the newest first",
    ko: "DID, 증명서 종류 또는 상태 목록의 변경 이력(누가, 무엇을, 언제, 어느 블록에서)을 최신순으로 보여 줍니다",
  },
  example: "did:ethr:0xc8321:0x5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e --list 1",
  chain: "reads",
  usage: (command, say) =>
    addPaging(
      command
        .argument(
          "<subject>",
          say(
            "a DID, an address, an account key's name, or a type's vct",
            "DID, 주소, 계정 키 이름 또는 증명서 종류 이름",
          ),
        )
        .option("--list <number>", say("of this status list of the DID", "이 DID의 상태 목록 번호")),
      say,
    ),
  async run(context, [subject = ""], { list, ...paging }) {
    const page = pageOf(paging);
    const number = list === undefined ? undefined : wholeNumber("a list's number", list, 0, 2 ** 32 - 1);
    // A replaced registry still tells its history.
    const registry = await context.registry({ evenReplaced: true });
    if (isIdentity(context, subject)) {
      const identity = await context.identity(subject);
      const history = await (number === undefined
        ? historyOfIdentity(registry, identity, page)
        : historyOfList(registry, identity, number, page));
      return told(registry, history);
    }
    if (number !== undefined) {
      throw new DidimError("cli.option", "--list is of a DID; a type has no status lists.", { option: "--list" });
    }
    const typeId = await registeredType(registry, subject);
    const history: History = await historyOfType(registry, typeId, page);
    return told(registry, history, typeId);
  },
});

/** Whether the text names a DID; otherwise it names a type. */
const isIdentity = ({ keys }: Context, text: string): boolean =>
  text.startsWith("did:") || /^0x[0-9a-fA-F]{40}$/.test(text) || keys.hasAccount(text);
