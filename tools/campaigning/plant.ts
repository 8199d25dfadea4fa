/** `node --import ./tools/campaigning/plant.ts …`: one source is read with the slip in it that DIDIM_SLIP names. */
import { registerHooks } from "node:module";
import { pathToFileURL } from "node:url";
import { edited } from "../proving/edits.ts";
import { SLIP, slipNamed } from "./slips.ts";

const slip = slipNamed(process.env[SLIP] ?? "");
const place = pathToFileURL(slip.file).href;

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    return url === place ? { ...loaded, source: edited(String(loaded.source), slip) } : loaded;
  },
});
