import type { World } from "./cast.ts";
import { type Story, show } from "./story.ts";
import { w } from "./texts.ts";

/** Everyday use: a gate and a bank. */
export async function everyday(story: Story): Promise<void> {
  await atTheGate(story);
  await atTheBank(story);
}

async function atTheGate(story: Story): Promise<void> {
  const { stage, gate, phone } = story;
  stage.title(
    w("At the gate of City Hall: name and department, nothing else", "세종시청 정문: 성명과 부서만 보여 줍니다"),
  );
  await show(story, phone, gate, [gateAsks(story.world)], "valid", { inFull: true });
}

async function atTheBank(story: Story): Promise<void> {
  const { stage, bank, phone } = story;
  stage.title(
    w(
      "At the bank: licence and register extract together, both of the same person",
      "은행 창구: 운전면허증과 초본을 함께 제시하고, 같은 사람의 것인지 확인합니다",
    ),
  );
  await show(story, phone, bank, bankAsks(story.world), "valid", { ...SAME_PERSON, inFull: true });
}

export const gateAsks = (world: World) => ({
  id: "id",
  type: world.vct("id"),
  claims: ["family_name", "given_name", "department"],
});

export const licenceAsked = (world: World) => ({
  id: "licence",
  type: world.vct("licence"),
  claims: ["family_name", "given_name", "birthdate", "licence_number"],
});

export const extractAsked = (world: World) => ({
  id: "extract",
  type: world.vct("extract"),
  claims: ["family_name", "given_name", "birthdate", "address"],
});

const bankAsks = (world: World) => [licenceAsked(world), extractAsked(world)];

export const SAME_PERSON = { sameHolder: ["family_name", "given_name", "birthdate"] };
