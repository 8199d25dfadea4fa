import type { ErrorCode } from "../../../src/public/errors.ts";
import {
  logsOf,
  openReplica,
  type ReplicaProof,
  sealedRoots,
  unverifiedRoots,
} from "../../../src/public/facts/replica.ts";
import { DidimError } from "../../../src/public/index.ts";
import { createFileSnapshotStore } from "../../../src/public/node.ts";
import { SealedClock } from "../../../src/public/verifier.ts";
import { anchorIn, checkpointIn } from "../credentials/evidence.ts";
import { when } from "../terminal/input/values.ts";
import { type Bilingual, type CommandResult, EXIT } from "../terminal/output/output.ts";
import type { Context } from "../terminal/verb.ts";

export interface ReplicaProofOptions {
  readonly anchor?: string;
  readonly checkpoint?: string;
  readonly snapshot?: string;
}

/**
 * Reads the registries' whole history, or continues from a snapshot, and compares the result with the chain's state.
 */
export async function proveReplica(context: Context, options: ReplicaProofOptions): Promise<ReplicaProof> {
  const { anchor: file, checkpoint: signed, snapshot } = options;
  if (signed !== undefined && file === undefined) {
    throw new DidimError(
      "cli.checkpoint-anchor",
      "The trust anchor says whose signatures count. Name it, too (--anchor).",
    );
  }
  const { rpc, addresses } = await context.registry();
  const checkpoint = signed === undefined ? undefined : checkpointIn(signed);
  const roots =
    file === undefined
      ? unverifiedRoots({ rpc, registries: addresses.contracts })
      : sealedRoots({
          ...{ rpc, anchor: anchorIn(file), clock: new SealedClock() },
          ...(checkpoint && { sign: async () => checkpoint.signatures }),
        });
  const replica = await openReplica({
    ...logsOf({ rpc, addresses }),
    ...{ roots, proveEverySeconds: 0, pollMs: 0 },
    // Reads everything in ranges: the proof shows more than a check of each block's receipts could.
    ...{ everyBlockWithin: 0, depth: 1 },
    ...(snapshot !== undefined && { snapshots: createFileSnapshotStore({ path: snapshot }) }),
  });
  try {
    return await replica.prove(checkpoint && { at: Number(checkpoint.block.number) });
  } finally {
    await replica.close();
  }
}

export function provenResult({ block, time, hash, sealed, registries }: ReplicaProof): CommandResult {
  const lines = Object.entries(registries).map(([name, { root, slots }]) => `  ${name.padEnd(16)}${root}  ${slots}`);
  const at = when(time);
  const by = sealed
    ? { en: "a sealed block", ko: "봉인된 블록" }
    : {
        en: "only the node's own statement; name a trust anchor to check it (--anchor)",
        ko: "노드의 응답뿐(확인하려면 신뢰 앵커 지정: --anchor)",
      };
  return {
    json: { proved: true, block, time, hash, sealed, registries },
    text: {
      en: [`The logs tell all that the registries hold, by ${by.en}: block ${block}, ${at.en}`, ...lines].join("\n"),
      ko: [`로그가 등록부의 내용 전부와 일치합니다. 근거: ${by.ko}, 블록 ${block}, ${at.ko}`, ...lines].join("\n"),
    },
  };
}

/**
 * The ways in which a node's logs can be found wanting: they contradict the sealed state, or each other (the history
 * was read anew before that is said), or a block's own header.
 */
const REFUTED: readonly string[] = [
  "facts.replica-not-proved",
  "facts.gap",
  "facts.incomplete-answer",
] satisfies ErrorCode[];

/** Whether the error says that the node's logs are wrong, rather than that they could not be read. */
export const isRefuted = ({ code }: DidimError): boolean => REFUTED.includes(code);

/** The result if the node's logs do not match the chain. It is an answer, not a failure of the command. */
export function refutedResult({ code, message, details }: DidimError): CommandResult {
  const of = whereIn(details);
  return {
    json: { proved: false, problem: { code, message, details } },
    text: {
      en: `NOT PROVED: the node left out or changed logs${of.en}. (${code})`,
      ko: `증명 실패: 노드가 ${of.ko}로그를 빠뜨렸거나 바꾸었습니다. (${code})`,
    },
    exit: EXIT.notValid,
  };
}

/** The registry or the block with the wrong logs, if the error names one. */
function whereIn({ registry, block }: DidimError["details"]): Bilingual {
  if (typeof registry === "string") return { en: ` of ${registry}`, ko: `${registry}의 ` };
  if (typeof block === "number" || typeof block === "bigint")
    return { en: ` of block ${block}`, ko: `블록 ${block}의 ` };
  return { en: "", ko: "" };
}
