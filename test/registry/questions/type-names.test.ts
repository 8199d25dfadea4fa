import { expect } from "chai";
import { typeIdOf } from "../../../src/public/council.ts";
import { type Registry, typeNames } from "../../../src/public/registry.ts";
import { INTERFACES } from "../../../src/registry/contracts.ts";

const ADDRESS = `0x${"c7".repeat(20)}`;
const MINISTRY = `0x${"01".repeat(20)}`;

/** A node that reports these names as registered under these ids. */
function saying(registered: readonly (readonly [typeId: string, vct: string])[]): Registry {
  const logs = registered.map(([typeId, vct], i) => ({
    address: ADDRESS,
    ...{ blockNumber: "0x1", logIndex: `0x${i.toString(16)}`, transactionHash: `0x${"7a".repeat(32)}` },
    ...INTERFACES.CredentialTypes.encodeEventLog("TypeRegistered", [
      ...[typeId, MINISTRY, vct, ""],
      ...[`0x${"00".repeat(32)}`, "", 0],
    ]),
  }));
  const addresses = { block: 1, contracts: { CredentialTypes: { address: ADDRESS } } };
  const head = async () => ({ number: 1n });
  return { addresses, head, rpc: { request: async () => logs } } as unknown as Registry;
}

describe("The names of types", () => {
  const [id, licence] = [typeIdOf("urn:id"), typeIdOf("urn:licence")];

  it("come from the registry's history", async () => {
    const names = await typeNames(
      saying([
        [id, "urn:id"],
        [licence, "urn:licence"],
      ]),
    );
    expect([...names]).to.deep.equal([
      [id, "urn:id"],
      [licence, "urn:licence"],
    ]);
  });

  it("must hash to the type's id, so a node cannot give a type another's name", async () => {
    const names = await typeNames(saying([[licence, "urn:id"]]));
    expect(names.get(licence)).to.equal(undefined);
  });
});
