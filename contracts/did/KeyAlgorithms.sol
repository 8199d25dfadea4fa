// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The kinds of key record, by number
/// @dev For a point (1, 2) the record has the point itself. For anything else it has the SHA-256, and the credential
/// carries the key or certificate. Which public-key algorithm has which number from 3 to 127 is a table off chain
/// (docs/registries/did-registry.md), so that a new algorithm needs no new contract. Numbers from 130 on are reserved
/// and refused.
library KeyAlgorithms {
    uint8 internal constant NONE = 0;
    uint8 internal constant P256 = 1;
    uint8 internal constant SECP256K1 = 2;
    uint8 internal constant FIRST_BY_HASH = 3;
    /// @dev A certificate anchor: an X.509 root certificate to which the issuer's certificates chain.
    uint8 internal constant X509_ROOT = 128;
    /// @dev A certificate anchor: exactly this X.509 certificate.
    uint8 internal constant X509_CERTIFICATE = 129;
}
