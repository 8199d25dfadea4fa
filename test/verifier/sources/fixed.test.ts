import { expect } from "chai";
import { KEYS, VCTS } from "../../facts/replica/histories.ts";
import { begin, blocksFrom, LATE_KEY, type MinedBlock, mineBlock, REPLACED } from "./blocks.fixture.ts";
import { issueOn } from "./credentials.fixture.ts";
import { replicaOf } from "./records.fixture.ts";
import { type Scene, verdictsOf } from "./verdicts.fixture.ts";

type History = typeof REPLACED;

/** What a history was played on, and the block in which each of its parts began. */
async function play(history: History): Promise<Scene & { readonly parts: readonly MinedBlock[] }> {
  const { chain, empty } = await begin();
  const starts: number[] = [];
  for (const part of history) {
    starts.push((await chain.networkHelpers.time.latestBlock()) + 1);
    for (const block of part) await mineBlock(chain, block);
  }
  const blocks = await blocksFrom(empty);
  const parts = starts.map((start) => blocks.find(({ number }) => number === start)!);
  return { chain, blocks, replica: await replicaOf(chain), parts };
}

/** What a node, a replica and a proof say alike, of a one-time copy that agency 2 issued by this key. */
async function verdictsAt(
  scene: Scene,
  { key, issuedAt }: { key: number; issuedAt: number },
  moments: readonly number[],
) {
  const issuer = scene.chain.agencies[2]!.address.toLowerCase();
  const one = await issueOn({ issuer, key: KEYS[key]!, vct: VCTS[0]!, issuedAt }, { oneTime: true });
  const [ask] = await verdictsOf(scene, [{ one, moments }]);
  const said: string[] = [];
  for (const asOf of moments) {
    const verdict = await ask!(asOf);
    const { accreditation, issuerKey } = verdict.credentials[0]!.checks;
    const why = [accreditation, issuerKey].find(({ outcome }) => outcome !== "valid");
    said.push([verdict.outcome, why?.code ?? ""].join(" ").trim());
  }
  return said;
}

describe("A node, a replica and a proof, asked about the past, agree", () => {
  it("that nothing was valid while its authority was deactivated and not replaced; and leave open when that began", async () => {
    const scene = await play(REPLACED);
    const [, deactivated, replaced] = scene.parts;
    const issuedAt = scene.parts[0]!.time;
    const [ended, named] = [deactivated!.time, replaced!.time];
    expect(named - ended).to.be.greaterThan(60);
    const open = "indeterminate accreditation.authority-unknown-at";
    const between = [ended, ended + 1, named - 1];
    expect(await verdictsAt(scene, { key: 0, issuedAt }, between)).to.deep.equal([open, open, open]);
    const before = [issuedAt, ended - 1];
    expect(await verdictsAt(scene, { key: 0, issuedAt }, before)).to.deep.equal([open, open]);
    const after = [named, named + 1, scene.blocks.at(-1)!.time];
    expect(await verdictsAt(scene, { key: 0, issuedAt }, after)).to.deep.equal(["valid", "valid", "valid"]);
  });

  it("that a key registered after the moment was not known at it, though the credential is dated after it, too", async () => {
    const scene = await play(LATE_KEY);
    const issuedAt = scene.parts[1]!.time;
    expect(await verdictsAt(scene, { key: 6, issuedAt }, [issuedAt - 1, issuedAt])).to.deep.equal([
      "invalid issuerKey.not-yet",
      "valid",
    ]);
  });
});
