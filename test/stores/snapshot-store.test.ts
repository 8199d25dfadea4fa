import { expect } from "chai";
import { eachOf, SNAPSHOT_STORES } from "./implementations.ts";
import { linesOf, start } from "./programs/start.ts";

const CHILD = new URL("./programs/snapshot.ts", import.meta.url);

eachOf("A store of snapshots", SNAPSHOT_STORES, ({ open, place, isShared }) => {
  const read = async (): Promise<number[] | undefined> => {
    const snapshot = await (await open()).read();
    return snapshot && [...snapshot];
  };

  it("has none to begin with, and the last one that was written after that", async () => {
    expect(await read()).to.equal(undefined);
    await (await open()).write(Uint8Array.of(1, 2, 3));
    await (await open()).write(Uint8Array.of(4));
    expect(await read()).to.deep.equal([4]);
  });

  it("has none once it was removed, which may be done again", async () => {
    await (await open()).write(Uint8Array.of(1));
    await (await open()).remove();
    await (await open()).remove();
    expect(await read()).to.equal(undefined);
    await (await open()).write(Uint8Array.of(2));
    expect(await read()).to.deep.equal([2]);
  });

  it("has what was written, whatever becomes of those bytes", async () => {
    const store = await open();
    const written = Uint8Array.of(1, 2);
    await store.write(written);
    written[0] = 9;
    const first = await store.read();
    first?.fill(7);
    expect(await read()).to.deep.equal([1, 2]);
  });

  it("says where it is", async () => {
    const { location } = await open();
    expect(location).to.match(isShared ? /replica\.snapshot$/ : /^memory$/);
  });

  if (!isShared) return;

  it("has a whole one, and no older than was said to be written, when the process that writes is killed", async () => {
    for (const after of [1, 5, 9]) {
      const said = await linesOf(start(CHILD, place()), after);
      const snapshot = await (await open()).read();
      const [first = 0] = snapshot ?? [];
      expect(snapshot?.length).to.equal(200_000);
      expect(snapshot?.every((byte) => byte === first)).to.equal(true);
      expect(first).to.be.at.least(Number(said.at(-1)));
    }
  });
});
