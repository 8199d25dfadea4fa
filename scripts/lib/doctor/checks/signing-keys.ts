import { formatDid } from "../../../../src/public/did.ts";
import { createRpcFacts } from "../../../../src/public/facts/rpc.ts";
import { checkReadiness, ONE_TIME_ROUNDING } from "../../../../src/public/issuer.ts";
import { LAST_KEY } from "../../../../src/public/keys.ts";
import { documentsOf, type Registry } from "../../../../src/public/registry.ts";
import { listKeys } from "../../keys/keys.ts";
import { type DoctorFinding, found } from "../finding.ts";
import { type Check, SOON } from "../patient.ts";

/** No type: only the key is asked about. */
const NO_TYPE = "urn:none";

/** The signing keys in the folder, by the thumbprints that their files name, as verifiers would judge them now. */
export const SIGNING_KEYS: Check = {
  name: "signing-keys",
  needs: "did",
  async examine(patient) {
    const identity = await patient.identity();
    if (identity === undefined) return [];
    const registry = await patient.registry();
    const did = formatDid(registry.chainId, identity);
    const { time } = await registry.head();
    const document = await documentsOf(registry)(identity);
    const inForce = document.keys.filter(({ algorithm, until }) => algorithm <= LAST_KEY && until > time);
    const own = listKeys(patient.context.home).filter(({ kind, says }) => kind === "signing" && says !== undefined);
    const findings = own.map(({ name, says = "" }) => {
      const key = inForce.find(({ thumbprint }) => thumbprint === hexOf(says));
      if (key === undefined) return judged(registry, { did, name, thumbprint: says, now: time });
      const ends = key.until < patient.now + SOON;
      return found(ends ? "signing-key.ending" : "signing-key.in-force", { name, until: key.until });
    });
    const issues = own.length > 0 || patient.options.type !== undefined;
    const none = issues && inForce.length === 0 ? [found("signing-key.none", { did })] : [];
    return [...none, ...(await Promise.all(findings))];
  },
};

interface Asked {
  readonly did: string;
  readonly name: string;
  readonly thumbprint: string;
  readonly now: number;
}

/** A key that is not in force: was it ever the DID's, and what do verifiers say of it? */
async function judged(registry: Registry, { did, name, thumbprint, now }: Asked): Promise<DoctorFinding> {
  const question = { did, keyThumbprint: thumbprint, type: NO_TYPE, allocator: undefined, now };
  const schema = {
    outcome: "valid",
    code: "readiness.schema-current",
    evidence: {},
    text: { en: "", ko: "" },
  } as const;
  const facts = createRpcFacts({ registry });
  const { findings } = await checkReadiness({ ...question, schema, rounding: ONE_TIME_ROUNDING }, facts);
  const { code, text } = findings.issuerKey;
  return code === "issuerKey.unknown"
    ? found("signing-key.unregistered", { name, did })
    : found("signing-key.refused", { name, why: text });
}

const hexOf = (thumbprint: string): string => `0x${Buffer.from(thumbprint, "base64url").toString("hex")}`;
