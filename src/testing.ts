/** For other people's tests: a registry in memory, and ready-made actors. No logic. */
export { generateSigner } from "./crypto/signer.ts";
export { createTestRegistry, type HashedKey, type TestAgency, type TestRegistry } from "./testing/registry.ts";
