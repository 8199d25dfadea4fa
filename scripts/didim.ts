#!/usr/bin/env node
/** `npx didim <noun> <verb>`; in the repository: `npm run didim -- <noun> <verb>`. */
import { keepCompiled } from "./lib/terminal/compile-cache.ts";

keepCompiled();
// Imported only now, so that its compiled code is kept, too.
const { main } = await import("./programs/didim.ts");
await main(process.argv);
