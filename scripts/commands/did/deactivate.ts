import { DidimError, formatDid } from "../../../src/index.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb<{ forGood?: true }>({
  noun: "did",
  verb: "deactivate",
  about:
    "end a DID, for good: its keys vouch for nothing, its lists are unmaintained, whom it accredited falls with it",
  chain: "writes",
  usage: (command) => command.option("--for-good", "confirm that it cannot be undone"),
  async run(context, _, { forGood }) {
    if (!forGood) throw new DidimError("cli.confirm", "This cannot be undone. Confirm it: --for-good", {});
    const registry = await context.writer();
    const identity = await context.actor(registry);
    const did = formatDid(registry.chainId, identity);
    const { hash, block } = await registry.dids.deactivate(identity);
    return {
      json: { did, transaction: hash, block },
      text: {
        en: `${did} is deactivated, for good (block ${block})`,
        ko: `${did}: 영구히 폐기했습니다 (블록 ${block})`,
      },
    };
  },
});
