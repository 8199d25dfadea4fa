import { accountVerb } from "../../lib/consortium/accounts.ts";

export default accountVerb(
  "remove",
  { en: "take accounts off the nodes' allow-list", ko: "노드의 허용 목록에서 계정을 뺍니다" },
  (listed, named) => listed.filter((account) => !named.includes(account)),
);
