// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {DocumentEntries} from "./DocumentEntries.sol";
import {DocumentNames} from "./DocumentNames.sol";
import {IControllers} from "./IControllers.sol";
import {IDIDRegistry} from "./IDIDRegistry.sol";
import {Identities} from "./Identities.sol";
import {KeyEpochs} from "./KeyEpochs.sol";
import {Recoveries} from "./Recoveries.sol";
import {SignedOperations} from "./SignedOperations.sol";

/// @title DIDRegistry
/// @notice The model, the rules and who may call are in {IDIDRegistry}; the storage layout is in docs/registries/did-registry.md.
contract DIDRegistry is Identities, KeyEpochs, DocumentEntries, Recoveries, SignedOperations {
    /// @notice Identifies one deployment, and so makes its code hash unique.
    bytes32 public immutable SALT;

    /// @inheritdoc IDIDRegistry
    uint256 public constant MAX_VALUE = 512;

    constructor(bytes32 salt) {
        SALT = salt;
    }

    // --- reads ---

    /// @inheritdoc IControllers
    function controllerOf(address identity) external view returns (address) {
        return identityOwner(identity);
    }

    /// @inheritdoc IDIDRegistry
    function identityOwner(address identity) public view returns (address) {
        Identity storage record = _identities[identity];
        return record.deactivated ? address(0) : _controller(identity, record);
    }

    /// @inheritdoc IDIDRegistry
    function changed(address identity) external view returns (uint256) {
        return _identities[identity].changed;
    }

    /// @inheritdoc IDIDRegistry
    function nonce(address identity) external view returns (uint256) {
        return _identities[identity].nonce;
    }

    /// @inheritdoc IDIDRegistry
    function identityOf(address identity) external view returns (Identity memory) {
        return _identities[identity];
    }

    /// @inheritdoc IDIDRegistry
    function keyOf(address identity, bytes32 thumbprint) external view returns (Key memory) {
        return _keys[identity][thumbprint];
    }

    /// @inheritdoc IDIDRegistry
    function keyWords(address identity, bytes32 thumbprint) external view returns (uint256 epoch, bytes32 xOrHash) {
        Key storage key = _keys[identity][thumbprint];
        assembly ("memory-safe") {
            epoch := sload(key.slot)
        }
        xOrHash = key.xOrHash;
    }

    /// @inheritdoc IDIDRegistry
    function validDelegate(address identity, bytes32 delegateType, address delegate) external view returns (bool) {
        bytes32 id = _attributeId(true, delegateType, abi.encodePacked(delegate));
        return !_identities[identity].deactivated && _attributes[identity][id].until > block.timestamp;
    }

    /// @inheritdoc IDIDRegistry
    function resolve(address identity) external view returns (Document memory document) {
        Identity storage record = _identities[identity];
        document.changed = record.changed;
        document.nonce = record.nonce;
        document.deactivated = record.deactivated;
        if (document.deactivated) return document;
        document.controller = _controller(identity, record);
        document.assertionKeys = _showKeys(identity, record.keyCount);
        document.attributes = _showAttributes(identity, record.attributeCount);
    }

    // --- writes by the controller (the others are in Recoveries and SignedOperations) ---

    /// @inheritdoc IDIDRegistry
    function changeOwner(address identity, address newOwner) external byController(identity) {
        _seat(identity, newOwner);
    }

    /// @inheritdoc IDIDRegistry
    function changeOwnerEndingKeys(address identity, address newOwner) external byController(identity) {
        _retireAllKeys(identity);
        _seat(identity, newOwner);
    }

    /// @inheritdoc IDIDRegistry
    function addDelegate(address identity, bytes32 delegateType, address delegate, uint256 validity)
        external
        byController(identity)
    {
        if (!DocumentNames.isDelegateType(delegateType)) revert DIDNameUnknown(delegateType);
        if (delegate == address(0)) revert DIDZeroAddress(identity);
        uint40 until = _until(identity, validity);
        _putAttribute(identity, true, delegateType, abi.encodePacked(delegate), until);
        emit DIDDelegateChanged(identity, delegateType, delegate, until, _touch(identity));
    }

    /// @inheritdoc IDIDRegistry
    function revokeDelegate(address identity, bytes32 delegateType, address delegate) external byController(identity) {
        _dropAttribute(identity, true, delegateType, abi.encodePacked(delegate));
        emit DIDDelegateChanged(identity, delegateType, delegate, block.timestamp, _touch(identity));
    }

    /// @inheritdoc IDIDRegistry
    function setAttribute(address identity, bytes32 name, bytes calldata value, uint256 validity)
        external
        byController(identity)
    {
        uint40 until = _until(identity, validity);
        if (_isKeyName(name)) {
            _registerPoint(identity, name, value, until);
        } else {
            if (!DocumentNames.isAttribute(name)) revert DIDNameUnknown(name);
            if (value.length == 0 || value.length > MAX_VALUE) revert DIDValueLength(value.length, MAX_VALUE);
            _putAttribute(identity, false, name, value, until);
        }
        emit DIDAttributeChanged(identity, name, value, until, _touch(identity));
    }

    /// @inheritdoc IDIDRegistry
    function revokeAttribute(address identity, bytes32 name, bytes calldata value) external byController(identity) {
        if (_isKeyName(name)) {
            (bytes32 thumbprint,,,) = _readKey(name, value);
            _retireKey(identity, thumbprint);
        } else {
            _dropAttribute(identity, false, name, value);
            emit DIDAttributeChanged(identity, name, value, block.timestamp, _touch(identity));
        }
    }

    /// @inheritdoc IDIDRegistry
    function registerByHash(address identity, uint8 algorithm, bytes32 thumbprint, bytes32 hash, uint256 validity)
        external
        byController(identity)
    {
        _registerHash(identity, algorithm, thumbprint, hash, _until(identity, validity));
    }

    /// @inheritdoc IDIDRegistry
    function retireKey(address identity, bytes32 thumbprint) external byController(identity) {
        _retireKey(identity, thumbprint);
    }

    /// @inheritdoc IDIDRegistry
    function compromiseKey(address identity, bytes32 thumbprint, uint40 since) external byController(identity) {
        _compromiseKey(identity, thumbprint, since);
    }

    /// @inheritdoc IDIDRegistry
    function deactivate(address identity) external byController(identity) {
        _identities[identity].deactivated = true;
        emit DIDOwnerChanged(identity, address(0), _touch(identity));
    }
}
