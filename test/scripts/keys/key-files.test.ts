import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { expect } from "chai";
import { keyringOf } from "../../../scripts/lib/keys/keyring.ts";
import { createKey } from "../../../scripts/lib/keys/keys.ts";
import { homeAt } from "../../../scripts/lib/terminal/home.ts";
import type { ErrorCode } from "../../../src/errors/catalogue/catalogue.ts";
import { createKeystore } from "../../../src/public/chain.ts";
import { formatDid } from "../../../src/public/did.ts";
import { generateSigner, thumbprint } from "../../../src/public/keys.ts";
import { formatAddresses, recoveryOf } from "../../../src/public/registry.ts";
import { type LocalChain, startLocalChain } from "../../support/chain.ts";
import { refusedLater } from "../../support/refused.ts";
import { Terminal } from "../cli.fixture.ts";

const PASSWORD = "a password for tests";
const VCT = "urn:kr:test";

type File = Record<string, unknown>;

describe("A key's file that an attacker has changed", function () {
  this.timeout(240_000);
  const t = new Terminal();
  let chain: LocalChain;
  let [agency, thief] = ["", ""];
  let safe = "";

  before(async () => {
    chain = await startLocalChain();
    [agency, thief] = [chain.accounts[7] ?? "", chain.accounts[15] ?? ""];
    t.write("addresses.json", formatAddresses(chain.addresses));
    const home = homeAt(t.folder);
    await createKey(home, "signs", "signing", PASSWORD);
    safe = await quickAccount("safe", PASSWORD);
    await quickAccount("others", "another's password");
  });

  after(async () => {
    await chain.stop();
    t.close();
  });

  const on = () => ["--network", chain.url, "--addresses", t.path("addresses.json"), "--json"];
  const file = (name: string): string => t.path(`keys/${name}.json`);
  const read = (name: string): File => JSON.parse(readFileSync(file(name), "utf8")) as File;
  const didim = async (...args: readonly string[]) => {
    const { code, stdout, json } = await t.didim(...args, ...on());
    expect(stdout).not.to.equal("");
    return { code, ...(json() as { error?: { code: string; message: string; details: File } }) };
  };

  /** Creates an account key that opens quickly; returns its address. */
  async function quickAccount(name: string, password: string): Promise<string> {
    const { address, json } = await createKeystore(password, { scryptN: 1024 });
    writeFileSync(file(`${name}.account`), json);
    return address;
  }

  /** Runs `act` while a file is altered. */
  async function altered(name: string, change: (was: File) => File, act: () => Promise<void>): Promise<void> {
    const before = readFileSync(file(name), "utf8");
    writeFileSync(file(name), JSON.stringify(change(read(name))));
    try {
      await act();
    } finally {
      writeFileSync(file(name), before);
    }
  }

  it("cannot have another public key registered: it is computed from the private key, and the file is refused by name", async () => {
    const his = generateSigner("ES256").publicJwk;
    const verbs = [
      ["did", "create", "--signing-key", "signs"],
      ...["add", "retire", "compromise"].map((verb) => ["did", "key", verb, "signs"]),
    ];
    await altered(
      "signs.signing",
      (was) => ({ ...was, publicJwk: his }),
      async () => {
        for (const verb of verbs) {
          const { code, error } = await didim(...verb, "--account", "7");
          expect([code, error?.code], verb.join(" ")).to.deep.equal([64, "files.signing-key"]);
          expect(error?.message).to.contain(file("signs.signing")).and.contain("names another public key");
          expect(error?.details).to.have.property("file", file("signs.signing"));
        }
      },
    );
    expect((await chain.as(agency).dids.identityOf(agency)).keyCount).to.equal(0n);
    const { code } = await didim("did", "create", "--signing-key", "signs", "--account", "7");
    expect([code, (await chain.as(agency).dids.identityOf(agency)).keyCount]).to.deep.equal([0, 1n]);
  });

  it("has its plain part authenticated with the encrypted part: a changed format or key name does not open", async () => {
    const { jwe } = read("signs.signing");
    const [head = "", ...rest] = String(jwe).split(".");
    const header = JSON.parse(Buffer.from(head, "base64url").toString()) as File;
    expect(header).to.include({
      typ: "didim-signing-key/2",
      kid: thumbprint(read("signs.signing").publicJwk as never),
    });
    const changed = Buffer.from(JSON.stringify({ ...header, kid: "another" })).toString("base64url");
    const wrong: readonly [(was: File) => File, ErrorCode][] = [
      [(was) => ({ ...was, jwe: [changed, ...rest].join(".") }), "registry.password"],
      [(was) => ({ ...was, format: "didim-signing-key/1" }), "files.signing-key"],
      [({ publicJwk, jwe: sealed }) => ({ publicJwk, jwe: sealed }), "files.signing-key"],
      [(was) => ({ ...was, comment: "trust me" }), "files.signing-key"],
      [(was) => ({ ...was, publicJwk: {} }), "files.signing-key"],
      [() => ({}), "files.signing-key"],
    ];
    for (const [change, code] of wrong)
      await altered("signs.signing", change, async () => {
        const { details, message } = await refusedLater(ring().signing("signs"), code);
        expect(details.file, message).to.equal(file("signs.signing"));
      });
  });

  const ring = () => keyringOf(homeAt(t.folder), () => Promise.resolve(PASSWORD));

  it("cannot give another account a DID, its recovery, a right or a list: the address is computed from the key", async () => {
    const did = formatDid(chain.addresses.chainId, agency);
    await chain.decide([{ do: "type.register", vct: VCT, authority: agency }], "a type");
    const people = t.write("actions.json", [{ do: "seat.add", member: "safe" }]);
    const verbs = [
      ["recovery", "set", "safe"],
      ["did", "hand-over", "safe", "--for-good"],
      ["recovery", "start", did, "--controller", "safe"],
      ["issuer", "accredit", "safe", VCT],
      ["list", "open", "1", "--capacity", "128", "--as", "safe"],
      ["council", "propose", people],
    ];
    await altered(
      "safe.account",
      (was) => ({ ...was, address: thief.slice(2) }),
      async () => {
        for (const verb of verbs) {
          const { code, error } = await didim(...verb, "--account", "7");
          expect([code, error?.code], verb.join(" ")).to.deep.equal([77, "registry.keystore"]);
          expect(error?.message, verb.join(" ")).to.contain(file("safe.account"));
        }
        for (const verb of [
          ["recovery", "show", "safe"],
          ["issuer", "show", "safe", VCT],
          ["did", "resolve", "safe"],
        ])
          expect((await didim(...verb)).error?.code, verb.join(" ")).to.equal("registry.keystore");
      },
    );
    const { recoverer, controller } = await recoveryOf(chain.as(agency), agency);
    expect([recoverer, controller]).to.deep.equal([undefined, agency]);
    expect((await didim("recovery", "set", "safe", "--account", "7")).code).to.equal(0);
    expect((await recoveryOf(chain.as(agency), agency)).recoverer).to.equal(safe);
  });

  it("without a known password cannot be named as an account; its address must be given", async () => {
    const { code, error } = await didim("did", "hand-over", "others", "--for-good", "--account", "8");
    expect([code, error?.code]).to.deep.equal([77, "registry.password"]);
    expect(error?.message).to.contain(file("others.account")).and.contain("address");
    expect((await didim("did", "hand-over", thief, "--for-good", "--account", "8")).code).to.equal(0);
  });

  it("cannot bring another account into the consortium's nodes or seats", async () => {
    const consortium = (...args: readonly string[]) =>
      t.run("consortium", [...args, "--dir", t.path("consortium"), "--json"]);
    await altered(
      "safe.account",
      (was) => ({ ...was, address: thief.slice(2) }),
      async () => {
        const init = await consortium("init", "--member", "safe");
        expect(init.json().error).to.have.property("code", "registry.keystore");
        expect(existsSync(file("member-2.account"))).to.equal(false);
      },
    );
    expect((await consortium("init", "--member", "safe")).code).to.equal(0);
    await altered(
      "safe.account",
      (was) => ({ ...was, address: thief.slice(2) }),
      async () => {
        for (const verb of [
          ["account", "add", "safe"],
          ["member", "add", "--account", "safe"],
        ])
          expect((await consortium(...verb)).json().error, verb.join(" ")).to.have.property(
            "code",
            "registry.keystore",
          );
      },
    );
    const { accounts } = (await consortium("account", "add", "safe")).json() as { accounts: string[] };
    expect(accounts).to.include(safe).and.not.include(thief);
  });

  it("is listed with the id it names, marked as unchecked; when opened, with the computed one", async () => {
    await altered(
      "safe.account",
      (was) => ({ ...was, address: thief.slice(2) }),
      async () => {
        const listed = await t.didim("key", "list");
        expect(listed.stdout).to.contain(thief).and.contain("unchecked");
        const shown = await t.didim("key", "show", "safe", "--json");
        expect(shown.json().error).to.have.property("code", "registry.keystore");
      },
    );
    expect(await t.done("key", "show", "safe")).to.include({ id: safe });
    const { id } = await t.done("key", "show", "signs", "--signing");
    expect(id).to.equal(thumbprint(read("signs.signing").publicJwk as never));
    const listed = (await t.done("key", "list")).keys as File[];
    expect(listed.find(({ name }) => name === "safe")).to.deep.equal({
      ...{ name: "safe", kind: "account", file: file("safe.account"), says: safe },
    });
  });

  it("is opened once in a command, and passwords are asked for one after the other", async () => {
    const asked: string[] = [];
    let open = 0;
    const keys = keyringOf(homeAt(t.folder), async (name) => {
      asked.push(name);
      open += 1;
      expect(open).to.equal(1);
      await new Promise((resolve) => setImmediate(resolve));
      open -= 1;
      return name === "nobody" ? "x" : PASSWORD;
    });
    const [one, signing, again, other] = await Promise.allSettled([
      keys.account("safe"),
      keys.signing("signs"),
      keys.account("safe"),
      keys.account("others"),
    ]);
    expect([one.status, signing.status, again.status, other.status]).to.deep.equal([
      ...["fulfilled", "fulfilled", "fulfilled", "rejected"],
    ]);
    expect(asked).to.deep.equal(["safe", "signs", "others"]);
  });
});
