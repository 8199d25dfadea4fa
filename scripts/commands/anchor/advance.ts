import type { Staple } from "../../../src/public/facts/proof.ts";
import { DidimError } from "../../../src/public/index.ts";
import { advanceFile } from "../../../src/public/node.ts";
import type { Registry } from "../../../src/public/registry.ts";
import { advancesFrom, type Checkpoint, type TrustAnchor } from "../../../src/public/trust-anchor.ts";
import { systemClock } from "../../../src/public/verifier.ts";
import { anchorIn, checkpointIn } from "../../lib/credentials/evidence.ts";
import { anchorResult } from "../../lib/proofs/anchors.ts";
import { defineVerb } from "../../lib/terminal/verb.ts";

export default defineVerb<{ readonly checkpoint?: string; readonly archive?: string }>({
  noun: "anchor",
  verb: "advance",
  about: {
    en: "advance a trust anchor to the present, by proof: validators and registry addresses; the node need not be trusted",
    ko: "증명을 받아 신뢰 앵커의 블록 검증자와 등록부 주소를 현재까지 갱신합니다. 노드를 신뢰하지 않아도 됩니다",
  },
  example: "trust-anchor.json --archive anchors",
  chain: "reads",
  writesFiles: true,
  usage: (command, say) =>
    command
      .argument("<file>", say("the trust anchor's file", "신뢰 앵커 파일"))
      .option(
        "--checkpoint <file>",
        say(
          "on a chain without seals: the checkpoint that members signed (`checkpoint sign`)",
          "봉인이 없는 체인에서: 회원이 서명한 체크포인트(`checkpoint sign`)",
        ),
      )
      .option(
        "--archive <folder>",
        say(
          "keep each step in this folder: its proof, and the anchors before and after it",
          "단계마다 증명과 전후의 신뢰 앵커를 이 폴더에 보관합니다",
        ),
      ),
  async run(context, [file = ""], { checkpoint, archive }) {
    // Connects although a registry may have been replaced: the anchor learns that by proof.
    const registry = await context.registry({ evenReplaced: true });
    const staples = await staplesFor(registry, anchorIn(file), checkpoint && checkpointIn(checkpoint));
    const now = systemClock.now();
    return anchorResult(await advanceFile(file, staples, now, archive), file, now);
  },
});

async function staplesFor(
  registry: Registry,
  anchor: TrustAnchor,
  checkpoint: Checkpoint | "" | undefined,
): Promise<Staple[]> {
  if (anchor.sealers.kind === "qbft") return advancesFrom(registry, anchor);
  if (!checkpoint) {
    const message = "On this chain members sign: name the checkpoint, --checkpoint FILE.";
    throw new DidimError("cli.option", message, { option: "--checkpoint" });
  }
  const { block, signatures } = checkpoint;
  const staples = await advancesFrom(registry, anchor, { hash: block.hash });
  return staples.map((staple) => ({ ...staple, signatures }));
}
