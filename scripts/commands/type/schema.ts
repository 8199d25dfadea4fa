import { createTypeAuthority, hashOfSchema } from "../../../src/public/authority.ts";
import { schemaIn } from "../../lib/terminal/input/input.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

interface Options {
  readonly schema: string;
  readonly schemaUri: string;
}

export default defineVerb<Options>({
  noun: "type",
  verb: "schema",
  about: {
    en: "(authority) change the JSON schema of the type's claims; issuers must follow it from now on",
    ko: "(소관 기관) 항목의 JSON 스키마를 바꿉니다. 발급기관은 이후 새 스키마를 따라야 합니다",
  },
  example:
    "urn:kr:mois:civil-servant-id --schema schema.json --schema-uri https://mois.example/civil-servant-id.json --key mois",
  chain: "writes",
  usage: (command, say) =>
    command
      .argument("<vct>")
      .requiredOption(
        "--schema <file>",
        say("the schema; its SHA-256 goes on the chain", "스키마. SHA-256을 체인에 기록합니다"),
      )
      .requiredOption("--schema-uri <uri>", say("where people can get it", "스키마를 받을 수 있는 주소")),
  async run(context, [vct = ""], { schema, schemaUri }) {
    const text = schemaIn(schema);
    // A schema that cannot be used is refused before a password is asked for.
    hashOfSchema(vct, text);
    const authority = createTypeAuthority({ registry: await context.writer() });
    const { schemaHash, receipt } = await authority.changeSchema({ type: vct, schema: text, schemaUri });
    const { hash, block } = receipt;
    return {
      json: { vct, schemaHash, schemaUri, transaction: hash, block },
      text: {
        en: `${vct}: the schema is now ${schemaHash} (block ${block})`,
        ko: `${vct}: 이제 스키마는 ${schemaHash}입니다 (블록 ${block})`,
      },
    };
  },
});
