import { expect } from "chai";
import { createRpc } from "../../../src/public/chain.ts";
import { typeIdOf } from "../../../src/public/council.ts";
import { formatDid } from "../../../src/public/did.ts";
import { formatAddresses, NO_END } from "../../../src/public/registry.ts";
import { type LocalChain, startLocalChain } from "../../support/chain.ts";
import { Terminal } from "../cli.fixture.ts";

const VCT = "urn:kr:mois:civil-servant-id";
const NONE = "urn:kr:mois:nothing";

interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

describe("What cannot work is refused at once", function () {
  this.timeout(240_000);
  const t = new Terminal();
  let chain: LocalChain;
  let [ministry, city, town, village] = ["", "", "", ""];

  before(async () => {
    chain = await startLocalChain({ votingPeriod: 600 });
    [ministry = "", city = "", town = "", village = ""] = chain.accounts.slice(7);
    t.write("addresses.json", formatAddresses(chain.addresses));
    await chain.decide(
      [
        { do: "type.register", vct: VCT, authority: ministry },
        { do: "supervisor.appoint", supervisor: ministry, until: NO_END },
      ],
      "a type and a supervisor",
    );
  });

  after(async () => {
    await chain.stop();
    t.close();
  });

  const on = () => ["--network", chain.url, "--addresses", t.path("addresses.json")];
  const done = (...args: readonly string[]) => t.done(...args, ...on());
  const didOf = (identity: string) => formatDid(chain.addresses.chainId, identity);

  /** Runs a command that must be refused before its account sends anything. */
  async function refusal(by: number, ...args: readonly string[]): Promise<Refusal> {
    const rpc = createRpc({ url: chain.url });
    const sent = () => rpc.request("eth_getTransactionCount", [chain.accounts[by], "latest"]);
    const before = await sent();
    const ran = await t.didim(...args, "--account", String(by), ...on(), "--json");
    expect(ran.code, ran.stdout).to.be.oneOf([64, 65]);
    expect(await sent()).to.equal(before);
    return ran.json().error as Refusal;
  }

  it("a relying party for a type that is not registered; the refusal names the type as typed", async () => {
    const entry = ["--claims", "name", "--purpose", "entry", "--name-en", "Gate", "--contact", "tel:+82"];
    const { code, message } = await refusal(7, "rp", "register", town, NONE, ...entry);
    expect(code).to.equal("registry.TypeUnknown");
    expect(message).to.contain(NONE);
    await done("rp", "register", town, VCT, ...entry, "--account", "7");
  });

  it("an application for an unknown type, one beside an open one, and one of an agency that is accredited", async () => {
    const unknown = await refusal(8, "issuer", "apply", NONE);
    expect([unknown.code, unknown.details.vct]).to.deep.equal(["registry.AccreditationTypeUnknown", NONE]);
    expect(unknown.message).to.contain(NONE).and.not.contain(typeIdOf(NONE));

    await done("issuer", "apply", VCT, "--account", "8");
    const open = await refusal(8, "issuer", "apply", VCT, "--levels", "2");
    expect(open.code).to.equal("issuer.applied-already");
    expect(open.message).to.contain(didOf(city)).and.contain(VCT).and.contain("issuer cancel");

    await done("issuer", "accredit", city, VCT, "--account", "7");
    const already = await refusal(8, "issuer", "apply", VCT);
    expect(already.code).to.equal("registry.AccreditationInForce");
    expect(already.message).to.contain(didOf(city)).and.contain(VCT);

    await done("issuer", "suspend", city, VCT, "--account", "7");
    expect((await refusal(8, "issuer", "apply", VCT)).message)
      .to.contain("suspended")
      .and.contain("reinstate");
    await done("issuer", "withdraw", city, VCT, "--account", "7");
    await done("issuer", "apply", VCT, "--account", "8");
  });

  it("an accreditation without an application; and nothing half done for a name that is too long", async () => {
    for (const verb of ["accredit", "decline"]) {
      const { code, message } = await refusal(7, "issuer", verb, village, VCT);
      expect(code, verb).to.equal("registry.AccreditationNoApplication");
      expect(message).to.contain(village).and.contain(VCT);
    }
    const { code, message } = await refusal(7, "issuer", "accredit", city, VCT, "--name-ko", "가".repeat(33));
    expect(code).to.equal("registry.AccreditationTextLength");
    expect(message).to.contain("Korean name is too long: it has 99 bytes");
  });

  it("a proposal of what the registries hold already, or do not have; the item is named", async () => {
    const known = await refusal(1, "type", "register", VCT, "--authority", ministry);
    expect(known.code).to.equal("registry.TypeKnown");
    expect(known.message).to.equal(`Action 1 (type.register): The type ${VCT} is already registered.`);
    const seat = { do: "seat.add", member: chain.accounts[2] };
    const actions: [readonly unknown[], string, RegExp][] = [
      [[{ do: "validator.remove", validator: city }, seat], "registry.ValidatorSetNotIn", /^Action 1 \(validator/],
      [[{ do: "supervisor.dismiss", supervisor: city }], "registry.RelyingPartiesNoAppointment", /^Action 1/],
      [[{ do: "type.replace-authority", vct: NONE, successor: city }], "registry.TypeUnknown", /^Action 1/],
      [[{ do: "guardian.set", guardian: chain.accounts[6] }], "registry.CouncilAlreadyGuardian", /^Action 1/],
      [[seat], "registry.CouncilAlreadySeated", /^Action 1 \(seat\.add\): 0x/],
      [[{ do: "seat.remove", member: city }], "registry.CouncilNotSeated", /^Action 1/],
      [
        [
          { do: "seat.add", member: city },
          { do: "seat.add", member: "did:x:y" },
        ],
        "did.invalid",
        /^Action 2 \(seat/,
      ],
      [
        [
          { do: "seat.add", member: city },
          { do: "seat.ad", member: town },
        ],
        "council.action",
        /^Action 2 \(seat\.ad\)/,
      ],
      [[{ do: "seat.add", member: city }, "seat.add"], "council.action", /^Item 2 is not an action/],
    ];
    for (const [proposed, code, message] of actions) {
      const refused = await refusal(1, "council", "propose", t.write("actions.json", proposed));
      expect(refused.code, JSON.stringify(proposed)).to.equal(code);
      expect(refused.message).to.match(message);
    }
    const both = [
      { do: "type.register", vct: NONE, authority: city },
      { do: "type.replace-authority", vct: NONE, successor: town },
    ];
    await done("council", "propose", t.write("actions.json", both), "--account", "1");
  });

  it("a second vote, one after the end, and one of an agency without a seat", async () => {
    const file = t.write("actions.json", [{ do: "seat.add", member: city }]);
    const id = String((await done("council", "propose", file, "--account", "1")).proposal);
    await chain.advanceTime(2);
    await done("council", "vote", id, "for", "--yes", "--account", "1");
    const [twice, stranger] = [
      await refusal(1, "council", "vote", id, "against"),
      await refusal(9, "council", "vote", id, "for"),
    ];
    expect(twice.code).to.equal("registry.GovernorAlreadyCastVote");
    expect(twice.message)
      .to.contain(id)
      .and.contain(didOf(chain.accounts[1] ?? ""));
    expect(stranger.code).to.equal("registry.CouncilNotSeated");
    await chain.advanceTime(700);
    const late = await refusal(2, "council", "vote", id, "for");
    expect(late.code).to.equal("registry.GovernorUnexpectedProposalState");
    expect(late.message).to.equal(`The vote on proposal ${id} is over: it is defeated.`);
  });

  it("the same proposal while it is open; once it is defeated, it is proposed again under a new description", async () => {
    const register = ["type", "register", "urn:kr:again", "--authority", ministry] as const;
    const first = await done(...register, "--account", "1");
    expect(first.description).to.equal("Register urn:kr:again");
    const open = await refusal(2, ...register);
    expect(open.code).to.equal("council.proposed-already");
    expect(open.message).to.contain(String(first.proposal)).and.contain("pending");
    await chain.advanceTime(700);
    const again = await done(...register, "--account", "1");
    expect(again.description).to.equal("Register urn:kr:again (2)");
    expect(again.proposal).not.to.equal(first.proposal);
    const said = await refusal(1, ...register, "--description", "Register urn:kr:again");
    expect(said.message).to.contain("defeated").and.contain("another description (--description");
    const ours = await done(...register, "--description", "in our own words", "--account", "1");
    expect(ours.description).to.equal("in our own words");
  });

  it("a list that is open already, unless it is to be extended", async () => {
    const open = ["list", "open", "1", "--capacity"] as const;
    const unopened = await refusal(8, ...open, "1024", "--extend");
    expect(unopened.code).to.equal("registry.StatusListUnopened");
    await done(...open, "1024", "--account", "8");
    const again = await refusal(8, ...open, "2048");
    expect(again.code).to.equal("registry.StatusListOpen");
    expect(again.message).to.contain("List 1 is open already, with room for 1024").and.contain("--extend");
    await done(...open, "2048", "--extend", "--account", "8");
    expect((await chain.as(city).statuses.listOf(city, 1)).capacity).to.equal(2048n);
    expect((await refusal(8, ...open, "1024", "--extend")).code).to.equal("registry.StatusBadCapacity");
  });
});
