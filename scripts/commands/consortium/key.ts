import { enodeOf, isIp } from "../../../network/enode.ts";
import { NODE_NAME } from "../../../network/record.ts";
import { DidimError } from "../../../src/public/index.ts";
import { consortiumAt, dirOption } from "../../lib/consortium/consortium.ts";
import { nodeKey } from "../../lib/consortium/files.ts";
import { wholeNumber } from "../../lib/terminal/input/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

interface Options {
  readonly host: string;
  readonly p2pPort: string;
  readonly dir?: string;
}

export default defineVerb<Options>({
  verb: "key",
  about: {
    en: "make this member's node key, and print what the other members need: NAME=enode://…",
    ko: "이 회원의 노드 키를 만들고, 다른 회원에게 알려 줄 값(이름=enode://…)을 출력합니다",
  },
  example: "sejong --host 192.0.2.7",
  usage: (command, say) =>
    command
      .argument(
        "<name>",
        say("the node's name, unique in the consortium", "노드 이름. 컨소시엄 안에서 겹치지 않아야 합니다"),
      )
      .requiredOption("--host <ip>", say("the address at which the other nodes reach it", "다른 노드가 접속할 주소"))
      .option(
        "--p2p-port <number>",
        say("the port at which the other nodes reach it", "다른 노드가 접속할 포트"),
        "30303",
      )
      .addOption(dirOption(say)),
  async run({ home }, [name = ""], { host, p2pPort, dir }) {
    if (!NODE_NAME.test(name)) throw bad("a node's name", name, "small letters, digits and '-', at most 31");
    if (!isIp(host)) throw bad("an IP address", host, "one, not a name");
    const p2p = wholeNumber("--p2p-port", p2pPort, 1, 65_535);
    const folder = consortiumAt(home, dir);
    const { publicKey, address } = nodeKey(folder, name);
    const node = `${name}=${enodeOf(publicKey, host, p2p)}`;
    return {
      json: { node, address, key: folder.node(name).key },
      text: {
        en: `${node}\nThe node's own address, as a validator (not the seat's): ${address}`,
        ko: `${node}\n블록 검증자로서의 노드 주소(의석의 주소가 아님): ${address}`,
      },
    };
  },
});

function bad(what: string, value: string, wanted: string): DidimError {
  return new DidimError("cli.value", `"${value.slice(0, 60)}" is not ${what}: give ${wanted}.`, { value });
}
