/** A process that sends one call: `node send.child.ts <url> <outbox> <private key> <contract> <data>`. It starts fast, for it imports little. */
import { httpRpc } from "../../../src/registry/rpc.ts";
import { send } from "../../../src/registry/send.ts";
import { folderOutboxes } from "../../../src/registry/sending/outbox-folder.ts";
import { privateKeySigner } from "../../../src/registry/signer.ts";

const [url = "", outbox = "", key = "", to = "", data = ""] = process.argv.slice(2);
const { hash } = await send({ to, data, doing: "Counting" }, privateKeySigner(Buffer.from(key, "hex")), {
  rpc: httpRpc([url]),
  chainId: 31337n,
  chain: "counters",
  timeoutMs: 20_000,
  outboxes: folderOutboxes(outbox),
});
process.stdout.write(hash);
