import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Wallet } from "ethers";
import { compactDecrypt } from "jose";
import { createKey, openSigning } from "../../../scripts/lib/keys/keys.ts";
import { homeAt } from "../../../scripts/lib/terminal/home.ts";
import { ZERO_ADDRESS } from "../../../src/did/address.ts";
import { createRpc, type RpcClient } from "../../../src/public/chain.ts";
import { typeIdOf } from "../../../src/public/council.ts";
import { keyEntry } from "../../../src/public/did.ts";
import { openFileVault } from "../../../src/public/node.ts";
import { formatAddresses, NO_END } from "../../../src/public/registry.ts";
import { type LocalChain, startLocalChain } from "../../support/chain.ts";
import { writeLocalNode } from "../cli.fixture.ts";
import { type Ran, Sandbox } from "./sandbox.fixture.ts";
import { AUDIENCE, NONCE, type Place, VCT } from "./words.fixture.ts";

/** It opens everything. */
const PASSWORD = "비밀 correct horse 4711";
const SCHEMA = JSON.stringify({ type: "object", required: ["name"] });
const asked = ["--audience", AUDIENCE, "--nonce", NONCE, "--type", `${VCT}=name`];

/**
 * A chain with an accredited agency, and two folders that real commands made: Didim's folder, with keys, a wallet, a
 * status list and an outbox, and a folder with the files that they exchange. Commands run in copies of both.
 */
export class Scene {
  readonly #folder = mkdtempSync(join(tmpdir(), "didim-fuzz-"));
  readonly #chain: LocalChain;
  readonly #rpc: RpcClient;
  #snapshot: unknown;
  /** What no command may print: the password, and the private keys in hexadecimal digits and in base64url. */
  secrets: readonly string[] = [];

  private constructor(chain: LocalChain) {
    this.#chain = chain;
    this.#rpc = createRpc({ url: chain.url });
  }

  static async prepare(): Promise<Scene> {
    const scene = new Scene(await startLocalChain({ secondsAgo: 3600 }));
    await scene.#accredit();
    scene.secrets = [PASSWORD, ...(await scene.#privateKeys())];
    await scene.#makeFiles();
    await scene.#chain.catchUp();
    scene.#snapshot = await scene.#rpc.request("evm_snapshot");
    return scene;
  }

  async close(): Promise<void> {
    await this.#chain.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Works with copies of both folders, on the chain as it was prepared. */
  async within<T>(work: (sandbox: Sandbox) => Promise<T>): Promise<T> {
    await this.#rpc.request("evm_revert", [this.#snapshot]);
    this.#snapshot = await this.#rpc.request("evm_snapshot");
    await this.#chain.catchUp();
    const root = mkdtempSync(join(tmpdir(), "didim-fuzz-run-"));
    try {
      cpSync(this.#folder, root, { recursive: true });
      return await work(new Sandbox(root, this.#placeIn(root)));
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  }

  /** The chain that the commands reach. */
  get chain(): LocalChain {
    return this.#chain;
  }

  #placeIn(root: string): Place {
    const [city = "", gate = ""] = [8, 12].map((i) => this.#chain.accounts[i]);
    const [home, files, out] = ["home", "files", "out"].map((name) => join(root, name)) as [string, string, string];
    return { home, files, out, node: this.#chain.url, city, gate };
  }

  async #accredit(): Promise<void> {
    const [ministry = "", city = "", supervisor = ""] = this.#chain.accounts.slice(7);
    const schemaHash = `0x${createHash("sha256").update(SCHEMA).digest("hex")}` as const;
    await this.#chain.decide(
      [
        { do: "type.register", vct: VCT, authority: ministry, schemaHash },
        { do: "supervisor.appoint", supervisor, until: NO_END },
      ],
      "공무원증",
    );
    const home = homeAt(join(this.#folder, "home"));
    const password = PASSWORD.normalize("NFC");
    await Promise.all([
      createKey(home, "city", "account", password),
      createKey(home, "city-signs", "signing", password),
    ]);
    const { name, value } = keyEntry((await openSigning(home, "city-signs", password)).publicJwk);
    await this.#chain.as(city).dids.setAttribute(city, name, value, NO_END);
    await this.#chain.as(city).accreditations.applyFor(city, typeIdOf(VCT), ZERO_ADDRESS, true, 0, "");
    await this.#chain.as(ministry).accreditations.accredit(city, typeIdOf(VCT), true, 0, NO_END, 0);
    await this.#chain.catchUp();
    // A cheap password hash: the wallet is opened by most commands.
    await openFileVault({ path: join(home.wallet, "wallet.json"), password, cost: 2 ** 14 });
  }

  async #privateKeys(): Promise<readonly string[]> {
    const [account, signing] = ["city.account.json", "city-signs.signing.json"].map((name) =>
      readFileSync(join(this.#folder, "home", "keys", name), "utf8"),
    ) as [string, string];
    const password = PASSWORD.normalize("NFC");
    const { privateKey } = await Wallet.fromEncryptedJson(account, password);
    const { jwe } = JSON.parse(signing) as { jwe: string };
    const { plaintext } = await compactDecrypt(jwe, new TextEncoder().encode(password), {
      keyManagementAlgorithms: ["PBES2-HS512+A256KW"],
      maxPBES2Count: 1_000_000,
    });
    const keys = [Buffer.from(privateKey.slice(2), "hex"), Buffer.from(plaintext)];
    return keys.flatMap((key) => [key.toString("hex"), key.toString("base64url")]);
  }

  async #makeFiles(): Promise<void> {
    const place = this.#placeIn(this.#folder);
    for (const folder of ["files", "out", "cwd", "tmp"]) mkdirSync(join(this.#folder, folder), { recursive: true });
    const write = (name: string, content: unknown): void =>
      writeFileSync(join(place.files, name), typeof content === "string" ? content : JSON.stringify(content));
    const { url, addresses } = this.#chain;
    const recorded = formatAddresses(addresses);
    write("password", `${PASSWORD}\n`);
    write("addresses.json", recorded);
    write("schema.json", SCHEMA);
    write("claims.json", { name: "정새롬", grade: 9 });
    write("actions.json", [{ do: "validator.add", validator: place.gate }]);
    write("request.json", {
      audience: AUDIENCE,
      nonce: NONCE,
      credentials: [{ id: "id", type: VCT, claims: [["name"]] }],
    });
    writeLocalNode(join(place.home, "state"), { url, addresses, home: place.home });
    const sandbox = new Sandbox(this.#folder, place);
    const done = (...words: readonly string[]): Promise<Ran> => sandbox.done(words);
    const seats = this.#chain.accounts.slice(1, 3);
    const [key] = await Promise.all([
      done("credential", "key"),
      done("list", "open", "1", "--capacity", "1024", "--account", "8"),
      done("anchor", "create", "{files}/anchor.json", "--member", ...seats, "--threshold", "2"),
    ]);
    write("holder.jwk", key.stdout);
    const issue = ["--issuer", "{city}", "--signing-key", "city-signs", "--holder-key", "{files}/holder.jwk"];
    const content = ["--claims", "{files}/claims.json", "--schema", "{files}/schema.json", "--out", "{files}/id.txt"];
    await done("credential", "issue", VCT, ...issue, ...content);
    await done("credential", "receive", "{files}/id.txt");
    const signed = ["checkpoint", "sign", "{files}/checkpoint.json", "--account"];
    await done(...signed, "1");
    await done(...signed, "2");
    const show = ["credential", "present", ...asked, "--agree"];
    await Promise.all([
      done(...show, "--out", "{files}/shown.json"),
      done(...show, "--staple", "--checkpoint", "{files}/checkpoint.json", "--out", "{files}/stapled.json"),
    ]);
    const keep = ["evidence", "create", "{files}/stapled.json", ...asked, "--anchor", "{files}/anchor.json"];
    await done(...keep, "--out", "{files}/kept.evidence");
  }
}
