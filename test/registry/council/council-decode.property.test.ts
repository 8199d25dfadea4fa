import { expect } from "chai";
import fc from "fast-check";
import { NO_END } from "../../../src/records/directory-rule.ts";
import { CONTRACT_NAMES, INTERFACES } from "../../../src/registry/contracts.ts";
import { ACTIONS } from "../../../src/registry/council/action-table.ts";
import { type CouncilAction, callOf, typeIdOf } from "../../../src/registry/council/actions.ts";
import { type Decision, decodeCall } from "../../../src/registry/council/decode.ts";
import { often } from "../../support/often.ts";
import { A, addresses, callsOfAll, DEPLOYMENT, EACH } from "./council.fixture.ts";

const { contracts } = addresses;

const call = (target: string, data: string, value = 0n) => ({ target, data, value });
const decoded = (action: CouncilAction): Decision => {
  const { target, data } = callOf(DEPLOYMENT, action);
  return decodeCall(addresses, call(target, data));
};
const whyNot = (decision: Decision): unknown => (decision.do === null ? decision.why : decision);

/** The invariant: a call decoded as an action is, bit for bit, the call that this action encodes to. */
function checkFaithful(target: string, data: string): Decision {
  const decision = decodeCall(addresses, call(target, data));
  if (decision.do !== null) expect(callOf(DEPLOYMENT, decision)).to.deep.equal({ target, data: data.toLowerCase() });
  return decision;
}

describe("A call of the council", () => {
  it("is decoded from any values that an action can have", () => {
    const account = fc.uint8Array({ minLength: 20, maxLength: 20 }).map((it) => `0x${Buffer.from(it).toString("hex")}`);
    const text = fc.string({ unit: "binary", maxLength: 80 }).filter((it) => Buffer.from(it).toString() === it);
    const second = fc.nat({ max: NO_END });
    const action = fc.oneof(
      fc.record({ do: fc.constant("type.register"), vct: text, authority: account, schemaUri: text, doctype: text }),
      fc.record({ do: fc.constant("type.replace-authority"), vct: text, successor: account, stolenSince: second }),
      fc.record({ do: fc.constant("supervisor.appoint"), supervisor: account, until: second }),
      fc.record({
        do: fc.constant("directory.distrust"),
        name: fc.constant("a"),
        index: fc.maxSafeNat(),
        reason: text,
      }),
    ) as fc.Arbitrary<CouncilAction>;
    fc.assert(
      fc.property(action, (given) => {
        const { vct, ...members } = given as unknown as Record<string, unknown>;
        const known =
          given.do === "type.register" ? { vct } : vct === undefined ? {} : { typeId: typeIdOf(String(vct)) };
        expect(decoded(given)).to.deep.include({ ...members, ...known });
      }),
      often(200, "actions of the council, there and back"),
    );
  });

  it("of any function of any contract is decoded as an action, or reported as none", () => {
    const table = Object.values(ACTIONS).map(({ contract, method }) => `${contract}.${method}`);
    const read: string[] = [];
    for (const { name, fragment, data } of callsOfAll()) {
      const decision = checkFaithful(contracts[name].address, data);
      if (decision.do !== null) read.push(`${name}.${fragment.name}`);
      else expect(decision).to.include({ why: "function", contract: name, function: fragment.format("sighash") });
      for (const other of CONTRACT_NAMES) checkFaithful(contracts[other].address, data);
    }
    expect(read).to.have.members(table);
  });

  it("with an unknown selector, a short selector or no data is not decoded", () => {
    fc.assert(
      fc.property(fc.constantFrom(...CONTRACT_NAMES), fc.uint8Array({ maxLength: 200 }), (name, bytes) => {
        const data = `0x${Buffer.from(bytes).toString("hex")}`;
        const decision = checkFaithful(contracts[name].address, data);
        if (INTERFACES[name].getFunction(data.slice(0, 10)) === null) expect(whyNot(decision)).to.equal("function");
      }),
      often(300, "calls with random selectors"),
    );
    for (const data of ["0x", "0x12", "addSeat", "addSeat(address)"])
      expect(whyNot(decodeCall(addresses, call(contracts.Council.address, data)))).to.equal("function");
  });

  it("with missing, extra or dirty bytes is not decoded as if it were clean", () => {
    for (const action of EACH) {
      const { target, data } = callOf(DEPLOYMENT, action);
      const words = (data.length - 10) / 64;
      for (const tail of ["00", "ff", "0".repeat(64), data.slice(2)])
        expect(whyNot(checkFaithful(target, data + tail)), action.do).to.equal("arguments");
      for (let length = 10; length < data.length; length += 2)
        expect(whyNot(checkFaithful(target, data.slice(0, length))), action.do).to.equal("arguments");
      for (let word = 0; word < words; word += 1) {
        const at = 10 + 64 * word;
        const dirty = data.slice(0, at) + (data[at] === "8" ? "9" : "8") + data.slice(at + 1);
        const decision = checkFaithful(target, dirty);
        // Only a change of a whole word or a text can give another action; then the action differs.
        if (decision.do !== null) expect(decision, action.do).not.to.deep.equal(action);
      }
    }
  });

  it("with changed bytes is decoded as what it then does, or not at all", () => {
    fc.assert(
      fc.property(fc.constantFrom(...EACH), fc.nat(), fc.integer({ min: 1, max: 255 }), (action, place, change) => {
        const { target, data } = callOf(DEPLOYMENT, action);
        const bytes = Buffer.from(data.slice(2), "hex");
        const at = place % bytes.length;
        bytes[at] = (bytes[at] ?? 0) ^ change;
        const decision = checkFaithful(target, `0x${bytes.toString("hex")}`);
        if (decision.do !== null) expect(decision).not.to.deep.equal(action);
      }),
      often(1000, "calls of the council with a byte changed"),
    );
  });

  it("whose texts overlap or come in another order than Solidity's is not decoded", () => {
    const { target, data } = callOf(DEPLOYMENT, {
      do: "type.register",
      vct: "urn:a",
      authority: A,
      schemaUri: "urn:a",
    });
    const word = (index: number): string => data.slice(10 + 64 * index, 10 + 64 * (index + 1));
    const withWord = (index: number, value: string): string =>
      data.slice(0, 10 + 64 * index) + value + data.slice(10 + 64 * (index + 1));
    // The offset of the schema's URI points to the vct.
    expect(whyNot(checkFaithful(target, withWord(3, word(0))))).to.equal("arguments");
    const swapped = `${data.slice(0, 10)}${word(3)}${word(1)}${word(2)}${word(0)}${data.slice(10 + 64 * 4)}`;
    expect(whyNot(checkFaithful(target, swapped))).to.equal("arguments");
    // A text that is not UTF-8.
    const text = data.indexOf(Buffer.from("urn:a").toString("hex"));
    expect(whyNot(checkFaithful(target, `${data.slice(0, text)}ff${data.slice(text + 2)}`))).to.equal("arguments");
  });

  it("to another address is no registry's, however similar; nor does one registry have another's functions", () => {
    for (const action of EACH) {
      const { target, data } = callOf(DEPLOYMENT, action);
      const alike = `${target.slice(0, -2)}f${target.slice(-1)}`;
      expect(whyNot(decodeCall(addresses, call(alike, data))), action.do).to.equal("target");
      const other = contracts.DIDRegistry.address;
      expect(whyNot(decodeCall(addresses, call(other, data))), action.do).to.equal("function");
    }
  });

  it("that sends money is not decoded as an action", () => {
    for (const action of EACH) {
      const { target, data } = callOf(DEPLOYMENT, action);
      expect(whyNot(decodeCall(addresses, call(target, data, 1n))), action.do).to.equal("value");
    }
  });
});
