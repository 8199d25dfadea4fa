import { stopNode } from "../../../network/besu.ts";
import { healthOf } from "../../../network/health.ts";
import { DidimError } from "../../../src/public/index.ts";
import { consortiumAt, dirOption, nodesHere, readConsortium } from "../../lib/consortium/consortium.ts";
import { changeConsortium } from "../../lib/consortium/lists.ts";
import { addressesOf } from "../../lib/consortium/member-keys.ts";
import type { PasswordOptions } from "../../lib/keys/password.ts";
import type { Bilingual } from "../../lib/terminal/output/output.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

interface Options extends PasswordOptions {
  readonly account?: string;
  readonly dir?: string;
}

const HELP: Bilingual = {
  en: `
First the council must remove the validator and the seat (validator.remove, seat.remove). A node that is still a validator is not
removed, because the other nodes would wait for it in every round. The node's key and data stay where they are.`,
  ko: `
먼저 협의회가 블록 검증자와 의석을 제외하기로 의결해야 합니다(validator.remove, seat.remove). 아직 블록 검증자인 노드를 제외하면 다른
노드가 라운드마다 기다리게 되므로 제외하지 않습니다. 그 노드의 키와 데이터는 그대로 남습니다.`,
};

export default defineVerb<Options>({
  noun: "member",
  verb: "remove",
  about: {
    en: "remove a node that is no longer a validator, and its member's account",
    ko: "더 이상 블록 검증자가 아닌 노드와 그 회원의 계정을 제외합니다",
  },
  example: "sejong",
  usage: (command, say) =>
    command
      .argument("<node>", say("its name", "노드 이름"))
      .option(
        "--account <address|key>",
        say("the account to remove from the allow-list", "허용 목록에서 함께 제외할 계정"),
      )
      .addOption(dirOption(say))
      .addHelpText("after", say(HELP.en, HELP.ko)),
  async run({ home }, [name = ""], { account, dir, ...options }) {
    const folder = consortiumAt(home, dir);
    const before = readConsortium(folder);
    const node = before.nodes.find((each) => each.name === name);
    if (node === undefined) throw new DidimError("cli.value", `There is no node ${name}.`, { value: name });
    const { validators } = await healthOf(folder, before, nodesHere(folder, before), Date.now() / 1000);
    if (validators.length === 0 || validators.includes(node.address)) throw stillSeals(name, validators.length === 0);
    const gone = account === undefined ? [] : await addressesOf([account], { home, folder, options });
    const accounts = before.accounts.filter((each) => !gone.includes(each));
    await stopNode(folder, name, 60_000);
    const nodes = before.nodes.filter((each) => each !== node);
    const reloaded = await changeConsortium(folder, before, { ...before, nodes, accounts });
    return {
      json: { removed: node, reloaded },
      text: { en: `${name} is shut out.`, ko: `${name} 노드를 제외했습니다.` },
    };
  },
});

function stillSeals(name: string, unknown: boolean): DidimError {
  const why = unknown ? "No node answers, so whether it seals could not be found out" : "It is a validator";
  return new DidimError(
    "consortium.still-seals",
    `${why}: ${name} was not removed. First the council must remove it.`,
    {
      node: name,
    },
  );
}
