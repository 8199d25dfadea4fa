import { existsSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { dataFolder, type System, shortened, stateFolder } from "../../../scripts/lib/terminal/folders.ts";
import { oldHomes } from "../../../scripts/lib/terminal/old-home.ts";
import { Terminal } from "../cli.fixture.ts";

const on = (platform: NodeJS.Platform, env: System["env"] = {}): System => ({ platform, env, user: "/users/kim" });

describe("Didim's folder", function () {
  this.timeout(60_000);

  it("is in the platform's folder for data, by default", () => {
    expect(dataFolder(on("linux"))).to.equal("/users/kim/.local/share/didim");
    expect(dataFolder(on("darwin"))).to.equal("/users/kim/Library/Application Support/didim");
    expect(dataFolder(on("win32", { LOCALAPPDATA: "/local" }))).to.equal("/local/didim");
    expect(dataFolder(on("win32"))).to.equal("/users/kim/AppData/Local/didim");
  });

  it("follows the XDG variables, but for relative paths, which their specification ignores", () => {
    const named = { XDG_DATA_HOME: "/data", XDG_STATE_HOME: "/state" };
    expect([dataFolder(on("linux", named)), stateFolder(on("linux", named))]).to.deep.equal([
      "/data/didim",
      "/state/didim",
    ]);
    expect(dataFolder(on("linux", { XDG_DATA_HOME: "data" }))).to.equal("/users/kim/.local/share/didim");
  });

  it("never contains the record of what runs now, which is not the data of one home", () => {
    for (const platform of ["linux", "darwin", "win32"] as const) {
      expect(`${stateFolder(on(platform))}/`.startsWith(`${dataFolder(on(platform))}/`), platform).to.equal(false);
    }
  });

  it("is shown with ~ for the user's own folder", () => {
    expect(shortened("/users/kim/a", "/users/kim")).to.equal("~/a");
    expect(shortened("/users/kimchi/a", "/users/kim")).to.equal("/users/kimchi/a");
    expect(shortened(homedir())).to.equal(homedir());
  });

  describe("where it was before", () => {
    const t = new Terminal();
    after(() => t.close());
    const list = (lang: "en" | "ko" = "en") =>
      t.run("didim", ["key", "list", "--json", "--lang", lang], {
        DIDIM_HOME: "",
        HOME: t.path("user"),
        XDG_DATA_HOME: t.path("data"),
      });

    it("counts only if it holds something that nobody may lose", () => {
      mkdirSync(t.path("clone/.didim/bootstrap.lock"), { recursive: true });
      mkdirSync(t.path("user/.didim/mutation"), { recursive: true });
      const old = () => oldHomes(t.path("clone"), t.path("user"));
      expect(old()).to.deep.equal([]);
      mkdirSync(t.path("user/.didim/keys"));
      expect(old()).to.deep.equal([t.path("user/.didim")]);
      mkdirSync(t.path("clone/.didim/indices"));
      expect(old()).to.deep.equal([t.path("clone/.didim"), t.path("user/.didim")]);
      expect(oldHomes(undefined, t.path("user"))).to.deep.equal([t.path("user/.didim")]);
    });

    it("is named with the command that moves it, and no empty folder is begun instead", async () => {
      const ran = await list();
      const { error } = ran.json() as { error: { code: string; message: string; details: { move: string } } };
      expect([ran.code, error.code]).to.deep.equal([66, "cli.old-home"]);
      expect(error.details.move).to.equal(
        `mkdir -p ${t.path("data")} && mv ${t.path("user/.didim")} ${t.path("data/didim")}`,
      );
      expect(error.message)
        .to.contain(error.details.move)
        .and.contain(`--home ${t.path("user/.didim")}`);
      expect(existsSync(t.path("data"))).to.equal(false);
    });

    it("is usable as it is, if it is named", async () => {
      expect(await t.done("key", "list", "--home", join(t.folder, "user/.didim"))).to.deep.equal({ keys: [] });
    });

    it("is mentioned by a note, if the folder of today exists too", async () => {
      mkdirSync(t.path("data/didim"), { recursive: true });
      const [english, korean] = [await list(), await list("ko")];
      expect([english.code, english.json(), korean.code]).to.deep.equal([0, { keys: [] }, 0]);
      for (const { stderr } of [english, korean]) expect(stderr).to.contain(t.path("user/.didim"));
      expect(korean.stderr).to.match(/[가-힣]/);
    });
  });
});
