import { typeIdOf } from "../../../../src/public/council.ts";
import { formatDid } from "../../../../src/public/did.ts";
import { createRpcFacts } from "../../../../src/public/facts/rpc.ts";
import { checkReadiness, ONE_TIME_ROUNDING } from "../../../../src/public/issuer.ts";
import { type LensReader, lensOf, type Registry } from "../../../../src/public/registry.ts";
import { REASONS } from "../../registries/rights-text.ts";
import { type DoctorFinding, found } from "../finding.ts";
import { type Check, SOON } from "../patient.ts";

type LinkRecord = Awaited<ReturnType<LensReader>>["records"][number]["links"][number];

const NO_KEY = "A".repeat(43);
const NO_KEY_HEX = `0x${"0".repeat(64)}`;

/** For each --type, the chain of trust as verifiers judge it for a credential issued now. */
export const ACCREDITATION: Check = {
  name: "accreditation",
  needs: "did",
  async examine(patient) {
    const identity = await patient.identity();
    if (identity === undefined) return [];
    const registry = await patient.registry();
    const { time, hash } = await registry.head();
    const moment = { time, hash, soon: patient.now + SOON };
    const each = (patient.options.type ?? []).map((vct) => ofType(registry, identity, vct, moment));
    return (await Promise.all(each)).flat();
  },
};

interface Moment {
  readonly time: number;
  readonly hash: string;
  readonly soon: number;
}

async function ofType(registry: Registry, issuer: string, vct: string, { time, hash, soon }: Moment) {
  const question = { issuer, keyThumbprint: NO_KEY_HEX, typeId: typeIdOf(vct), issuedAt: time };
  const { records } = await lensOf(registry)([question], hash);
  const links = records[0]?.links ?? [];
  const ending = links.filter(({ newest: { until, reason } }) => reason === "none" && until > time && until < soon);
  return [
    await judged(registry, formatDid(registry.chainId, issuer), vct, { now: time, links }),
    ...ending.map(({ holder, newest: { until } }) =>
      found("accreditation.ending", { vct, until, holder: formatDid(registry.chainId, holder) }),
    ),
  ];
}

/** What verifiers would say of a credential issued now, and beside it why an epoch has ended. */
async function judged(
  registry: Registry,
  did: string,
  vct: string,
  { now, links }: { readonly now: number; readonly links: readonly LinkRecord[] },
): Promise<DoctorFinding> {
  const schema = {
    outcome: "valid",
    code: "readiness.schema-current",
    evidence: {},
    text: { en: "", ko: "" },
  } as const;
  const question = { did, keyThumbprint: NO_KEY, type: vct, allocator: undefined, schema, now };
  const { findings } = await checkReadiness({ ...question, rounding: ONE_TIME_ROUNDING }, createRpcFacts({ registry }));
  const { outcome, text } = findings.accreditation;
  if (outcome === "valid") return found("accreditation.whole", { did, vct });
  const reason = REASONS[links.find(({ newest }) => newest.reason !== "none")?.newest.reason ?? "none"];
  const why = reason.en === "" ? text : { en: `${text.en} (${reason.en})`, ko: `${text.ko} (${reason.ko})` };
  return found("accreditation.broken", { did, vct, why });
}
