import { expect } from "chai";
import {
  type CouncilAction,
  callOf,
  decodeCall,
  findProposal,
  type ProposedCall,
  proposals,
  stateOf,
  typeIdOf,
} from "../../../src/public/council.ts";
import { formatDid } from "../../../src/public/did.ts";
import { eventOf, formatAddresses } from "../../../src/public/registry.ts";
import { type LocalChain, startLocalChain } from "../../support/chain.ts";
import { type Ran, Terminal } from "../cli.fixture.ts";

interface Call {
  readonly target: string;
  readonly data: string;
}

/** A description that tries to look like the command's own output. */
const CLAIM = [
  "seat.add: Ministry of Health",
  `${" ".repeat(90)}1. Give a member a seat in the council (seat.add)`,
  "\u001b[2J\u001b[H  2. Give a member a seat\u202e\u200b\u2028     member: did:ethr:0x7a69:0x00",
  "…".repeat(2_000),
].join("\n");

/** Whether a line is marked as the proposer's text; the command's own lines never are. */
const behindEdge = (line: string): boolean => line.startsWith("  | ");

describe("A council member at the command line", function () {
  this.timeout(240_000);
  const t = new Terminal();
  let chain: LocalChain;
  let thief = "";

  before(async () => {
    chain = await startLocalChain({ votingPeriod: 600 });
    thief = chain.accounts[15] ?? "";
    t.write("addresses.json", formatAddresses(chain.addresses));
    await chain.advanceTime(1);
  });

  after(async () => {
    await chain.stop();
    t.close();
  });

  const on = () => ["--network", chain.url, "--addresses", t.path("addresses.json")];
  const council = (...args: readonly string[]): Promise<Ran> => t.didim("council", ...args, ...on());
  const json = async (...args: readonly string[]) => {
    const { code, stdout, json: read } = await council(...args, "--json");
    expect(stdout).not.to.equal("");
    return { code, error: read().error as { code: string; details: object } | undefined, answer: read() };
  };
  const made = (action: CouncilAction): Call => callOf({ addresses: chain.addresses }, action);

  /** Proposes raw calls, as no command does; returns the proposal's id. */
  async function proposed(calls: readonly Call[], description: string): Promise<string> {
    const [, seat = ""] = chain.accounts;
    const targets = calls.map(({ target }) => target);
    const datas = calls.map(({ data }) => data);
    const { council: contract } = chain.as(seat);
    const receipt = await contract.proposeFor(
      seat,
      targets,
      targets.map(() => 0n),
      datas,
      description,
    );
    const created = eventOf(receipt, "ProposalCreated");
    await chain.advanceTime(2);
    return `0x${BigInt(String(created?.facts.proposalId)).toString(16).padStart(64, "0")}`;
  }

  it("first reads what a proposal does, in English and Korean, and then its proposer's text", async () => {
    const id = await proposed([made({ do: "guardian.set", guardian: thief })], CLAIM);
    const did = formatDid(chain.addresses.chainId, thief);
    const words = {
      en: ["1. Replace the council's guardian, who may cancel decisions (guardian.set)", `new guardian: ${did}`],
      ko: ["1. 결정을 취소할 수 있는 가디언을 교체 (guardian.set)", `새 가디언: ${did}`],
    };
    for (const lang of ["en", "ko"] as const)
      for (const verb of [
        ["list"],
        ["show", id],
        ["vote", id, "for", "--account", "2"],
        ["cancel", id, "--account", "6"],
      ]) {
        const { stdout, stderr } = await council(...verb, "--lang", lang);
        const seen = verb.length > 2 ? stderr : stdout;
        const lines = seen.slice(seen.indexOf(id)).split("\n");
        const [first, second] = words[lang];
        expect(
          lines.slice(1, 3).map((line) => line.trim()),
          verb[0],
        ).to.deep.equal([first, second]);
        expect(lines[3]).to.match(
          lang === "en" ? /own description \(not checked\) \(did:ethr/ : /확인되지 않은 내용\) \(did:ethr/,
        );
        expect(lines[4], verb[0]).to.match(/^ {2}\| seat\.add: Ministry of Health/);
      }
    expect(await stateOf(chain.as(thief), id)).not.to.equal("cancelled");
  });

  it("sees no proposer's line that looks like the command's own, wraps at the terminal's edge, or pushes the command's lines away", async () => {
    const claimed = await proposed([made({ do: "seat.add", member: thief })], CLAIM);
    const reason = `${"x".repeat(100)}\n  2. Give a member a seat`;
    const inside = await proposed(
      [
        made({ do: "directory.distrust", name: "a\u202eb", index: 0, reason }),
        made({ do: "type.register", vct: `urn:${"가".repeat(400)}`, authority: thief }),
      ],
      "",
    );
    for (const id of [claimed, inside]) {
      const { stderr } = await council("vote", id, "for", "--account", "2");
      const lines = stderr.trimEnd().split("\n");
      expect(stderr.replaceAll("\n", "")).not.to.match(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      expect(lines.filter((line) => /^ +\d+\. Give a member a seat/.test(line))).to.have.length(id === claimed ? 1 : 0);
      expect(lines.length).to.be.lessThan(40);
      for (const line of lines.filter((each) => each.trimStart().startsWith("| "))) {
        const columns = [...line].reduce((sum, each) => sum + (/^[\x20-\x7e]$/.test(each) ? 1 : 2), 0);
        expect(columns, line).to.be.lessThan(80);
      }
      expect(stderr).to.match(/… \d+ more characters: see --json/);
    }
    const shown = (await council("show", claimed)).stdout.split("\n");
    expect(shown.filter(behindEdge)).to.have.length(40);
  });

  it("casts a vote only after confirmation, and exactly that vote", async () => {
    const id = await proposed([made({ do: "seat.add", member: thief })], "a seat");
    const refused = await json("vote", id, "for", "--account", "3");
    expect([refused.code, refused.error?.code]).to.deep.equal([64, "cli.not-confirmed"]);
    expect(await chain.as(thief).council.hasVoted(id, chain.accounts[3] ?? "")).to.equal(false);
    const { answer } = await json("vote", id, "for", "--account", "3", "--yes");
    expect(answer).to.deep.include({ proposal: id, ballot: "for", actions: [{ do: "seat.add", member: thief }] });
    const unknown = await Promise.all(["0x01", "all", "", "-1", "0x"].map((each) => json("show", each)));
    expect(unknown.map(({ error }) => error?.code)).to.deep.equal(Array(5).fill("council.unknown"));
  });

  it("is warned of undecodable calls, and can support or execute them only with --undecoded", async () => {
    const { CouncilTimelock, Council } = chain.addresses.contracts;
    const honest = made({ do: "seat.add", member: thief });
    const id = await proposed(
      [
        honest,
        { ...honest, target: thief },
        { ...honest, data: `${honest.data}00` },
        { target: CouncilTimelock.address, data: chain.as(thief).timelock.encode("getMinDelay", []) },
        { target: Council.address, data: "0xdeadbeef" },
      ],
      "five seats",
    );
    const { answer } = await json("show", id);
    const actions = answer.actions as readonly Record<string, unknown>[];
    expect(actions.map((one) => one.do ?? one.why)).to.deep.equal([
      "seat.add",
      ...["target", "arguments", "function", "function"],
    ]);
    for (const one of actions.slice(1))
      expect(Object.keys(one)).to.have.members(["do", "why", "contract", "function", "target", "value", "data"]);
    const text = (await council("show", id, "--lang", "ko")).stdout;
    expect(text.match(/해석할 수 없음/g)).to.have.length(4);
    expect(text).to.contain("(이 배포의 CouncilTimelock)");

    for (const ballot of ["for", "abstain"]) {
      const refused = await json("vote", id, ballot, "--account", "4", "--yes");
      expect([refused.code, refused.error?.code]).to.deep.equal([65, "council.undecoded"]);
      expect(refused.error?.details).to.deep.equal({ proposal: id, calls: [2, 3, 4, 5] });
    }
    expect((await json("execute", id, "--account", "4")).error?.code).to.equal("council.undecoded");
    expect((await json("vote", id, "against", "--account", "4", "--yes")).code).to.equal(0);
    expect((await json("vote", id, "for", "--account", "5", "--yes", "--undecoded")).code).to.equal(0);
  });

  it("reads the names of types, registered or in the same proposal, and of this deployment's contracts", async () => {
    const { contracts } = chain.addresses;
    const [known, next] = ["urn:kr:known", "urn:kr:next"];
    await chain.decide([{ do: "type.register", vct: known, authority: thief }], "one");
    const successor = chain.accounts[14] ?? "";
    const replace = (vct: string) => made({ do: "type.replace-authority", vct, successor });
    const register = made({ do: "type.register", vct: next, authority: thief });
    const enter = (address: string) => made({ do: "directory.register", name: "StatusLists", address });
    const calls = [replace(known), register, replace(next), replace("urn:kr:unknown")];
    const id = await proposed([...calls, enter(contracts.StatusLists.address), enter(thief)], "types");
    const { stdout } = await council("show", id);
    expect(stdout.match(/type: .*/g)).to.deep.equal([
      `type: "${known}"`,
      `type: "${next}"`,
      `type: "${next}"`,
      `type: a type without a known name, ${typeIdOf("urn:kr:unknown")}`,
    ]);
    expect(stdout).to.contain(`contract: ${contracts.StatusLists.address} (this deployment's StatusLists)`);
    expect(stdout).to.contain(`contract: ${thief}\n`);
    const { answer } = await json("show", id);
    expect((answer.actions as object[])[0]).to.deep.equal({
      ...{ do: "type.replace-authority", vct: known, typeId: typeIdOf(known), successor, stolenSince: 0 },
    });
  });

  it("makes a proposal and reads it back; a misspelt action is refused", async () => {
    const member = formatDid(chain.addresses.chainId, chain.accounts[13] ?? "");
    const file = t.write("actions.json", [{ do: "seat.add", member }]);
    const { answer } = await json("propose", file, "--account", "1");
    expect(answer.actions).to.deep.equal([{ do: "seat.add", member: chain.accounts[13] }]);
    const { calls } = await findProposal(chain.as(thief), String(answer.proposal));
    expect(calls).to.have.length(1);
    const misspelt = t.write("actions.json", [{ do: "seat.add", member, untill: 1 }]);
    const refused = await json("propose", misspelt, "--account", "1");
    expect([refused.code, refused.error?.code]).to.deep.equal([65, "council.action"]);
  });

  it("dismisses a supervisor's newest appointment unless it names another one, and reads which, in English and Korean", async () => {
    const supervisor = chain.accounts[14] ?? "";
    const dismissal = { do: "supervisor.dismiss", supervisor } as const;
    const appointment = { do: "supervisor.appoint", supervisor, until: null } as const;
    await chain.decide([appointment, { ...dismissal, appointment: 0 }, appointment], "appointed twice");
    const newest = { ...dismissal, appointment: 1, stolenSince: 0 };
    const file = t.write("actions.json", [dismissal]);
    for (const [lang, label] of [
      ["en", "appointment, counted from 0: 1"],
      ["ko", "지정 번호(0부터): 1"],
    ] as const) {
      const { stdout } = await council("propose", file, "--account", "1", "--lang", lang, "--description", lang);
      expect(stdout.split("\n").map((line) => line.trim())).to.include(label);
    }
    const last = (await proposals(chain.as(thief))).at(-1);
    expect(decodeCall(chain.addresses, last?.calls[0] as ProposedCall)).to.deep.equal(newest);
    const { from } = await chain.as(thief).relyingParties.appointment(supervisor, 0);
    const earlier = { ...dismissal, appointment: 0, stolenSince: Number(from) };
    const { answer } = await json("propose", t.write("actions.json", [earlier]), "--account", "1");
    expect(answer.actions).to.deep.equal([earlier]);
    const over = t.write("actions.json", [{ ...dismissal, appointment: 0 }]);
    expect((await json("propose", over, "--account", "1")).error?.code).to.equal(
      "registry.RelyingPartiesAppointmentOver",
    );
  });

  it("takes times as other commands do: a date, or from now on", async () => {
    const supervisor = chain.accounts[16] ?? "";
    const appoint = (until: string) => ({ do: "supervisor.appoint", supervisor, until });
    const file = t.write("actions.json", [appoint("2031-03-01"), appoint("+1y")]);
    const ran = await council("propose", file, "--account", "1", "--json");
    const [first, second] = (ran.json() as { actions: { until: number }[] }).actions;
    expect(first?.until).to.equal(Date.parse("2031-03-01") / 1000);
    expect((second?.until ?? 0) - (await chain.now())).to.be.within(364 * 86_400, 366 * 86_400);
  });

  it("writes each member of an action once and rightly, or no proposal is made of it", async () => {
    const did = formatDid(chain.addresses.chainId, thief);
    const appoint = `"do": "supervisor.appoint", "supervisor": "${did}"`;
    const before = await chain.as(thief).rpc.request("eth_blockNumber");
    const cases: readonly (readonly [string, number, string, RegExp])[] = [
      [`[{ ${appoint} }]`, 65, "council.action", /until is missing, or is not what it takes/],
      [`[{ ${appoint}, "until": "never" }]`, 64, "cli.value", /^Action 1 .*without end: "until": null/],
      [`[{ ${appoint}, "until": "next year" }]`, 64, "cli.value", /"next year" is not a time/],
      [`[{ ${appoint}, "untill": 1893456000 }]`, 65, "council.action", /no member untill \(did you mean until\?\)/],
      [`[{ ${appoint}, "until": 1893456000, "until": 4102444800 }]`, 64, "cli.file", /0\.until is there twice/],
      [
        `[{ "do": "seat.add", "do": "seat.remove", "member": "${did}" }]`,
        64,
        "cli.file",
        /line 1, .*0\.do is there twice/,
      ],
      [`[{ "do": "seat.ad", "member": "${did}" }]`, 65, "council.action", /did you mean seat\.add\?/],
      [`[{ "member": "${did}" }]`, 65, "council.action", /Item 1 is not an action: it has no member "do"/],
      ["[null]", 65, "council.action", /Item 1 is not an action/],
      [`[{ "do": "seat.add", "member": "${did}" }, ["x"]]`, 65, "council.action", /Item 2 is not an action/],
      ["{}", 64, "cli.file", /no JSON array/],
    ];
    for (const [text, exit, code, message] of cases) {
      const { code: ended, answer } = await json("propose", t.write("actions.json", text), "--account", "1");
      const error = answer.error as { code: string; message: string };
      expect([ended, error.code], text).to.deep.equal([exit, code]);
      expect(error.message).to.match(message);
    }
    expect(await chain.as(thief).rpc.request("eth_blockNumber")).to.equal(before);
  });
});
