import { formatDid } from "../../../../src/public/did.ts";
import { type Recovery, recoveryOf } from "../../../../src/public/registry.ts";
import { type DoctorFinding, found } from "../finding.ts";
import type { Check } from "../patient.ts";

export const DID: Check = {
  name: "did",
  needs: "did",
  async examine(patient) {
    const identity = await patient.identity();
    if (identity === undefined) return [];
    const registry = await patient.registry();
    const did = formatDid(registry.chainId, identity);
    const recovery = await recoveryOf(registry, identity);
    const { controller } = recovery;
    if (controller === undefined) return [found("did.deactivated", { did })];
    const control = controller === identity ? "did.in-force" : "did.controlled-by-other";
    return [found(control, { did, controller }), ...recovering(did, recovery)];
  },
};

function recovering(did: string, { recoverer, underWay }: Recovery): readonly DoctorFinding[] {
  if (underWay !== undefined) {
    const { newController, readyAt } = underWay;
    return [found("recovery.under-way", { did, newController, readyAt })];
  }
  return [recoverer === undefined ? found("recovery.nobody", { did }) : found("recovery.set", { recoverer })];
}
