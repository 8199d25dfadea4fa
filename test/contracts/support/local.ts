import { network } from "hardhat";

export const connection = await network.getOrCreate("local");
export const { ethers } = connection;

type Helpers = typeof connection.networkHelpers;

/**
 * Runs a fixture, or goes back to the chain that it made. The chain's clock then continues from the fixture's last
 * block. Otherwise the next block would be later by the time that the machine has worked since, and "in ten seconds"
 * would be in the past on a slow machine.
 */
const loadFixture: Helpers["loadFixture"] = async (fixture) => {
  const { loadFixture: load, time } = connection.networkHelpers;
  const made = await load(fixture);
  await time.setNextBlockTimestamp((await time.latest()) + 1);
  return made;
};

export const networkHelpers: Helpers = Object.assign(Object.create(connection.networkHelpers), { loadFixture });
