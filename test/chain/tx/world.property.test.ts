import fc from "fast-check";
import { often } from "../../support/often.ts";
import { enterWorlds } from "./world/clock.ts";
import { history } from "./world/history.ts";
import { play } from "./world/play.ts";

describe("Sending in a hostile world", function () {
  this.timeout(600_000);
  let leave: () => void;

  before(() => {
    leave = enterWorlds();
  });

  after(() => leave());

  it("executes each call once, or reports that it did not or cannot know; a repeated request in calm executes it exactly once", async () => {
    await fc.assert(fc.asyncProperty(history, play), often(400, "histories of senders"));
  });
});
