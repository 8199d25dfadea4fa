import type { TransactionResponse } from "ethers";
import { ethers, networkHelpers } from "./local.ts";

export { ethers, networkHelpers };

export type Actor = Awaited<ReturnType<typeof ethers.getSigners>>[number];
export type Registries = Awaited<ReturnType<typeof registries>>;

export const DAY = 86_400n;
export const NO_END = 2n ** 40n - 1n;
export const NOBODY = ethers.ZeroAddress;
export const SALT = ethers.id("registry tests");

export const VCT = "https://credentials.go.kr/civil-servant-id/1";
export const TYPE = ethers.id(VCT);
export const SCHEMA_HASH = ethers.sha256(ethers.toUtf8Bytes("{}"));
export const SCHEMA_URI = "https://credentials.go.kr/schemas/civil-servant-id/1.json";

/** IAccreditations.Reason. */
export const Reason = {
  none: 0n,
  ended: 1n,
  suspended: 2n,
  suspendedAfterEnd: 3n,
  withdrawn: 4n,
  annulled: 5n,
} as const;
/** The bits of a type's flags (ICredentialTypes.CredentialType). */
export const Flag = { applicationStatusIsValid: 1, noStatus: 2, noHolderBinding: 4 } as const;
/** Status values of the IETF Token Status List, §7.1. */
export const Status = { valid: 0n, invalid: 1n, suspended: 2n, application: 3n } as const;

/**
 * All registries over the real DIDRegistry, with a plain account in place of the council's executor. Each agency's
 * identity is its own account. The Ministry of the Interior is the authority of one type; nobody is accredited yet.
 */
export async function registries() {
  const signers = await ethers.getSigners();
  const [council, moi, sejong, busan, ministry, personnel, successor, thief, operator, relayer, stranger, ...seats] =
    signers as [Actor, Actor, Actor, Actor, Actor, Actor, Actor, Actor, Actor, Actor, Actor, ...Actor[]];
  const dids = await ethers.deployContract("DIDRegistry", [SALT]);
  const seating = await ethers.deployContract("SeatsDouble");
  const types = await ethers.deployContract("CredentialTypes", [dids, council, SALT]);
  const accreditations = await ethers.deployContract("Accreditations", [dids, types, seating, SALT]);
  const statuses = await ethers.deployContract("StatusLists", [dids, SALT]);
  const lens = await ethers.deployContract("TrustLens", [dids, types, accreditations, statuses, SALT]);
  await types.connect(council).register(VCT, moi, SCHEMA_HASH, SCHEMA_URI, "", 0);
  for (const seat of seats.slice(0, 4)) await seating.seat(seat);
  return {
    ...{ council, moi, sejong, busan, ministry, personnel, successor, thief, operator, relayer, stranger, seats },
    ...{ dids, seating, types, accreditations, statuses, lens },
  };
}

export interface Rights {
  readonly mayIssue?: boolean;
  readonly levels?: number;
  readonly until?: bigint;
  readonly exceptions?: number;
}

/** The agency applies, and its accreditor (for a root link the authority, which is `by`) grants exactly that. */
export async function accredit(all: Registries, agency: Actor, by: Actor, rights: Rights = {}, root = by === all.moi) {
  const { mayIssue = true, levels = 0, until = NO_END, exceptions = 0 } = rights;
  await all.accreditations.connect(agency).applyFor(agency, TYPE, root ? NOBODY : by, mayIssue, levels, "");
  return all.accreditations.connect(by).accredit(agency, TYPE, mayIssue, levels, until, exceptions);
}

/** council → Ministry of the Interior (authority) → ministry (accredits, does not issue) → Sejong (issues). */
export async function chainOfTwo() {
  const all = await registries();
  await accredit(all, all.ministry, all.moi, { mayIssue: false, levels: 1 });
  await accredit(all, all.sejong, all.ministry);
  return all;
}

export const now = async (): Promise<bigint> => BigInt(await networkHelpers.time.latest());

export const wait = (seconds: bigint): Promise<number> => networkHelpers.time.increase(seconds);

/** The Ministry of the Interior hands the type over to its successor. */
export async function handOver({ types, moi, successor }: Registries): Promise<bigint> {
  await types.connect(moi).offer(TYPE, successor);
  return timeOf(types.connect(successor).accept(TYPE));
}

/** The time of the block with a transaction, in seconds since 1970. */
export async function timeOf(sent: Promise<TransactionResponse> | TransactionResponse): Promise<bigint> {
  const block = await (await sent).getBlock();
  if (block === null) throw new Error("not mined");
  return BigInt(block.timestamp);
}

/** The zero address as a caller: nobody has its key, but a node can simulate it. */
export async function nobody(): Promise<Actor> {
  await networkHelpers.impersonateAccount(NOBODY);
  await networkHelpers.setBalance(NOBODY, ethers.parseEther("1"));
  return ethers.getSigner(NOBODY);
}

/** Whether the agency's chain holds for something issued at `moment` (default: now). */
export async function accredited(all: Registries, agency: Actor, moment?: bigint): Promise<boolean> {
  return all.accreditations.isAccredited(agency, TYPE, moment ?? (await now()));
}
