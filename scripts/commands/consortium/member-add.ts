import { isIp, parseNamedNode } from "../../../network/enode.ts";
import { enode } from "../../../network/node-files.ts";
import type { Consortium } from "../../../network/record.ts";
import { DidimError } from "../../../src/index.ts";
import { consortiumAt, readConsortium } from "../../lib/consortium/consortium.ts";
import { makeNode, portsAfter } from "../../lib/consortium/files.ts";
import { changeConsortium } from "../../lib/consortium/lists.ts";
import { accountsFor } from "../../lib/consortium/member-keys.ts";
import type { PasswordOptions } from "../../lib/keys/password.ts";
import { plain } from "../../lib/terminal/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

interface Options extends PasswordOptions {
  readonly account: string;
  readonly host: string;
  readonly dir?: string;
}

const HELP = `
The nodes of this machine then let the new node in and take the account's transactions; every other member does the same on theirs. It
follows the chain at once, and seals blocks when the council has voted it in: what to propose is printed.`;

export default defineVerb<Options>({
  noun: "member",
  verb: "add",
  about: "let another member's node and account in: its key is made here, unless its enode is named",
  usage: (command) =>
    command
      .argument("[name=enode]", "the node, where its member made the key (see `key`)")
      .requiredOption("--account <address|key>", "the account that holds its seat; a key that is not there is made")
      .option("--host <ip>", "where a node whose key is made here will be", "127.0.0.1")
      .option("--dir <folder>", "the consortium's folder; else consortium in Didim's folder")
      .addHelpText("after", HELP),
  async run({ home }, [named], { account, host, dir, ...options }) {
    const folder = consortiumAt(home, dir);
    const before = readConsortium(folder);
    if (!isIp(host)) throw new DidimError("cli.value", "--host takes an IP address.", { host });
    const wanted = named === undefined ? { name: nextName(before), host } : parseNamedNode(named);
    const [member = ""] = await accountsFor([account], { home, folder, options });
    const node = makeNode(folder, wanted, portsAfter(highestPorts(before), 1));
    if (before.nodes.some(({ name, address }) => name === node.name || address === node.address)) {
      throw new DidimError("consortium.node-there", `There is a node ${node.name}, or one with that key, already.`, {
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
    const propose = `echo '${JSON.stringify(actions)}' | npm run didim -- council propose - --network besu --key KEY`;
    return {
      json: { node, enode: enode(node), member, actions, reloaded },
      text: plain(
        `${node.name}: ${node.address}\n${enode(node)}\nStart it: npm run consortium -- up ${node.name}\nLet the council decide: ${propose}`,
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
