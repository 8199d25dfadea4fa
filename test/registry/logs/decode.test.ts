import { expect } from "chai";
import { hexlify, Interface, keccak256, toUtf8Bytes } from "ethers";
import fc from "fast-check";
import { decodeLog, eventTable } from "../../../src/registry/logs/decode.ts";
import type { RawLog } from "../../../src/registry/logs/source.ts";
import { Accreditations__factory } from "../../../typechain/factories/accreditation/Accreditations__factory.ts";
import { CredentialTypes__factory } from "../../../typechain/factories/accreditation/CredentialTypes__factory.ts";
import { DIDRegistry__factory } from "../../../typechain/factories/did/DIDRegistry__factory.ts";
import { StatusLists__factory } from "../../../typechain/factories/status/StatusLists__factory.ts";
import { refused } from "../../support/refused.ts";

const address = (n: number): string => `0x${n.toString(16).padStart(40, "0")}`;
const addresses = { dids: address(1), types: address(2), accreditations: address(3), statuses: address(4) };
const ABIS: Readonly<Record<keyof typeof addresses, Interface>> = {
  dids: new Interface(DIDRegistry__factory.abi),
  types: new Interface(CredentialTypes__factory.abi),
  accreditations: new Interface(Accreditations__factory.abi),
  statuses: new Interface(StatusLists__factory.abi),
};
const table = eventTable(addresses);
const hex = (bytes: number) =>
  fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((b) => `0x${Buffer.from(b).toString("hex")}`);
const uint = (bits: number) => fc.bigInt({ min: 0n, max: 2n ** BigInt(bits) - 1n }).map(Number);

function log(registry: keyof typeof addresses, event: string, values: readonly unknown[]): RawLog {
  const { data, topics } = ABIS[registry].encodeEventLog(event, [...values]);
  return { address: addresses[registry], topics, data, block: 5, blockHash: `0x${"11".repeat(32)}`, index: 0 };
}

describe("The registries' logs", () => {
  for (const registry of ["dids", "types", "accreditations", "statuses"] as const) {
    it(`of ${registry}: exactly the contract's events can be decoded`, () => {
      const known = [...(table.get(addresses[registry])?.keys() ?? [])].sort();
      // OpenZeppelin's EIP712 declares this event for upgradable domains; an immutable contract never emits it.
      const declared = ABIS[registry].fragments.filter(
        (f) => f.type === "event" && f.format() !== "EIP712DomainChanged()",
      );
      const hashes = declared.map((event) => ABIS[registry].getEvent(event.format())?.topicHash ?? "").sort();
      expect(known).to.deep.equal(hashes);
    });
  }

  it("are decoded as by the ABI", () => {
    const any = fc.record({
      a: hex(20),
      b: hex(20),
      c: hex(20),
      id: hex(32),
      x: hex(33),
      t: uint(40),
      u: uint(40),
      n: uint(8),
    });
    fc.assert(
      fc.property(any, fc.string(), fc.boolean(), uint(32), ({ a, b, c, id, x, t, u, n }, text, yes, list) => {
        const read = (registry: keyof typeof addresses, event: string, ...values: unknown[]) =>
          decodeLog(table, log(registry, event, values));
        expect(read("dids", "DIDOwnerChanged", a, b, t)).to.deep.equal({
          kind: "ControllerChanged",
          identity: a,
          owner: b,
          previous: t,
        });
        expect(read("dids", "DIDDelegateChanged", a, id, b, t, u)).to.deep.equal({
          kind: "DelegateChanged",
          identity: a,
          name: id,
          value: b,
          until: t,
          previous: u,
        });
        expect(read("dids", "DIDAttributeChanged", a, id, x, t, u)).to.deep.equal({
          kind: "AttributeChanged",
          identity: a,
          name: id,
          value: x,
          until: t,
          previous: u,
        });
        expect(read("dids", "KeyRegistered", id, a, t, u, n, id)).to.deep.equal({
          kind: "KeyRegistered",
          identity: a,
          thumbprint: id,
          from: t,
          until: u,
          algorithm: n,
          xOrHash: id,
        });
        expect(read("dids", "KeyEnded", id, a, t, n, u)).to.deep.equal({
          kind: "KeyEnded",
          identity: a,
          thumbprint: id,
          until: t,
          reason: n,
          compromisedSince: u,
        });
        expect(read("dids", "RecoveryAddressChanged", a, b, t)).to.deep.equal({
          kind: "RecoveryAddressChanged",
          recoverer: a,
          identity: b,
          from: t,
        });
        expect(read("dids", "RecoveryStarted", a, b, t, yes)).to.deep.equal({
          kind: "RecoveryStarted",
          newController: a,
          identity: b,
          readyAt: t,
          endKeys: yes,
        });
        for (const kind of ["RecoveryCancelled", "RecoveryFinished"]) {
          expect(read("dids", kind, a, b)).to.deep.equal({ kind, identity: b });
        }
        expect(read("types", "TypeRegistered", id, a, text, text, id, text, n)).to.deep.equal({
          kind: "TypeRegistered",
          typeId: id,
          authority: a,
          schemaHash: id,
          ...(text !== "" && { doctypeId: keccak256(toUtf8Bytes(text)) }),
          flags: n,
        });
        expect(read("types", "SchemaChanged", id, id, text)).to.deep.equal({
          kind: "SchemaChanged",
          typeId: id,
          schemaHash: id,
        });
        expect(read("types", "AuthorityOffered", id, a, b)).to.deep.equal({
          kind: "AuthorityOffered",
          typeId: id,
          successor: b,
        });
        expect(read("types", "TypeRetired", id, t)).to.deep.equal({ kind: "TypeRetired", typeId: id, retired: t });
        expect(read("types", "TypeReopened", id, n, t)).to.deep.equal({
          kind: "TypeReopened",
          typeId: id,
          term: n,
          retired: t,
        });
        expect(read("types", "AuthorityChanged", id, a, b, n, t)).to.deep.equal({
          kind: "AuthorityChanged",
          typeId: id,
          former: a,
          successor: b,
          reason: n,
          stolenSince: t,
        });
        expect(read("types", "TheftDeclared", id, n, t)).to.deep.equal({
          kind: "TheftDeclared",
          typeId: id,
          term: n,
          since: t,
        });
        expect(read("accreditations", "Applied", a, id, c, yes, n, text)).to.deep.equal({
          kind: "Applied",
          issuer: a,
          typeId: id,
          accreditor: c,
          mayIssue: yes,
          levels: n,
        });
        expect(read("accreditations", "ApplicationClosed", a, id, yes, text)).to.deep.equal({
          kind: "ApplicationClosed",
          issuer: a,
          typeId: id,
        });
        expect(read("accreditations", "FreezeSupported", id, a, b, c)).to.deep.equal({
          kind: "FreezeSupported",
          typeId: id,
          member: a,
          controller: b,
          earlier: c,
        });
        expect(read("accreditations", "Frozen", id, t)).to.deep.equal({ kind: "Frozen", typeId: id, until: t });
        expect(read("accreditations", "Accredited", a, id, c, t, u, n, 31, n, yes)).to.deep.equal({
          kind: "Accredited",
          issuer: a,
          typeId: id,
          accreditor: c,
          index: t,
          until: u,
          parentGeneration: n,
          rights: 31,
          exceptions: n,
          reinstated: yes,
        });
        expect(read("accreditations", "AccreditationEnded", a, id, n, t, 3)).to.deep.equal({
          kind: "AccreditationEnded",
          issuer: a,
          typeId: id,
          index: n,
          until: t,
          reason: 3,
        });
        const [ko, en] = [hexlify(toUtf8Bytes(text)), hexlify(toUtf8Bytes(`${text}.`))];
        expect(read("accreditations", "AgencyNamed", a, id, n, text, `${text}.`)).to.deep.equal({
          kind: "AgencyNamed",
          issuer: a,
          typeId: id,
          generation: n,
          ko,
          en,
        });
        expect(read("accreditations", "AnchorAssigned", id, id, a)).to.deep.equal({
          kind: "AnchorAssigned",
          typeId: id,
          anchor: id,
          issuer: a,
        });
        expect(read("statuses", "ListOpened", a, list, t % 2 ** 32, b)).to.deep.equal({
          kind: "ListOpened",
          issuer: a,
          list,
          capacity: t % 2 ** 32,
          operator: b,
        });
        expect(read("statuses", "ListExtended", a, list, 256)).to.deep.equal({
          kind: "ListExtended",
          issuer: a,
          list,
          capacity: 256,
        });
        const place = (BigInt(a) << 96n) | (BigInt(list) << 64n) | BigInt(t);
        expect(read("statuses", "StatusesChanged", place, id)).to.deep.equal({
          kind: "StatusesChanged",
          issuer: a,
          list,
          word: t,
          value: id.slice(2),
        });
        expect(read("statuses", "OperatorChanged", a, list, b)).to.deep.equal({
          kind: "OperatorChanged",
          issuer: a,
          list,
          operator: b,
        });
      }),
      { numRuns: 50 },
    );
  });

  it("of another contract, or of another registry's event, are refused", () => {
    const ended = log("accreditations", "AccreditationEnded", [address(7), `0x${"22".repeat(32)}`, 0, 1, 1]);
    for (const from of [addresses.statuses, address(9)]) {
      const error = refused(() => decodeLog(table, { ...ended, address: from }), "facts.bad-answer");
      expect(error.details).to.include({ address: from, block: 5, index: 0 });
    }
  });

  it("with a bytes value that points beyond the data are refused", () => {
    const changed = log("dids", "DIDAttributeChanged", [address(7), `0x${"22".repeat(32)}`, "0x0102", 1, 1]);
    const far = (at: number) =>
      changed.data.slice(0, 2 + 64 * at) + "f".padStart(62, "0").padEnd(64, "0") + changed.data.slice(66 + 64 * at);
    for (const data of [far(1), far(4), changed.data.slice(0, 2 + 64 * 4)]) {
      refused(() => decodeLog(table, { ...changed, data }), "facts.bad-answer");
    }
  });
});
