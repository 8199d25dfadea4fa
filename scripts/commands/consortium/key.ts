import { enodeOf, isIp } from "../../../network/enode.ts";
import { NODE_NAME } from "../../../network/record.ts";
import { DidimError } from "../../../src/index.ts";
import { consortiumAt } from "../../lib/consortium/consortium.ts";
import { nodeKey } from "../../lib/consortium/files.ts";
import { plain, wholeNumber } from "../../lib/terminal/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

interface Options {
  readonly host: string;
  readonly p2pPort: string;
  readonly dir?: string;
}

export default defineVerb<Options>({
  verb: "key",
  about: {
    en: "make this member's node key, and say what the others need to know: NAME=enode://…",
    ko: "이 회원의 노드 키를 만들고 다른 회원에게 알릴 NAME=enode://…를 출력합니다",
  },
  example: "sejong --host 192.0.2.7",
  usage: (command, say) =>
    command
      .argument(
        "<name>",
        say("the node's name, as nobody else's in the consortium", "노드 이름. 컨소시엄에서 하나뿐이어야 합니다"),
      )
      .requiredOption("--host <ip>", say("where the other nodes reach it", "다른 노드가 접속할 주소"))
      .option("--p2p-port <number>", say("and at which port", "다른 노드가 접속할 포트"), "30303")
      .option(
        "--dir <folder>",
        say(
          "the consortium's folder; else consortium in Didim's folder",
          "컨소시엄 폴더. 없으면 디딤 폴더의 consortium",
        ),
      ),
  async run({ home }, [name = ""], { host, p2pPort, dir }) {
    if (!NODE_NAME.test(name)) throw bad("a node's name", name, "small letters, digits and '-', at most 31");
    if (!isIp(host)) throw bad("an IP address", host, "one, not a name");
    const p2p = wholeNumber("--p2p-port", p2pPort, 1, 65_535);
    const folder = consortiumAt(home, dir);
    const { publicKey, address } = nodeKey(folder, name);
    const node = `${name}=${enodeOf(publicKey, host, p2p)}`;
    return { json: { node, address, key: folder.node(name).key }, text: plain(`${node}\n${address}`) };
  },
});

function bad(what: string, value: string, wanted: string): DidimError {
  return new DidimError("cli.value", `"${value.slice(0, 60)}" is not ${what}: give ${wanted}.`, { value });
}
