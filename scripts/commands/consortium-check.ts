import type { Genesis } from "../../network/genesis.ts";
import { DidimError, formatAddresses } from "../../src/index.ts";
import { consortiumAt, readConsortium } from "../lib/consortium.ts";
import { readIfThere, readJsonIfThere } from "../lib/home.ts";
import { readParameters } from "../lib/parameters.ts";
import { defineVerb } from "../lib/verb.ts";

const HELP = `
Every member does it before it starts its node, so that nobody need trust whoever ran init: the registries are deployed again to an embedded
chain, with the parameters of parameters.json, from the sources of this checkout; genesis.json and addresses.json must come out to the byte.`;

export default defineVerb<{ readonly dir?: string }>({
  verb: "check",
  about: "build the genesis again, from these sources and its parameters, and compare",
  usage: (command) =>
    command
      .option("--dir <folder>", "the consortium's folder; else consortium in Didim's folder")
      .addHelpText("after", HELP),
  async run(context, _, { dir }) {
    const folder = consortiumAt(context.home, dir);
    const { chainId, genesis: hash, gasLimit } = readConsortium(folder);
    const parameters = readParameters(folder.parameters);
    const { timestamp } = (readJsonIfThere(folder.genesis) ?? {}) as Partial<Genesis>;
    context.progress({ en: "making the genesis again", ko: "제네시스를 다시 만듭니다" });
    // It loads Hardhat, which the other verbs need not wait for.
    const { genesisFor } = await import("../lib/consortium-init.ts");
    const made = await genesisFor({ chainId, timestamp: Number(timestamp), gasLimit, parameters });
    compare(folder.genesis, made.genesis);
    compare(folder.addresses, formatAddresses(made.addresses));
    if (hash !== made.addresses.genesis) throw differs(folder.record);
    return {
      json: { genesis: hash, same: true, parameters },
      text: {
        en: `The genesis is what these sources make of its parameters: ${hash}`,
        ko: `이 소스와 매개변수로 만든 제네시스와 같습니다: ${hash}`,
      },
    };
  },
});

function compare(file: string, made: string): void {
  if (readIfThere(file) !== made) throw differs(file);
}

function differs(file: string): DidimError {
  return new DidimError(
    "consortium.genesis-differs",
    `${file} is not what these sources make of parameters.json: another version of the sources, or it was altered. Do not start a node with it.`,
    { file },
  );
}
