import { expect } from "chai";
import { bitsIn } from "../../../src/storage/packed.ts";
import { HEADER, statusIn } from "../../../src/storage/status-lists.ts";
import { ethers, NOBODY, networkHelpers, nobody, registries, SALT, Status, timeOf } from "../support/registries.ts";

const { loadFixture } = networkHelpers;
const LIST = 7n;
const CAPACITY = 1_024n;

async function opened() {
  const all = await registries();
  const bySejong = all.statuses.connect(all.sejong);
  await bySejong.openList(all.sejong, LIST, CAPACITY, all.operator);
  return { ...all, bySejong, byOperator: all.statuses.connect(all.operator) };
}

/** The key of a word: issuer 160 | list 32 | word 64 */
const place = (issuer: string, list: bigint, word: bigint) => (BigInt(issuer) << 96n) | (list << 64n) | word;
/** The two bits of an index's status in its word. */
const lane = (index: bigint, value = 3n) => value << (2n * (index % 128n));

describe("StatusLists: a list", () => {
  it("is opened by the issuer's controller, once, for a capacity, with or without an operator", async () => {
    const { statuses, sejong, operator } = await loadFixture(registries);
    const open = statuses.connect(sejong).openList(sejong, LIST, CAPACITY, operator);
    await expect(open).to.emit(statuses, "ListOpened").withArgs(sejong.address, LIST, CAPACITY, operator.address);
    const time = await timeOf(open);
    expect([...(await statuses.listOf(sejong, LIST))]).to.deep.equal([operator.address, CAPACITY, time]);
    await expect(statuses.connect(sejong).openList(sejong, LIST, CAPACITY * 2n, NOBODY))
      .to.be.revertedWithCustomError(statuses, "StatusListOpen")
      .withArgs(sejong.address, LIST);
    await statuses.connect(sejong).openList(sejong, LIST + 1n, 128, NOBODY);
  });

  it("has a capacity of whole words, from 128 to 2^31, which only grows", async () => {
    const { statuses, bySejong, sejong } = await loadFixture(opened);
    for (const capacity of [0n, 1n, 127n, 129n, 2n ** 31n + 128n]) {
      await expect(bySejong.openList(sejong, 1n, capacity, NOBODY))
        .to.be.revertedWithCustomError(statuses, "StatusBadCapacity")
        .withArgs(capacity, 0n);
    }
    for (const capacity of [0n, CAPACITY - 128n, CAPACITY, CAPACITY + 1n]) {
      await expect(bySejong.extendList(sejong, LIST, capacity))
        .to.be.revertedWithCustomError(statuses, "StatusBadCapacity")
        .withArgs(capacity, CAPACITY);
    }
    await expect(bySejong.extendList(sejong, LIST, 2n ** 31n))
      .to.emit(statuses, "ListExtended")
      .withArgs(sejong.address, LIST, 2n ** 31n);
    expect((await statuses.listOf(sejong, LIST)).capacity).to.equal(2n ** 31n);
  });

  it("changes its operator, and emits nothing if nothing changed", async () => {
    const { statuses, bySejong, sejong, operator, relayer } = await loadFixture(opened);
    await expect(bySejong.setOperator(sejong, LIST, operator)).not.to.emit(statuses, "OperatorChanged");
    await expect(bySejong.setOperator(sejong, LIST, relayer))
      .to.emit(statuses, "OperatorChanged")
      .withArgs(sejong.address, LIST, relayer.address);
    await statuses.connect(relayer).setStatus(sejong, LIST, 0n, Status.suspended);
    await expect(statuses.connect(operator).setStatus(sejong, LIST, 1n, Status.suspended))
      .to.be.revertedWithCustomError(statuses, "StatusNotIssuer")
      .withArgs(sejong.address, LIST, operator.address);
  });

  it("must be opened first: an index outside an open list has no status, and every write to it fails", async () => {
    const { statuses, bySejong, sejong } = await loadFixture(opened);
    for (const call of [
      () => statuses.statusOf(sejong, 9n, 0n),
      () => statuses.wordsOf(sejong, 9n, 0n, 1n),
      () => bySejong.extendList(sejong, 9n, 256n),
      () => bySejong.setOperator(sejong, 9n, sejong),
      () => bySejong.setStatus(sejong, 9n, 0n, Status.invalid),
      () => bySejong.setStatuses(sejong, 9n, [0n], [3n], [1n]),
    ]) {
      await expect(call()).to.be.revertedWithCustomError(statuses, "StatusListUnopened").withArgs(sejong.address, 9n);
    }
    expect([...(await statuses.listOf(sejong, 9n))]).to.deep.equal([NOBODY, 0n, 0n]);
    expect([...(await statuses.statusWords(sejong, 9n, 0n))]).to.deep.equal([0n, 0n]);
  });

  it("is not read or written beyond its capacity: revoking an unknown index fails visibly", async () => {
    const { statuses, bySejong, sejong } = await loadFixture(opened);
    const most = 2n ** 256n - 1n;
    for (const index of [CAPACITY, 2n ** 32n, 2n ** 71n, most]) {
      for (const call of [
        () => statuses.statusOf(sejong, LIST, index),
        () => bySejong.setStatus(sejong, LIST, index, Status.invalid),
      ]) {
        await expect(call())
          .to.be.revertedWithCustomError(statuses, "StatusOutOfRange")
          .withArgs(sejong.address, LIST, index, CAPACITY);
      }
    }
    for (const word of [CAPACITY / 128n, CAPACITY / 128n + 1n]) {
      await expect(bySejong.setStatuses(sejong, LIST, [word], [3n], [1n]))
        .to.be.revertedWithCustomError(statuses, "StatusOutOfRange")
        .withArgs(sejong.address, LIST, word * 128n, CAPACITY);
    }
    for (const [first, count] of [
      [8n, 1n],
      [0n, 9n],
      [2n ** 64n - 1n, 2n ** 64n - 1n],
    ] as const) {
      await expect(statuses.wordsOf(sejong, LIST, first, count))
        .to.be.revertedWithCustomError(statuses, "StatusOutOfRange")
        .withArgs(sejong.address, LIST, first + count, CAPACITY / 128n);
    }
    const [header, word] = await statuses.statusWords(sejong, LIST, CAPACITY);
    expect([bitsIn(header, HEADER.capacity), word]).to.deep.equal([CAPACITY, 0n]);
  });

  it("is not reached by a far too large index of the previous list, even where it has been written", async () => {
    const { statuses, bySejong, sejong } = await loadFixture(opened);
    // An even list number, so that one more bit in it gives the next list.
    const [list, next] = [8n, 9n];
    const into = 2n ** 64n * 128n;
    for (const each of [list, next]) await bySejong.openList(sejong, each, CAPACITY, NOBODY);
    await bySejong.setStatus(sejong, next, 0n, Status.suspended);
    await expect(bySejong.setStatus(sejong, list, into, Status.invalid))
      .to.be.revertedWithCustomError(statuses, "StatusOutOfRange")
      .withArgs(sejong.address, list, into, CAPACITY);
    expect(await statuses.statusOf(sejong, next, 0n)).to.equal(Status.suspended);
  });
});

describe("StatusLists: one status", () => {
  it("is valid from the beginning, without any transaction", async () => {
    const { statuses, sejong } = await loadFixture(opened);
    expect(await statuses.statusOf(sejong, LIST, CAPACITY - 1n)).to.equal(Status.valid);
  });

  it("is suspended, reinstated and revoked by the issuer's controller; the event shows the whole word", async () => {
    const { statuses, bySejong, sejong } = await loadFixture(opened);
    await bySejong.setStatus(sejong, LIST, 128n, Status.application);
    for (const status of [Status.suspended, Status.valid, Status.application, Status.invalid]) {
      await expect(bySejong.setStatus(sejong, LIST, 130n, status))
        .to.emit(statuses, "StatusesChanged")
        .withArgs(place(sejong.address, LIST, 1n), lane(130n, status) | 3n);
      expect(await statuses.statusOf(sejong, LIST, 130n)).to.equal(status);
      const [header, word] = await statuses.statusWords(sejong, LIST, 130n);
      expect([bitsIn(header, HEADER.capacity), BigInt(statusIn(word, 130))]).to.deep.equal([CAPACITY, status]);
    }
    expect(await statuses.statusOf(sejong, LIST, 128n)).to.equal(Status.application);
  });

  it("is invalid for good, one by one and in bulk", async () => {
    const { statuses, bySejong, sejong } = await loadFixture(opened);
    await bySejong.setStatus(sejong, LIST, 130n, Status.invalid);
    for (const status of [Status.valid, Status.suspended, Status.application]) {
      await expect(bySejong.setStatus(sejong, LIST, 130n, status))
        .to.be.revertedWithCustomError(statuses, "StatusFinal")
        .withArgs(sejong.address, LIST, 1n, lane(130n));
      const mask = lane(129n) | lane(130n) | lane(131n);
      const value = lane(129n, 1n) | lane(130n, status);
      await expect(bySejong.setStatuses(sejong, LIST, [1n], [mask], [value]))
        .to.be.revertedWithCustomError(statuses, "StatusFinal")
        .withArgs(sejong.address, LIST, 1n, lane(130n));
    }
    expect(await statuses.statusOf(sejong, LIST, 129n)).to.equal(Status.valid);
    await expect(bySejong.setStatus(sejong, LIST, 130n, Status.invalid)).not.to.emit(statuses, "StatusesChanged");
  });

  it("has four values", async () => {
    const { statuses, bySejong, sejong } = await loadFixture(opened);
    await expect(bySejong.setStatus(sejong, LIST, 0n, 4))
      .to.be.revertedWithCustomError(statuses, "StatusValueUnknown")
      .withArgs(4n);
  });
});

describe("StatusLists: the operator", () => {
  it("suspends and reinstates, one by one and in bulk", async () => {
    const { statuses, byOperator, sejong } = await loadFixture(opened);
    await byOperator.setStatus(sejong, LIST, 5n, Status.suspended);
    await byOperator.setStatus(sejong, LIST, 5n, Status.valid);
    await byOperator.setStatuses(sejong, LIST, [0n, 7n], [lane(5n), lane(6n)], [lane(5n, 2n), lane(6n, 2n)]);
    expect(await statuses.wordsOf(sejong, LIST, 0n, 8n)).to.deep.equal([
      lane(5n, 2n),
      ...Array(6).fill(0n),
      lane(6n, 2n),
    ]);
  });

  it("does nothing else: no revoking, nothing from or to 3, one by one or in bulk", async () => {
    const { statuses, bySejong, byOperator, sejong, operator } = await loadFixture(opened);
    await bySejong.setStatus(sejong, LIST, 9n, Status.application);
    await bySejong.setStatus(sejong, LIST, 10n, Status.suspended);
    for (const [index, status] of [
      [8n, Status.invalid],
      [8n, Status.application],
      [9n, Status.valid],
      [9n, Status.suspended],
      [10n, Status.invalid],
      [10n, Status.application],
    ] as const) {
      await expect(byOperator.setStatus(sejong, LIST, index, status))
        .to.be.revertedWithCustomError(statuses, "StatusBeyondOperator")
        .withArgs(operator.address, 0n, lane(index));
      const mask = lane(index) | lane(100n);
      await expect(byOperator.setStatuses(sejong, LIST, [0n], [mask], [lane(index, status) | lane(100n, 2n)]))
        .to.be.revertedWithCustomError(statuses, "StatusBeyondOperator")
        .withArgs(operator.address, 0n, lane(index));
    }
  });

  it("opens no lists, extends none, and names no operator", async () => {
    const { statuses, byOperator, sejong, operator } = await loadFixture(opened);
    for (const [list, call] of [
      [8n, () => byOperator.openList(sejong, 8n, CAPACITY, operator)],
      [LIST, () => byOperator.extendList(sejong, LIST, CAPACITY * 2n)],
      [LIST, () => byOperator.setOperator(sejong, LIST, NOBODY)],
    ] as const) {
      await expect(call())
        .to.be.revertedWithCustomError(statuses, "StatusNotIssuer")
        .withArgs(sejong.address, list, operator.address);
    }
  });

  it("of one list has no power in another", async () => {
    const { statuses, bySejong, byOperator, sejong, operator } = await loadFixture(opened);
    await bySejong.openList(sejong, 8n, CAPACITY, NOBODY);
    await expect(byOperator.setStatus(sejong, 8n, 0n, Status.suspended))
      .to.be.revertedWithCustomError(statuses, "StatusNotIssuer")
      .withArgs(sejong.address, 8n, operator.address);
  });
});

describe("StatusLists: thousands in one call", () => {
  it("in each word, what is under the mask becomes the value, and nothing else changes", async () => {
    const { statuses, bySejong, sejong } = await loadFixture(opened);
    await bySejong.setStatuses(sejong, LIST, [2n, 3n], [2n ** 256n - 1n, lane(0n)], [2n ** 256n - 1n, lane(0n, 2n)]);
    const change = bySejong.setStatuses(
      sejong,
      LIST,
      [2n, 3n, 4n],
      [lane(1n), lane(0n), lane(4n)],
      [0n, lane(0n, 1n), 0n],
    );
    await expect(change)
      .to.emit(statuses, "StatusesChanged")
      .withArgs(place(sejong.address, LIST, 3n), 1n);
    const receipt = await (await change).wait();
    expect(receipt!.logs, "nothing is said of the word that stays as it was").to.have.length(2);
    expect(await statuses.wordsOf(sejong, LIST, 2n, 3n)).to.deep.equal([2n ** 256n - 1n - lane(1n), 1n, 0n]);
  });

  it("the same word twice in a call: the second change sees the first", async () => {
    const { statuses, bySejong, sejong } = await loadFixture(opened);
    await bySejong.setStatuses(sejong, LIST, [0n, 0n], [3n, 3n], [2n, 1n]);
    expect(await statuses.statusOf(sejong, LIST, 0n)).to.equal(Status.invalid);
    await expect(bySejong.setStatuses(sejong, LIST, [1n, 1n], [3n, 3n], [1n, 2n])).to.be.revertedWithCustomError(
      statuses,
      "StatusFinal",
    );
  });

  it("a mask covers whole statuses, and no value lies outside its mask", async () => {
    const { statuses, bySejong, sejong } = await loadFixture(opened);
    for (const [mask, value] of [
      [1n, 1n],
      [2n, 2n],
      [6n, 0n],
      [2n ** 255n, 0n],
      [2n ** 256n - 2n, 0n],
      [3n, 4n],
      [0n, 1n],
    ] as const) {
      await expect(bySejong.setStatuses(sejong, LIST, [0n], [mask], [value]))
        .to.be.revertedWithCustomError(statuses, "StatusMaskSplit")
        .withArgs(mask, value);
    }
  });

  it("each word has its mask and its value", async () => {
    const { statuses, bySejong, sejong } = await loadFixture(opened);
    for (const [words, masks, values] of [
      [[0n], [], []],
      [[0n], [3n], []],
      [[0n], [], [1n]],
      [[], [3n], [1n]],
      [[0n, 1n], [3n, 3n], [1n]],
    ] as [bigint[], bigint[], bigint[]][]) {
      await expect(bySejong.setStatuses(sejong, LIST, words, masks, values))
        .to.be.revertedWithCustomError(statuses, "StatusLengths")
        .withArgs(words.length, masks.length, values.length);
    }
  });

  it("all or nothing", async () => {
    const { statuses, bySejong, sejong } = await loadFixture(opened);
    await expect(bySejong.setStatuses(sejong, LIST, [0n, 8n], [3n, 3n], [1n, 1n])).to.be.revertedWithCustomError(
      statuses,
      "StatusOutOfRange",
    );
    expect(await statuses.statusOf(sejong, LIST, 0n)).to.equal(Status.valid);
  });
});

describe("StatusLists: adversaries", () => {
  it("nobody writes another's list: not the council, not another issuer, not the same list number of its own", async () => {
    const { statuses, council, moi, busan, sejong, stranger } = await loadFixture(opened);
    await statuses.connect(busan).openList(busan, LIST, CAPACITY, busan);
    for (const by of [council, moi, busan, stranger]) {
      const as = statuses.connect(by);
      for (const call of [
        () => as.openList(sejong, 8n, CAPACITY, by),
        () => as.extendList(sejong, LIST, CAPACITY * 2n),
        () => as.setOperator(sejong, LIST, by),
        () => as.setStatus(sejong, LIST, 0n, Status.invalid),
        () => as.setStatuses(sejong, LIST, [0n], [3n], [1n]),
        () => as.setStatuses(sejong, LIST, [], [], []),
      ]) {
        await expect(call()).to.be.revertedWithCustomError(statuses, "StatusNotIssuer");
      }
    }
    await statuses.connect(busan).setStatus(busan, LIST, 0n, Status.invalid);
    expect(await statuses.statusOf(sejong, LIST, 0n)).to.equal(Status.valid);
  });

  it("the zero address is neither a list's operator nor the controller of a deactivated issuer, nor of itself", async () => {
    const { statuses, dids, bySejong, sejong } = await loadFixture(opened);
    await bySejong.openList(sejong, 8n, CAPACITY, NOBODY);
    const as = statuses.connect(await nobody());
    const calls = [
      () => as.setStatus(sejong, 8n, 0n, Status.suspended),
      () => as.setStatuses(sejong, 8n, [0n], [3n], [2n]),
      () => as.setOperator(sejong, 8n, NOBODY),
      () => as.openList(NOBODY, 1n, CAPACITY, NOBODY),
    ];
    for (const call of calls) await expect(call()).to.be.revertedWithCustomError(statuses, "StatusNotIssuer");
    await dids.connect(sejong).deactivate(sejong);
    for (const call of calls) await expect(call()).to.be.revertedWithCustomError(statuses, "StatusNotIssuer");
  });

  it("a deactivated issuer's lists are unmaintained: neither it nor its operator can write them any more", async () => {
    const { statuses, dids, bySejong, byOperator, sejong, operator } = await loadFixture(opened);
    await dids.connect(sejong).deactivate(sejong);
    for (const [call, list, by] of [
      [() => bySejong.setStatus(sejong, LIST, 0n, Status.valid), LIST, sejong],
      [() => bySejong.openList(sejong, 8n, CAPACITY, NOBODY), 8n, sejong],
      [() => byOperator.setStatus(sejong, LIST, 0n, Status.suspended), LIST, operator],
    ] as const) {
      await expect(call())
        .to.be.revertedWithCustomError(statuses, "StatusNotIssuer")
        .withArgs(sejong.address, list, by.address);
    }
  });

  it("the issuer's lists go with its DID: its new controller writes them, its former one no longer does", async () => {
    const { statuses, dids, bySejong, sejong, relayer } = await loadFixture(opened);
    await dids.connect(sejong).changeOwner(sejong, relayer);
    await expect(bySejong.setStatus(sejong, LIST, 0n, Status.invalid)).to.be.revertedWithCustomError(
      statuses,
      "StatusNotIssuer",
    );
    await statuses.connect(relayer).setStatus(sejong, LIST, 0n, Status.invalid);
  });

  it("issuer, list and word never collide: each place is one word of one list of one issuer", async () => {
    const { statuses, bySejong, sejong, busan } = await loadFixture(opened);
    await bySejong.openList(sejong, 0n, CAPACITY, NOBODY);
    await bySejong.openList(sejong, 2n ** 32n - 1n, CAPACITY, NOBODY);
    await statuses.connect(busan).openList(busan, 0n, CAPACITY, NOBODY);
    await bySejong.setStatus(sejong, 2n ** 32n - 1n, CAPACITY - 1n, Status.invalid);
    for (const [issuer, list] of [
      [sejong, 0n],
      [sejong, LIST],
      [busan, 0n],
    ] as const) {
      expect((await statuses.wordsOf(issuer, list, 0n, CAPACITY / 128n)).every((word) => word === 0n)).to.equal(true);
    }
  });

  it("it is identified by its chain and its immutable salt and DID registry", async () => {
    const { statuses, dids } = await loadFixture(registries);
    expect([await statuses.CHAIN_ID(), await statuses.SALT()]).to.deep.equal([31337n, SALT]);
    expect(await statuses.DIDS()).to.equal(await dids.getAddress());
    expect(ethers.isAddress(await statuses.getAddress())).to.equal(true);
  });
});
