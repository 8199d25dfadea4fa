import { DidimError } from "../../../src/public/index.ts";
import { createAgency } from "../../../src/public/issuer.ts";
import { accountNamed } from "../../lib/registries/recovery.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

interface Options {
  readonly endKeys?: true;
  readonly forGood?: true;
}

export default defineVerb<Options>({
  noun: "did",
  verb: "hand-over",
  about: {
    en: "(controller) give control of the DID to another account; its signing keys stay",
    ko: "(통제 계정) DID의 통제권을 다른 계정에 넘깁니다. 서명 키는 그대로 유지됩니다",
  },
  example: "0x5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e --for-good --key sejong",
  chain: "writes",
  usage: (command, say) =>
    command
      .argument(
        "<account>",
        say("an account's or a contract's address, or an account key's name", "계정이나 계약의 주소 또는 계정 키 이름"),
      )
      .option("--end-keys", say("also retire all its signing keys", "모든 서명 키의 사용도 함께 끝냅니다"))
      .option(
        "--for-good",
        say(
          "confirm that only the new controller can give it back",
          "통제권은 새 통제 계정만 되돌려 줄 수 있음을 확인합니다",
        ),
      ),
  async run(context, [who = ""], { endKeys = false, forGood }) {
    if (!forGood) {
      throw new DidimError("cli.confirm", "Only the new controller can give it back. To confirm, add --for-good.", {});
    }
    const registry = await context.writer();
    const [identity, controller] = [await context.actor(registry), await accountNamed(context, who)];
    const agency = createAgency({ registry, did: identity });
    const { did, receipt } = await agency.handOver({ to: controller, endKeys });
    const { hash, block } = receipt;
    return {
      json: { did, controller, endKeys, transaction: hash, block },
      text: {
        en: `${did}: its controller is now ${controller}${endKeys ? ", its signing keys are retired" : ""} (block ${block})`,
        ko: `${did}: 이제 통제 계정은 ${controller}입니다${endKeys ? ". 서명 키의 사용은 모두 끝났습니다" : ""} (블록 ${block})`,
      },
    };
  },
});
