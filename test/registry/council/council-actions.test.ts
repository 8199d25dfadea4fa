import { readFileSync } from "node:fs";
import { expect } from "chai";
import { NO_END } from "../../../src/records/directory-rule.ts";
import { ACTIONS } from "../../../src/registry/council/action-table.ts";
import { accountMembers, type CouncilAction, callOf } from "../../../src/registry/council/actions.ts";
import { type Decision, decodeCall, describeAction } from "../../../src/registry/council/decode.ts";
import { refused } from "../../support/refused.ts";
import { A, addresses, DEPLOYMENT, EACH, HASH, SAMPLES, VCT } from "./council.fixture.ts";

const decoded = (action: CouncilAction): Decision =>
  decodeCall(addresses, { ...callOf(DEPLOYMENT, action), value: 0n });

describe("An action of the council", () => {
  it("becomes a call, and the call is decoded to the same action with its defaults", () => {
    for (const action of EACH) expect(decoded(action), action.do).to.deep.equal(action);
    const named = { do: "type.replace-authority", vct: VCT, successor: A } as const;
    expect(decoded(named)).to.deep.equal({ ...SAMPLES["type.replace-authority"], stolenSince: 0 });
    expect(decoded({ do: "supervisor.appoint", supervisor: A, until: null })).to.include({ until: NO_END });
    expect(decoded({ do: "supervisor.dismiss", supervisor: A, appointment: 0 })).to.include({ stolenSince: 0 });
    expect(decoded({ do: "type.register", vct: VCT, authority: A })).to.deep.equal({
      ...SAMPLES["type.register"],
      ...{ schemaHash: `0x${"0".repeat(64)}`, schemaUri: "", doctype: "", applicationStatusIsValid: false },
      ...{ status: "required", holderBinding: "required" },
    });
    expect(Object.keys(SAMPLES)).to.have.members(Object.keys(ACTIONS));
  });

  it("without end is told to voters as one without end", () => {
    const { values } = describeAction({ do: "supervisor.appoint", supervisor: A, until: null });
    expect(values.at(-1)).to.deep.include({ kind: "until", value: NO_END });
  });

  it("says which of its members name an account or an identity", () => {
    for (const action of EACH) {
      const named = Object.entries(action).filter(([, value]) => value === A);
      expect(accountMembers(action), action.do).to.deep.equal(named.map(([member]) => member));
    }
    expect(() => accountMembers({ do: "toString" })).to.throw("toString");
  });

  it("is on the council's documentation page, with its function and its members", () => {
    const page = readFileSync("docs/registries/council.md", "utf8");
    for (const [name, { contract, parameters }] of Object.entries(ACTIONS)) {
      const row = page.split("\n").find((line) => line.startsWith("|") && line.includes(`\`${name}\``)) ?? "";
      expect(row, name).to.contain(`\`${contract}.`);
      for (const member of parameters.flatMap(({ members }) => members)) expect(row, name).to.contain(`\`${member}\``);
    }
  });

  it("is refused if it is unknown, or a member is missing, unknown or of the wrong kind", () => {
    const wrong: readonly unknown[] = [
      { do: "seat.give", member: A },
      { do: "toString" },
      { do: "seat.add" },
      { do: "seat.add", member: A, until: 1 },
      { do: "seat.add", member: "did:ethr:0x1:0x00" },
      // A wrong checksum.
      { do: "seat.add", member: "0xF39fd6e51aad88F6F4ce6aB8827279cffFb92266" },
      { do: "type.replace-authority", vct: VCT, successor: A, stolenSinse: 1_700_000_000 },
      { do: "type.replace-authority", successor: A },
      { do: "type.replace-authority", vct: VCT, typeId: HASH, successor: A },
      { do: "type.replace-authority", vct: VCT, successor: A, stolenSince: "2027" },
      { do: "type.register", vct: 7, authority: A },
      { do: "type.register", vct: VCT, authority: A, applicationStatusIsValid: "false" },
      { do: "type.register", vct: "\ud800", authority: A },
      { do: "type.register", vct: VCT, authority: A, schemaHash: "0x12" },
      // Without end only if that is said.
      { do: "supervisor.appoint", supervisor: A },
      { do: "supervisor.appoint", supervisor: A, until: "never" },
      { do: "supervisor.appoint", supervisor: A, until: NO_END + 1 },
      { do: "supervisor.dismiss", supervisor: A },
      { do: "supervisor.dismiss", supervisor: A, appointment: -1 },
      { do: "directory.end", name: "a name of more than 31 characters" },
      { do: "directory.distrust", name: "a", index: -1, reason: "x" },
      { do: "directory.distrust", name: "a", index: 1.5, reason: "x" },
    ];
    for (const action of wrong) refused(() => callOf(DEPLOYMENT, action as CouncilAction), "council.action");
  });
});
