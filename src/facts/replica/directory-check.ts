import { checkInForce, type Entries } from "../../records/directory-rule.ts";
import type { InForce } from "../../registry/directory-reader.ts";
import type { RawLog } from "../../registry/logs/source.ts";
import { PROVED } from "../../storage/registries.ts";

/** Whether the registries that a replica follows are still those of the Directory. */
export class DirectoryCheck {
  readonly #inForce: InForce | undefined;
  #entries: Entries | undefined;
  #changed = true;

  constructor(inForce: InForce | undefined) {
    this.#inForce = inForce;
  }

  /** The Directory's address, if it is known. */
  get directory(): string | undefined {
    return this.#inForce?.contracts.Directory.address;
  }

  /** Forces a new read: blocks were undone, and with them what they said of the Directory. */
  forget(): void {
    this.#changed = true;
  }

  /**
   * Reads the Directory if it is not known, or if the next block's logs change it, before that block counts. Throws
   * `facts.*`.
   */
  async look(logs: readonly RawLog[] = []): Promise<void> {
    if (!this.#changed && logs.every(({ address }) => address !== this.directory)) return;
    this.#changed = true;
    this.#entries = await this.#inForce?.ask();
    this.#changed = false;
  }

  /** Throws `facts.registry-*` unless the registries had their names in a block of this time. */
  check(time: number): void {
    if (this.#inForce !== undefined) checkInForce(PROVED, this.#inForce.contracts, this.#entries ?? new Map(), time);
  }
}
