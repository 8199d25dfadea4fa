import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { unsafePlace } from "../../../scripts/lib/terminal/own-folder.ts";

/** Whoever can put another folder in this one's place decides what code runs, and to which node commands go. */
describe("A folder of the user's own", () => {
  let top: string;
  let leaf: string;
  beforeEach(() => {
    top = mkdtempSync(join(tmpdir(), "didim-own-"));
    leaf = join(top, "didim", "compiled");
    mkdirSync(leaf, { recursive: true, mode: 0o700 });
  });
  afterEach(() => rmSync(top, { recursive: true }));

  it("may lie in a folder such as /tmp, in which nobody can rename what is another's", () => {
    expect(unsafePlace(leaf)).to.equal(undefined);
    chmodSync(top, 0o1777);
    expect(unsafePlace(leaf)).to.equal(undefined);
  });

  it("may lie in folders that the user's own group can change, but not be one", () => {
    chmodSync(top, 0o775);
    expect(unsafePlace(leaf)).to.equal(undefined);
    chmodSync(leaf, 0o770);
    expect(unsafePlace(leaf)).to.deep.equal({ path: leaf, why: "can be changed by other users" });
  });

  it("is unsafe below a folder in which others can rename it", () => {
    chmodSync(join(top, "didim"), 0o777);
    expect(unsafePlace(leaf)).to.deep.equal({ path: join(top, "didim"), why: "can be changed by other users" });
  });

  it("is judged where it is, not where a link to it is", () => {
    const link = join(top, "link");
    symlinkSync(leaf, link);
    expect(unsafePlace(link)).to.equal(undefined);
    chmodSync(leaf, 0o777);
    expect(unsafePlace(link)?.path).to.equal(leaf);
  });

  it("is unsafe below a folder of another user, who made it before", function () {
    if (process.getuid?.() !== 0) this.skip(); // only root can give a folder away
    chownSync(join(top, "didim"), 4711, 4711);
    expect(unsafePlace(leaf)).to.deep.equal({ path: join(top, "didim"), why: "belongs to another user" });
  });
});
