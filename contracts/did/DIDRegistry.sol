// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {AssertionKeys} from "./AssertionKeys.sol";
import {DocumentNames} from "./DocumentNames.sol";
import {IControllers} from "./IControllers.sol";
import {IDIDRegistry} from "./IDIDRegistry.sol";

/// @title DIDRegistry
/// @notice The model, the rules and who may call are in {IDIDRegistry}; the storage layout is in docs/storage.md.
contract DIDRegistry is IDIDRegistry, EIP712 {
    /// @notice Names one deployment, so that a pinned code hash does too.
    bytes32 public immutable SALT;

    /// @notice The most entries of one sort (keys; delegates and attributes) that a document shows.
    uint256 public constant MAX_ENTRIES = 16;
    /// @notice The longest attribute value, in bytes.
    uint256 public constant MAX_VALUE = 512;
    /// @notice The notice of a recovery and of a change of recoverer, in seconds.
    uint40 public constant RECOVERY_NOTICE = 7 days;

    uint40 private constant _NO_END = type(uint40).max;
    uint256 private constant _ERC1271_GAS = 150_000;
    bytes32 private constant _RELAY_TYPEHASH =
        keccak256("Relay(address identity,bytes[] operations,uint256 nonce,uint256 deadline)");

    mapping(address identity => Identity) private _identities;
    mapping(address identity => mapping(bytes32 thumbprint => Key)) private _keys;
    mapping(address identity => mapping(uint256 position => bytes32 thumbprint)) private _documentKeys;
    mapping(address identity => mapping(bytes32 id => Attribute)) private _attributes;
    mapping(address identity => mapping(uint256 position => bytes32 id)) private _documentAttributes;
    mapping(address identity => Recovery) private _recoveries;

    /// @dev The identity whose signed operations are being carried out, within {relay}.
    address private transient _signedFor;

    constructor(bytes32 salt) EIP712("Didim DIDRegistry", "1") {
        SALT = salt;
    }

    /// @dev Every write by the controller, direct or signed, goes through here, and consumes the nonce.
    modifier byController(address identity) {
        Identity storage record = _alive(identity);
        if (_signedFor == address(0)) {
            address controller = _controller(identity, record);
            if (msg.sender != controller) revert DIDNotController(identity, msg.sender, controller);
        } else if (_signedFor != identity) {
            revert DIDNotSignedFor(identity, _signedFor);
        }
        ++record.nonce;
        _;
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
    function recoveryOf(address identity) external view returns (Recovery memory) {
        return _recoveries[identity];
    }

    /// @inheritdoc IDIDRegistry
    function validDelegate(address identity, bytes32 delegateType, address delegate) external view returns (bool) {
        bytes32 id = _attributeId(true, delegateType, abi.encodePacked(delegate));
        return !_identities[identity].deactivated && _attributes[identity][id].until > block.timestamp;
    }

    /// @inheritdoc IDIDRegistry
    function resolve(address identity) external view returns (Document memory document) {
        Identity memory record = _identities[identity];
        document.changed = record.changed;
        document.nonce = record.nonce;
        document.deactivated = record.deactivated;
        if (record.deactivated) return document;
        document.controller = _controller(identity, record);
        document.keys = _showKeys(identity, record.keys);
        document.attributes = _showAttributes(identity, record.attributes);
    }

    // --- writes by the controller ---

    /// @inheritdoc IDIDRegistry
    function changeOwner(address identity, address newOwner) public byController(identity) {
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
            _registerKey(identity, name, value, until);
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
    function retireKey(address identity, bytes32 thumbprint) external byController(identity) {
        _retireKey(identity, thumbprint);
    }

    /// @inheritdoc IDIDRegistry
    function compromiseKey(address identity, bytes32 thumbprint, uint40 since) external byController(identity) {
        Key storage key = _knownKey(identity, thumbprint);
        uint40 latest = key.reason == KeyReason.COMPROMISED ? key.compromisedSince - 1 : uint40(block.timestamp);
        if (since < key.from || since > latest) revert DIDSinceOutOfRange(since, key.from, latest);
        key.reason = KeyReason.COMPROMISED;
        key.compromisedSince = since;
        if (key.until > block.timestamp) _endKey(identity, thumbprint, key);
        else emit KeyEnded(thumbprint, identity, key.until, KeyReason.COMPROMISED, since);
    }

    /// @inheritdoc IDIDRegistry
    function deactivate(address identity) external byController(identity) {
        _identities[identity].deactivated = true;
        emit DIDOwnerChanged(identity, address(0), _touch(identity));
    }

    /// @inheritdoc IDIDRegistry
    function setRecovery(address identity, address recoverer) external byController(identity) {
        Recovery storage recovery = _recoveries[identity];
        address present = _recoverer(recovery);
        if (present == address(0)) {
            (recovery.recoverer, recovery.next, recovery.nextFrom) = (recoverer, address(0), 0);
            emit RecoveryAddressChanged(recoverer, identity, uint40(block.timestamp));
        } else {
            uint40 from = uint40(block.timestamp) + RECOVERY_NOTICE;
            (recovery.recoverer, recovery.next, recovery.nextFrom) = (present, recoverer, from);
            emit RecoveryAddressChanged(recoverer, identity, from);
        }
    }

    /// @inheritdoc IDIDRegistry
    function multicall(bytes[] calldata operations) external {
        for (uint256 i = 0; i < operations.length; ++i) {
            _carryOut(operations[i]);
        }
    }

    // --- writes by others ---

    /// @inheritdoc IDIDRegistry
    function relay(address identity, bytes[] calldata operations, uint256 deadline, bytes calldata signature) external {
        if (block.timestamp > deadline) revert DIDSignatureExpired(deadline, block.timestamp);
        if (_signedFor != address(0) || operations.length == 0) revert DIDRelayMisused();
        Identity storage record = _alive(identity);
        address controller = _controller(identity, record);
        bytes32 digest = _relayDigest(identity, operations, record.nonce, deadline);
        if (!_signedBy(controller, digest, signature)) {
            revert DIDSignatureInvalid(identity, controller, record.nonce);
        }
        _signedFor = identity;
        for (uint256 i = 0; i < operations.length; ++i) {
            _carryOut(operations[i]);
        }
        _signedFor = address(0);
    }

    /// @inheritdoc IDIDRegistry
    function startRecovery(address identity, address newController, bool endKeys) external {
        Recovery storage recovery = _byRecoverer(identity);
        if (newController == address(0)) revert DIDZeroAddress(identity);
        uint40 readyAt = uint40(block.timestamp) + RECOVERY_NOTICE;
        (recovery.newController, recovery.readyAt, recovery.endKeys) = (newController, readyAt, endKeys);
        emit RecoveryStarted(newController, identity, readyAt, endKeys);
    }

    /// @inheritdoc IDIDRegistry
    function cancelRecovery(address identity) external {
        Recovery storage recovery = _byRecoverer(identity);
        if (recovery.readyAt == 0) revert DIDNoRecovery(identity);
        (recovery.newController, recovery.readyAt, recovery.endKeys) = (address(0), 0, false);
        emit RecoveryCancelled(msg.sender, identity);
    }

    /// @inheritdoc IDIDRegistry
    function finishRecovery(address identity) external {
        Identity storage record = _alive(identity);
        Recovery storage recovery = _recoveries[identity];
        (address newController, uint40 readyAt) = (recovery.newController, recovery.readyAt);
        if (readyAt == 0) revert DIDNoRecovery(identity);
        if (block.timestamp < readyAt) revert DIDRecoveryNotReady(identity, readyAt, block.timestamp);
        if (recovery.endKeys) _retireAllKeys(identity);
        (recovery.newController, recovery.readyAt, recovery.endKeys) = (address(0), 0, false);
        ++record.nonce; // what the former controller signed is void
        _seat(identity, newController);
    }

    // --- who may ---

    function _alive(address identity) private view returns (Identity storage record) {
        record = _identities[identity];
        if (record.deactivated) revert DIDDeactivated(identity);
    }

    function _controller(address identity, Identity memory record) private pure returns (address) {
        return record.controller == address(0) ? identity : record.controller;
    }

    function _byRecoverer(address identity) private view returns (Recovery storage recovery) {
        _alive(identity);
        recovery = _recoveries[identity];
        address recoverer = _recoverer(recovery);
        // Where nobody is named, nobody is the recoverer: no caller has address 0.
        if (msg.sender != recoverer) revert DIDNotRecoverer(identity, msg.sender, recoverer);
    }

    function _recoverer(Recovery storage recovery) private view returns (address) {
        bool due = recovery.nextFrom != 0 && recovery.nextFrom <= block.timestamp;
        return due ? recovery.next : recovery.recoverer;
    }

    function _relayDigest(address identity, bytes[] calldata operations, uint256 nonce_, uint256 deadline)
        private
        view
        returns (bytes32)
    {
        bytes32[] memory hashes = new bytes32[](operations.length);
        for (uint256 i = 0; i < operations.length; ++i) {
            hashes[i] = keccak256(operations[i]);
        }
        bytes32 list = keccak256(abi.encodePacked(hashes));
        return _hashTypedDataV4(keccak256(abi.encode(_RELAY_TYPEHASH, identity, list, nonce_, deadline)));
    }

    /// @dev A key's signature first; then, if the controller is a contract, its word by ERC-1271, within a bound of gas.
    function _signedBy(address controller, bytes32 digest, bytes calldata signature) private view returns (bool) {
        (address signer, ECDSA.RecoverError problem,) = ECDSA.tryRecover(digest, signature);
        if (problem == ECDSA.RecoverError.NoError && signer == controller) return true;
        if (controller.code.length == 0) return false;
        bytes memory question = abi.encodeCall(IERC1271.isValidSignature, (digest, signature));
        bytes32 answer;
        bool answered;
        assembly ("memory-safe") {
            // Only one word of the answer is copied, however long it is.
            answered := staticcall(_ERC1271_GAS, controller, add(question, 32), mload(question), 0, 32)
            answered := and(answered, gt(returndatasize(), 31))
            answer := mload(0)
        }
        return answered && answer == bytes32(IERC1271.isValidSignature.selector);
    }

    function _carryOut(bytes calldata operation) private {
        // slither-disable-next-line delegatecall-loop,low-level-calls
        (bool done, bytes memory answer) = address(this).delegatecall(operation);
        if (done) return;
        assembly ("memory-safe") {
            revert(add(answer, 32), mload(answer))
        }
    }

    // --- the document ---

    /// @dev Moves `changed` to this block and answers where it was: the events' back pointer (ERC-1056).
    function _touch(address identity) private returns (uint256 previousChange) {
        Identity storage record = _identities[identity];
        previousChange = record.changed;
        record.changed = uint40(block.number);
    }

    function _seat(address identity, address newController) private {
        if (newController == address(0)) revert DIDZeroAddress(identity);
        _identities[identity].controller = newController;
        emit DIDOwnerChanged(identity, newController, _touch(identity));
    }

    function _until(address identity, uint256 validity) private view returns (uint40) {
        if (validity == 0) revert DIDZeroValidity(identity);
        return validity >= _NO_END - block.timestamp ? _NO_END : uint40(block.timestamp + validity);
    }

    // --- keys ---

    function _isKeyName(bytes32 name) private pure returns (bool) {
        return name == DocumentNames.P256_KEY || name == DocumentNames.SECP256K1_KEY;
    }

    function _readKey(bytes32 name, bytes calldata value)
        private
        view
        returns (bytes32 thumbprint, Curve curve, uint256 x, bool yIsOdd)
    {
        if (value.length != 33 || (value[0] != 0x02 && value[0] != 0x03)) revert DIDNotAPoint(name, value);
        curve = name == DocumentNames.P256_KEY ? Curve.P256 : Curve.SECP256K1;
        x = uint256(bytes32(value[1:]));
        yIsOdd = value[0] == 0x03;
        (bool onCurve, uint256 y) = AssertionKeys.decompress(curve, x, yIsOdd);
        if (!onCurve) revert DIDNotAPoint(name, value);
        thumbprint = AssertionKeys.thumbprint(curve, x, y);
    }

    function _registerKey(address identity, bytes32 name, bytes calldata value, uint40 until) private {
        (bytes32 thumbprint, Curve curve, uint256 x, bool yIsOdd) = _readKey(name, value);
        if (_keys[identity][thumbprint].from != 0) revert DIDKeyKnown(identity, thumbprint);
        Identity storage record = _identities[identity];
        if (record.keys == MAX_ENTRIES) _dropExpiredKeys(identity);
        uint8 position = record.keys;
        if (position == MAX_ENTRIES) revert DIDFull(identity, MAX_ENTRIES);
        uint40 from = uint40(block.timestamp);
        _keys[identity][thumbprint] = Key(from, until, 0, KeyReason.NONE, curve, yIsOdd, position, bytes32(x));
        _documentKeys[identity][position] = thumbprint;
        record.keys = position + 1;
        emit KeyRegistered(thumbprint, identity, from, until);
    }

    function _knownKey(address identity, bytes32 thumbprint) private view returns (Key storage key) {
        key = _keys[identity][thumbprint];
        if (key.from == 0) revert DIDKeyUnknown(identity, thumbprint);
    }

    function _retireKey(address identity, bytes32 thumbprint) private {
        Key storage key = _knownKey(identity, thumbprint);
        if (key.until <= block.timestamp) revert DIDKeyEnded(identity, thumbprint, key.until);
        key.reason = KeyReason.RETIRED;
        _endKey(identity, thumbprint, key);
    }

    function _retireAllKeys(address identity) private {
        _dropExpiredKeys(identity);
        for (uint256 i = _identities[identity].keys; i > 0; --i) {
            _retireKey(identity, _documentKeys[identity][i - 1]);
        }
    }

    /// @dev Brings a live key's end down to now and takes it out of the document. Its reason is set already.
    function _endKey(address identity, bytes32 thumbprint, Key storage key) private {
        key.until = uint40(block.timestamp);
        _unlistKey(identity, key);
        bool p256 = key.curve == Curve.P256;
        emit DIDAttributeChanged(
            identity,
            p256 ? DocumentNames.P256_KEY : DocumentNames.SECP256K1_KEY,
            _compressed(key.x, key.yIsOdd),
            block.timestamp,
            _touch(identity)
        );
        emit KeyEnded(thumbprint, identity, key.until, key.reason, key.compromisedSince);
    }

    /// @dev The last of the list takes the place of the one that leaves.
    function _unlistKey(address identity, Key storage key) private {
        mapping(uint256 => bytes32) storage list = _documentKeys[identity];
        uint8 last = --_identities[identity].keys;
        if (key.position != last) {
            bytes32 moved = list[last];
            list[key.position] = moved;
            _keys[identity][moved].position = key.position;
        }
        delete list[last];
    }

    function _dropExpiredKeys(address identity) private {
        for (uint256 i = _identities[identity].keys; i > 0; --i) {
            Key storage key = _keys[identity][_documentKeys[identity][i - 1]];
            if (key.until <= block.timestamp) _unlistKey(identity, key);
        }
    }

    function _showKeys(address identity, uint256 listed) private view returns (DocumentKey[] memory shown) {
        shown = new DocumentKey[](listed);
        uint256 count = 0;
        for (uint256 i = 0; i < listed; ++i) {
            bytes32 thumbprint = _documentKeys[identity][i];
            Key memory key = _keys[identity][thumbprint];
            if (key.until <= block.timestamp) continue;
            shown[count++] =
                DocumentKey(thumbprint, key.curve, _compressed(key.x, key.yIsOdd), key.from, key.until);
        }
        assembly ("memory-safe") {
            mstore(shown, count)
        }
    }

    function _compressed(bytes32 x, bool yIsOdd) private pure returns (bytes memory) {
        return abi.encodePacked(yIsOdd ? bytes1(0x03) : bytes1(0x02), x);
    }

    // --- delegates and other attributes ---

    function _attributeId(bool delegate, bytes32 name, bytes memory value) private pure returns (bytes32) {
        // Both heads have a fixed length, so that no two entries run into one another.
        return keccak256(abi.encodePacked(delegate, name, value));
    }

    function _putAttribute(address identity, bool delegate, bytes32 name, bytes memory value, uint40 until) private {
        bytes32 id = _attributeId(delegate, name, value);
        Attribute storage attribute = _attributes[identity][id];
        if (attribute.until != 0) {
            attribute.until = until;
            return;
        }
        Identity storage record = _identities[identity];
        if (record.attributes == MAX_ENTRIES) _dropExpiredAttributes(identity);
        uint8 position = record.attributes;
        if (position == MAX_ENTRIES) revert DIDFull(identity, MAX_ENTRIES);
        _attributes[identity][id] = Attribute(until, position, delegate, name, value);
        _documentAttributes[identity][position] = id;
        record.attributes = position + 1;
    }

    function _dropAttribute(address identity, bool delegate, bytes32 name, bytes memory value) private {
        bytes32 id = _attributeId(delegate, name, value);
        if (_attributes[identity][id].until <= block.timestamp) revert DIDAttributeUnknown(identity, name, value);
        _unlistAttribute(identity, id);
    }

    function _unlistAttribute(address identity, bytes32 id) private {
        mapping(uint256 => bytes32) storage list = _documentAttributes[identity];
        uint8 position = _attributes[identity][id].position;
        uint8 last = --_identities[identity].attributes;
        if (position != last) {
            bytes32 moved = list[last];
            list[position] = moved;
            _attributes[identity][moved].position = position;
        }
        delete list[last];
        delete _attributes[identity][id];
    }

    function _dropExpiredAttributes(address identity) private {
        for (uint256 i = _identities[identity].attributes; i > 0; --i) {
            bytes32 id = _documentAttributes[identity][i - 1];
            if (_attributes[identity][id].until <= block.timestamp) _unlistAttribute(identity, id);
        }
    }

    function _showAttributes(address identity, uint256 listed)
        private
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
