import { execFileSync } from "node:child_process";
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import {
  createFileOutboxStore,
  fileText,
  loadAnchor,
  makeFolder,
  readBytes,
  textIn,
} from "../../../src/public/node.ts";
import { refused, refusedLater } from "../../support/refused.ts";

const CP949 = Buffer.from([0xb0, 0xa1, 0xb3, 0xaa]);
const UTF16 = Buffer.from("\ufeff가", "utf16le");

const ZIP = "it is a ZIP file, as Excel's workbooks (.xlsx) are; of those, save a sheet as CSV UTF-8";

describe("A file that is read as text", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "didim-reading-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (content: string | Uint8Array): string => {
    const file = join(folder, "file");
    writeFileSync(file, content);
    return file;
  };

  it("is its bytes, without a byte order mark", async () => {
    expect(textIn(Buffer.from("가\r\n"), "x")).to.deep.equal({ text: "가\r\n", marked: false });
    expect(textIn(Buffer.from("\ufeff가"), "x")).to.deep.equal({ text: "가", marked: true });
    expect(await fileText(write("\ufeff가나"), 100)).to.equal("가나");
    expect(await fileText(write(""), 100)).to.equal("");
  });

  it("is refused in another encoding, and the error names the file and the line", async () => {
    const cases = [
      [Buffer.concat([Buffer.from("가\n나\n"), CP949]), "line 3 is not UTF-8"],
      [Buffer.concat([Buffer.from("name\n"), CP949]), "line 2 is not UTF-8, but CP949, the encoding of Korean Windows"],
      [UTF16, "it is UTF-16"],
      [Buffer.from("\ufeffab", "utf16le").swap16(), "it is UTF-16"],
      [Buffer.from("ab", "utf16le"), "it has a byte that is zero"],
      [Buffer.from("PK\x03\x04\0"), ZIP],
      [Buffer.concat([Buffer.from("PK\x03\x04"), CP949]), ZIP],
      [Buffer.from([0xed, 0xa0, 0x80]), "line 1 is not UTF-8"],
    ] as const;
    for (const [bytes, why] of cases) {
      const file = write(bytes);
      expect(refused(() => textIn(bytes, file), "files.not-text").details).to.deep.equal({ file, why });
      expect((await refusedLater(fileText(file, 100), "files.not-text")).details).to.deep.equal({ file, why });
    }
  });

  it("is not read beyond its limit, whatever it is: a file of 3 GB, a pipe, a device without an end", async () => {
    const file = write("12345");
    expect(Buffer.from(readBytes(file, 5)).toString()).to.equal("12345");
    for (const each of [file, "/dev/zero"]) {
      refused(() => readBytes(each, 4), "files.too-large");
      await refusedLater(fileText(each, 4), "files.too-large");
    }
    truncateSync(file, 3 * 2 ** 30);
    expect(refused(() => readBytes(file, 2 ** 30), "files.too-large").details).to.deep.equal({ file, most: 2 ** 30 });
    await refusedLater(fileText(file, 2 ** 30), "files.too-large");
    await refusedLater(loadAnchor(file), "files.too-large");
    const pipe = join(folder, "pipe");
    execFileSync("mkfifo", [pipe]);
    // Opened for both, so that the reader need not wait for a writer.
    const writer = openSync(pipe, "r+");
    writeFileSync(writer, "x".repeat(5_000));
    refused(() => readBytes(pipe, 4_000), "files.too-large");
    closeSync(writer);
  });

  it("is a damaged record in an outbox, which says where it is, and hides no other", async () => {
    const records = createFileOutboxStore({ folder }).of("chain", "account");
    await records.put("0-a", "one");
    const location = join(folder, "chain", "account", "1-b.json");
    writeFileSync(location, CP949);
    expect((await records.list()).find(({ name }) => name === "1-b")).to.deep.equal({
      name: "1-b",
      text: "",
      location,
    });
    mkdirSync(join(folder, "chain", "account", "2-c.json"));
    expect((await records.list()).map(({ name, text }) => [name, text]).sort()).to.deep.equal([
      ["0-a", "one"],
      ["1-b", ""],
      ["2-c", ""],
    ]);
  });

  it("is the caller's to find: an absent file and a folder are the system's errors", async () => {
    expect(() => readBytes(join(folder, "none"), 5)).to.throw(/ENOENT/);
    expect(() => readBytes(folder, 100_000))
      .to.throw(/EISDIR/)
      .with.property("path", folder);
    const failed: unknown = await fileText(folder, 100_000).catch((error: unknown) => error);
    expect(failed).to.include({ code: "EISDIR", path: folder });
  });

  it("is in a folder that is made with its parents, or the error says where none can be made", () => {
    const deep = join(folder, "a", "b", "c");
    makeFolder(deep);
    makeFolder(deep);
    expect(statSync(deep).mode & 0o777).to.equal(0o700);
    mkdirSync(join(folder, "d"));
    expect(() => makeFolder(join(write("x"), "below"))).to.throw(/EEXIST|ENOTDIR/);
    expect(() => makeFolder("/dev/null/below/it")).to.throw(/EEXIST|ENOTDIR/);
    if (process.platform === "linux") expect(() => makeFolder("/proc/none/below")).to.throw(/ENOENT/);
  });
});
