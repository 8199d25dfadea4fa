import { accountVerb } from "../../lib/consortium/accounts.ts";

export default accountVerb(
  "add",
  {
    en: "allow accounts to send transactions by this machine's nodes, whether they run or not",
    ko: "이 컴퓨터의 노드로 거래를 보낼 계정을 허용합니다(노드가 실행 중이 아니어도 됩니다)",
  },
  (listed, named) => [...new Set([...listed, ...named])],
);
