import { existsSync } from "node:fs";
import { expect } from "chai";
import { type Prompt, readNewPassword, readPassword } from "../../../scripts/lib/keys/password.ts";
import { refusedLater } from "../../support/refused.ts";
import { Terminal } from "../cli.fixture.ts";

const QUESTION = { en: "New password for sejong", ko: "sejong 키의 새 암호" };

describe("A password", () => {
  const file = process.env.DIDIM_PASSWORD_FILE;
  let asked: string[] = [];

  beforeEach(() => {
    asked = [];
    delete process.env.DIDIM_PASSWORD_FILE;
  });

  after(() => {
    if (file !== undefined) process.env.DIDIM_PASSWORD_FILE = file;
  });

  /** A terminal at which somebody types these answers, one after the other. */
  const typing = (...answers: string[]): Prompt => ({
    isTerminal: true,
    ask: async (question) => {
      asked.push(question);
      return answers.shift() ?? "";
    },
  });

  it("for a new file is asked for twice at a terminal, in the language of the command", async () => {
    const password = await readNewPassword(QUESTION, { lang: "ko" }, typing("열두 글자 암호", "열두 글자 암호"));
    expect(password).to.equal("열두 글자 암호");
    expect(asked).to.deep.equal(["sejong 키의 새 암호", "같은 암호를 한 번 더 입력하십시오"]);
  });

  it("for a new file is refused if the second one differs", async () => {
    const typed = typing("a good password", "a good passwort");
    await refusedLater(readNewPassword(QUESTION, {}, typed), "cli.password-differs");
  });

  it("is the same however its letters are composed", async () => {
    const [composed, split] = ["암호암호암호암호".normalize("NFC"), "암호암호암호암호".normalize("NFD")];
    expect(await readNewPassword(QUESTION, {}, typing(composed, split))).to.equal(composed);
  });

  it("for a new file is refused if it is short, before it is asked for again", async () => {
    const { details } = await refusedLater(readNewPassword(QUESTION, {}, typing("7 chars")), "holder.password-short");
    expect(details).to.deep.equal({ min: 8 });
    expect(asked).to.have.length(1);
  });

  it("of an existing file is asked for once, and may be short", async () => {
    expect(await readPassword(QUESTION, {}, typing("short"))).to.equal("short");
    expect(asked).to.deep.equal(["New password for sejong"]);
  });

  it("from a file is not asked for, and a new one must be long enough", async () => {
    const t = new Terminal();
    process.env.DIDIM_PASSWORD_FILE = t.password;
    expect(await readNewPassword(QUESTION, {}, typing())).to.equal("a password for tests");
    expect(asked).to.deep.equal([]);
    const short = { DIDIM_PASSWORD_FILE: t.write("short", "seven77\n") };
    for (const verb of [
      ["key", "create", "sejong"],
      ["key", "create", "sejong", "--signing"],
      ["credential", "key"],
    ]) {
      const { code, json } = await t.run("didim", [...verb, "--json"], short);
      expect([code, json().error], verb.join(" ")).to.have.nested.property("1.code", "holder.password-short");
    }
    expect(existsSync(t.path("keys"))).to.equal(false);
    t.close();
  });
});
