import { expect } from "chai";
import { fifteenLines } from "./fifteen-lines.ts";

describe("The example in fifteen lines", () => {
  it("ends in a valid verdict with the disclosed claims", async () => {
    const verdict = await fifteenLines();
    expect(verdict.outcome, verdict.text.en).to.equal("valid");
    expect(verdict.credentials[0]?.claims).to.deep.equal({ family_name: "정", given_name: "새롬" });
    expect(verdict.text.ko).to.match(/^유효/);
  });
});
