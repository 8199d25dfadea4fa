import { oneBlockOf } from "../support/one-block.ts";
import { ethers } from "../support/registries.ts";

/** Hardhat estimates the gas of what is sent on the state before the block: here it must be said. */
export const GAS = { gasLimit: 500_000n };

export const inOneBlock = oneBlockOf(ethers.provider);
