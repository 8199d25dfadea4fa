// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AssertionKeys} from "./AssertionKeys.sol";
import {DocumentNames} from "./DocumentNames.sol";
import {Identities} from "./Identities.sol";
import {KeyAlgorithms} from "./KeyAlgorithms.sol";

/// @title The credential-signing keys and certificate anchors: one epoch each, and the list of the live ones
abstract contract KeyEpochs is Identities {
    mapping(address identity => mapping(bytes32 thumbprint => Key)) internal _keys;
    mapping(address identity => mapping(uint256 position => bytes32 thumbprint)) internal _documentKeys;

    function _isKeyName(bytes32 name) internal pure returns (bool) {
        return name == DocumentNames.P256_KEY || name == DocumentNames.SECP256K1_KEY;
    }

    function _readKey(bytes32 name, bytes calldata value)
        internal
        view
        returns (bytes32 thumbprint, uint8 algorithm, uint256 x, bool yIsOdd)
    {
        if (value.length != 33 || (value[0] != 0x02 && value[0] != 0x03)) revert DIDNotAPoint(name, value);
        algorithm = name == DocumentNames.P256_KEY ? KeyAlgorithms.P256 : KeyAlgorithms.SECP256K1;
        x = uint256(bytes32(value[1:]));
        yIsOdd = value[0] == 0x03;
        (bool onCurve, uint256 y) = AssertionKeys.decompress(algorithm, x, yIsOdd);
        if (!onCurve) revert DIDNotAPoint(name, value);
        thumbprint = AssertionKeys.thumbprint(algorithm, x, y);
    }

    function _registerPoint(address identity, bytes32 name, bytes calldata value, uint40 until) internal {
        (bytes32 thumbprint, uint8 algorithm, uint256 x, bool yIsOdd) = _readKey(name, value);
        _beginKey(identity, thumbprint, algorithm, yIsOdd, bytes32(x), until);
    }

    function _registerHash(address identity, uint8 algorithm, bytes32 thumbprint, bytes32 hash, uint40 until) internal {
        if (algorithm < KeyAlgorithms.FIRST_BY_HASH || algorithm > KeyAlgorithms.X509_CERTIFICATE) {
            revert DIDAlgorithmRefused(algorithm);
        }
        if (thumbprint == 0 || hash == 0) revert DIDZeroHash(identity);
        // One certificate must not be registered twice, under two thumbprints.
        if (algorithm >= KeyAlgorithms.X509_ROOT && thumbprint != hash) revert DIDAnchorNotItsHash(thumbprint, hash);
        _beginKey(identity, thumbprint, algorithm, false, hash, until);
        _consumeNonce(identity);
    }

    function _beginKey(
        address identity,
        bytes32 thumbprint,
        uint8 algorithm,
        bool yIsOdd,
        bytes32 xOrHash,
        uint40 until
    ) private {
        Key storage key = _keys[identity][thumbprint];
        if (key.from != 0) revert DIDKeyKnown(identity, thumbprint);
        uint40 from = uint40(block.timestamp);
        // Assigning the fields together, the compiler writes the slot once; from a struct in memory, once per field.
        (key.from, key.until, key.algorithm, key.yIsOdd) = (from, until, algorithm, yIsOdd);
        key.xOrHash = xOrHash;
        key.position = _listKey(identity, thumbprint);
        emit KeyRegistered(thumbprint, identity, from, until, algorithm, xOrHash);
    }

    function _listKey(address identity, bytes32 thumbprint) private returns (uint8 position) {
        Identity storage record = _identities[identity];
        if (record.keyCount == MAX_ENTRIES) _dropExpiredKeys(identity);
        position = record.keyCount;
        if (position == MAX_ENTRIES) revert DIDFull(identity, MAX_ENTRIES);
        record.keyCount = position + 1;
        _documentKeys[identity][position] = thumbprint;
    }

    function _knownKey(address identity, bytes32 thumbprint) internal view returns (Key storage key) {
        key = _keys[identity][thumbprint];
        if (key.from == 0) revert DIDKeyUnknown(identity, thumbprint);
    }

    function _retireKey(address identity, bytes32 thumbprint) internal {
        Key storage key = _knownKey(identity, thumbprint);
        if (key.until <= block.timestamp) revert DIDKeyEnded(identity, thumbprint, key.until);
        key.reason = KeyReason.RETIRED;
        _endKey(identity, thumbprint, key);
    }

    function _retireAllKeys(address identity) internal {
        // Expired ones stay listed: removing them would be a change without an event.
        for (uint256 i = _identities[identity].keyCount; i > 0; --i) {
            bytes32 thumbprint = _documentKeys[identity][i - 1];
            if (_keys[identity][thumbprint].until > block.timestamp) _retireKey(identity, thumbprint);
        }
    }

    /// @dev Moves a live key's end to now and removes it from the list. Its reason is set already.
    function _endKey(address identity, bytes32 thumbprint, Key storage key) internal {
        key.until = uint40(block.timestamp);
        _unlistKey(identity, key);
        uint8 algorithm = key.algorithm;
        if (_isPoint(algorithm)) {
            bool p256 = algorithm == KeyAlgorithms.P256;
            emit DIDAttributeChanged(
                identity,
                p256 ? DocumentNames.P256_KEY : DocumentNames.SECP256K1_KEY,
                _compressed(key.xOrHash, key.yIsOdd),
                block.timestamp,
                _touch(identity)
            );
        } else {
            _consumeNonce(identity);
        }
        emit KeyEnded(thumbprint, identity, key.until, key.reason, key.compromisedSince);
    }

    /// @dev The last key of the list takes the place of the removed one.
    function _unlistKey(address identity, Key storage key) internal {
        mapping(uint256 => bytes32) storage list = _documentKeys[identity];
        uint8 last = --_identities[identity].keyCount;
        if (key.position != last) {
            bytes32 moved = list[last];
            list[key.position] = moved;
            _keys[identity][moved].position = key.position;
        }
        delete list[last];
    }

    function _dropExpiredKeys(address identity) internal {
        for (uint256 i = _identities[identity].keyCount; i > 0; --i) {
            Key storage key = _keys[identity][_documentKeys[identity][i - 1]];
            if (key.until <= block.timestamp) _unlistKey(identity, key);
        }
    }

    function _showKeys(address identity, uint256 listed) internal view returns (DocumentKey[] memory shown) {
        shown = new DocumentKey[](listed);
        uint256 count = 0;
        for (uint256 i = 0; i < listed; ++i) {
            bytes32 thumbprint = _documentKeys[identity][i];
            Key memory key = _keys[identity][thumbprint];
            if (key.until <= block.timestamp) continue;
            bytes memory value =
                _isPoint(key.algorithm) ? _compressed(key.xOrHash, key.yIsOdd) : abi.encodePacked(key.xOrHash);
            shown[count++] = DocumentKey(thumbprint, key.algorithm, value, key.from, key.until);
        }
        assembly ("memory-safe") {
            mstore(shown, count)
        }
    }

    function _isPoint(uint8 algorithm) private pure returns (bool) {
        return algorithm < KeyAlgorithms.FIRST_BY_HASH;
    }

    function _compressed(bytes32 x, bool yIsOdd) internal pure returns (bytes memory) {
        return abi.encodePacked(yIsOdd ? bytes1(0x03) : bytes1(0x02), x);
    }

    function _compromiseKey(address identity, bytes32 thumbprint, uint40 since) internal {
        Key storage key = _knownKey(identity, thumbprint);
        uint40 latest = key.reason == KeyReason.COMPROMISED ? key.compromisedSince - 1 : uint40(block.timestamp);
        if (since < key.from || since > latest) revert DIDSinceOutOfRange(since, key.from, latest);
        key.reason = KeyReason.COMPROMISED;
        key.compromisedSince = since;
        if (key.until > block.timestamp) return _endKey(identity, thumbprint, key);
        _consumeNonce(identity);
        emit KeyEnded(thumbprint, identity, key.until, KeyReason.COMPROMISED, since);
    }
}
