import { accountMembers, type CouncilAction, ofAction, timeMembers } from "../../../src/public/council.ts";
import { DidimError, isDidimError } from "../../../src/public/index.ts";
import { CONTRACT_NAMES, type Registry } from "../../../src/public/registry.ts";
import { proposeActions } from "../../lib/registries/proposals.ts";
import { inputJson } from "../../lib/terminal/input/input.ts";
import { bad, moment } from "../../lib/terminal/input/values.ts";
import { counted } from "../../lib/terminal/output/counted.ts";
import type { Bilingual } from "../../lib/terminal/output/output.ts";
import { type Context, defineVerb } from "../../lib/terminal/verb.ts";

interface Options {
  readonly directory?: true;
  readonly description?: string;
}

const ACTIONS = `  [{ "do": "type.register", "vct": "…", "authority": "did:ethr:…", "schemaHash": "0x…", "schemaUri": "…", "doctype": "…",
     "status": "required", "holderBinding": "required" },
   { "do": "type.replace-authority", "vct": "…", "successor": "did:ethr:…", "stolenSince": 0 },
   { "do": "type.declare-stolen", "vct": "…", "term": 0, "since": 1793750400 },
   { "do": "seat.add", "member": "did:ethr:…" }, { "do": "seat.remove", "member": "did:ethr:…" },
   { "do": "guardian.set", "guardian": "did:ethr:…" },
   { "do": "supervisor.appoint", "supervisor": "did:ethr:…", "until": "+3y" },
   { "do": "supervisor.dismiss", "supervisor": "did:ethr:…", "appointment": 0, "stolenSince": 1793750400 },
   { "do": "validator.add", "validator": "0x…" }, { "do": "validator.remove", "validator": "0x…" },
   { "do": "directory.register", "name": "DIDRegistry", "address": "0x…" }, { "do": "directory.end", "name": "…" },
   { "do": "directory.distrust", "name": "…", "index": 0, "reason": "…" }]`;

const HELP: Bilingual = {
  en: `
ACTIONS is a file (or - for standard input) with a JSON array. Give agencies and accounts as DIDs, addresses or names of account keys.
Times are seconds since 1970, or texts as in other commands: "2027-03-01", "+90d". An appointment without end says so: "until": null.
A dismissal without "appointment" means the supervisor's newest one; the output shows which:
${ACTIONS}`,
  ko: `
ACTIONS는 JSON 배열이 든 파일(또는 표준 입력 -)입니다. 기관과 계정은 DID, 주소 또는 계정 키 이름으로 적습니다.
시각은 1970년부터의 초, 또는 다른 명령에서 쓰는 형식("2027-03-01", "+90d")으로 적습니다. 기한 없이 지정하려면 "until": null이라고 밝혀 적습니다.
해임에 "appointment"가 없으면 감독 기관의 가장 최근 지정을 뜻하며, 출력에 그 번호가 표시됩니다:
${ACTIONS}`,
};

export default defineVerb<Options>({
  noun: "council",
  verb: "propose",
  about: { en: "(council seat) put actions to the vote", ko: "(협의회 의석) 조치를 협의회에 발의합니다" },
  example: 'actions.json --description "A new seat" --key member-1',
  chain: "writes",
  usage: (command, say) =>
    command
      .argument("[actions]", say("a file with the actions", "조치를 적은 파일"))
      .option(
        "--directory",
        say(
          "enter all registries of this deployment into the Directory",
          "이 배포의 모든 등록부를 디렉터리에 등록합니다",
        ),
      )
      .option("--description <text>", say("what it is about", "안건 설명"))
      .addHelpText("after", say(HELP.en, HELP.ko)),
  async run(context, [file = ""], { directory, description }) {
    const registry = await context.writer();
    const written = await readActions(context, registry, file);
    const actions = [...(directory ? allRegistries(registry) : []), ...written];
    if (actions.length === 0) throw new DidimError("cli.value", "Give a file with actions, or --directory.", {});
    const usual = directory ? "The registries of this deployment" : actions.map((one) => one.do).join(", ");
    context.progress({
      en: `proposing ${counted(actions.length, "action")}`,
      ko: `안건 발의: 조치 ${actions.length}건`,
    });
    return proposeActions(registry, await context.actor(registry), actions, { description, usual });
  },
});

function allRegistries({ addresses }: Registry): CouncilAction[] {
  return CONTRACT_NAMES.map((name) => ({ do: "directory.register", name, address: addresses.contracts[name].address }));
}

async function readActions(context: Context, registry: Registry, file: string): Promise<CouncilAction[]> {
  if (file === "") return [];
  const found = inputJson(file);
  if (!Array.isArray(found)) throw new DidimError("cli.file", `${file} holds no JSON array.`, { file });
  const { time } = await registry.head();
  return Promise.all(
    found.map((action, i) => named(i + 1, action, () => withAddresses(context, withTimes(action, time)))),
  );
}

/** The action with seconds in the place of each time that is written as a text. Throws `cli.value`. */
function withTimes(action: Record<string, unknown>, now: number): Record<string, unknown> {
  const times = timeMembers(action);
  const entries = Object.entries(action).map(([name, value]): [string, unknown] => {
    if (!times.includes(name) || typeof value !== "string") return [name, value];
    // That there is no end is said by null; and nothing is void "since never".
    if (value === "never") throw bad(`a time for "${name}"`, value, 'a time; without end: "until": null');
    return [name, moment(value, now)];
  });
  return Object.fromEntries(entries);
}

/** Throws `council.action` for what is no action, and names the item in any error about it. */
async function named<T>(item: number, action: unknown, read: () => Promise<T>): Promise<T> {
  const kind = (action as { do?: unknown } | null)?.do;
  if (typeof kind !== "string") {
    const message = `Item ${item} is not an action: it has no member "do".`;
    throw new DidimError("council.action", message, { item });
  }
  try {
    return await read();
  } catch (error) {
    throw isDidimError(error) ? ofAction(error, item, kind) : error;
  }
}

/** The action with the address of each account or identity that the file names in another way. */
async function withAddresses(context: Context, action: Record<string, unknown>): Promise<CouncilAction> {
  const accounts = accountMembers(action);
  const entries = Object.entries(action).map(async ([name, value]): Promise<[string, unknown]> => {
    const isAccount = accounts.includes(name) && typeof value === "string";
    return [name, isAccount ? await context.identity(value) : value];
  });
  return Object.fromEntries(await Promise.all(entries)) as unknown as CouncilAction;
}
