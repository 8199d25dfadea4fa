import { auditSeals } from "../../network/audit.ts";
import { urlOf } from "../../network/health.ts";
import { openRegistry } from "../../src/public/registry.ts";
import { claim, type FaultResult, PATIENCE, type Scene } from "./fault.ts";
import { compare, type Write } from "./ledger.ts";
import { wordsIn } from "./load.ts";

/** Finally, compares the state of each node with what the writers were promised. */
export async function finalAudit({ consortium, nodes, load }: Scene): Promise<FaultResult> {
  const { acknowledged, writes, newestBlock } = load.ledger;
  // A node that was restarted last may still lack the newest blocks: it is late, and has lost nothing.
  await nodes.whenAllHave(newestBlock, PATIENCE);
  const last = await nodes.commonHeight();
  const found = await Promise.all(
    consortium.consortium.nodes.map((node) => readBack(node, last, { consortium, load })),
  );
  const sum = (of: "lost" | "foreign"): number => found.reduce((all, one) => all + one[of], 0);
  const sealed = await audit(consortium, nodes.rpc(nodes.names[0] ?? ""), last);
  const late = Math.max(...found.map((one) => one.late));
  return {
    claims: [
      claim(
        acknowledged.length > 0 && sum("lost") === 0,
        "every acknowledged write is on every node",
        "확인된 쓰기가 모두 모든 노드에 있습니다",
      ),
      claim(sum("foreign") === 0, "nothing else is", "그 밖의 쓰기는 없습니다"),
      claim((await nodes.hashesAt(last)).size === 1, "all have the same block", "모든 노드의 블록이 같습니다"),
      claim(sealed, "a quorum sealed each block", "블록마다 정족수 이상이 봉인했습니다"),
    ],
    figures: {
      asked: writes.length,
      acknowledged: acknowledged.length,
      unacknowledgedButThere: late,
      lost: sum("lost"),
      foreign: sum("foreign"),
      blocks: Number(last),
      restartsByWatchdog: nodes.restarts,
      ...failures(writes),
    },
  };
}

/** The number of writes without a receipt, by error code. */
function failures(writes: readonly Write[]): Record<string, number> {
  const codes = writes.flatMap(({ failure }) => (failure === undefined ? [] : [failure]));
  return Object.fromEntries([...new Set(codes)].map((code) => [code, codes.filter((one) => one === code).length]));
}

type Node = Scene["consortium"]["consortium"]["nodes"][number];

async function readBack(node: Node, block: bigint, { consortium, load }: Pick<Scene, "consortium" | "load">) {
  const registry = (await openRegistry({ url: urlOf(node), addresses: consortium.addresses, timeoutMs: 60_000 })).at(
    block,
  );
  return compare(load.ledger.writes, wordsIn(registry));
}

async function audit({ consortium }: Scene["consortium"], rpc: Parameters<typeof auditSeals>[0], last: bigint) {
  const validators = consortium.nodes.map(({ address }) => address);
  try {
    await auditSeals(rpc, validators, consortium.genesis, last);
    return true;
  } catch {
    return false;
  }
}
