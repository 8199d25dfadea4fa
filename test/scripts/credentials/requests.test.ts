import { expect } from "chai";
import { type RequirementOptions, requirementsOf } from "../../../scripts/lib/credentials/requests.ts";
import { didsOf } from "../../../scripts/lib/keys/identities.ts";
import { keyringOf } from "../../../scripts/lib/keys/keyring.ts";
import { homeAt } from "../../../scripts/lib/terminal/home.ts";
import { DidimError } from "../../../src/index.ts";
import { refusedLater } from "../../support/refused.ts";

const CHAIN = 0x7a69n;
const NO_KEYS = keyringOf(homeAt("/nowhere"), () => Promise.resolve(""));
const [CITY, MINISTRY] = [`0x${"c1".repeat(20)}`, `0x${"a7".repeat(20)}`];
const did = (identity: string): string => `did:ethr:0x7a69:${identity}`;

/** The requirements for these options, on a known chain. */
const asked = (options: RequirementOptions) =>
  requirementsOf(
    options,
    didsOf(NO_KEYS, () => CHAIN),
  );

describe("A verifier's requirements, by the command line", () => {
  it("are types and claims and, for each type, trusted issuers, whether one-time copies are allowed, and whether it is optional", async () => {
    const options = {
      type: ["urn:a=name,address.region,phones.0", "urn:b"],
      authority: [`urn:a=${did(MINISTRY)}`],
      issuer: [`urn:a=${CITY}, ${did(MINISTRY)}`, `urn:b=${CITY}`, `urn:a=${did(CITY)}`],
      oneTime: ["urn:b"],
      optional: ["urn:a", "urn:b"],
      sameHolder: "name,birth.date",
    };
    expect(await asked(options)).to.deep.equal({
      credentials: [
        {
          type: "urn:a",
          claims: [["name"], ["address", "region"], ["phones", 0]],
          authorities: [did(MINISTRY)],
          issuers: [did(CITY), did(MINISTRY), did(CITY)],
          optional: true,
        },
        { type: "urn:b", issuers: [did(CITY)], oneTimeCopies: true, optional: true },
      ],
      sameHolder: [["name"], ["birth", "date"]],
    });
  });

  it("contain nothing that no option names", async () => {
    expect(await asked({ type: ["urn:a=name"] })).to.deep.equal({
      credentials: [{ type: "urn:a", claims: [["name"]] }],
    });
  });

  it("can name any type and claim: a backslash escapes dots, commas, equal signs and digits", async () => {
    const { credentials } = await asked({
      type: ["https://a.example/?type\\=b=org\\.iso\\.1,\\7,back\\\\slash,a\\=b", "https://b.example/?type\\=c"],
      oneTime: ["https://a.example/?type=b"],
      issuer: [`https://b.example/?type\\=c=${CITY}`],
    });
    expect(credentials).to.deep.equal([
      {
        type: "https://a.example/?type=b",
        claims: [["org.iso.1"], ["7"], ["back\\slash"], ["a=b"]],
        oneTimeCopies: true,
      },
      { type: "https://b.example/?type=c", issuers: [did(CITY)] },
    ]);
  });

  it("are refused if a condition would be lost because its type is not requested", async () => {
    for (const slip of [
      { issuer: [`urn:b=${CITY}`] },
      { authority: [`urn:b=${CITY}`] },
      { oneTime: ["urn:b"] },
      { optional: ["urn:b"] },
    ]) {
      const { facts } = await refusedLater(asked({ type: ["urn:a=name"], ...slip }), "cli.option");
      expect(facts).to.deep.include({ type: "urn:b", asked: ["urn:a"] });
    }
  });

  it("are refused if they name nobody, nothing, an invalid DID or one of another chain", async () => {
    const type = ["urn:a=name"];
    for (const issuer of [`urn:a`, `urn:a=`, `urn:a=${CITY},`]) {
      await refusedLater(asked({ type, issuer: [issuer] }), "cli.value");
    }
    for (const sameHolder of ["", "name,", "a..b"]) await refusedLater(asked({ type, sameHolder }), "cli.value");
    await refusedLater(asked({ type: ["urn:a="] }), "cli.value");
    await refusedLater(asked({ type, issuer: ["urn:a=did:web:example.org"] }), "did.invalid");
    await refusedLater(asked({ type, issuer: [`urn:a=did:ethr:0x1:${CITY}`] }), "cli.other-chain");
  });

  it("accept complete DIDs if no node can tell the chain, and refuse what needs the chain to be resolved", async () => {
    const away = didsOf(NO_KEYS, () => {
      throw new DidimError("facts.node-unreachable", "No node answers.");
    });
    const named = (issuer: string) => requirementsOf({ type: ["urn:a"], issuer: [`urn:a=${issuer}`] }, away);
    expect((await named(did(CITY))).credentials).to.deep.equal([{ type: "urn:a", issuers: [did(CITY)] }]);
    await refusedLater(named(CITY), "facts.node-unreachable");
    await refusedLater(named("did:web:example.org"), "did.invalid");
  });
});
