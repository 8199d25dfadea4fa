import type { ConsortiumFolder } from "../../../network/folder.ts";
import type { Genesis } from "../../../network/genesis.ts";
import { identityOfKey } from "../../../network/node-key.ts";
import type { Consortium } from "../../../network/record.ts";
import { anchorFingerprint, DidimError, formatAddresses, parseAnchor } from "../../../src/index.ts";
import { consortiumAt, nodesHere, readConsortium } from "../../lib/consortium/consortium.ts";
import { writeConsortium } from "../../lib/consortium/files.ts";
import { describeCheck } from "../../lib/consortium/words.ts";
import { readParameters } from "../../lib/network/parameters.ts";
import { readIfThere, readJsonIfThere } from "../../lib/terminal/home.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

const HELP = `
Every member does it before it starts its node, so that nobody need trust whoever ran init: the registries are deployed again to an embedded
chain, with the parameters of parameters.json, from the sources of this checkout; genesis.json, addresses.json and trust-anchor.json must come
out to the byte, and a node whose key is here must be in consortium.json by that key. The nodes' configuration, peers and lists, and
docker-compose.yml for the nodes whose keys are here, are then written anew from consortium.json. Whether seats, guardian, validators and
accounts are those that were agreed on, nobody but you can tell: they are shown.`;

export default defineVerb<{ readonly dir?: string }>({
  verb: "check",
  about: "build the genesis again, from these sources and its parameters, and compare",
  usage: (command) =>
    command
      .option("--dir <folder>", "the consortium's folder; else consortium in Didim's folder")
      .addHelpText("after", HELP),
  async run(context, _, { dir }) {
    const folder = consortiumAt(context.home, dir);
    const consortium = readConsortium(folder);
    checkOwnKeys(folder, consortium);
    const parameters = readParameters(folder.parameters);
    const { timestamp } = (readJsonIfThere(folder.genesis) ?? {}) as Partial<Genesis>;
    context.progress({ en: "making the genesis again", ko: "제네시스를 다시 만듭니다" });
    // It loads Hardhat, which the other verbs need not wait for.
    const { anchorFile, genesisFor } = await import("../../lib/consortium/init.ts");
    const { chainId, gasLimit, genesis } = consortium;
    const begun = Number(timestamp);
    const made = await genesisFor({ chainId, timestamp: begun, gasLimit, parameters });
    compare(folder.genesis, made.genesis);
    compare(folder.addresses, formatAddresses(made.addresses));
    if (genesis !== made.addresses.genesis) throw differs(folder.record);
    const anchor = anchorFile(made.addresses, parameters.validators, begun);
    // Whoever could put other validators there would deceive all who verify by proofs.
    compare(folder.anchor, anchor);
    // Besu does what its configuration says, and so it must not be whatever came in the folder.
    writeConsortium(folder, consortium);
    return describeCheck(consortium, parameters, anchorFingerprint(parseAnchor(anchor)));
  },
});

/** Under the name of a node of ours there must be our key: else somebody else's node would have our place. */
function checkOwnKeys(folder: ConsortiumFolder, consortium: Consortium): void {
  for (const { name, publicKey, address } of nodesHere(folder, consortium)) {
    const own = identityOfKey(readIfThere(folder.node(name).key) ?? "");
    if (own.publicKey !== publicKey || own.address !== address) throw differs(folder.record);
  }
}

function compare(file: string, made: string): void {
  if (readIfThere(file) !== made) throw differs(file);
}

function differs(file: string): DidimError {
  return new DidimError(
    "consortium.genesis-differs",
    `${file} is not what these sources and this machine's keys make of parameters.json: another version of the sources, or it was altered since. Do not start a node with it.`,
    { file },
  );
}
