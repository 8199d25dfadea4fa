import { formatDid, typeIdOf } from "../../src/index.ts";
import { openApplications } from "../lib/accreditation.ts";
import { oneLine } from "../lib/output.ts";
import { plain, when } from "../lib/values.ts";
import { defineVerb } from "../lib/verb.ts";

export default defineVerb<{ type?: string; accreditor?: string }>({
  noun: "issuer",
  verb: "applications",
  about: "the applications that wait for a decision",
  chain: "reads",
  usage: (command) =>
    command.option("--type <vct>", "of this type only").option("--accreditor <did>", "that this one decides only"),
  async run(context, _, { type, accreditor }) {
    const registry = await context.registry();
    const decider = accreditor && formatDid(registry.chainId, await context.identity(accreditor));
    const open = (await openApplications(registry)).filter(
      (one) => (!type || one.typeId === typeIdOf(type)) && (!decider || one.accreditor === decider),
    );
    const lines = open.map(({ issuer, vct, typeId, mayIssue, levels, applied, note }) => {
      const asked = [mayIssue ? "issue" : "", levels > 0 ? `accredit ${levels}` : ""].filter(Boolean).join(" + ");
      return `${when(applied).en}  ${issuer}\n  ${oneLine(vct ?? typeId)}  ${asked}${note === "" ? "" : `\n  ${oneLine(note)}`}`;
    });
    return {
      json: open,
      text:
        open.length === 0
          ? { en: "No application is open.", ko: "대기 중인 신청이 없습니다." }
          : plain(lines.join("\n")),
    };
  },
});
