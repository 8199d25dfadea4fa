import { changeStatus, namesPlaces, type PlaceOptions } from "../lib/statuses.ts";
import { defineVerb } from "../lib/verb.ts";

export default defineVerb<PlaceOptions>({
  noun: "credential",
  verb: "suspend",
  about: "by the issuer or the list's operator: suspend credentials",
  chain: "writes",
  usage: namesPlaces,
  run: (context, files, options) =>
    changeStatus(context, files, options, { status: 2, done: { en: "suspended", ko: "정지했습니다" } }),
});
