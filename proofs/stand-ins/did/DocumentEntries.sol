// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {svm} from "../../proofs/Symbolic.sol";
import {Identities} from "./Identities.sol";

/// @title In place of contracts/did/DocumentEntries.sol: delegates and services come and go as they like
/// @dev Nothing is proved of them; of what is, they share one counter, which may become anything. Their texts in storage have any length, which
/// Halmos would follow for ever.
abstract contract DocumentEntries is Identities {
    mapping(address identity => mapping(bytes32 id => Attribute)) internal _attributes;
    mapping(address identity => mapping(uint256 position => bytes32 id)) internal _documentAttributes;

    function _attributeId(bool, bytes32, bytes memory) internal view returns (bytes32) {
        return svm.createBytes32("an entry");
    }

    function _putAttribute(address identity, bool, bytes32, bytes memory, uint40) internal {
        _identities[identity].attributeCount = uint8(svm.createUint256("entries"));
    }

    function _dropAttribute(address identity, bool, bytes32, bytes memory) internal {
        _identities[identity].attributeCount = uint8(svm.createUint256("entries"));
    }

    function _showAttributes(address, uint256) internal pure returns (DocumentAttribute[] memory shown) {}
}
