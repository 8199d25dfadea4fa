import { encodeBytes32String, ZeroAddress, ZeroHash } from "ethers";
import { bytesOfText, sha256, toHex } from "../../../src/crypto/encodings/bytes.ts";
import { keyEntry } from "../../../src/did/key-entry.ts";
import { DAY } from "../constants.ts";
import { type TestKey, testKey } from "../tokens/keys.ts";
import { type ActorName, AGENCIES, addressOf, type IssuerName } from "./agencies.ts";
import type { Chain } from "./chain.ts";
import { CONTRACTS, type Contracts, contractsAt, type Deployment, deploy } from "./contracts.ts";
import { CERTIFICATE, EXTRACT, FORMER, ID, LICENCE, PASS, TICKET, TYPES, typeId } from "./types.ts";

export const NO_END = 2n ** 40n - 1n;

/** The lists of each agency: list 0 has room for 1,024 credentials. */
const CAPACITY = 1024;

/** Keys that Sejong registers beside its own, by what becomes of them. */
export const SEJONG_KEYS = {
  /** Retired after the date of issue. */
  retired: () => testKey("sejong retired"),
  /** Retired before the date of issue. */
  ended: () => testKey("sejong ended"),
  /** Registered for three days. */
  expired: () => testKey("sejong expired"),
  /** Compromised, as became known after the date of issue. */
  stolen: () => testKey("sejong stolen"),
  /** Registered after the date of issue. */
  late: () => testKey("sejong late"),
};

/** A key of an algorithm that no release of Didim knows yet, registered by its hash. Number 3 to 127. */
export const LARGE_KEY = {
  algorithm: 3,
  hash: toHex(sha256(bytesOfText("a large key"))),
  key: () => testKey("sejong large"),
};
/** A root certificate (number 128), registered by its hash, which is its thumbprint too. */
export const CERTIFICATE_KEY = () => testKey("sejong certificate");
export const thumbprintOf = ({ thumbprint }: TestKey): string =>
  `0x${Buffer.from(thumbprint, "base64url").toString("hex")}`;

/** The registries on the chain, and what can be done there. */
export class World {
  readonly chain: Chain;
  readonly deployment: Deployment;
  readonly at: Contracts;

  constructor(chain: Chain, deployment: Deployment) {
    this.chain = chain;
    this.deployment = deployment;
    this.at = contractsAt(deployment, chain.provider);
  }

  send(from: ActorName, call: Parameters<Chain["send"]>[1]): Promise<unknown> {
    return this.chain.send(from, call);
  }

  register(of: IssuerName, key: TestKey, validity: bigint | number = NO_END): Promise<unknown> {
    const { name, value } = keyEntry(key.jwk);
    return this.send(of, this.at.dids.setAttribute.populateTransaction(addressOf(of), name, value, validity));
  }

  retireKey(of: IssuerName, key: TestKey): Promise<unknown> {
    return this.send(of, this.at.dids.retireKey.populateTransaction(addressOf(of), thumbprintOf(key)));
  }

  compromiseKey(of: IssuerName, key: TestKey, since: number): Promise<unknown> {
    return this.send(of, this.at.dids.compromiseKey.populateTransaction(addressOf(of), thumbprintOf(key), since));
  }

  deactivate(of: IssuerName): Promise<unknown> {
    return this.send(of, this.at.dids.deactivate.populateTransaction(addressOf(of)));
  }

  async accredit(
    agency: IssuerName,
    { by = "ministry", vct = ID, levels = 0, mayIssue = true, exceptions = 0 }: Rights = {},
  ) {
    const { accreditations } = this.at;
    const to = by === "ministry" ? ZeroAddress : addressOf(by);
    const [holder, type] = [addressOf(agency), typeId(vct)];
    await this.send(agency, accreditations.applyFor.populateTransaction(holder, type, to, mayIssue, levels, ""));
    const grant = accreditations.accredit.populateTransaction(holder, type, mayIssue, levels, NO_END, exceptions);
    await this.send(by, grant);
  }

  suspend(by: IssuerName, agency: IssuerName): Promise<unknown> {
    return this.send(by, this.at.accreditations.suspend.populateTransaction(addressOf(agency), typeId(ID)));
  }

  reinstate(by: IssuerName, agency: IssuerName, until = NO_END): Promise<unknown> {
    return this.send(by, this.at.accreditations.reinstate.populateTransaction(addressOf(agency), typeId(ID), until));
  }

  withdraw(by: IssuerName, agency: IssuerName): Promise<unknown> {
    return this.send(by, this.at.accreditations.withdraw.populateTransaction(addressOf(agency), typeId(ID)));
  }

  end(agency: IssuerName): Promise<unknown> {
    return this.send(agency, this.at.accreditations.end.populateTransaction(addressOf(agency), typeId(ID)));
  }

  annul(by: IssuerName, agency: IssuerName, index: number): Promise<unknown> {
    const call = this.at.accreditations.annul.populateTransaction(addressOf(agency), typeId(ID), index, 0n);
    return this.send(by, call);
  }

  /** The council replaces the ministry, whose key a thief had since then, by the stranger. */
  replaceAuthority(since: number): Promise<unknown> {
    const call = this.at.types.replaceAuthority.populateTransaction(typeId(ID), addressOf("stranger"), since);
    return this.send("council", call);
  }

  /** The ministry hands the type over to the stranger. */
  async handOver(): Promise<void> {
    await this.send("ministry", this.at.types.offer.populateTransaction(typeId(ID), addressOf("stranger")));
    await this.send("stranger", this.at.types.accept.populateTransaction(typeId(ID)));
  }

  retireType(vct: string, retired: number): Promise<unknown> {
    return this.send("ministry", this.at.types.retire.populateTransaction(typeId(vct), retired));
  }

  setStatus(of: IssuerName, index: number, value: number): Promise<unknown> {
    return this.send(of, this.at.statuses.setStatus.populateTransaction(addressOf(of), 0, index, value));
  }
}

interface Rights {
  readonly by?: IssuerName;
  readonly vct?: string;
  readonly levels?: number;
  readonly mayIssue?: boolean;
  readonly exceptions?: number;
}

/** The registries as they are set up, before anything happens to them. */
export async function openWorld(chain: Chain): Promise<World> {
  const world = new World(chain, await deploy(chain));
  const { at, deployment } = world;
  for (const name of CONTRACTS) {
    const call = at.directory.register.populateTransaction(encodeBytes32String(name), deployment[name].address);
    await world.send("council", call);
  }
  for (const { vct, flags } of TYPES) {
    const call = at.types.register.populateTransaction(vct, addressOf("ministry"), ZeroHash, "", "", flags);
    await world.send("council", call);
  }
  for (const name of AGENCIES) {
    await world.register(name, ownKey(name));
    const call = at.statuses.openList.populateTransaction(addressOf(name), 0, CAPACITY, ZeroAddress);
    await world.send(name, call);
  }
  await registerSejongsKeys(world);
  await accreditAll(world);
  return world;
}

/** All keys that are registered for an agency, now or in some history. */
export const keysOf = (name: IssuerName): readonly TestKey[] =>
  name === "sejong"
    ? [ownKey(name), ...Object.values(SEJONG_KEYS).map((key) => key()), LARGE_KEY.key(), CERTIFICATE_KEY()]
    : [ownKey(name)];

/** The key that an agency signs with. */
export const ownKey = (name: IssuerName): TestKey => testKey(name, name === "jeju" ? "ES256K" : "ES256");

async function registerSejongsKeys(world: World): Promise<void> {
  const sejong = addressOf("sejong");
  for (const name of ["retired", "ended", "stolen"] as const) await world.register("sejong", SEJONG_KEYS[name]());
  await world.register("sejong", SEJONG_KEYS.expired(), 3 * DAY);
  const byHash = (algorithm: number, key: TestKey, hash: string) =>
    world.at.dids.registerByHash.populateTransaction(sejong, algorithm, thumbprintOf(key), hash, NO_END);
  await world.send("sejong", byHash(LARGE_KEY.algorithm, LARGE_KEY.key(), LARGE_KEY.hash));
  await world.send("sejong", byHash(128, CERTIFICATE_KEY(), thumbprintOf(CERTIFICATE_KEY())));
}

async function accreditAll(world: World): Promise<void> {
  await world.accredit("province", { levels: 2 });
  await world.accredit("sejong", { by: "province", levels: 1 });
  await world.accredit("busan", { exceptions: 1 });
  await world.accredit("jeju");
  await world.accredit("audit", { mayIssue: false, levels: 1 });
  for (const vct of [EXTRACT, LICENCE, CERTIFICATE, TICKET, PASS, FORMER]) await world.accredit("sejong", { vct });
  const { accreditations } = world.at;
  const names = accreditations.nameAgency.populateTransaction(
    addressOf("sejong"),
    typeId(ID),
    "세종특별자치시",
    "Sejong City",
  );
  await world.send("province", names);
}
