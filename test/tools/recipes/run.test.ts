import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { expect } from "chai";
import { readRecipe } from "../../../tools/recipes/page.ts";
import { runRecipe } from "../../../tools/recipes/run.ts";
import { openSandbox } from "../../../tools/recipes/sandbox.ts";

const fence = (info: string, ...lines: readonly string[]): string => [`\`\`\`${info}`, ...lines, "```"].join("\n");

/** Runs a page of these parts. Resolves with what is wrong with it, or undefined. */
async function wrong(parts: readonly string[], { seconds = 20, ports = [] as number[] } = {}) {
  const sandbox = await openSandbox({ ports });
  try {
    await runRecipe(readRecipe(parts.join("\n")), sandbox, seconds);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  } finally {
    sandbox.remove();
    expect(existsSync(dirname(sandbox.folder))).to.equal(false);
  }
}

const server = (port: number): string =>
  fence(
    "sh background=server",
    `node -e 'require("node:http").createServer((_, answer) => answer.end("hello\\n"))
      .listen(${port}, "127.0.0.1", () => console.log("ready at ${port}"))'`,
  );
const curl = fence("sh", "curl -s http://127.0.0.1:8080/");

describe("A recipe that runs", function () {
  this.timeout(60_000);

  it("keeps variables, functions and the folder from block to block, and writes files where the page is", async () => {
    const parts = [
      fence("sh", "mkdir below && cd below", "export WHO=me", "greet() { echo hello $1; }"),
      "Write `a/b.txt`:",
      fence("txt file=a/b.txt", "one"),
      fence("sh", "greet $WHO", "cat ../a/b.txt"),
      fence("text", "hello me", "one"),
    ];
    expect(await wrong(parts)).to.equal(undefined);
  });

  it("fails when a command fails, also in the middle of a block or of a pipe, and names line and output", async () => {
    expect(await wrong(["", fence("sh", "echo before", "ls nowhere", "echo after")])).to.match(
      /^line 2: exit code 2 instead of 0; it printed\nbefore\nls: .*nowhere/,
    );
    expect(await wrong([fence("sh", "false | cat")])).to.match(/exit code 1/);
    expect(await wrong([fence("sh", "if then")])).to.match(/syntax error/);
  });

  it("expects the exit code that the page names, and goes on", async () => {
    expect(await wrong([fence("sh exit=3", "(exit 3)"), fence("sh", "true")])).to.equal(undefined);
    expect(await wrong([fence("sh exit=3", "true")])).to.match(/exit code 0 instead of 3/);
  });

  it("fails when the output differs", async () => {
    expect(await wrong([fence("sh", "echo a; echo b >&2"), fence("text", "a", "b")])).to.equal(undefined);
    expect(await wrong([fence("sh", "echo a"), fence("text", "b")])).to.match(/line 1: it printed\na\n\nwhere .*\nb/);
  });

  it("fails when a block takes too long, and ends it", async () => {
    expect(await wrong([fence("sh", "echo a; sleep 60")], { seconds: 1 })).to.match(/not done after 1 s; .*\na/);
  });

  it("runs programs beside it until it ends, at free ports", async () => {
    const parts = [server(8080), fence("text", "ready at 8080"), curl, fence("text", "hello")];
    expect(await wrong(parts, { ports: [8080] })).to.equal(undefined);
  });

  it("ends a program where the page says so", async () => {
    const stopped = [server(8080), fence("text", "ready at 8080"), "<!-- stop: server -->", curl];
    expect(await wrong(stopped, { ports: [8080] })).to.match(/line 9: exit code 7/);
    expect(await wrong(["<!-- stop: server -->"])).to.match(/nothing named server runs/);
  });

  it("fails when a program does not get ready, or ends too early", async () => {
    const start = fence("sh background=it", "echo starting");
    expect(await wrong([start, fence("text", "ready")], { seconds: 1 })).to.match(/it did not get ready; .*\nstarting/);
    const early = [fence("sh background=it", "echo ready; sleep 0.3"), fence("text", "ready")];
    expect(await wrong([...early, fence("sh", "sleep 1"), fence("sh", "true")])).to.match(/it, which should still run/);
  });

  it("gives a page nothing of the runner's own settings, and a Didim folder that is empty", async () => {
    process.env.DIDIM_LANG = "ko";
    const parts = [fence("sh", 'echo "lang: $DIDIM_LANG"', 'ls -A "$DIDIM_HOME"', "ls -A"), fence("text", "lang:")];
    const found = await wrong(parts);
    delete process.env.DIDIM_LANG;
    expect(found).to.equal(undefined);
  });

  it("runs the clone's programs from the page's folder, and other scripts and packages by npm", async () => {
    const parts = [
      fence("sh", "npm run -s didim -- --version", "npm run didim -- key list --json"),
      fence("text", "0.1.0", "{", "…", "}"),
      "Write `package.json`:",
      fence("json file=package.json", '{ "scripts": { "mine": "echo my own" } }'),
      fence("sh", "npm run -s mine"),
      fence("text", "my own"),
    ];
    expect(await wrong(parts)).to.equal(undefined);
  });
});
