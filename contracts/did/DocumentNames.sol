// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The names that did:ethr resolvers read
/// @dev ethr-did-resolver 11 reads `^did/(pub|svc)/(\w+)(/(\w+))?(/(\w+))?$` for attributes, zero padded to 32 bytes.
/// An entry with another name would be stored and shift the ordinals of others, but never be visible.
library DocumentNames {
    bytes32 internal constant P256_KEY = "did/pub/JsonWebKey2020/veriKey";
    bytes32 internal constant SECP256K1_KEY = "did/pub/Secp256k1/veriKey";
    bytes32 internal constant DELEGATE_SIGNS = "veriKey";
    bytes32 internal constant DELEGATE_LOGS_IN = "sigAuth";

    function isDelegateType(bytes32 name) internal pure returns (bool) {
        return name == DELEGATE_SIGNS || name == DELEGATE_LOGS_IN;
    }

    function isAttribute(bytes32 name) internal pure returns (bool) {
        bytes8 prefix = bytes8(name);
        if (prefix != "did/pub/" && prefix != "did/svc/") return false;
        uint256 segments = 1;
        uint256 inSegment = 0;
        uint256 i = 8;
        for (; i < 32 && name[i] != 0; ++i) {
            if (_isWordCharacter(name[i])) {
                ++inSegment;
            } else {
                // A slash begins the next segment: never after an empty one, never a fourth.
                if (name[i] != "/" || inSegment == 0 || ++segments > 3) return false;
                inSegment = 0;
            }
        }
        // Nothing may follow the padding.
        return inSegment != 0 && (i == 32 || uint256(name) << (8 * i) == 0);
    }

    function _isWordCharacter(bytes1 c) private pure returns (bool) {
        return (c >= "a" && c <= "z") || (c >= "A" && c <= "Z") || (c >= "0" && c <= "9") || c == "_";
    }
}
