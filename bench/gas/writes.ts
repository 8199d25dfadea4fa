import { ethers } from "ethers";
import { gasOf } from "../../test/contracts/support/gas.ts";
import { NOBODY, registries, TYPE } from "../../test/contracts/support/registries.ts";
import { issue, openWorld } from "../../test/verifier/world.ts";

const LIST = 1n;
const CAPACITY = 2n ** 20n;
const WHOLE_WORD = 2n ** 256n - 1n;
/**
 * A time in 2098. Like every time until 2106 it has four bytes; here none is zero. A zero byte costs 12 gas less
 * (EIP-2028), so each run would give another figure.
 */
const UNTIL = 0xf1f1f1f1n;

type Gas = Readonly<Record<string, bigint>>;

/**
 * Statuses set by the DID's controller (in a used word, in a fresh word, and a hundred words at once) and by the
 * operator.
 */
export async function statuses(): Promise<Gas> {
  const { statuses, sejong, operator } = await registries();
  const list = statuses.connect(sejong);
  await list.openList(sejong, LIST, CAPACITY, operator);
  await list.setStatus(sejong, LIST, 0n, 1n);
  const words = Array.from({ length: 100 }, (_, i) => 4_000n + BigInt(i));
  const masks = words.map(() => WHOLE_WORD);
  const values = words.map((word) => BigInt(ethers.id(`${word}`)));
  return {
    "gas.status.usedWord": await gasOf(list.setStatus(sejong, LIST, 77n, 1n)),
    "gas.status.freshWord": await gasOf(list.setStatus(sejong, LIST, 987_654n, 1n)),
    "gas.status.byOperator": await gasOf(statuses.connect(operator).setStatus(sejong, LIST, 78n, 2n)),
    "gas.status.batch12800.perCredential":
      (await gasOf(list.setStatuses(sejong, LIST, words, masks, values))) / (128n * BigInt(words.length)),
  };
}

/** The gas used by all blocks while credentials are issued. */
export async function issuing(credentials = 10n): Promise<Gas> {
  const { sejong, dids } = await openWorld();
  const provider = dids.runner?.provider;
  if (!provider) throw new Error("no provider");
  const before = await provider.getBlockNumber();
  for (let i = 0n; i < credentials; i++) await issue(sejong, { status: { list: 0, index: Number(i) } });
  let gas = 0n;
  const after = await provider.getBlockNumber();
  for (let block = before + 1; block <= after; block++) gas += (await provider.getBlock(block))?.gasUsed ?? 0n;
  return { "gas.issue.perCredential": gas / credentials };
}

/** Accreditation by the type's authority, from the first epoch on. */
export async function accreditation(): Promise<Gas> {
  const { accreditations, sejong, moi } = await registries();
  await accreditations.connect(sejong).applyFor(sejong, TYPE, NOBODY, true, 0, "");
  const byMoi = accreditations.connect(moi);
  return {
    "gas.accreditation.accredit": await gasOf(byMoi.accredit(sejong, TYPE, true, 0, UNTIL, 0)),
    "gas.accreditation.suspend": await gasOf(byMoi.suspend(sejong, TYPE)),
    "gas.accreditation.reinstate": await gasOf(byMoi.reinstate(sejong, TYPE, UNTIL)),
    "gas.accreditation.withdraw": await gasOf(byMoi.withdraw(sejong, TYPE)),
  };
}

/** Registration by the council's executor, with a name of 50 characters and a URI of 60. */
export async function type(): Promise<Gas> {
  const { types, council, moi } = await registries();
  const vct = "https://credentials.go.kr/resident-register-extr/1";
  const uri = "https://credentials.go.kr/schemas/resident-register/1/s.json";
  const register = types.connect(council).register(vct, moi, ethers.id("schema"), uri, "", 0);
  return { "gas.type.register": await gasOf(register) };
}
