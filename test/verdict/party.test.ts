import { expect } from "chai";
import fc from "fast-check";
import { partyOf } from "../../src/verdict/party.ts";

describe("The party behind a network address", () => {
  it("is the network of 64 bits for IPv6, however the address is written", () => {
    for (const address of [
      "2001:db8:1:2::1",
      "2001:DB8:1:2:ffff::7",
      "2001:0db8:0001:0002:0:0:0:9",
      "2001:db8:1:2::%eth0",
    ])
      expect(partyOf(address), address).to.equal("2001:db8:1:2::/64");
    expect(partyOf("::1")).to.equal("0:0:0:0::/64");
    expect(partyOf("fe80::1%2")).to.equal("fe80:0:0:0::/64");
  });

  it("is the address for IPv4, also as part of an IPv6 address", () => {
    for (const address of ["203.0.113.7", "::ffff:203.0.113.7", "::FFFF:cb00:7107", "0:0:0:0:0:ffff:203.0.113.7"])
      expect(partyOf(address), address).to.equal("203.0.113.7");
  });

  it("is the same for all addresses of a network, and another for another network", () => {
    const word = fc.integer({ min: 0, max: 0xffff });
    const four = fc.tuple(word, word, word, word);
    const written = (words: readonly number[]): string => words.map((one) => one.toString(16)).join(":");
    const isMapped = (words: readonly number[]): boolean => words.every((one) => one === 0);
    fc.assert(
      fc.property(four, four, four, four, (net, other, one, two) => {
        fc.pre(!isMapped(net) && !isMapped(other));
        expect(partyOf(written([...net, ...one]))).to.equal(partyOf(written([...net, ...two])));
        const isSame = written(net) === written(other);
        expect(partyOf(written([...net, ...one])) === partyOf(written([...other, ...one]))).to.equal(isSame);
      }),
    );
  });

  it("is the name itself for anything else", () => {
    for (const name of [
      "the door",
      "account:7",
      "2001:db8:1:2",
      "[::1]",
      "::1]/@[::2",
      ":",
      "::",
      "1.2.3",
      "a".repeat(256),
    ])
      expect(partyOf(name)).to.equal(name === "::" ? "0:0:0:0::/64" : name);
  });
});
