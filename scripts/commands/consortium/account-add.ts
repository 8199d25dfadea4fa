import { accountVerb } from "../../lib/consortium/accounts.ts";

export default accountVerb(
  "add",
  "let accounts send transactions by this machine's nodes, running or not",
  (listed, named) => [...new Set([...listed, ...named])],
);
