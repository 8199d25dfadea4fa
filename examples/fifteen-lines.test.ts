import { expect } from "chai";
import { fifteenLines } from "./fifteen-lines.ts";

describe("Fifteen lines", () => {
  it("end in a verdict that says what was shown and why it is accepted", async () => {
    const verdict = await fifteenLines();
    expect(verdict.outcome, verdict.text.en).to.equal("valid");
    expect(verdict.credentials[0]?.claims).to.deep.equal({ family_name: "정", given_name: "새롬" });
    expect(verdict.text.ko).to.match(/^유효/);
  });
});
