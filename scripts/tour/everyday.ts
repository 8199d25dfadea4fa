import { type Story, show } from "./story.ts";
import { TYPES, w } from "./words.ts";

/** A gate and a bank: what happens every day. */
export async function everyday(story: Story): Promise<void> {
  await atTheGate(story);
  await atTheBank(story);
}

async function atTheGate(story: Story): Promise<void> {
  const { stage, gate, phone } = story;
  stage.title(
    w("At the gate of City Hall: name and department, nothing else", "세종시청 정문: 성명과 부서만 보여 줍니다"),
  );
  await show(story, phone, gate, [gateAsks()], "valid", { inFull: true });
}

async function atTheBank(story: Story): Promise<void> {
  const { stage, bank, phone } = story;
  stage.title(
    w(
      "At the bank: licence and register extract together, of one person",
      "은행 창구: 운전면허증과 초본을 함께, 같은 사람의 것으로",
    ),
  );
  await show(story, phone, bank, bankAsks(), "valid", { ...SAME_PERSON, inFull: true });
}

export const gateAsks = () => ({ type: TYPES.id.vct, claims: ["family_name", "given_name", "department"] });

export const licenceAsked = () => ({
  type: TYPES.licence.vct,
  claims: ["family_name", "given_name", "birthdate", "licence_number"],
});

export const extractAsked = () => ({
  type: TYPES.extract.vct,
  claims: ["family_name", "given_name", "birthdate", "address"],
});

export const bankAsks = () => [licenceAsked(), extractAsked()];

export const SAME_PERSON = { sameHolder: ["family_name", "given_name", "birthdate"] };
