import { expect } from "chai";
import { checksumAddress } from "../../../../src/did/address.ts";
import { createKeystore, keystoreAddress, openKeystore } from "../../../../src/public/chain.ts";
import { isDidimError } from "../../../../src/public/index.ts";
import { refusedLater } from "../../../support/refused.ts";

const QUICK = { scryptN: 1024 };

describe("A keystore file", () => {
  it("opens with its password, to the address that it names in plain text", async () => {
    const { address, json } = await createKeystore("correct horse", QUICK);
    expect(keystoreAddress(json)).to.equal(address);
    expect((await openKeystore(json, "correct horse")).address).to.equal(address);
  });

  it("does not open with another password, and the error does not contain it", async () => {
    const { json } = await createKeystore("correct horse", QUICK);
    const error: unknown = await openKeystore(json, "battery staple").catch((reason: unknown) => reason);
    expect(isDidimError(error, "registry.password")).to.equal(true);
    expect(JSON.stringify([error, String(error), (error as Error).cause])).not.to.contain("battery");
  });

  it("opens where another program wrote it: the example of Web3 Secret Storage, whose address the caller knows", async () => {
    const address = "0x008aeeda4d805471df9b2a5b0f38a0c3bcba786b";
    const crypto = {
      cipher: "aes-128-ctr",
      cipherparams: { iv: "83dbcc02d8ccb40e466191a123791e0e" },
      ciphertext: "d172bf743a674da9cdad04534d56926ef8358534d458fffccd4e6ad2fbde479c",
      kdf: "scrypt",
      kdfparams: {
        ...{ dklen: 32, n: 262_144, r: 1, p: 8 },
        salt: "ab0c7876052600dd703518d6fc3fe8984592145b591fc8fb5c6d43190334ba19",
      },
      mac: "2103ac29920d71da29f15d75b4a16dbe95cfd7ff8faea1056c33131d846e3097",
    };
    const [bare, named] = [
      { crypto, version: 3 },
      { crypto, version: 3, address: address.slice(2) },
    ].map((file) => JSON.stringify(file)) as [string, string];
    for (const known of [address, checksumAddress(address)])
      expect((await openKeystore(bare, "testpassword", { address: known })).address).to.equal(address);
    expect((await openKeystore(named, "testpassword")).address).to.equal(address);
    const other = { address: `0x${"11".repeat(20)}` };
    for (const file of [bare, named])
      await refusedLater(openKeystore(file, "testpassword", other), "registry.keystore");
    const { details } = await refusedLater(openKeystore(bare, "testpassword"), "registry.keystore");
    expect(details).to.deep.equal({ address });
  });

  it("does not open if it says a thing twice, by one spelling of the name or two", async () => {
    const { json } = await createKeystore("correct horse", QUICK);
    const address = `"address":"${"11".repeat(20)}",`;
    for (const twice of [json.replace("{", `{${address}${address}`), json.replace("{", `{"Address":"",`)])
      await refusedLater(openKeystore(twice, "correct horse"), "registry.keystore");
  });

  it("is not just any JSON", async () => {
    expect(keystoreAddress("{}")).to.equal(undefined);
    const error: unknown = await openKeystore("{}", "x").catch((reason: unknown) => reason);
    expect(isDidimError(error, "registry.keystore")).to.equal(true);
  });

  it("does not open if its address was altered or removed", async () => {
    const { json } = await createKeystore("correct horse", QUICK);
    const { address: _, ...bare } = JSON.parse(json) as Record<string, unknown>;
    for (const address of ["00".repeat(20), "", `0x${"11".repeat(20)}`, "x", "x\nkey", 7, null, undefined]) {
      const altered = JSON.stringify({ ...bare, address });
      const error: unknown = await openKeystore(altered, "correct horse").catch((reason: unknown) => reason);
      expect(isDidimError(error, "registry.keystore"), String(address)).to.equal(true);
    }
  });

  it("does not open to an unknown key: only the address reveals an altered initialization vector", async () => {
    const { json } = await createKeystore("correct horse", QUICK);
    const { address, ...file } = JSON.parse(json);
    file.Crypto.cipherparams.iv = "00".repeat(16);
    for (const altered of [file, { ...file, address }]) {
      const error: unknown = await openKeystore(JSON.stringify(altered), "correct horse").catch((why: unknown) => why);
      expect(isDidimError(error, "registry.keystore")).to.equal(true);
    }
  });

  it("does not open if it demands more work than any program does: the largest is that of scrypt with a GiB", async () => {
    const { json } = await createKeystore("correct horse", QUICK);
    const { Crypto, ...file } = JSON.parse(json);
    const demanding = (kdf: string, change: object): string =>
      JSON.stringify({ ...file, crypto: { ...Crypto, kdf, kdfparams: { ...Crypto.kdfparams, ...change } } });
    const costly: readonly (readonly [kdf: string, change: object])[] = [
      ["scrypt", { n: 2 ** 21 }],
      ["scrypt", { p: 2 ** 20 }],
      ["scrypt", { n: 2 ** 20, p: 2 }],
      ["scrypt", { n: 2 ** 17, p: 16 }],
      ["pbkdf2", { c: 20_000_000, prf: "hmac-sha256" }],
      ["pbkdf2", { c: 3_000_000, prf: "hmac-sha256" }],
    ];
    for (const [kdf, change] of costly) {
      const start = performance.now();
      const error = await refusedLater(openKeystore(demanding(kdf, change), "correct horse"), "registry.keystore");
      expect(error.details.why, JSON.stringify(change)).to.contain("out of bounds");
      expect(performance.now() - start).to.be.below(500);
    }
  });

  it("names no address if its address is invalid", async () => {
    const { json } = await createKeystore("correct horse", QUICK);
    const altered = JSON.stringify({ ...JSON.parse(json), address: "x\nagency account 0x00" });
    expect(keystoreAddress(altered)).to.equal(undefined);
  });
});
