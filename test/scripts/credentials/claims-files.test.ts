import { writeFileSync } from "node:fs";
import { expect } from "chai";
import { claimsIn } from "../../../scripts/lib/credentials/issuing.ts";
import type { ErrorCode } from "../../../src/public/errors.ts";
import { refused } from "../../support/refused.ts";
import { Terminal } from "../cli.fixture.ts";

describe("A file of claims", function () {
  this.timeout(60_000);
  const t = new Terminal();
  after(() => t.close());

  const written = (text: string): string => {
    const file = t.path("claims.json");
    writeFileSync(file, text);
    return file;
  };

  it("is refused by `credential issue`, before any chain is asked, for a number that would be rounded", async () => {
    const file = written('{"name":"정새롬","accounts":[{"number":12345678901234567890}]}');
    const keys = ["--issuer", `0x${"5e".repeat(20)}`, "--signing-key", "sejong"];
    const nowhere = ["--network", "http://127.0.0.1:9", "--schema", file];
    const ran = await t.didim("credential", "issue", "urn:x:id", ...keys, "--claims", file, ...nowhere, "--json");
    expect(ran.code).to.equal(65);
    expect(ran.json().error).to.deep.include({ code: "format.claim" });
    expect(ran.json().error).to.have.nested.property("details.claim", "accounts.0.number");
  });

  const wrong: Readonly<Record<string, readonly [ErrorCode, string]>> = {
    "a whole number beyond 2^53": ["format.claim", '{"n":9007199254740993}'],
    "a number beyond all doubles": ["format.claim", '{"n":-1e400}'],
    "a fraction of more places than a double has": ["format.claim", '{"n":0.1000000000000000055}'],
    "a zero with a minus": ["format.claim", '{"n":-0}'],
    "a name twice": ["format.json-duplicate", '{"n":1,"n":2}'],
    "a name that is a prototype's": ["format.json-name", '{"__proto__":1}'],
    "no object": ["cli.file", "[1]"],
    "no JSON": ["cli.file", "{n: 1}"],
    nothing: ["cli.file", ""],
  };
  for (const [what, [code, text]] of Object.entries(wrong)) {
    it(`with ${what} is refused, and named (${code})`, () => {
      const file = written(text);
      expect(refused(() => claimsIn(file), code).message).to.contain(file);
    });
  }

  it("is read as it stands otherwise", () => {
    expect(claimsIn(written('{"rate":1.50,"big":"12345678901234567890"}'))).to.deep.equal({
      rate: 1.5,
      big: "12345678901234567890",
    });
  });
});
