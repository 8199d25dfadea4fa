import { accredit, ethers, NOBODY, type Registries, registries, TYPE } from "../support/registries.ts";

export const NOTE = "https://www.sejong.go.kr/application/7";
export const UNKNOWN = ethers.id("unknown");
/** Rights, from the lowest bit up: levels 3 | root 1 | mayIssue 1 | reason 3. */
export const [ISSUES, ROOT] = [16n, 8n];
export const rights = (reason: bigint, rest: bigint) => (reason << 5n) | rest;

export async function sejongAccredited() {
  const all = await registries();
  await accredit(all, all.sejong, all.moi);
  return { ...all, byMoi: all.accreditations.connect(all.moi) };
}

export async function sejongApplied() {
  const all = await registries();
  await all.accreditations.connect(all.sejong).applyFor(all.sejong, TYPE, NOBODY, true, 2, NOTE);
  return { ...all, byMoi: all.accreditations.connect(all.moi) };
}

export async function epoch({ accreditations, sejong }: Registries, index: bigint) {
  const { accreditor, from, until, parentGeneration, rights } = await accreditations.epochOf(sejong, TYPE, index);
  return { accreditor, from, until, parentGeneration, rights };
}
