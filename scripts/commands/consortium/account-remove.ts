import { accountVerb } from "../../lib/consortium/accounts.ts";

export default accountVerb(
  "remove",
  { en: "remove accounts from the nodes' allow-list", ko: "노드의 허용 목록에서 계정을 제외합니다" },
  (listed, named) => listed.filter((account) => !named.includes(account)),
);
