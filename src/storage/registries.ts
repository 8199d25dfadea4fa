/** The registries whose storage the five checks read. */
export type ProvedRegistry = "DIDRegistry" | "CredentialTypes" | "Accreditations" | "StatusLists";

export const PROVED: readonly ProvedRegistry[] = ["DIDRegistry", "CredentialTypes", "Accreditations", "StatusLists"];
