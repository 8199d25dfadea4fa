import { expect } from "chai";
import { repeatsRepetition } from "../../../src/issuer/schema/repetition.ts";

/** A pattern, in a form in which its backslashes are single. */
const { raw } = String;

describe("A regular expression repeats a repetition", () => {
  const slow = [
    ...["(a+)+", "(a*)*", "(a+)*$", "^(?:a+)+$", "(?<n>a+)+", "((a+))+", "((a)+)+", "(a+|b)+", "(b|c|a+)*", "(a{2,})+"],
    ...[
      "([a-z]+)*",
      raw`(\w+\s?)*$`,
      raw`(\s*\w+)+`,
      raw`(\p{L}+)*`,
      raw`([^\]]+)*`,
      raw`([\]\\]+)*`,
      "(a+b?)+",
      "(a?b*)+",
    ],
    ...[
      "(a{1,50}){1,50}",
      "x(y(z+)*)*",
      "(a+?)+?",
      "((a+)b?)+",
      raw`(\u{61}+)+`,
      raw`(a+\b)+`,
      "(^a+)+",
      "(?=x)(a+)+",
      "((?:a+)?)+",
    ],
  ];
  for (const pattern of slow) {
    it(`in ${pattern}`, () => {
      // What is no regular expression would prove nothing.
      expect(new RegExp(pattern, "u")).to.be.a("regexp");
      expect(repeatsRepetition(pattern)).to.equal(true);
    });
  }

  const quick = [
    ...[
      "",
      "a+",
      "a+b+",
      "(a+)",
      "(a+)?",
      "(ab)+",
      "(a|b)*",
      "([a-z]+-)*[a-z]+",
      "^[a-z]+(-[a-z]+)*$",
      "(a+){3}",
      "(a{2})+",
    ],
    ...[raw`^(\d{1,3}\.){3}\d{1,3}$`, raw`^\d{6}-\d{7}$`, raw`(\(a+\))*`, "(?=(a+))b", "(?!a+)b", "[(a+)+]+"],
    ...[
      raw`\(a+\)+`,
      raw`^[\w.-]+@([\w-]+\.)+[a-z]{2,}$`,
      "(a{1,5}){1,5}",
      raw`(?:\+\d{1,3})? \d+`,
      "(a+b)+",
      "(ba*)+",
      "[가-힣]+( [가-힣]+)*",
    ],
  ];
  for (const pattern of quick) {
    it(`not in ${pattern}`, () => {
      expect(new RegExp(pattern, "u")).to.be.a("regexp");
      expect(repeatsRepetition(pattern)).to.equal(false);
    });
  }
});
