import { stopNode } from "../../../network/besu.ts";
import { healthOf } from "../../../network/health.ts";
import { DidimError } from "../../../src/index.ts";
import { consortiumAt, nodesHere, readConsortium } from "../../lib/consortium/consortium.ts";
import { changeConsortium } from "../../lib/consortium/lists.ts";
import { addressesOf } from "../../lib/consortium/member-keys.ts";
import type { PasswordOptions } from "../../lib/keys/password.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

interface Options extends PasswordOptions {
  readonly account?: string;
  readonly dir?: string;
}

const HELP = `
First the council votes its validator and its seat out (validator.remove, seat.remove): a node that still seals is not let go, for the
others would wait for it in every round. Its key and its data stay where they are.`;

export default defineVerb<Options>({
  noun: "member",
  verb: "remove",
  about: "shut out a node that seals no longer, and its member's account",
  usage: (command) =>
    command
      .argument("<node>", "its name")
      .option("--account <address|key>", "the account to take off the allow-list, too")
      .option("--dir <folder>", "the consortium's folder; else consortium in Didim's folder")
      .addHelpText("after", HELP),
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
    return { json: { removed: node, reloaded }, text: { en: `${name} is shut out.`, ko: `${name} 노드를 뺐습니다.` } };
  },
});

function stillSeals(name: string, unknown: boolean): DidimError {
  const why = unknown ? "No node answers, so whether it seals could not be found out" : "It is a validator";
  return new DidimError("consortium.still-seals", `${why}: ${name} stays. The council votes it out first.`, {
    node: name,
  });
}
