import { changeStatus, namesPlaces, type PlaceOptions } from "../lib/statuses.ts";
import { defineVerb } from "../lib/verb.ts";

export default defineVerb<PlaceOptions>({
  noun: "credential",
  verb: "revoke",
  about: "by the issuer: revoke credentials, for good",
  chain: "writes",
  usage: namesPlaces,
  run: (context, files, options) =>
    changeStatus(context, files, options, { status: 1, done: { en: "revoked, for good", ko: "영구히 취소했습니다" } }),
});
