import { DidimError } from "../../../../src/public/index.ts";
import type { Allocator, IssuanceRegister, Issuer } from "../../../../src/public/issuer.ts";
import type { Bilingual } from "../../terminal/output/output.ts";
import type { BatchOutput } from "./output.ts";
import type { BatchRow } from "./row.ts";

/** Credentials that are issued in one step: few syncs for many, and little to do again after an interruption. */
const STEP = 1_000;

export interface Issuing {
  readonly issuer: Issuer;
  readonly allocator: Allocator | undefined;
  readonly register: IssuanceRegister;
  readonly output: BatchOutput;
  readonly name: string;
  readonly type: string;
  readonly expires: number;
  /** Called when nothing is in the way any more, before anything is issued. Throws if another batch has the name. */
  readonly takeName: () => Promise<void>;
  readonly progress: (text: Bilingual) => void;
}

/**
 * Issues the rows whose credential is not in the output yet, step by step. In each step the indices are taken, then the
 * register has them, then the credentials are signed and written. So a row that was interrupted after the register had it
 * keeps its index, and no row ever has two. What is in the output, the register has also if it was lost meanwhile.
 * Returns how many it issued.
 *
 * Throws `issuer.list-full` before the first step if the list has no room for all, and what issueBatch() throws.
 */
export async function issueRows(rows: readonly BatchRow[], issuing: Issuing): Promise<number> {
  const { issuer, allocator, register, output, name, type, expires, takeName, progress } = issuing;
  const left = rows.filter(({ id }) => !output.rows.has(id));
  const placed = new Set((await register.find({ batch: name })).map(({ row }) => row));
  checkRoom(allocator, left.filter(({ id }) => !placed.has(id)).length);
  await takeName();
  await register.put([...output.rows].map(([row, placed]) => ({ type, ...placed, batch: name, row })));
  for (let first = 0; first < left.length; first += STEP) {
    const step = left.slice(first, first + STEP);
    const requests = step.map(({ id, number: _, written: __, ...row }) => ({
      ...{ type, expires, ...row, withoutStatus: allocator === undefined },
      row: { batch: name, row: id },
    }));
    const issued = await issuer.issueBatch(requests);
    await output.append(issued.map((one, i) => ({ ...one, row: step[i]?.id ?? "" })));
    const done = output.rows.size + first + step.length;
    progress({ en: `${done} of ${rows.length} issued`, ko: `${rows.length}건 중 ${done}건 발급` });
  }
  return left.length;
}

/** All or nothing: a batch that stops in the middle for want of room would be half issued. */
function checkRoom(allocator: Allocator | undefined, count: number): void {
  if (allocator === undefined || count <= allocator.remaining) return;
  const { list, remaining, capacity } = allocator;
  const message = `List ${list} has room for ${remaining} more credentials, and ${count} are to be issued. Nothing was issued. Give it more room: npm run didim -- list open ${list} --extend --capacity …; or issue from another list: --list.`;
  throw new DidimError("issuer.list-full", message, { list, capacity, remaining, count });
}
