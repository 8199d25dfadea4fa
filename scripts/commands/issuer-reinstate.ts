import { formatDid, type Registry, typeIdOf } from "../../src/index.ts";
import { changed } from "../lib/accreditation.ts";
import { moment } from "../lib/values.ts";
import { defineVerb } from "../lib/verb.ts";

export default defineVerb<{ until: string }>({
  noun: "issuer",
  verb: "reinstate",
  about:
    "take a suspension back: the issuer goes on, with the same rights, unless it had ended before it was suspended",
  chain: "writes",
  usage: (command) =>
    command.argument("<did>").argument("<vct>").option("--until <time>", "when the accreditation ends", "never"),
  async run(context, [did = "", vct = ""], { until }) {
    const registry = await context.writer();
    const issuer = await context.identity(did);
    const typeId = typeIdOf(vct);
    const ended = await hadEnded(registry, issuer, typeId);
    const end = ended ? 0 : moment(until, (await registry.head()).time);
    const receipt = await registry.accreditations.reinstate(issuer, typeId, end);
    const done = ended
      ? {
          en: "is not suspended any more, nor accredited: it had ended before. What it issued counts again",
          ko: "정지를 풀었습니다. 정지 전에 이미 끝난 인가이므로 발급은 할 수 없고, 이미 발급한 것은 다시 유효합니다",
        }
      : { en: "is reinstated", ko: "다시 허용했습니다" };
    return changed(formatDid(registry.chainId, issuer), vct, receipt, done);
  },
});

/** IAccreditations.Reason.SUSPENDED_AFTER_END, in the three highest bits of an epoch's terms. */
const SUSPENDED_AFTER_END = 3n;

async function hadEnded({ accreditations }: Registry, issuer: string, typeId: string): Promise<boolean> {
  const { epochs } = await accreditations.accreditationOf(issuer, typeId);
  if (epochs === 0n) return false;
  const { terms } = await accreditations.epochOf(issuer, typeId, epochs - 1n);
  return terms >> 5n === SUSPENDED_AFTER_END;
}
