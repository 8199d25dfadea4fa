import { typeIdOf } from "../../../../src/public/council.ts";
import { formatDid } from "../../../../src/public/did.ts";
import { relyingPartiesOf } from "../../../../src/public/registry.ts";
import { found } from "../finding.ts";
import { type Check, SOON } from "../patient.ts";

/** A verifier's registration for each type that it --asks for, as wallets look it up. */
export const RELYING_PARTY: Check = {
  name: "relying-party",
  needs: "did",
  async examine(patient) {
    const [identity, asked] = [await patient.identity(), patient.options.asks ?? []];
    if (identity === undefined || asked.length === 0) return [];
    const registry = await patient.registry();
    const did = formatDid(registry.chainId, identity);
    const { registrationOf } = await relyingPartiesOf(registry).look();
    const each = asked.map(async (vct) => {
      const registration = await registrationOf(identity, typeIdOf(vct));
      if (registration === undefined) return found("rp.unregistered", { did, vct });
      const { until } = registration;
      return found(until < patient.now + SOON ? "rp.ending" : "rp.registered", { did, vct, until });
    });
    return Promise.all(each);
  },
};
