import { accredit, networkHelpers, now, TYPE, type World, wait } from "./world.ts";

export const NO_END = 2n ** 40n - 1n;
const HALF_AN_HOUR = 1800;

interface Stolen {
  /** A moment at which the thief's accreditation was the newest. */
  readonly during: number;
}

/**
 * A thief of the ministry's key accredits Sejong, or reinstates it if it is suspended. The council appoints a
 * successor, who annuls that. Between two steps is half an hour.
 */
export async function steal(world: World, how: "accredit" | "reinstate"): Promise<Stolen> {
  const { accreditations, types, council, ministry, stranger, sejong } = world;
  await wait(HALF_AN_HOUR);
  const since = await now();
  if (how === "accredit") await accredit(world, sejong, { by: ministry });
  else await accreditations.connect(ministry.account).reinstate(sejong.identity, TYPE, NO_END);
  await wait(HALF_AN_HOUR);
  await networkHelpers.mine();
  const during = await now();
  await wait(HALF_AN_HOUR);
  await types.connect(council).replaceAuthority(TYPE, stranger.identity, since);
  const { epochs } = await accreditations.accreditationOf(sejong.identity, TYPE);
  await accreditations.connect(stranger.account).annul(sejong.identity, TYPE, epochs - 1n, 0n);
  await wait(HALF_AN_HOUR);
  return { during };
}
