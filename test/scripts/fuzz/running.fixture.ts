import { readdirSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { inflict } from "./damage.fixture.ts";
import type { Line } from "./lines.fixture.ts";
import { filesBroken, outputBroken } from "./rules.fixture.ts";
import type { Sandbox } from "./sandbox.fixture.ts";
import type { Scene } from "./scene.fixture.ts";
import { filled } from "./words.fixture.ts";

/** Which rules a command line breaks; the last text is what it said. */
export function brokenBy(scene: Scene, line: Line): Promise<readonly string[]> {
  return scene.within(async (sandbox) => {
    if (line.damage !== null) inflict(line.damage, damaged(sandbox, line.damage.file));
    const before = sandbox.files();
    const ran = await sandbox.run(line.program, wordsOf(line), { env: line.env });
    const named = line.words.map((word) =>
      relative(sandbox.root, resolve(sandbox.root, "cwd", filled(word, sandbox.place))),
    );
    const found = [
      ...outputBroken(ran, line.json, scene.secrets),
      ...filesBroken({ before, after: sandbox.files(), code: ran.code, named }),
    ];
    return found.length === 0
      ? []
      : [...found, `${ran.said}\n${ran.stdout.slice(0, 3000)}${ran.stderr.slice(0, 3000)}`];
  });
}

/** `--json` comes where no option can take it for its value. */
const wordsOf = ({ verb, words, json }: Line): readonly string[] => [...verb, ...(json ? ["--json"] : []), ...words];

function damaged({ place }: Sandbox, number: number): string {
  const all = [place.home, place.files].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)),
  );
  const files = all.filter((file) => statSync(file).isFile()).sort();
  return files[number % files.length] ?? "";
}
