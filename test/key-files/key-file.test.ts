import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { createRpcFacts } from "../../src/public/facts/rpc.ts";
import { readIssued } from "../../src/public/issuer.ts";
import { generateSigner, thumbprint } from "../../src/public/keys.ts";
import {
  createAccountKeyFile,
  createSigningKeyFile,
  openAccountKeyFile,
  openSigningKeyFile,
} from "../../src/public/node.ts";
import { openScene } from "../issuer/agency/agency.fixture.ts";
import { Terminal } from "../scripts/cli.fixture.ts";
import { refusedLater } from "../support/refused.ts";

const PASSWORD = "a password for tests";

describe("Encrypted files of keys", function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), "didim-keys-"));
  const at = (name: string): string => join(folder, name);

  after(() => rmSync(folder, { recursive: true, force: true }));

  it("of `didim key create --signing` open in the SDK, and issue a credential whose signature the registry confirms", async () => {
    const t = new Terminal();
    try {
      const made = await t.done("key", "create", "sejong-signs", "--signing");
      const signer = await openSigningKeyFile({ file: t.path("keys/sejong-signs.signing.json"), password: PASSWORD });
      expect(thumbprint(signer.publicJwk)).to.equal(made.id);
      const scene = await openScene();
      await scene.agency.addKey({ key: signer });
      const [issued] = await scene.issue(1, signer);
      const facts = createRpcFacts({ registry: scene.registry });
      const read = await readIssued(issued?.credential ?? "", { facts });
      expect(read.status).to.deep.equal({ list: issued?.list, index: issued?.index });
      await scene.chain.stop();
    } finally {
      t.close();
    }
  });

  it("of `didim key create` open in the SDK to the same account", async () => {
    const t = new Terminal();
    try {
      const made = await t.done("key", "create", "sejong");
      const account = await openAccountKeyFile({ file: t.path("keys/sejong.account.json"), password: PASSWORD });
      expect(account.address).to.equal(made.id);
    } finally {
      t.close();
    }
  });

  it("are made by the SDK, for their owner's eyes alone, and open again", async () => {
    const signing = await createSigningKeyFile({ file: at("new/signs.json"), password: PASSWORD });
    const account = await createAccountKeyFile({ file: at("new/acts.json"), password: PASSWORD });
    for (const { file } of [signing, account]) expect(statSync(file).mode & 0o777).to.equal(0o600);
    const { publicJwk } = await openSigningKeyFile({ file: signing.file, password: PASSWORD });
    expect(thumbprint(publicJwk)).to.equal(signing.id);
    expect((await openAccountKeyFile({ file: account.file, password: PASSWORD })).address).to.equal(account.id);
  });

  it("never replace another file, nor have a short password", async () => {
    const file = at("taken.json");
    writeFileSync(file, "of somebody else");
    for (const create of [createSigningKeyFile, createAccountKeyFile]) {
      await refusedLater(create({ file, password: PASSWORD }), "files.exists");
      await refusedLater(create({ file: at("short.json"), password: "short" }), "holder.password-short");
    }
    expect(readFileSync(file, "utf8")).to.equal("of somebody else");
    expect(statSync(at("short.json"), { throwIfNoEntry: false })).to.equal(undefined);
  });

  it("do not open with another password, or another public key in them; the file is named, and no password", async () => {
    const { file } = await createSigningKeyFile({ file: at("mine.json"), password: PASSWORD });
    const wrong = await refusedLater(openSigningKeyFile({ file, password: "another password" }), "registry.password");
    expect(wrong.message).to.contain(file).and.not.contain("another password");
    const content = JSON.parse(readFileSync(file, "utf8")) as object;
    writeFileSync(file, JSON.stringify({ ...content, publicJwk: generateSigner("ES256").publicJwk }));
    const altered = await refusedLater(openSigningKeyFile({ file, password: PASSWORD }), "files.signing-key");
    expect(altered.details.file).to.equal(file);
    writeFileSync(file, "x".repeat(70_000));
    await refusedLater(openSigningKeyFile({ file, password: PASSWORD }), "files.too-large");
  });
});
