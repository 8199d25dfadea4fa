import { typeIdOf } from "../../../../src/public/council.ts";
import { formatDid } from "../../../../src/public/did.ts";
import { createRpcFacts } from "../../../../src/public/facts/rpc.ts";
import { checkReadiness, ONE_TIME_ROUNDING } from "../../../../src/public/issuer.ts";
import { lensOf, type Registry } from "../../../../src/public/registry.ts";
import { type DoctorFinding, found } from "../finding.ts";
import { type Check, SOON } from "../patient.ts";

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
    const each = (patient.options.type ?? []).map(async (vct) => [
      await judged(registry, formatDid(registry.chainId, identity), vct, time),
      ...(await ending(registry, identity, vct, { time, hash, soon: patient.now + SOON })),
    ]);
    return (await Promise.all(each)).flat();
  },
};

async function judged(registry: Registry, did: string, vct: string, now: number): Promise<DoctorFinding> {
  const schema = {
    outcome: "valid",
    code: "readiness.schema-current",
    evidence: {},
    text: { en: "", ko: "" },
  } as const;
  const question = { did, keyThumbprint: NO_KEY, type: vct, allocator: undefined, schema, now };
  const { findings } = await checkReadiness({ ...question, rounding: ONE_TIME_ROUNDING }, createRpcFacts({ registry }));
  const { outcome, text } = findings.accreditation;
  return outcome === "valid"
    ? found("accreditation.whole", { did, vct })
    : found("accreditation.broken", { did, vct, why: text });
}

interface Moment {
  readonly time: number;
  readonly hash: string;
  readonly soon: number;
}

async function ending(registry: Registry, issuer: string, vct: string, { time, hash, soon }: Moment) {
  const question = { issuer, keyThumbprint: NO_KEY_HEX, typeId: typeIdOf(vct), issuedAt: time };
  const { records } = await lensOf(registry)([question], hash);
  return (records[0]?.links ?? []).flatMap(({ holder, newest: { until } }) =>
    until > time && until < soon
      ? [found("accreditation.ending", { vct, until, holder: formatDid(registry.chainId, holder) })]
      : [],
  );
}
