import { PassThrough } from "node:stream";
import { expect } from "chai";
import { confirm } from "../../../../scripts/lib/terminal/input/confirm.ts";
import { refusedLater } from "../../../support/refused.ts";

describe("Confirmation", () => {
  const question = { en: "Revoke this credential, for good?", ko: "증명서 1건을 영구히 취소하시겠습니까?" };
  const asking = (typed: string, isTTY = true) => {
    const [input, output] = [Object.assign(new PassThrough(), { isTTY }), new PassThrough()];
    input.end(typed);
    return { input, output, lang: "ko" as const };
  };

  it("is asked for at a terminal, and accepts a yes in either language and nothing else", async () => {
    for (const typed of ["y\n", "YES\n", " 예 \n", "네\n"]) {
      const { output, ...rest } = asking(typed);
      await confirm(question, { output, ...rest });
      expect(String(output.read())).to.contain(question.ko).and.contain("예(y)/아니요(N)");
    }
    for (const typed of ["\n", "n\n", "yes please\n", "아니요\n", "", "\u0003"])
      await refusedLater(confirm(question, asking(typed)), "cli.declined");
  });

  it("is refused without a terminal, unless --yes is given", async () => {
    await refusedLater(confirm(question, asking("y\n", false)), "cli.not-confirmed");
    await confirm(question, { ...asking("", false), yes: true });
  });
});
