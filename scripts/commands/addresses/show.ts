import { createHash } from "node:crypto";
import { CONTRACT_NAMES, formatAddresses } from "../../../src/public/registry.ts";
import { checkOut, writeOut } from "../../lib/terminal/output/output-file.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb<{ readonly out?: string }>({
  noun: "addresses",
  verb: "show",
  about: {
    en: "show the addresses of a deployment after comparing them with its chain, and their fingerprint, to be compared with that of another member",
    ko: "배포의 주소를 체인과 대조한 뒤 지문과 함께 보여 줍니다. 지문은 다른 회원의 것과 비교합니다",
  },
  example: "--network https://node.example --addresses addresses.json",
  chain: "reads",
  usage: (command, say) =>
    command.option(
      "--out <file>",
      say("the new file to write the addresses to, for a service", "주소를 저장할 새 파일(서비스용)"),
    ),
  async run(context, _, { out }) {
    checkOut(out);
    // To connect is to compare: chain, first block, and the code at each address.
    const { addresses } = await context.registry();
    const text = formatAddresses(addresses);
    const fingerprint = createHash("sha256").update(text).digest("hex");
    writeOut(out, text);
    const contracts = CONTRACT_NAMES.map((name) => `  ${name.padEnd(16)}${addresses.contracts[name].address}`);
    const { chainId, genesis } = addresses;
    return {
      json: { fingerprint, ...(out !== undefined && { file: out }), addresses: JSON.parse(text) as unknown },
      text: {
        en: [`Chain ${chainId}, first block ${genesis}`, ...contracts, `Fingerprint ${fingerprint}`].join("\n"),
        ko: [`체인 ${chainId}, 첫 블록 ${genesis}`, ...contracts, `지문 ${fingerprint}`].join("\n"),
      },
    };
  },
});
