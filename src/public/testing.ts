/** For your own tests: a registry in memory, and ready-made actors. No logic. */
export { generateSigner } from "../crypto/signer.ts";
export type { HashedKey, TestAgency, TestTerms } from "../testing/book.ts";
export { createTestRegistry, type TestRegistry } from "../testing/registry.ts";
