import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect } from "chai";
import { bundledScript } from "../../tools/testing/bundled.ts";

const run = async (
  file: string,
  args: readonly string[],
): Promise<{ code: unknown; stdout: string; stderr: string }> => {
  const child = promisify(execFile)(process.execPath, [file, ...args], { env: { ...process.env, DIDIM_LANG: "ko" } });
  return child.then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: { code: unknown; stdout: string; stderr: string }) => ({ code, stdout, stderr }),
  );
};

describe("A command in one file, as the tests run it", function () {
  this.timeout(120_000);

  it("says the same as from its sources, its home in the repository and its version among it", async () => {
    const bundle = await bundledScript("didim");
    for (const args of [["--help"], ["--version"], ["issuer", "show", "nobody"], ["no-such-noun"]]) {
      const bundled = await run(bundle, args);
      expect(bundled.stdout + bundled.stderr).not.to.equal("");
      expect(bundled, args.join(" ")).to.deep.equal(await run("scripts/didim.ts", args));
    }
  });

  it("is made once for each process", async () => {
    const [one, other] = await Promise.all([bundledScript("didim"), bundledScript("didim")]);
    expect(one).to.equal(other);
    expect(bundledScript("didim")).to.equal(bundledScript("didim"));
  });
});
