import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import {
  type PolicyOptions,
  policyOf,
  type RequirementOptions,
  requirementsOf,
} from "../../../scripts/lib/credentials/requests.ts";
import { didsOf } from "../../../scripts/lib/keys/identities.ts";
import { keyringOf } from "../../../scripts/lib/keys/keyring.ts";
import { homeAt } from "../../../scripts/lib/terminal/home.ts";
import { DidimError } from "../../../src/public/index.ts";
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

describe("What a verifier asks for, by the command line", () => {
  it("is queries named after types, and of each type who is believed, whether a one-time copy will do, and whether it is needed", async () => {
    const options = {
      type: ["urn:a=name,address.region,phones.0,degrees.*.title", "urn:b", "urn:c"],
      authority: [`urn:a=${did(MINISTRY)}`],
      issuer: [`urn:a=${CITY}, ${did(MINISTRY)}`, `urn:b=${CITY}`, `urn:a=${did(CITY)}`],
      oneTime: ["urn:b"],
      optional: ["urn:a", "urn:b"],
      sameHolder: "name,birth.date",
    };
    expect(await asked(options)).to.deep.equal({
      credentials: [
        {
          id: "urn-a",
          type: "urn:a",
          claims: [["name"], ["address", "region"], ["phones", 0], ["degrees", null, "title"], ["birth", "date"]],
          authorities: [did(MINISTRY)],
          issuers: [did(CITY), did(MINISTRY), did(CITY)],
        },
        {
          id: "urn-b",
          type: "urn:b",
          claims: [["name"], ["birth", "date"]],
          issuers: [did(CITY)],
          oneTimeCopies: true,
        },
        { id: "urn-c", type: "urn:c", claims: [["name"], ["birth", "date"]] },
      ],
      credentialSets: [
        { options: [["urn-c"]] },
        { options: [["urn-a"]], required: false },
        { options: [["urn-b"]], required: false },
      ],
      sameHolder: [["name"], ["birth", "date"]],
    });
  });

  it("contain nothing that no option names", async () => {
    expect(await asked({ type: ["urn:a=name"] })).to.deep.equal({
      credentials: [{ id: "urn-a", type: "urn:a", claims: [["name"]] }],
    });
  });

  it("can name any type and claim: a backslash escapes dots, commas, equal signs and digits", async () => {
    const { credentials } = await asked({
      type: ["https://a.example/?type\\=b=org\\.iso\\.1,\\7,back\\\\slash,a\\=b,\\*", "https://b.example/?type\\=c"],
      oneTime: ["https://a.example/?type=b"],
      issuer: [`https://b.example/?type\\=c=${CITY}`],
    });
    expect(credentials).to.deep.equal([
      {
        id: "https-a-example-type-b",
        type: "https://a.example/?type=b",
        claims: [["org.iso.1"], ["7"], ["back\\slash"], ["a=b"], ["*"]],
        oneTimeCopies: true,
      },
      { id: "https-b-example-type-c", type: "https://b.example/?type=c", issuers: [did(CITY)] },
    ]);
  });

  it("is refused for one type twice, and for two whose queries would have one name: a file can say that", async () => {
    for (const type of [
      ["urn:a", "urn:a=name"],
      ["urn:a:b", "urn:a/b"],
    ]) {
      const { details } = await refusedLater(asked({ type }), "cli.option");
      expect(details).to.include({ option: "--type" });
    }
  });

  it("is refused where a condition would be lost: on a type that is not asked for", async () => {
    for (const slip of [
      { issuer: [`urn:b=${CITY}`] },
      { authority: [`urn:b=${CITY}`] },
      { oneTime: ["urn:b"] },
      { optional: ["urn:b"] },
    ]) {
      const { details } = await refusedLater(asked({ type: ["urn:a=name"], ...slip }), "cli.option");
      expect(details).to.deep.include({ type: "urn:b", asked: ["urn:a"] });
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
    await refusedLater(asked({ type, issuer: [`urn:a=did:ethr:0x1:${CITY}`] }), "did.other-chain");
  });

  it("accept complete DIDs if no node can tell the chain, and refuse what needs the chain to be resolved", async () => {
    const away = didsOf(NO_KEYS, () => {
      throw new DidimError("facts.node-unreachable", "No node answers.");
    });
    const named = (issuer: string) => requirementsOf({ type: ["urn:a"], issuer: [`urn:a=${issuer}`] }, away);
    expect((await named(did(CITY))).credentials).to.deep.equal([{ id: "urn-a", type: "urn:a", issuers: [did(CITY)] }]);
    await refusedLater(named(CITY), "facts.node-unreachable");
    await refusedLater(named("did:web:example.org"), "did.invalid");
  });
});

describe("What a verifier asks for, in a file", () => {
  const folder = mkdtempSync(join(tmpdir(), "didim-request-"));
  after(() => rmSync(folder, { recursive: true }));
  const REQUEST = {
    credentials: [
      { id: "a", type: "urn:a", claims: ["name", { path: ["degrees", null], values: ["BSc"] }], multiple: true },
      { id: "b", type: "urn:a", format: "vc+jwt", claims: ["name"], issuers: [did(CITY)] },
    ],
    credentialSets: [{ options: [["a"], ["b"]] }],
    sameHolder: ["name"],
    maxAge: 60,
  };
  const ADDRESSED = { audience: "https://gate.example", nonce: "0123456789abcdef" };
  const asking = (written: unknown, options: PolicyOptions = {}) => {
    const request = join(folder, "request.json");
    writeFileSync(request, typeof written === "string" ? written : JSON.stringify(written));
    return policyOf(
      { request, ...options },
      didsOf(NO_KEYS, () => CHAIN),
    );
  };

  it("is all of it; to whom, the challenge and the ages may be in it or beside it", async () => {
    expect(await asking({ ...REQUEST, ...ADDRESSED })).to.deep.equal({ ...REQUEST, ...ADDRESSED });
    expect(await asking(REQUEST, { ...ADDRESSED, maxProofAge: "9" })).to.deep.equal({
      ...REQUEST,
      ...ADDRESSED,
      maxProofAge: 9,
    });
    expect(await asking({ ...REQUEST, ...ADDRESSED }, { ...ADDRESSED, maxAge: "60" })).to.deep.equal({
      ...REQUEST,
      ...ADDRESSED,
    });
  });

  it("goes with no option that says otherwise, or what it has a place for itself", async () => {
    const whole = { ...REQUEST, ...ADDRESSED };
    for (const [options, option] of [
      [{ nonce: "another, of 16 or more" }, "--nonce"],
      [{ audience: "https://other.example" }, "--audience"],
      [{ maxAge: "61" }, "--max-age"],
      [{ type: ["urn:a"] }, "--type"],
      [{ sameHolder: "name" }, "--same-holder"],
      [{ oneTime: ["urn:a"] }, "--one-time"],
      [{ optional: ["urn:a"] }, "--optional"],
      [{ issuer: [`urn:a=${CITY}`] }, "--issuer"],
      [{ authority: [`urn:a=${CITY}`] }, "--authority"],
    ] as const) {
      expect((await refusedLater(asking(whole, options), "cli.option")).details).to.deep.equal({ option });
    }
  });

  it("is refused, and the file named, with what is not known, not JSON, or no request", async () => {
    const whole = { ...REQUEST, ...ADDRESSED };
    const [first] = REQUEST.credentials;
    for (const wrong of [
      { ...whole, credentials: [{ ...first, optional: true }] },
      { ...whole, credentials: [{ ...first, claims: [{ path: "name", value: "x" }] }] },
      { ...whole, credentialSets: [{ options: [["a"]], purpose: "entry" }] },
      { ...whole, asOf: 1 },
      { ...whole, nonce: "short" },
      { ...whole, credentials: [] },
      { ...whole, credentials: [first] },
      { ...REQUEST, nonce: ADDRESSED.nonce },
      [whole],
      null,
      7,
    ]) {
      const { message } = await refusedLater(asking(wrong), "policy.malformed");
      expect(message).to.include("request.json");
    }
    await refusedLater(asking("{"), "cli.file");
    await refusedLater(asking(JSON.stringify(whole).replace("{", '{"nonce":"another challenge",')), "cli.file");
    const misspelt = { ...whole, credentials: [{ ...first, isuers: [] }] };
    expect((await refusedLater(asking(misspelt), "policy.malformed")).message).to.include(
      "isuers (did you mean issuers?)",
    );
    await refusedLater(asking({ ...whole, sameHolder: ["birth"] }), "policy.same-holder");
    await refusedLater(asking({ ...whole, maxAge: 1.5 }), "policy.number");
    await refusedLater(
      asking({ ...ADDRESSED, credentials: [{ id: "a", type: "urn:a", issuers: ["city"] }] }),
      "policy.did",
    );
  });

  it("or by options is needed, with whom it is addressed to and its challenge", async () => {
    const given = (options: PolicyOptions) =>
      policyOf(
        options,
        didsOf(NO_KEYS, () => CHAIN),
      );
    for (const [options, option] of [
      [ADDRESSED, "--type"],
      [{ type: ["urn:a"], nonce: ADDRESSED.nonce }, "--audience"],
      [{ type: ["urn:a"], audience: ADDRESSED.audience }, "--nonce"],
    ] as const) {
      expect((await refusedLater(given(options), "cli.option")).details).to.deep.equal({ option });
    }
    expect(await given({ ...ADDRESSED, type: ["urn:a"] })).to.deep.equal({
      ...ADDRESSED,
      credentials: [{ id: "urn-a", type: "urn:a" }],
    });
  });
});
