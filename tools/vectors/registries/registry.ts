import type { Bilingual } from "../../../src/public/errors.ts";
import type { World } from "../chain/world.ts";

/** What happened to the registries before, and after, the pack's credentials were issued. */
export interface History {
  readonly name: string;
  readonly about: Bilingual;
  readonly before?: (world: World) => Promise<unknown>;
  readonly after?: (world: World) => Promise<unknown>;
}
