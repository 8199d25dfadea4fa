import { expect } from "chai";
import { ZERO_ADDRESS } from "../../../src/did/address.ts";
import { typeIdOf } from "../../../src/public/council.ts";
import { formatAddresses, NO_END } from "../../../src/public/registry.ts";
import { type LocalChain, startLocalChain } from "../../support/chain.ts";
import { Terminal } from "../cli.fixture.ts";

const VCT = "urn:kr:mois:civil-servant-id";
const TYPE = typeIdOf(VCT);
const ANCHOR = `0x${"ab".repeat(32)}`;

describe("Names of agencies, requirements of types and assigned certificates, by the command line", function () {
  this.timeout(120_000);
  const t = new Terminal();
  let chain: LocalChain;
  let [ministry, city, resigned, successor] = ["", "", "", ""];

  before(async () => {
    chain = await startLocalChain();
    [ministry = "", city = "", resigned = "", successor = ""] = chain.accounts.slice(7);
    t.write("addresses.json", formatAddresses(chain.addresses));
    await chain.decide(
      [{ do: "type.register", vct: VCT, authority: ministry, status: "none", holderBinding: "none" }],
      "공무원증",
    );
    for (const agency of [city, resigned]) {
      await chain.as(agency).accreditations.applyFor(agency, TYPE, ZERO_ADDRESS, true, 0, "");
    }
    await chain.as(ministry).accreditations.accredit(resigned, TYPE, true, 0, NO_END, 0);
  });

  after(async () => {
    await chain.stop();
    t.close();
  });

  const on = () => ["--network", chain.url, "--addresses", t.path("addresses.json")];
  const done = (...args: readonly string[]) => t.done(...args, ...on());
  const shown = async (...args: readonly string[]) => (await t.didim(...args, ...on())).stdout;

  it("an accreditor names an agency and grants it an exception; both are shown", async () => {
    const names = ["--name-ko", "세종특별자치시", "--name-en", "Sejong City"];
    await done("issuer", "accredit", city, VCT, "--without-status", ...names, "--account", "7");
    const text = await shown("issuer", "show", city, VCT);
    expect(text).to.contain('"세종특별자치시" / "Sejong City"  issue + no status');
    await done("issuer", "name", city, VCT, "--name-ko", "세종\u202e시", "--account", "7");
    const json = await done("issuer", "show", city, VCT);
    expect((json.links as { names: object }[])[0]?.names).to.deep.equal({ ko: "세종\u202e시", en: "" });
    expect(await shown("issuer", "show", city, VCT)).to.contain('"세종□시"');
    const nothing = await t.didim("issuer", "name", city, VCT, "--account", "7", ...on(), "--json");
    expect([nothing.code, (nothing.json().error as { code: string }).code]).to.deep.equal([64, "cli.option"]);
  });

  it("a suspension after a resignation is shown as one, and lifting it does not restore the accreditation", async () => {
    await done("issuer", "end", resigned, VCT, "--account", "9");
    await done("issuer", "suspend", resigned, VCT, "--account", "7");
    expect(await shown("issuer", "show", resigned, VCT)).to.match(/ suspended\n/);
    const [english, record] = [await t.didim("issuer", "reinstate", resigned, VCT, "--account", "7", ...on()), TYPE];
    expect(english.stdout).to.contain("had ended before");
    expect(await chain.as(city).accreditations.isAccredited(resigned, record, await chain.now())).to.equal(false);
  });

  it("a certificate is assigned to an issuer, and to another one only after release", async () => {
    const [to, anchor] = [
      ["--to", city],
      ["issuer", "anchor", VCT, ANCHOR],
    ];
    expect(await done(...anchor, ...to, "--account", "7")).to.include({ anchor: ANCHOR });
    expect(await chain.as(city).accreditations.issuerOfAnchor(TYPE, ANCHOR)).to.match(new RegExp(city, "i"));
    const again = await t.didim(...anchor, ...to, "--account", "7", ...on(), "--lang", "ko");
    expect([again.code, again.stderr]).to.satisfy(
      ([code, said]: [number, string]) => code === 65 && said.includes("이미 지정된 인증서"),
    );
    await done(...anchor, "--release", "--account", "7");
    const wrong = await t.didim("issuer", "anchor", VCT, "0x12", "--release", "--account", "7", ...on());
    expect(wrong.code).to.equal(64);
  });

  it("a type shows its requirements, its terms of office, and since when a thief acted for it", async () => {
    const stolenSince = await chain.now();
    await chain.as(ministry).types.offer(TYPE, successor);
    await chain.as(successor).types.accept(TYPE);
    await chain.decide([{ do: "type.declare-stolen", vct: VCT, term: 0, since: stolenSince }], "도난");
    const json = await done("type", "show", VCT);
    expect(json).to.include({ status: "none", holderBinding: "none", authority: `did:ethr:0x7a69:${successor}` });
    const [first, second] = json.terms as { stolenSince?: number }[];
    expect([first?.stolenSince, second?.stolenSince]).to.deep.equal([stolenSince, undefined]);
    const text = await shown("type", "show", VCT);
    expect(text).to.contain("no status is required, no holder binding is required");
    expect(text).to.contain("a thief acted for the type since");
    expect(await shown("type", "show", VCT, "--lang", "ko")).to.contain("통제권이 탈취됨");
    expect((await t.didim("type", "show", "urn:unknown", ...on())).code).to.equal(64);
  });
});
