// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Identities} from "./Identities.sol";

/// @title The document's other entries: delegates, services, and keys that sign no credentials
abstract contract DocumentEntries is Identities {
    mapping(address identity => mapping(bytes32 id => Attribute)) internal _attributes;
    mapping(address identity => mapping(uint256 position => bytes32 id)) internal _documentAttributes;

    function _attributeId(bool delegate, bytes32 name, bytes memory value) internal pure returns (bytes32) {
        // The first two parts have a fixed length, so that no two entries have the same input.
        return keccak256(abi.encodePacked(delegate, name, value));
    }

    function _putAttribute(address identity, bool delegate, bytes32 name, bytes memory value, uint40 until) internal {
        bytes32 id = _attributeId(delegate, name, value);
        Attribute storage attribute = _attributes[identity][id];
        if (attribute.until != 0) {
            attribute.until = until;
            return;
        }
        Identity storage record = _identities[identity];
        if (record.attributeCount == MAX_ENTRIES) _dropExpiredAttributes(identity);
        uint8 position = record.attributeCount;
        if (position == MAX_ENTRIES) revert DIDFull(identity, MAX_ENTRIES);
        _attributes[identity][id] = Attribute(until, position, delegate, name, value);
        _documentAttributes[identity][position] = id;
        record.attributeCount = position + 1;
    }

    function _dropAttribute(address identity, bool delegate, bytes32 name, bytes memory value) internal {
        bytes32 id = _attributeId(delegate, name, value);
        if (_attributes[identity][id].until <= block.timestamp) revert DIDAttributeUnknown(identity, name, value);
        _unlistAttribute(identity, id);
    }

    function _unlistAttribute(address identity, bytes32 id) internal {
        mapping(uint256 => bytes32) storage list = _documentAttributes[identity];
        uint8 position = _attributes[identity][id].position;
        uint8 last = --_identities[identity].attributeCount;
        if (position != last) {
            bytes32 moved = list[last];
            list[position] = moved;
            _attributes[identity][moved].position = position;
        }
        delete list[last];
        delete _attributes[identity][id];
    }

    function _dropExpiredAttributes(address identity) internal {
        for (uint256 i = _identities[identity].attributeCount; i > 0; --i) {
            bytes32 id = _documentAttributes[identity][i - 1];
            if (_attributes[identity][id].until <= block.timestamp) _unlistAttribute(identity, id);
        }
    }

    function _showAttributes(address identity, uint256 listed)
        internal
        view
        returns (DocumentAttribute[] memory shown)
    {
        shown = new DocumentAttribute[](listed);
        uint256 count = 0;
        for (uint256 i = 0; i < listed; ++i) {
            Attribute memory attribute = _attributes[identity][_documentAttributes[identity][i]];
            if (attribute.until <= block.timestamp) continue;
            shown[count++] =
                DocumentAttribute(attribute.delegate, attribute.name, attribute.value, attribute.until);
        }
        assembly ("memory-safe") {
            mstore(shown, count)
        }
    }
}
