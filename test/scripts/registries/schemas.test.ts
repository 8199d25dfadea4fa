import { expect } from "chai";
import { Terminal } from "../cli.fixture.ts";

describe("A schema that no issuer could use", function () {
  this.timeout(60_000);
  const t = new Terminal();
  after(() => t.close());

  const VCT = "urn:kr:mois:civil-servant-id";
  const commands = {
    "type register": ["type", "register", VCT, "--authority", `0x${"01".repeat(20)}`],
    "type schema": ["type", "schema", VCT, "--schema-uri", "https://schema.example"],
  };
  for (const [name, args] of Object.entries(commands)) {
    it(`is refused by \`${name}\` before any chain is asked, with keyword and path`, async () => {
      t.write("schema.json", { properties: { name: { pattern: "(" } } });
      const nowhere = ["--network", "http://127.0.0.1:9", "--account", "1"];
      const ran = await t.didim(...args, "--schema", t.path("schema.json"), ...nowhere, "--json");
      expect(ran.code, ran.stdout).to.equal(65);
      expect(ran.json().error).to.have.property("code", "issuer.schema-invalid");
      expect(ran.json().error).to.have.nested.property("details.path", "#/properties/name");
      expect(ran.json().error).to.have.nested.property("details.keyword", "pattern");
    });
  }

  it("is refused in Korean, too", async () => {
    t.write("schema.json", { type: "thing" });
    const args = [...commands["type schema"], "--schema", t.path("schema.json"), "--network", "http://127.0.0.1:9"];
    const ran = await t.didim(...args, "--account", "1", "--lang", "ko");
    expect(ran.stderr).to.contain(`쓸 수 없는 스키마입니다(${VCT}, 위치 #, 키워드 type)`);
  });
});
