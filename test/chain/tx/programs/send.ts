/**
 * A process that sends one call: `node send.ts <url> <outbox> <private key> <contract> <data>`. It imports
 * little, so that it starts fast.
 */

import { createSigningAccount } from "../../../../src/chain/tx/accounts/signer.ts";
import { outboxesIn } from "../../../../src/chain/tx/outbox/outbox.ts";
import { createRpc } from "../../../../src/public/chain.ts";
import { send } from "../../../../src/registry/sending/send.ts";
import { createFileOutboxStore } from "../../../../src/stores/files/outbox.ts";

const [url = "", outbox = "", key = "", to = "", data = ""] = process.argv.slice(2);
const { hash } = await send(
  { to, data, doing: "Counting" },
  createSigningAccount({ privateKey: Buffer.from(key, "hex") }),
  {
    rpc: createRpc({ url }),
    chainId: 31337n,
    chain: "counters",
    timeoutMs: 20_000,
    outboxes: outboxesIn(createFileOutboxStore({ folder: outbox })),
  },
);
process.stdout.write(hash);
