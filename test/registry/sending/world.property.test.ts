import fc from "fast-check";
import { thisProcess } from "../../../src/files/owner.ts";
import { often } from "../../support/often.ts";
import { enterWorlds } from "./world/clock.ts";
import { history } from "./world/history.ts";
import { play } from "./world/play.ts";

describe("Sending in a hostile world", function () {
  this.timeout(600_000);
  let leave: () => void;

  before(async () => {
    // Read from disk once; in a world nothing may take time of its own.
    await thisProcess();
    leave = enterWorlds();
  });

  after(() => leave());

  it("executes each call once, or says that it did not, or that it does not know; and who asks again in calm gets it done once", async () => {
    await fc.assert(fc.asyncProperty(history, play), often(400, "histories of senders"));
  });
});
