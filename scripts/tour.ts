/** `npm start`: a local chain, the main job told on it, and the node stays up. */
import { parseArgs } from "node:util";
import { startLocalChain } from "./lib/local-chain.ts";
import { everyday } from "./tour/everyday.ts";
import { prepare } from "./tour/prepare.ts";
import { refusals } from "./tour/refusals.ts";
import { type Language, stage } from "./tour/stage.ts";
import { trouble } from "./tour/trouble.ts";

const options = parseArgs({
  options: { lang: { type: "string" }, port: { type: "string" }, exit: { type: "boolean" } },
}).values;
const spoken: Language = (options.lang ?? process.env.LANG ?? "en").startsWith("ko") ? "ko" : "en";
const told = stage(spoken, process.stdout);
const chain = await startLocalChain({ port: Number(options.port ?? 0) });
const story = await prepare(chain, told);
await everyday(story);
await trouble(story);
await refusals(story);
await chain.stop();
