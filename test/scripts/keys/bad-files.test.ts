import { mkdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { expect } from "chai";
import { createKey, listKeys } from "../../../scripts/lib/keys/keys.ts";
import { homeAt } from "../../../scripts/lib/terminal/home.ts";
import { Terminal } from "../cli.fixture.ts";

/** The test vector of Web3 Secret Storage (version 3), which has no address. */
const VECTOR = {
  crypto: {
    cipher: "aes-128-ctr",
    cipherparams: { iv: "83dbcc02d8ccb40e466191a123791e0e" },
    ciphertext: "d172bf743a674da9cdad04534d56926ef8358534d458fffccd4e6ad2fbde479c",
    kdf: "scrypt",
    kdfparams: {
      ...{ dklen: 32, n: 262_144, p: 8, r: 1 },
      salt: "ab0c7876052600dd703518d6fc3fe8984592145b591fc8fb5c6d43190334ba19",
    },
    mac: "2103ac29920d71da29f15d75b4a16dbe95cfd7ff8faea1056c33131d846e3097",
  },
  id: "3198bc9c-6672-5ab3-d995-4942343ae5b6",
  version: 3,
};
const ADDRESS = "0x008aeeda4d805471df9b2a5b0f38a0c3bcba786b";

type Listed = Readonly<Record<string, unknown>> & { readonly problem?: { code: string; message: string } };

describe("A bad file among the keys", function () {
  this.timeout(120_000);
  const t = new Terminal();

  before(async () => {
    await createKey(homeAt(t.folder), "signs", "signing", "a password for tests");
    t.write("keys/good.account.json", { ...VECTOR, address: ADDRESS });
  });

  after(() => t.close());

  const derivation = (change: object) => ({ ...VECTOR, address: ADDRESS, crypto: { ...VECTOR.crypto, ...change } });
  const scrypt = (change: object) => derivation({ kdfparams: { ...VECTOR.crypto.kdfparams, ...change } });
  const signing = (): Record<string, unknown> => JSON.parse(readFileSync(t.path("keys/signs.signing.json"), "utf8"));
  const jwe = (change: object) => {
    const { jwe: sealed, ...rest } = signing();
    const [head = "", ...others] = String(sealed).split(".");
    const header = { ...JSON.parse(Buffer.from(head, "base64url").toString()), ...change };
    return { ...rest, jwe: [Buffer.from(JSON.stringify(header)).toString("base64url"), ...others].join(".") };
  };

  /** Runs `act` with a file of this content among the keys. */
  async function beside(name: string, content: unknown, act: () => Promise<void>): Promise<void> {
    const file = t.write(`keys/${name}.json`, content);
    try {
      await act();
    } finally {
      rmSync(file);
    }
  }

  const BAD: readonly [what: string, name: string, content: () => unknown, code: string, reason: string][] = [
    ["a keystore without an address", "bad.account", () => VECTOR, "registry.keystore", "names no address"],
    ["a keystore with another kdf", "bad.account", () => derivation({ kdf: "argon2id" }), "registry.keystore", "kdf"],
    ["a wrong scrypt parameter", "bad.account", () => scrypt({ n: 3 }), "registry.keystore", "(n, r, p) are invalid"],
    ["a costly scrypt parameter", "bad.account", () => scrypt({ n: 2 ** 30 }), "registry.keystore", "out of bounds"],
    ["a wrong dklen", "bad.account", () => scrypt({ dklen: 16 }), "registry.keystore", "dklen"],
    [
      "a wrong pbkdf2 parameter",
      "bad.account",
      () => derivation({ kdf: "pbkdf2", kdfparams: { c: 0, dklen: 32, prf: "hmac-sha256", salt: "00" } }),
      "registry.keystore",
      "pbkdf2 rounds",
    ],
    ["a damaged mac", "bad.account", () => derivation({ mac: "21" }), "registry.keystore", "its mac is damaged"],
    [
      "a file that is cut off",
      "bad.account",
      () => '{"version":3,',
      "registry.keystore",
      "a name in quotes is missing",
    ],
    ["a keystore of version 1", "bad.account", () => ({ ...VECTOR, version: 1 }), "registry.keystore", "of version 3"],
    [
      "a keystore that names two addresses",
      "bad.account",
      () => `{"address": "${"11".repeat(20)}", ${JSON.stringify({ ...VECTOR, address: ADDRESS }).slice(1)}`,
      "registry.keystore",
      "address is there twice",
    ],
    [
      "a signing key that names two public keys",
      "bad.signing",
      () => `{"publicJwk": {}, ${JSON.stringify(signing()).slice(1)}`,
      "files.signing-key",
      "publicJwk is there twice",
    ],
    ["a signing key that is cut off", "bad.signing", () => '{"format":', "files.signing-key", "holds no JSON"],
    ["a signing key with another kdf", "bad.signing", () => jwe({ alg: "dir" }), "files.signing-key", "key derivation"],
    [
      "a signing key with too many rounds",
      "bad.signing",
      () => jwe({ p2c: 10 ** 8 }),
      "files.signing-key",
      "rounds (p2c)",
    ],
    [
      "a signing key with half a jwe",
      "bad.signing",
      () => ({ ...signing(), jwe: "e30.x" }),
      "files.signing-key",
      "cut off",
    ],
  ];

  for (const [what, name, content, code, reason] of BAD)
    it(`hides nothing else, and is listed with its reason: ${what}`, async () => {
      await beside(name, content(), async () => {
        const keys = listKeys(homeAt(t.folder));
        expect(keys.map((key) => key.name)).to.deep.equal(["bad", "good", "signs"]);
        const [bad, good, signs] = keys;
        expect([bad?.problem?.code, good?.problem, signs?.problem]).to.deep.equal([code, undefined, undefined]);
        expect(bad?.problem?.message).to.contain(reason);
        const kind = name.endsWith("signing") ? ["--signing"] : [];
        const shown = await t.run("didim", ["key", "show", "bad", ...kind, "--json"], {
          DIDIM_PASSWORD_FILE: t.write("theirs", "testpassword\n"),
        });
        const { error } = shown.json() as { error: { code: string; message: string } };
        expect(error.code).to.equal(code);
        expect(error.message)
          .to.contain(t.path(`keys/${name}.json`))
          .and.contain(reason);
      });
    });

  it("hides nothing else, and is listed with its reason: a folder, and a link to nowhere", async () => {
    mkdirSync(t.path("keys/folder.account.json"));
    symlinkSync(t.path("nowhere"), t.path("keys/link.signing.json"));
    const listed = (await t.done("key", "list")).keys as Listed[];
    expect(listed.map(({ name, problem }) => [name, problem?.code])).to.deep.equal([
      ["folder", "cli.file-access"],
      ["good", undefined],
      ["link", "cli.file-access"],
      ["signs", undefined],
    ]);
    const [english, korean] = [await t.didim("key", "list"), await t.didim("key", "list", "--lang", "ko")];
    expect(english.stdout).to.match(/^folder +account +CANNOT BE OPENED: This is a folder, not a key\.$/m);
    expect(english.stdout).to.match(new RegExp(`^good +account +${ADDRESS}$`, "m"));
    expect(korean.stdout).to.match(/^folder +계정 키 +열 수 없음: 파일이나 폴더를 읽거나 쓸 수 없습니다/m);
    const opened = await t.didim("key", "show", "folder", "--json");
    expect(opened.json().error).to.have.property("code", "cli.file-access");
    expect((opened.json().error as { message: string }).message).to.contain(t.path("keys/folder.account.json"));
  });

  it("is told from a wrong password, which is still one", async () => {
    const wrong = await t.didim("key", "show", "good", "--json");
    expect(wrong.json().error).to.have.property("code", "registry.password");
    const right = { DIDIM_PASSWORD_FILE: t.write("theirs", "testpassword\n") };
    const shown = await t.run("didim", ["key", "show", "good", "--json"], right);
    expect(shown.json()).to.include({ id: ADDRESS });
  });

  it("without an address says which account it is of, and what to do", async () => {
    await beside("bad.account", VECTOR, async () => {
      const right = { DIDIM_PASSWORD_FILE: t.write("theirs", "testpassword\n") };
      const { stderr } = await t.run("didim", ["key", "show", "bad"], right);
      expect(stderr).to.contain(`Its key is that of ${ADDRESS}`).and.contain("write it into the file");
    });
  });
});
