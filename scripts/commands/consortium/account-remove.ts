import { accountVerb } from "../../lib/consortium/accounts.ts";

export default accountVerb("remove", "take accounts off the nodes' allow-list", (listed, named) =>
  listed.filter((account) => !named.includes(account)),
);
