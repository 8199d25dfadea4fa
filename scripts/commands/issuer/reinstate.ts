import { typeIdOf } from "../../../src/public/council.ts";
import { formatDid } from "../../../src/public/did.ts";
import { newestEpoch, type Registry } from "../../../src/public/registry.ts";
import { changed } from "../../lib/registries/accreditation.ts";
import { moment } from "../../lib/terminal/input/values.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb<{ until: string }>({
  noun: "issuer",
  verb: "reinstate",
  about: {
    en: "(accreditor, authority) lift a suspension: the issuer keeps its rights, unless it had ended before the suspension",
    ko: "(인가 기관, 소관 기관) 정지를 해제합니다. 권한은 그대로 이어지지만, 정지되기 전에 끝난 인가는 다시 시작되지 않습니다",
  },
  example: "did:ethr:0xc8321:0x5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e urn:kr:mois:civil-servant-id --key mois",
  chain: "writes",
  usage: (command, say) =>
    command
      .argument("<did>")
      .argument("<vct>")
      .option("--until <time>", say("when the accreditation ends", "인가가 끝나는 시각"), "never"),
  async run(context, [did = "", vct = ""], { until }) {
    const registry = await context.writer();
    const issuer = await context.identity(did);
    const typeId = typeIdOf(vct);
    const ended = await isOver(registry, issuer, typeId);
    const end = ended ? 0 : moment(until, (await registry.head()).time);
    const receipt = await registry.accreditations.reinstate(issuer, typeId, end);
    const done = ended
      ? {
          en: "is no longer suspended, but not accredited: its accreditation had ended before, or depended on one that was withdrawn. Its other credentials are valid again",
          ko: "정지를 해제했습니다. 다만 인가가 이미 끝났거나 철회된 상위 인가에 속해 있어 새로 발급할 수는 없습니다. 그 밖의 증명서는 다시 유효합니다",
        }
      : { en: "is reinstated", ko: "정지를 해제했습니다" };
    return changed(formatDid(registry.chainId, issuer), vct, receipt, done);
  },
});

/**
 * Whether lifting the suspension affects only credentials issued before: the epoch had ended, or its accreditor was
 * withdrawn since.
 */
async function isOver(registry: Registry, issuer: string, typeId: string): Promise<boolean> {
  const newest = await newestEpoch(registry, issuer, typeId);
  if (newest === undefined) return false;
  const { reason, root, accreditor, parentGeneration } = newest;
  if (reason === "suspended-after-end") return true;
  // The authority's role granted it, and a role has no generation.
  if (root) return false;
  const parent = await registry.accreditations.accreditationOf(accreditor, typeId);
  return Number(parent.generation) !== parentGeneration;
}
