import { isIp, parseNamedNode } from "../../../network/enode.ts";
import { enode } from "../../../network/node-files.ts";
import type { Consortium } from "../../../network/record.ts";
import { DidimError } from "../../../src/public/index.ts";
import { consortiumAt, dirOption, dirWords, networkWords, readConsortium } from "../../lib/consortium/consortium.ts";
import { makeNode, portsAfter } from "../../lib/consortium/files.ts";
import { changeConsortium } from "../../lib/consortium/lists.ts";
import { accountsFor } from "../../lib/consortium/member-keys.ts";
import type { PasswordOptions } from "../../lib/keys/password.ts";
import { plain } from "../../lib/terminal/input/values.ts";
import type { Bilingual } from "../../lib/terminal/output/output.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

interface Options extends PasswordOptions {
  readonly account: string;
  readonly host: string;
  readonly dir?: string;
}

const HELP: Bilingual = {
  en: `
The nodes of this machine then admit the new node and the account's transactions. Every other member must do the same on its own
machine. The new node follows the chain at once. It seals blocks after the council has voted it in; this command prints what to
propose.`,
  ko: `
실행하면 이 컴퓨터의 노드가 새 노드의 접속과 그 계정의 거래를 허용합니다. 다른 회원도 각자의 컴퓨터에서 똑같이 실행해야 합니다. 새 노드는 바로 체인을
따라가며, 협의회가 가결한 뒤부터 블록을 봉인합니다. 발의할 내용은 이 명령이 출력합니다.`,
};

export default defineVerb<Options>({
  noun: "member",
  verb: "add",
  about: {
    en: "admit another member's node and account; without an enode, the node's key is made here",
    ko: "다른 회원의 노드와 계정을 추가합니다. enode를 지정하지 않으면 노드의 키를 여기서 만듭니다",
  },
  example:
    "sejong=enode://abababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababab@192.0.2.7:30303 --account 0x5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e",
  usage: (command, say) =>
    command
      .argument(
        "[name=enode]",
        say("the node, if its member made the key itself (see `key`)", "회원이 직접 키를 만든 노드(`key` 참고)"),
      )
      .requiredOption(
        "--account <address|key>",
        say(
          "the account that controls its seat; a key that does not exist is made",
          "의석의 통제 계정. 없는 키는 새로 만듭니다",
        ),
      )
      .option(
        "--host <ip>",
        say("the address of a node whose key is made here", "여기서 키를 만드는 노드의 주소"),
        "127.0.0.1",
      )
      .addOption(dirOption(say))
      .addHelpText("after", say(HELP.en, HELP.ko)),
  async run({ home }, [named], { account, host, dir, ...options }) {
    const folder = consortiumAt(home, dir);
    const before = readConsortium(folder);
    if (!isIp(host)) throw new DidimError("cli.value", "--host takes an IP address.", { host });
    const wanted = named === undefined ? { name: nextName(before), host } : parseNamedNode(named);
    const [member = ""] = await accountsFor([account], { home, folder, options });
    const node = makeNode(folder, wanted, portsAfter(highestPorts(before), 1));
    if (before.nodes.some(({ name, address }) => name === node.name || address === node.address)) {
      throw new DidimError("consortium.node-there", `A node ${node.name}, or one with that key, already exists.`, {
        node: node.name,
      });
    }
    const nodes = [...before.nodes, node];
    const after = { ...before, nodes, accounts: [...new Set([...before.accounts, member])] };
    const reloaded = await changeConsortium(folder, before, after);
    const actions = [
      { do: "seat.add", member },
      { do: "validator.add", validator: node.address },
    ];
    const propose = `echo '${JSON.stringify(actions)}' | npm run didim -- council propose -${networkWords(dir)} --key KEY`;
    return {
      json: { node, enode: enode(node), member, actions, reloaded },
      text: plain(
        `${node.name}: ${node.address}\n${enode(node)}\nStart it: npm run consortium -- up ${node.name}${dirWords(dir)}\nLet the council decide: ${propose}`,
      ),
    };
  },
});

function nextName({ nodes }: Consortium): string {
  const numbers = nodes.map(({ name }) => Number(/^node-(\d+)$/.exec(name)?.[1] ?? 0));
  return `node-${Math.max(...numbers) + 1}`;
}

function highestPorts({ nodes }: Consortium) {
  const highest = (which: "p2p" | "rpc" | "metrics"): number => Math.max(...nodes.map(({ ports }) => ports[which]));
  return { p2p: highest("p2p"), rpc: highest("rpc"), metrics: highest("metrics") };
}
