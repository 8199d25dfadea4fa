import { changeStatus, type PlaceOptions } from "../lib/statuses.ts";
import { defineVerb } from "../lib/verb.ts";

export default defineVerb<PlaceOptions>({
  noun: "credential",
  verb: "suspend",
  about: "by the issuer or the list's operator: suspend credentials",
  chain: "writes",
  usage: (command) =>
    command
      .argument("[files...]", "credentials")
      .option("--list <number>", "instead of files: the number of the issuer's list")
      .option("--index <numbers>", "and the places in it, with commas between them"),
  run: (context, files, options) =>
    changeStatus(context, files, options, { status: 2, done: { en: "suspended", ko: "정지했습니다" } }),
});
