import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { consortiumFolder } from "../../../network/folder.ts";
import { logRotation } from "../../../network/kit/logrotate.ts";
import { nodeUnit, watchdogUnit } from "../../../network/kit/systemd.ts";
import { needsProgram } from "../../support/tools.ts";

describe("The files for services", function () {
  this.timeout(20_000);
  const folder = consortiumFolder(mkdtempSync(join(tmpdir(), "didim-services-")));
  const place = { folder, clone: "/opt/didim" };
  after(() => rmSync(folder.path, { recursive: true }));

  it("have units that systemd reads without a complaint", function () {
    const program = needsProgram(this, "systemd-analyze");
    // The programs and the user need not be on the machine that runs the test.
    const here = (unit: string): string =>
      unit.replaceAll("/opt/besu/bin/besu", "/bin/true").replaceAll(/^(User|Group)=didim\n/gm, "");
    const files = { "didim-node@.service": nodeUnit(place), "didim-watchdog.service": watchdogUnit(place) };
    for (const [name, unit] of Object.entries(files)) {
      const file = join(folder.path, name);
      writeFileSync(file, here(unit));
      const ran = spawnSync(program, ["verify", "--man=no", file], { encoding: "utf8" });
      expect([ran.status, ran.stderr.trim()], name).to.deep.equal([0, ""]);
    }
  });

  it("have a unit for a node that `consortium` knows by its file with the process id", () => {
    const unit = nodeUnit(place);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: systemd's own substitution
    expect(unit).to.contain("echo ${MAINPID} > ").and.to.contain(folder.node("%i").pid);
    expect(unit).to.contain(`--config-file=${folder.node("%i").config}`);
    expect(unit.match(/^ReadWritePaths=(.*)$/m)?.[1]).to.equal(folder.node("%i").path);
  });

  it("have a rotation that keeps the file that Besu has open", function () {
    const program = needsProgram(this, "logrotate");
    const { log, path } = folder.node("node-1");
    mkdirSync(path, { recursive: true, mode: 0o700 });
    writeFileSync(log, "a line\n");
    const [config, state] = [join(folder.path, "logrotate"), join(folder.path, "state")];
    writeFileSync(config, logRotation(folder), { mode: 0o644 });
    const ran = spawnSync(program, ["--force", "--state", state, config], { encoding: "utf8" });
    expect(ran.status, ran.stderr).to.equal(0);
    expect([readFileSync(log, "utf8"), readFileSync(`${log}.1`, "utf8")]).to.deep.equal(["", "a line\n"]);
  });
});
