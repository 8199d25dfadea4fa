import { oneBlockOf } from "../support/one-block.ts";
import { ethers } from "../support/registries.ts";

/** Hardhat estimates gas on the state before the block, so it must be given explicitly here. */
export const GAS = { gasLimit: 500_000n };

export const inOneBlock = oneBlockOf(ethers.provider);
