import { expect } from "chai";
import { getAddress } from "ethers";
import fc from "fast-check";
import { checksumAddress } from "../../src/did/address.ts";
import { canonicalDid, formatDid, formatKeyId, parseDid, parseKeyId } from "../../src/did/did.ts";
import { isDidimError } from "../../src/errors/error.ts";

const ADDRESS = "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed";
const CHECKSUMMED = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"; // EIP-55, test case
const THUMBPRINT = "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"; // RFC 7638 §3.1

const address = fc.uint8Array({ minLength: 20, maxLength: 20 }).map((b) => `0x${Buffer.from(b).toString("hex")}`);
const chain = fc.bigInt({ min: 1n, max: 2n ** 64n - 1n });

const code = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (isDidimError(error)) return error.code;
    throw error;
  }
  return "nothing thrown";
};

describe("A did:ethr", () => {
  it("names a chain and an address", () => {
    expect(parseDid(`did:ethr:0x7a69:${ADDRESS}`)).to.deep.equal({ chainId: 31337n, identity: ADDRESS });
    expect(formatDid(31337n, ADDRESS)).to.equal(`did:ethr:0x7a69:${ADDRESS}`);
  });

  it("is read back as it was written, for any chain and address", () => {
    fc.assert(
      fc.property(chain, address, (chainId, identity) => {
        expect(parseDid(formatDid(chainId, identity))).to.deep.equal({ chainId, identity });
        expect(formatDid(chainId, checksumAddress(identity))).to.equal(formatDid(chainId, identity));
      }),
    );
  });

  it("may have an EIP-55 checksum; its canonical spelling is lower case", () => {
    expect(canonicalDid(`did:ethr:0x1:${CHECKSUMMED}`)).to.equal(`did:ethr:0x1:${ADDRESS}`);
    fc.assert(
      fc.property(address, (any) => {
        expect(checksumAddress(any)).to.equal(getAddress(any));
      }),
    );
  });

  const refused: [why: string, did: string][] = [
    ["another method", `did:web:0x1:${ADDRESS}`],
    ["no chain", `did:ethr:${ADDRESS}`],
    ["a chain's name", `did:ethr:sepolia:${ADDRESS}`],
    ["chain 0", `did:ethr:0x0:${ADDRESS}`],
    ["a leading zero", `did:ethr:0x01:${ADDRESS}`],
    ["an upper-case chain id", `did:ethr:0xA:${ADDRESS}`],
    ["a decimal chain id", `did:ethr:31337:${ADDRESS}`],
    ["a chain id beyond 64 bits", `did:ethr:0x1${"0".repeat(16)}:${ADDRESS}`],
    ["a public key in the place of the address", `did:ethr:0x1:0x02${"ab".repeat(32)}`],
    ["a wrong checksum", `did:ethr:0x1:${CHECKSUMMED.replace("aA", "Aa")}`],
    ["upper case throughout", `did:ethr:0x1:0x${ADDRESS.slice(2).toUpperCase()}`],
    ["a fragment", `did:ethr:0x1:${ADDRESS}#controller`],
    ["a query", `did:ethr:0x1:${ADDRESS}?versionId=1`],
    ["white space", ` did:ethr:0x1:${ADDRESS}`],
    ["a line break at the end", `did:ethr:0x1:${ADDRESS}\n`],
    ["nothing", ""],
  ];
  for (const [why, did] of refused) {
    it(`is refused with ${why}`, () => expect(code(() => parseDid(did))).to.equal("did.invalid"));
  }

  it("is refused for a chain or an address that does not exist", () => {
    expect(code(() => formatDid(0n, ADDRESS))).to.equal("did.invalid");
    expect(code(() => formatDid(-1n, ADDRESS))).to.equal("did.invalid");
    expect(code(() => formatDid(1n, "0x12"))).to.equal("did.invalid");
  });
});

describe("The id of a key", () => {
  it("is the DID and the key's thumbprint, however the thumbprint is spelt", () => {
    const hex = `0x${Buffer.from(THUMBPRINT, "base64url").toString("hex")}`;
    const did = formatDid(1n, ADDRESS);
    const id = `${did}#${THUMBPRINT}`;
    expect(formatKeyId(`did:ethr:0x1:${CHECKSUMMED}`, hex)).to.equal(id);
    expect(formatKeyId(did, THUMBPRINT)).to.equal(id);
    expect(parseKeyId(id)).to.deep.equal({ chainId: 1n, identity: ADDRESS, did, thumbprint: hex });
  });

  it("never names the windowless #controller, an ordinal, or a thumbprint with two spellings", () => {
    for (const fragment of ["controller", "delegate-1", "", `${THUMBPRINT.slice(0, -1)}t`, `${THUMBPRINT}=`]) {
      expect(code(() => parseKeyId(`did:ethr:0x1:${ADDRESS}#${fragment}`))).to.equal("did.key-id");
      expect(code(() => formatKeyId(`did:ethr:0x1:${ADDRESS}`, fragment))).to.equal("did.key-id");
    }
    expect(code(() => parseKeyId(`did:ethr:0x1:${ADDRESS}`))).to.equal("did.key-id");
    expect(code(() => parseKeyId(`did:web:x#${THUMBPRINT}`))).to.equal("did.invalid");
  });
});
