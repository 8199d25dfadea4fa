import { ZERO_ADDRESS } from "../../did/address.ts";
import type { Block, Registry } from "../open.ts";

/**
 * Who may replace an identity's controller, and any recovery under way (contracts/did/Recoveries.sol). Addresses are
 * lower case; times are in seconds since 1970.
 */
export interface Recovery {
  /** Who acts for the identity; undefined if it is deactivated. */
  readonly controller: string | undefined;
  /** Who may start a recovery as of that block; undefined if nobody may. */
  readonly recoverer: string | undefined;
  /** A change of the recoverer that is announced and not yet in force, and when it takes force. */
  readonly change?: { readonly recoverer: string | undefined; readonly from: number };
  /**
   * The recovery under way: the new controller, the first second at which it can finish, and whether the keys end with
   * it.
   */
  readonly underWay?: { readonly newController: string; readonly readyAt: number; readonly endKeys: boolean };
  readonly asOf: Block;
}

/**
 * The recovery settings of an identity (lower-case address) and any recovery under way, as of the newest block. Throws
 * `facts.*`.
 */
export async function recoveryOf(registry: Registry, identity: string): Promise<Recovery> {
  const asOf = await registry.head();
  const { dids } = registry.at({ hash: asOf.hash });
  const [stored, controller] = await Promise.all([dids.recoveryOf(identity), dids.identityOwner(identity)]);
  const [nextFrom, readyAt] = [Number(stored.nextFrom), Number(stored.readyAt)];
  const isInForce = nextFrom !== 0 && nextFrom <= asOf.time;
  const { newController, endKeys } = stored;
  return {
    controller: somebody(controller),
    recoverer: somebody(isInForce ? stored.next : stored.recoverer),
    ...(nextFrom > asOf.time && { change: { recoverer: somebody(stored.next), from: nextFrom } }),
    ...(readyAt !== 0 && { underWay: { newController: newController.toLowerCase(), readyAt, endKeys } }),
    asOf,
  };
}

function somebody(address: string): string | undefined {
  return address === ZERO_ADDRESS ? undefined : address.toLowerCase();
}
