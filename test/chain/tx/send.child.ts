/**
 * A process that sends one call: `node send.child.ts <url> <outbox> <private key> <contract> <data>`. It imports
 * little, so that it starts fast.
 */
import { httpRpc } from "../../../src/chain/rpc/rpc.ts";
import { outboxesIn } from "../../../src/chain/tx/outbox.ts";
import { privateKeySigner } from "../../../src/chain/tx/signer.ts";
import { send } from "../../../src/registry/sending/send.ts";
import { fileOutboxStore } from "../../../src/stores/files/outbox.ts";

const [url = "", outbox = "", key = "", to = "", data = ""] = process.argv.slice(2);
const { hash } = await send({ to, data, doing: "Counting" }, privateKeySigner(Buffer.from(key, "hex")), {
  rpc: httpRpc([url]),
  chainId: 31337n,
  chain: "counters",
  timeoutMs: 20_000,
  outboxes: outboxesIn(fileOutboxStore(outbox)),
});
process.stdout.write(hash);
