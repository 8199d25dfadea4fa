import { hashOfSchema } from "../../../src/public/issuer.ts";
import { proposeActions } from "../../lib/registries/proposals.ts";
import { schemaIn } from "../../lib/terminal/input/input.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

interface Options {
  readonly authority: string;
  readonly schema?: string;
  readonly schemaUri?: string;
  readonly doctype?: string;
  readonly status3Valid?: true;
  readonly status: boolean;
  readonly holderBinding: boolean;
  readonly description?: string;
}

export default defineVerb<Options>({
  noun: "type",
  verb: "register",
  about: {
    en: "(council seat) propose a new type of credential, and its authority",
    ko: "(협의회 의석) 새 증명서 종류와 소관 기관을 협의회에 발의합니다",
  },
  example: "urn:kr:mois:civil-servant-id --authority mois --schema schema.json --key member-1",
  chain: "writes",
  usage: (command, say) =>
    command
      .argument("<vct>", say("the type's name, as it stands in credentials", "증명서에 적히는 종류 이름"))
      .requiredOption(
        "--authority <did>",
        say("the authority, which decides who may issue the type", "발급 권한을 정하는 소관 기관"),
      )
      .option(
        "--schema <file>",
        say(
          "the JSON schema of its claims; its SHA-256 goes on the chain",
          "항목의 JSON 스키마. SHA-256을 체인에 기록합니다",
        ),
      )
      .option("--schema-uri <uri>", say("where people can get the schema", "스키마를 받을 수 있는 주소"))
      .option("--doctype <doctype>", say("its ISO/IEC 18013-5 doctype", "ISO/IEC 18013-5의 doctype"))
      .option(
        "--status3-valid",
        say("the application-specific status 3 counts as valid", "용도별 상태(3)를 유효한 것으로 봅니다"),
      )
      .option(
        "--no-status",
        say(
          "its credentials need no status, so they cannot be revoked one by one; this can never be changed",
          "상태 정보가 필요 없는 종류로 정합니다. 증명서를 개별적으로 취소할 수 없으며, 나중에 바꿀 수 없습니다",
        ),
      )
      .option(
        "--no-holder-binding",
        say(
          "its credentials are valid whoever presents them, as on paper; this can never be changed",
          "종이 증명서처럼 누가 제시해도 유효한 종류로 정합니다. 나중에 바꿀 수 없습니다",
        ),
      )
      .option("--description <text>", say("what the proposal is about; public", "안건 설명(공개)")),
  async run(context, [vct = ""], options) {
    const { schema, schemaUri, doctype } = options;
    const schemaHash = schema === undefined ? undefined : hashOfSchema(vct, schemaIn(schema));
    const registry = await context.writer();
    const authority = await context.identity(options.authority);
    const action = {
      do: "type.register",
      vct,
      authority,
      applicationStatusIsValid: options.status3Valid === true,
      status: options.status ? "required" : "none",
      holderBinding: options.holderBinding ? "required" : "none",
      ...(schemaHash === undefined ? {} : { schemaHash }),
      ...(schemaUri === undefined ? {} : { schemaUri }),
      ...(doctype === undefined ? {} : { doctype }),
    } as const;
    const about = { description: options.description, usual: `Register ${vct}` };
    return proposeActions(registry, await context.actor(registry), [action], about);
  },
});
