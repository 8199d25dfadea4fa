import { expect } from "chai";
import { differences } from "../../../tools/checks/docs/translations.ts";

const ENGLISH = `# Gate

**English** · [한국어](ko/gate.md)

It waits 60 seconds, as \`maxAge\` says. [What it asks](#what-it-asks), [facts](facts.md).

1. Run it.
2. See it.

\`\`\`sh
npm start   # until Ctrl-C
\`\`\`

\`\`\`text
3 checks hold
\`\`\`

<!-- stop: node -->

## What it asks

| option | says |
| --- | --- |
| \`--type\` | [joining](joining.md#steps) |
`;

const KOREAN = `# 출입문

[English](../gate.md) · **한국어**

\`maxAge\`에 적힌 대로 60초를
기다립니다. [사실](../facts.md)과 [요구하는 것](#요구하는-것)을 보십시오.

1. 실행합니다.
2. 확인합니다.

\`\`\`sh
npm start   # Ctrl-C까지
\`\`\`

\`\`\`text
3가지 확인을 통과했습니다
\`\`\`

<!-- stop: node -->

## 요구하는 것

| 옵션 | 뜻 |
| --- | --- |
| \`--type\` | [참여하기](joining.md#단계) |
`;

/** What the check says about a pair of which some text is replaced. */
function problems(change: { en?: [string, string]; ko?: [string, string] } = {}): readonly string[] {
  const changed = (text: string, [from, to]: [string, string] = ["", ""]): string => {
    expect(text).to.include(from);
    return text.replace(from, to);
  };
  const english = { path: "docs/gate.md", text: changed(ENGLISH, change.en) };
  const korean = { path: "docs/ko/gate.md", text: changed(KOREAN, change.ko) };
  const others = [
    { path: "docs/facts.md", text: "# Facts\n" },
    { path: "docs/joining.md", text: "# Joining\n\n## Steps\n\n## Others\n" },
    { path: "docs/ko/joining.md", text: "# 참여하기\n\n## 단계\n\n## 그 밖에\n" },
  ];
  return differences(english, korean, [english, korean, ...others]);
}

describe("A page in two languages", () => {
  it("may differ in words, in comments, in output and in line breaks", () => {
    expect(problems()).to.deep.equal([]);
  });

  const changes: [what: string, change: Parameters<typeof problems>[0], problem: string][] = [
    ["a heading of another level", { en: ["## What", "### What"] }, '"## " in Korean, "### " in English'],
    ["a paragraph more", { en: ["1. Run", "Also:\n\n1. Run"] }, '"1. " in Korean, "paragraph" in English'],
    ["a step less", { ko: ["2. 확인합니다.\n", ""] }, '"```sh" in Korean, "1. " in English'],
    ["a row more", { en: ["| `--type`", "| a | b |\n| `--type`"] }, '"nothing" in Korean, "row of 2" in English'],
    ["a column less", { ko: ["| 옵션 | 뜻 |", "| 옵션 |"] }, '"row of 1" in Korean, "row of 2" in English'],
    ["another mark of a block", { en: ["```sh", "```sh exit=1"] }, '"```sh" in Korean, "```sh exit=1" in English'],
    ["another command", { en: ["npm start ", "npm test "] }, "the block's line 1 is not npm test"],
    ["output in other English", { ko: ["3가지 확인을 통과했습니다", "3 checks"] }, "line 1 is not 3 checks hold"],
    ["another number in output", { en: ["3 checks", "4 checks"] }, "the number 4 is not in the Korean"],
    ["another stop", { en: ["stop: node", "stop: gate"] }, "another comment"],
    ["other code", { en: ["`maxAge`", "`maxProofAge`"] }, "the code maxProofAge is not in the Korean"],
    ["code that is only in Korean", { ko: ["`--type`", "`--type` `--own`"] }, "the code --own is not in the English"],
    ["another number", { en: ["60 seconds", "90 seconds"] }, "the number 90 is not in the Korean"],
    ["another page", { en: ["(facts.md)", "(did.md)"] }, "the link to docs/did.md is not in the Korean"],
    ["another heading", { ko: ["#단계", "#그-밖에"] }, "the link to docs/joining.md heading 3 is not in the English"],
    ["a link to English", { ko: ["joining.md#단계", "../joining.md#steps"] }, "heading 2 in the other language"],
    ["no way to Korean", { en: ["[한국어](ko/gate.md)", ""] }, "docs/gate.md does not have"],
    ["no way to English", { ko: ["(../gate.md)", "(gate.md)"] }, "docs/ko/gate.md does not have"],
  ];
  for (const [what, change, problem] of changes)
    it(`does not have ${what} in one of them`, () => {
      expect(problems(change).join("\n")).to.include(problem);
    });
});
