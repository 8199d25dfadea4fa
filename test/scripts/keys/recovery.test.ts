import { expect } from "chai";
import { recoveryText } from "../../../scripts/lib/registries/recovery.ts";
import { formatAddresses, recoveryOf } from "../../../src/public/registry.ts";
import { type LocalChain, startLocalChain } from "../../support/chain.ts";
import { Terminal } from "../cli.fixture.ts";

const WEEK = 7 * 86_400;

describe("The recovery of a DID, by the command line", function () {
  this.timeout(120_000);
  const t = new Terminal();
  let chain: LocalChain;
  let [city, guard, other, successor] = ["", "", "", ""];
  let did: string;
  let stolen: string;

  before(async () => {
    chain = await startLocalChain();
    [city = "", guard = "", other = "", successor = ""] = chain.accounts.slice(7);
    [did, stolen] = [`did:ethr:0x7a69:${city}`, `did:ethr:0x7a69:${other}`];
    await chain.as(other).dids.setRecovery(other, guard);
    await chain.as(guard).dids.startRecovery(other, successor, false);
    t.write("addresses.json", formatAddresses(chain.addresses));
  });

  after(async () => {
    await chain.stop();
    t.close();
  });

  const on = () => ["--network", chain.url, "--addresses", t.path("addresses.json")];
  const recovery = (...args: readonly string[]) => t.done("recovery", ...args, ...on());
  const known = (identity: string) => recoveryOf(chain.as(guard), identity);
  const refusal = async (...args: readonly string[]) => {
    const { code, json } = await t.didim("recovery", ...args, ...on(), "--json");
    return [code, (json().error as { code: string }).code];
  };

  it("requires a recoverer named in advance: an account, not a DID, because a DID's controller cannot call for it", async () => {
    const [asDid, nobody] = await Promise.all([
      refusal("set", stolen, "--account", "7"),
      refusal("start", did, "--controller", successor, "--account", "8"),
    ]);
    expect(asDid).to.deep.equal([64, "cli.value"]);
    expect(nobody).to.deep.equal([65, "registry.DIDNotRecoverer"]);
    expect(await known(city)).to.include({ controller: city, recoverer: undefined });
    const none = await t.didim("recovery", "set", "none", "--account", "7", ...on(), "--lang", "ko");
    expect(none.stdout).to.equal(`${did}: 복구 계정(현재): 없음. 이미 같은 상태여서 거래를 보내지 않았습니다\n`);
  });

  it("names the first recoverer at once and another one after 7 days, which a repeated call does not restart", async () => {
    const first = await recovery("set", guard, "--account", "7");
    expect(first).to.include({ did, recoverer: guard, from: await chain.now() });
    const change = await recovery("set", other, "--account", "7");
    expect(change.from).to.equal((await chain.now()) + WEEK);
    await chain.advanceTime(60);
    const again = await recovery("set", other, "--account", "7");
    expect(again).to.deep.equal({ did, recoverer: other, from: change.from, unchanged: true });
    expect(await known(city)).to.deep.include({ recoverer: guard, change: { recoverer: other, from: change.from } });
  });

  it("is started by the recoverer, shows when it can finish, and starts its notice once", async () => {
    const start = ["start", did, "--controller", successor, "--end-keys", "--account", "8"];
    const { readyAt, ...started } = await recovery(...start);
    expect(readyAt).to.equal((await chain.now()) + WEEK);
    expect(started).to.include({ newController: successor, endKeys: true });
    await chain.advanceTime(60);
    expect(await recovery(...start)).to.include({ readyAt, unchanged: true });
    const [shown, early] = await Promise.all([
      t.didim("recovery", "show", did, ...on(), "--lang", "ko"),
      refusal("finish", did, "--account", "9"),
    ]);
    const day = new Date(Number(readyAt) * 1000).toISOString().slice(0, 10);
    expect(shown.stdout).to.contain(`복구 진행 중: ${day}`).and.to.contain(successor);
    expect(early).to.deep.equal([65, "registry.DIDRecoveryNotReady"]);
  });

  it("is cancelled only by the recoverer, and finished by anyone after the notice", async () => {
    const [refused] = await Promise.all([
      refusal("cancel", did, "--account", "9"),
      recovery("cancel", stolen, "--account", "8"),
    ]);
    expect(refused).to.deep.equal([65, "registry.DIDNotRecoverer"]);
    expect(await known(other))
      .to.include({ controller: other, recoverer: guard })
      .and.not.to.have.property("underWay");
    await chain.as(other).dids.setRecovery(other, successor);
    await chain.advanceTime(WEEK);
    expect(await known(other))
      .to.include({ recoverer: successor })
      .and.not.to.have.property("change");
    const { en } = recoveryText(did, await known(city));
    expect(en).to.contain(`${successor} can take over now`).and.to.contain("signing keys end");
    expect(await recovery("finish", did, "--account", "15")).to.include({ did, controller: successor });
    expect(await known(city)).to.include({ controller: successor, recoverer: guard });
  });
});
