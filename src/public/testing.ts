/** For the tests of your own project: a registry in memory, with ready-made actors. No logic. */
export { generateSigner } from "../crypto/signatures/signer.ts";
export type { HashedKey, TestAgency, TestRights } from "../testing/book.ts";
export { createTestRegistry, type TestRegistry } from "../testing/registry.ts";
