import { ACCOUNT } from "./checks/account.ts";
import { ACCREDITATION } from "./checks/accreditation.ts";
import { ANCHOR } from "./checks/anchor.ts";
import { CLOCK } from "./checks/clock.ts";
import { DID } from "./checks/did.ts";
import { HOME } from "./checks/home.ts";
import { KEYS, OPENED_KEY } from "./checks/keys.ts";
import { LISTS } from "./checks/lists.ts";
import { NODES } from "./checks/nodes.ts";
import { OUTBOX } from "./checks/outbox.ts";
import { REGISTRIES } from "./checks/registries.ts";
import { RELYING_PARTY } from "./checks/relying-party.ts";
import { SIGNING_KEYS } from "./checks/signing-keys.ts";
import { WALLET } from "./checks/wallet.ts";
import { type DoctorFinding, found, reasonOf } from "./finding.ts";
import type { Check, Patient } from "./patient.ts";
import type { FindingOutcome } from "./texts/text.ts";

/** All checks, from this machine outwards: what comes first may be the cause of what comes later. */
const CHECKS: readonly Check[] = [
  ...[HOME, KEYS, OPENED_KEY, WALLET, NODES, CLOCK, REGISTRIES, OUTBOX],
  ...[ACCOUNT, DID, SIGNING_KEYS, ACCREDITATION, LISTS, RELYING_PARTY, ANCHOR],
];

/** Makes the checks one after the other. One that fails does not hide the others. */
export async function examine(patient: Patient): Promise<readonly DoctorFinding[]> {
  const findings: DoctorFinding[] = [];
  for (const { name, needs, examine } of CHECKS) {
    if (needs !== undefined && !(await has(patient.registry))) continue;
    if (needs === "did" && !(await has(patient.identity))) continue;
    findings.push(...(await orFailed(name, () => examine(patient))));
  }
  return [...findings, ...(await unexplained(patient, findings)), ...(await whoIsMissing(patient))];
}

/** What says why the registries cannot be read: a node, the network, the chain, or a check that failed. */
const EXPLAINS = /^(node|nodes|network|chain|registries|check)\./;

/**
 * Without the registries most checks are left out. If no finding says why they cannot be read, as when a node tells its
 * blocks and refuses everything else, that must not look as if all were well.
 */
async function unexplained(
  { registry }: Patient,
  findings: readonly DoctorFinding[],
): Promise<readonly DoctorFinding[]> {
  if (findings.some(({ outcome, code }) => outcome !== "ok" && outcome !== "warning" && EXPLAINS.test(code))) return [];
  return orFailed("registries", async () => {
    await registry();
    return [];
  });
}

async function orFailed(
  check: string,
  examine: () => Promise<readonly DoctorFinding[]>,
): Promise<readonly DoctorFinding[]> {
  try {
    return await examine();
  } catch (error) {
    return [found("check.failed", { check, why: reasonOf(error) })];
  }
}

const has = (read: () => Promise<unknown>): Promise<boolean> =>
  read().then(
    () => true,
    () => false,
  );

/** What the DID's checks were left out for: nobody is named, or who it is could not be found out. */
async function whoIsMissing({ registry, identity }: Patient): Promise<readonly DoctorFinding[]> {
  if (!(await has(registry))) return [];
  return orFailed("did", async () => ((await identity()) === undefined ? [found("did.unnamed")] : []));
}

/** The worst first. What could not be found out counts more than a warning: it may hide a problem. */
const SEVERITY: readonly FindingOutcome[] = ["problem", "unknown", "warning", "ok"];

export function worstOf(findings: readonly DoctorFinding[]): FindingOutcome {
  return SEVERITY.find((outcome) => findings.some((finding) => finding.outcome === outcome)) ?? "ok";
}
