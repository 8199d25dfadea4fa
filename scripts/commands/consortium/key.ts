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
  about: "make this member's node key, and say what the others need to know: NAME=enode://…",
  usage: (command) =>
    command
      .argument("<name>", "the node's name, as nobody else's in the consortium")
      .requiredOption("--host <ip>", "where the other nodes reach it")
      .option("--p2p-port <number>", "and at which port", "30303")
      .option("--dir <folder>", "the consortium's folder; else consortium in Didim's folder"),
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
