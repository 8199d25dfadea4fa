/** A process that sends one call, as `node send.child.ts <url> <outbox> <private key> <contract> <id>`. */
import { privateKeySigner } from "../../../src/index.ts";
import { type Counters, sendingBy, sent } from "./counters.fixture.ts";

const [url = "", outbox = "", key = "", contract = "", id = ""] = process.argv.slice(2);
const call: Counters["call"] = (number) => ({
  to: contract,
  data: `0x${number.toString(16).padStart(64, "0")}`,
  doing: `Counting ${number}`,
});
const { hash } = await sent({ call }, Number(id), privateKeySigner(Buffer.from(key, "hex")), sendingBy([{ url }], { outbox }));
process.stdout.write(hash);
