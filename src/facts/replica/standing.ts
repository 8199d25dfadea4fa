import { checkTerms, type Entries } from "../../records/term.ts";
import type { RawLog } from "../../registry/logs/source.ts";
import type { Terms } from "../../registry/terms.ts";
import { PROVED } from "../../storage/registries.ts";

/** Whether the registries that a replica follows are still those of the Directory. */
export class Standing {
  readonly #terms: Terms | undefined;
  #entries: Entries | undefined;
  #changed = true;

  constructor(terms: Terms | undefined) {
    this.#terms = terms;
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
    const directory = this.#terms?.contracts.Directory.address;
    if (!this.#changed && logs.every(({ address }) => address !== directory)) return;
    this.#changed = true;
    this.#entries = await this.#terms?.ask();
    this.#changed = false;
  }

  /** Throws `facts.registry-*` unless the registries had their names in a block of this time. */
  check(time: number): void {
    if (this.#terms !== undefined) checkTerms(PROVED, this.#terms.contracts, this.#entries ?? new Map(), time);
  }
}
