import { expect } from "chai";
import { hasUnseen, showUnseen } from "../../src/errors/unseen.ts";
import { UNSEEN_CHARACTERS } from "../support/unseen.ts";

/** Every code point, including surrogates. */
function* codePoints(): Generator<string> {
  for (let code = 0; code <= 0x10ffff; code++) yield String.fromCodePoint(code);
}

/** Unicode properties of unseen characters. */
const UNSEEN = [
  /\p{Default_Ignorable_Code_Point}/u,
  /\p{Bidi_Control}/u,
  /\p{Variation_Selector}/u,
  /\p{Join_Control}/u,
  /\p{Noncharacter_Code_Point}/u,
  /\p{Cc}/u,
  /\p{Cf}/u,
  /\p{Cn}/u,
  /\p{Co}/u,
  /\p{Cs}/u,
  /[^\P{White_Space} ]/u,
];
const BLANKS = ["\u2800", "\u{1d159}", "\u{16fe4}", "\u{13441}", "\u{13442}"];

describe("Invisible or misleading characters", () => {
  it("are all code points with one of these Unicode properties, and five blanks; all others are visible", () => {
    for (const character of codePoints()) {
      const isUnseen = BLANKS.includes(character) || UNSEEN.some((property) => property.test(character));
      if (hasUnseen(character) !== isUnseen) expect.fail(`U+${character.codePointAt(0)?.toString(16)}`);
    }
  });

  it("include those that attackers have used", () => {
    for (const [name, character] of Object.entries(UNSEEN_CHARACTERS)) {
      expect(hasUnseen(character), name).to.equal(true);
      expect(hasUnseen(`정${character}새롬`), name).to.equal(true);
      expect(showUnseen(`정${character}새롬`), name).to.equal("정\u25a1새롬");
    }
  });

  it("include no letters, digits, marks or symbols of any script, and not the space", () => {
    for (const text of ["정새롬 123", "李 葛", "Nguyễn Thị Ánh", "مُحَمَّد", "श्री", "เพ็ญ", "€ ± ◌ 😀", "훈민정음 ᄒᆞᆫ"])
      expect(hasUnseen(text), text).to.equal(false);
  });

  it("are found repeatedly: the search keeps no state", () => {
    for (let i = 0; i < 3; i++) expect(hasUnseen("a\u3164")).to.equal(true);
  });
});
