import { changeStatus, namesPlaces, type PlaceOptions } from "../lib/statuses.ts";
import { defineVerb } from "../lib/verb.ts";

export default defineVerb<PlaceOptions>({
  noun: "credential",
  verb: "reinstate",
  about: "by the issuer or the list's operator: lift a suspension",
  chain: "writes",
  usage: namesPlaces,
  run: (context, files, options) =>
    changeStatus(context, files, options, { status: 0, done: { en: "reinstated", ko: "재개했습니다" } }),
});
