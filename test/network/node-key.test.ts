import { expect } from "chai";
import { enodeOf, parseNamedNode } from "../../network/enode.ts";
import { createNodeKey, identityOfKey } from "../../network/node-key.ts";
import { DidimError, isDidimError } from "../../src/public/index.ts";

/** The generator of secp256k1 (SEC 2 v2 §2.4.1): the public key of the private key 1. */
const G =
  "0x79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8";

describe("A node's key", () => {
  it("gives the node its public key and its address", () => {
    expect(identityOfKey(`0x${"1".padStart(64, "0")}\n`)).to.deep.equal({
      publicKey: G,
      address: "0x7e5f4552091a69125d5dfcb7b8c2659029395bdf",
    });
  });

  it("is different every time", () => {
    const keys = Array.from({ length: 8 }, createNodeKey);
    expect(new Set(keys.map((key) => identityOfKey(key).address)).size).to.equal(8);
  });

  it("is refused without being printed", () => {
    for (const bad of ["", "0x12", `0x${"0".repeat(64)}`, `0x${"f".repeat(64)}`, "g".repeat(64)]) {
      expect(() => identityOfKey(bad)).to.satisfy((call: () => unknown) => {
        try {
          call();
          return false;
        } catch (error) {
          if (!isDidimError(error, "consortium.node-key")) return false;
          return bad === "" || !`${error.message} ${JSON.stringify(error.details)}`.includes(bad);
        }
      });
    }
  });

  it("belongs to an enode URL with an IP address", () => {
    expect(enodeOf("0xabcd", "10.0.0.1", 30303)).to.equal("enode://abcd@10.0.0.1:30303");
    expect(enodeOf("0xabcd", "fd00::1", 30303)).to.equal("enode://abcd@[fd00::1]:30303");
  });

  it("of another member is named by its enode URL, and accepted in no other form", () => {
    const node = parseNamedNode(`seoul=enode://${G.slice(2)}@10.0.0.1:30303`);
    const address = "0x7e5f4552091a69125d5dfcb7b8c2659029395bdf";
    expect(node).to.deep.equal({ name: "seoul", publicKey: G, address, host: "10.0.0.1", p2p: 30303 });
    expect(parseNamedNode(`seoul=enode://${G.slice(2)}@[FD00::1]:1`).host).to.equal("fd00::1");
    const off = `${G.slice(2, -1)}9`;
    for (const [bad, code] of [
      [`seoul=enode://${off}@10.0.0.1:30303`, "consortium.node-key"],
      [`enode://${G.slice(2)}@10.0.0.1:30303`, "consortium.enode"],
      [`../x=enode://${G.slice(2)}@10.0.0.1:30303`, "consortium.enode"],
      [`seoul=enode://${G.slice(2)}@node.go.kr:30303`, "consortium.enode"],
      [`seoul=enode://${G.slice(2)}@10.0.0.256:30303`, "consortium.enode"],
      [`seoul=enode://${G.slice(2)}@10.0.0.1:0`, "consortium.enode"],
      [`seoul=enode://${G.slice(4)}@10.0.0.1:30303`, "consortium.enode"],
    ] as const) {
      expect(() => parseNamedNode(bad), bad)
        .to.throw(DidimError)
        .with.property("code", code);
    }
  });
});
