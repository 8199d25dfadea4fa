import { expect } from "chai";
import { KOREAN_BY_SORT } from "../../../../scripts/lib/terminal/language/korean.ts";
import { type Language, printError } from "../../../../scripts/lib/terminal/output/output.ts";
import { DidimError } from "../../../../src/errors/error.ts";
import { ERRORS, type ErrorCode } from "../../../../src/public/errors.ts";
import { UNSEEN_CHARACTERS } from "../../../support/unseen.ts";

const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/u;

/** The output for an error, by stream. */
function printed(error: unknown, how: { readonly json: boolean; readonly lang?: Language }) {
  const written = { stdout: "", stderr: "" };
  const restore = (["stdout", "stderr"] as const).map((name) => {
    const { write } = process[name];
    process[name].write = (text: string | Uint8Array) => {
      written[name] += text;
      return true;
    };
    return () => {
      process[name].write = write;
    };
  });
  try {
    printError(error, how);
  } finally {
    for (const undo of restore) undo();
  }
  return written;
}

const inKorean = (error: unknown): readonly string[] => printed(error, { json: false, lang: "ko" }).stderr.split("\n");

describe("An error in Korean", () => {
  const there = new DidimError("cli.file", "There is x.json already.", { option: "--out", file: "x.json" });

  it("says what is wrong and what to do, followed by the English message with the code", () => {
    expect(inKorean(there)).to.deep.equal([
      "오류: 이 파일이 이미 있습니다(x.json). 다른 이름을 쓰거나 먼저 옮기십시오.",
      "  There is x.json already. (cli.file)",
      "",
    ]);
  });

  it("leaves out bracketed parts whose fact the error does not have", () => {
    const [sentence] = inKorean(new DidimError("cli.no-file", "There is no file.", { file: undefined }));
    expect(sentence).to.equal("오류: 파일이 없습니다. 경로를 확인하십시오.");
    const [other] = inKorean(new DidimError("holder.password-short", "Too short.", { min: { valueOf: () => 8 } }));
    expect(other).to.equal("오류: 새 지갑이나 키의 암호는 ?자 이상이어야 합니다.");
  });

  for (const [name, character] of Object.entries(UNSEEN_CHARACTERS)) {
    it(`shows a box in the place of ${name}`, () => {
      const [sentence] = inKorean(new DidimError("cli.no-file", "There is no file.", { file: `a${character}b` }));
      expect(sentence).to.equal("오류: 파일이 없습니다(a\u25a1b). 경로를 확인하십시오.");
    });
  }

  it("stays on one line, short and visible, whatever untrusted text its details contain", () => {
    for (const file of ["a\nvalid: 유효\r\u2028b", "\u202egpj.exe\u0007\u001b[2J", "길".repeat(10_000), "a\ud83d"]) {
      const [sentence, ...english] = inKorean(new DidimError("cli.no-file", "There is no such file.", { file }));
      expect(sentence)
        .to.match(/^오류: 파일이 없습니다\(.*\)\. 경로를 확인하십시오\.$/)
        .and.not.match(UNSEEN);
      expect(sentence?.length).to.be.below(200);
      expect(english).to.deep.equal(["  There is no such file. (cli.no-file)", ""]);
    }
    const unasked = ["name", "a\nb", "생년월일"];
    const [sentence] = inKorean(new DidimError("holder.shows-more", "More.", { unasked }));
    expect(sentence).to.contain("(name, a\u25a1b, 생년월일)");
  });

  it("is filled in only once: a fact that looks like a placeholder stays as it is", () => {
    const [sentence] = inKorean(new DidimError("cli.no-file", "No.", { file: "{why} $& (x)", why: "secret" }));
    expect(sentence).to.equal("오류: 파일이 없습니다({why} $& (x)). 경로를 확인하십시오.");
  });

  it("is only the English message for a code without a sentence", () => {
    for (const code of ["toString", "__proto__", "registry.NoSuchError", "cli"]) {
      // For example a code of another version of the SDK.
      expect(inKorean(new DidimError(code as ErrorCode, "Something else.", {}))).to.deep.equal([
        `Something else. (${code})`,
        "",
      ]);
    }
  });

  it("says of an unknown error that it is an internal one", () => {
    const [sentence, english] = inKorean(new TypeError("x is undefined"));
    expect(sentence).to.match(/^오류: 디딤 내부의 오류입니다\./);
    expect(english).to.equal("  TypeError: x is undefined");
  });

  it("leaves JSON and English unchanged", () => {
    const { message, code, details } = there;
    const json = printed(there, { json: true, lang: "ko" });
    expect(json.stderr).to.equal("");
    expect(JSON.parse(json.stdout)).to.deep.equal({ error: { code, message, details } });
    expect(printed(there, { json: true, lang: "en" })).to.deep.equal(json);
    expect(printed(there, { json: false })).to.deep.equal({ stdout: "", stderr: `${message} (${code})\n` });
  });
});

describe("Each Korean sentence", () => {
  it("is one short, complete line of Korean", () => {
    const catalogue = Object.entries(ERRORS).map(([code, { ko }]) => [code, ko] as const);
    for (const [key, sentence] of [...catalogue, ...Object.entries(KOREAN_BY_SORT)]) {
      expect(sentence, key).to.match(/^[^\n]*[가-힣][^\n]*\.$/);
      expect(sentence.length, key).to.be.below(120);
    }
  });

  it("shows times as the commands do, and a verdict's text in Korean", () => {
    const too = (moment: unknown) => inKorean(new DidimError("council.too-early", "Too early.", { moment }))[0];
    expect(too(1_800_000_000n)).to.contain("정해진 시각(2027-01-15T08:00:00Z)이 지난 뒤");
    for (const moment of [-1, 2n ** 200n, Number.NaN, "soon"]) expect(too(moment)).to.contain("정해진 시각이 지난 뒤");
    const text = { en: "The key was stolen.", ko: "유출된 키입니다." };
    const [sentence] = inKorean(new DidimError("issuer.not-ready", "Nobody would accept it.", { text }));
    expect(sentence).to.equal(
      "오류: 지금 발급하면 검증을 통과하지 못합니다: 유출된 키입니다. 바로잡은 뒤 다시 발급하십시오.",
    );
  });

  it("of a contract error fills in the contract's values, as the English message does", () => {
    const facts = { issuer: `0x${"1".repeat(40)}`, list: 7n, index: 900n, capacity: 128n, doing: "StatusLists.set" };
    const [sentence] = inKorean(new DidimError("registry.StatusOutOfRange", "List 7 has room for 128.", facts));
    expect(sentence).to.equal("오류: 상태 목록에 없는 번호입니다(900번, 용량 128).");
  });
});
