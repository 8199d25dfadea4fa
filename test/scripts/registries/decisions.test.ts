import { expect } from "chai";
import { actionsText, checkDecoded, type Decided, summaryOf } from "../../../scripts/lib/registries/decisions.ts";
import { decodeCall } from "../../../src/public/council.ts";
import type { Registry } from "../../../src/public/registry.ts";
import { ACTIONS } from "../../../src/registry/council/action-table.ts";
import { addresses, callsOfAll, EACH } from "../../registry/council/council.fixture.ts";
import { refused } from "../../support/refused.ts";

const registry = { chainId: addresses.chainId, addresses } as Registry;
const { contracts } = addresses;

describe("A proposal's calls as text", () => {
  it("are described as actions, or as undecodable, for each function of each contract in both languages", () => {
    const titles = new Map(
      Object.values(ACTIONS).map(({ contract, method, title }) => [`${contract}.${method}`, title]),
    );
    for (const { name, fragment, data } of callsOfAll()) {
      const call = { target: contracts[name].address, value: 0n, data };
      const decision = decodeCall(addresses, call);
      const title = titles.get(`${name}.${fragment.name}`);
      for (const [lang, unknown] of [
        ["en", "CANNOT BE DECODED"],
        ["ko", "해석할 수 없음"],
      ] as const) {
        const [first] = actionsText(registry, [decision], lang).split("\n");
        expect(first, fragment.format()).to.match(/^ {2}1\. /);
        expect(first?.startsWith(`  1. ${title?.[lang] ?? unknown}`), first).to.equal(true);
        expect(first?.includes(unknown)).to.equal(title === undefined);
        expect(summaryOf([decision])[lang].includes(unknown)).to.equal(title === undefined);
      }
      const decided = { id: "0x01", actions: [decision] } as unknown as Decided;
      if (title === undefined) refused(() => checkDecoded(decided, undefined), "council.undecoded");
      else checkDecoded(decided, undefined);
    }
  });

  it("have a line for each value of an action, with a label in that language", () => {
    for (const action of EACH)
      for (const lang of ["en", "ko"] as const) {
        const [, ...lines] = actionsText(registry, [action], lang).split("\n");
        const labelled = lines.filter((line) => /^ {5}\S.*:/.test(line));
        const told = ACTIONS[action.do].parameters.flatMap((parameter) => parameter.tell({ ...action }));
        expect(labelled.length, action.do).to.equal(told.length);
        for (const { label } of told) expect(lines.join("\n")).to.contain(`${label[lang]}:`);
      }
  });
});
