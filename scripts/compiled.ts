/** For `node --import ./scripts/compiled.ts …`: keeps the compiled code of our sources and packages for the next run. */
import { keepCompiled } from "./lib/terminal/compile-cache.ts";

keepCompiled();
