// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDIDRegistry} from "./IDIDRegistry.sol";

/// @title The identities, and the one check that all their controllers' writes pass
abstract contract Identities is IDIDRegistry {
    /// @inheritdoc IDIDRegistry
    uint256 public constant MAX_ENTRIES = 16;

    uint40 internal constant _NO_END = type(uint40).max;

    mapping(address identity => Identity) internal _identities;

    /// @dev Within {relay}: the identity whose signed operation is being executed, and the controller that signed it.
    /// They are addresses in whole words, which saves a read before each write.
    uint256 internal transient _signedFor;
    uint256 internal transient _signer;

    /// @dev Every write by the controller, direct or signed, passes this check. Each change consumes the nonce: see
    /// {_consumeNonce}.
    modifier byController(address identity) {
        _authorize(identity);
        _;
    }

    function _authorize(address identity) private view {
        Identity storage record = _alive(identity);
        address caller = msg.sender;
        uint256 signedFor = _signedFor;
        if (signedFor != 0) {
            // The signer acts, not the relayer, and only as long as the signer is the controller.
            if (signedFor != uint160(identity)) revert DIDNotSignedFor(identity, address(uint160(signedFor)));
            caller = address(uint160(_signer));
        }
        address controller = _controller(identity, record);
        // The zero address is an identity like any other, but has no controller.
        if (caller == address(0) || caller != controller) revert DIDNotController(identity, caller, controller);
    }

    function _alive(address identity) internal view returns (Identity storage record) {
        record = _identities[identity];
        if (record.deactivated) revert DIDDeactivated(identity);
    }

    function _controller(address identity, Identity storage record) internal view returns (address controller) {
        controller = record.controller;
        if (controller == address(0)) controller = identity;
    }

    function _seat(address identity, address newController) internal {
        if (newController == address(0)) revert DIDZeroAddress(identity);
        _identities[identity].controller = newController;
        emit DIDOwnerChanged(identity, newController, _touch(identity));
    }

    /// @dev Once for each event of a change, direct or relayed, so that the events determine the nonce and the storage
    /// root.
    function _consumeNonce(address identity) internal {
        ++_identities[identity].nonce;
    }

    /// @dev Sets `changed` to this block and returns its former value, the events' back pointer (ERC-1056). Consumes
    /// the nonce.
    function _touch(address identity) internal returns (uint256 previousChange) {
        Identity storage record = _identities[identity];
        previousChange = record.changed;
        (record.changed, record.nonce) = (uint40(block.number), record.nonce + 1);
    }

    function _until(address identity, uint256 validity) internal view returns (uint40) {
        if (validity == 0) revert DIDZeroValidity(identity);
        return validity >= _NO_END - block.timestamp ? _NO_END : uint40(block.timestamp + validity);
    }
}
