import { expect } from "chai";
import { headerOf } from "../../../src/chain/state/header-json.ts";
import { contractual, voted } from "../../facts/proof/recorded.fixture.ts";
import { refused } from "../../support/refused.ts";

describe("A header from a node's JSON", () => {
  it("equals the header that Besu encoded, for each recorded block", () => {
    for (const { told, raw, hash, stateRoot } of [...voted, ...contractual]) {
      const header = headerOf(told);
      expect(Buffer.from(header.raw).toString("hex")).to.equal(Buffer.from(raw).toString("hex"));
      expect([header.hash, header.stateRoot]).to.deep.equal([hash, stateRoot]);
    }
  });

  it("is refused if any field does not match the hash, or is missing", () => {
    const { told } = voted[3]!;
    const changes: readonly object[] = [
      { stateRoot: told.parentHash },
      { timestamp: "0x1" },
      { hash: told.parentHash },
      { parentBeaconBlockRoot: undefined },
      { extraData: 1 },
      { requestsHash: told.parentHash },
      { nonce: "0x12345678" },
    ];
    for (const change of changes) refused(() => headerOf({ ...told, ...change }), "facts.bad-answer");
    for (const left of ["excessBlobGas", "nonce", "logsBloom"]) {
      refused(() => headerOf({ ...told, [left]: undefined }), "facts.header-incomplete");
    }
    for (const nothing of [undefined, null, "0x", []]) refused(() => headerOf(nothing), "facts.bad-answer");
  });
});
