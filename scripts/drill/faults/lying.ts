import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { createRpc } from "../../../src/public/chain.ts";
import { createProvedRpcFacts, createProver } from "../../../src/public/facts/proof.ts";
import { logsOf, openReplica } from "../../../src/public/facts/replica.ts";
import { createRpcFacts } from "../../../src/public/facts/rpc.ts";
import { askFacts, type Facts, type FactsQuery } from "../../../src/public/facts.ts";
import { isDidimError } from "../../../src/public/index.ts";
import { type Addresses, openRegistry } from "../../../src/public/registry.ts";
import { parseAnchor, type TrustAnchor } from "../../../src/public/trust-anchor.ts";
import { type Claim, claim, type Fault, type Scene } from "../fault.ts";
import { LIES, type Liar, startLiar } from "../liar.ts";
import { LIST } from "../load.ts";

/** Lies that a verifier of proofs must detect by itself. */
const UNPROVABLE = [
  ["slot", "a slot that is not in the state", "상태에 없는 슬롯"],
  ["state", "a state that nobody sealed", "아무도 봉인하지 않은 상태"],
  ["seal", "a seal that is no validator's", "블록 검증자의 것이 아닌 봉인"],
] as const;

/** A node that falsifies its answers. Clients that do not rely on a single node must detect it. */
export const lying: Fault = {
  id: "lying",
  about: { en: "a node that gives false answers", ko: "거짓으로 응답하는 노드" },
  async run(scene) {
    const [first = "", ...others] = scene.consortium.urls;
    const liar = await startLiar(first);
    try {
      const asked = questionIn(scene);
      const claims = [
        ...(await proofs(scene, liar, asked)),
        ...(await quorum(scene, liar, others, asked)),
        await replica(scene, liar),
      ];
      return { claims, figures: { lies: claims.length } };
    } finally {
      await liar.close();
    }
  },
};

interface Asked {
  readonly query: FactsQuery;
  readonly status: number;
}

/** A query about the status of an acknowledged write. */
function questionIn({ load }: Scene): Asked {
  const write = load.ledger.acknowledged.at(-1);
  if (write === undefined) throw new RangeError("nothing is acknowledged yet");
  const none = `0x${"00".repeat(32)}`;
  const question = { issuer: write.issuer, keyThumbprint: none, typeId: none, issuedAt: now() };
  return { query: { ...question, status: { list: LIST, index: write.index } }, status: write.status };
}

const now = (): number => Math.floor(Date.now() / 1000);

async function proofs({ consortium }: Scene, liar: Liar, asked: Asked): Promise<Claim[]> {
  const anchor: TrustAnchor = parseAnchor(readFileSync(consortium.folder.anchor, "utf8"));
  const registries = consortium.addresses.contracts;
  const facts = createProvedRpcFacts({
    prover: createProver({ rpc: createRpc({ url: liar.url }), registries }),
    anchor,
    clock: { now },
  });
  liar.tell();
  const truth = await answers(facts, asked);
  const claims = [claim(truth, "its true answers are proved", "참인 응답은 증명됩니다")];
  for (const [lie, en, ko] of UNPROVABLE) {
    liar.tell(LIES[lie]);
    const answer = await askFacts(facts, [asked.query]);
    const refused = !answer.known && answer.why.startsWith("facts.") && answer.why !== "facts.failed";
    claims.push(claim(refused && liar.told > 0, `proofs: ${en} is refused`, `증명: 거짓 응답을 거절합니다(${ko})`));
  }
  return claims;
}

/** How often to read until the lying node has answered too; readers do not wait for a late answer. */
const MAX_READS = 20;
/** How long a quorum's readers keep listening (agreement.ts). */
const LISTEN_MS = 500;

async function quorum({ consortium }: Scene, liar: Liar, others: readonly string[], asked: Asked): Promise<Claim[]> {
  const { addresses } = consortium;
  const dissents: unknown[] = [];
  liar.tell();
  const registry = await openRegistry({
    url: [liar.url, ...others.slice(0, 2)],
    addresses,
    agree: 2,
    onDissent: (error) => dissents.push(error),
  });
  liar.tell(LIES.call);
  const facts = createRpcFacts({ registry });
  let right = true;
  for (let reads = 0; right && dissents.length === 0 && reads < MAX_READS; reads++) {
    right = await answers(facts, asked);
    await sleep(LISTEN_MS);
  }
  return [
    claim(right && liar.told > 0, "quorum: two nodes outvote it", "정족수 읽기: 나머지 두 노드의 응답을 따릅니다"),
    claim(
      dissents.length > 0,
      "quorum: its different answer is reported",
      "정족수 읽기: 응답이 다른 노드가 있음을 알립니다",
    ),
  ];
}

async function replica({ consortium }: Scene, liar: Liar): Promise<Claim> {
  const addresses: Addresses = consortium.addresses;
  liar.tell(LIES.logs);
  const copy = await openReplica({ ...logsOf({ rpc: createRpc({ url: liar.url }), addresses }), pollMs: 0 });
  const refused = await isRefused(() => copy.sync());
  const noticed = (refused || copy.status().problem !== undefined) && !copy.status().ready;
  await copy.close();
  return claim(noticed && liar.told > 0, "replica: a missing event is noticed", "복제본: 빠진 이벤트를 찾아냅니다");
}

async function answers(facts: Facts, { query, status }: Asked): Promise<boolean> {
  const answer = await askFacts(facts, [query]);
  if (!answer.known) throw answer.cause;
  return answer.records[0]?.status?.value === status;
}

async function isRefused(run: () => Promise<unknown>): Promise<boolean> {
  try {
    await run();
    return false;
  } catch (error) {
    return isDidimError(error) && error.code.startsWith("facts.");
  }
}
