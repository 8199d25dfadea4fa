// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDIDRegistry} from "./IDIDRegistry.sol";
import {KeyEpochs} from "./KeyEpochs.sol";

/// @title Recovery: how a lost or stolen controller is replaced, after notice
/// @dev A recoverer outranks the controller, or a thief could shut it out. So once a recovery has started, the
/// controller can neither stop it nor name another recoverer, and a change of recoverer that is not yet in force is
/// dropped.
abstract contract Recoveries is KeyEpochs {
    /// @inheritdoc IDIDRegistry
    uint40 public constant RECOVERY_NOTICE = 7 days;

    mapping(address identity => Recovery) private _recoveries;

    /// @inheritdoc IDIDRegistry
    function recoveryOf(address identity) external view returns (Recovery memory) {
        return _recoveries[identity];
    }

    /// @inheritdoc IDIDRegistry
    function setRecovery(address identity, address recoverer) external byController(identity) {
        Recovery storage recovery = _recoveries[identity];
        if (recovery.readyAt != 0) revert DIDRecoveryUnderWay(identity, recovery.readyAt);
        _consumeNonce(identity);
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
    function startRecovery(address identity, address newController, bool endKeys) external {
        Recovery storage recovery = _byRecoverer(identity);
        if (newController == address(0)) revert DIDZeroAddress(identity);
        uint40 readyAt = uint40(block.timestamp) + RECOVERY_NOTICE;
        (recovery.recoverer, recovery.next, recovery.nextFrom) = (msg.sender, address(0), 0);
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
        _alive(identity);
        Recovery storage recovery = _recoveries[identity];
        (address newController, uint40 readyAt) = (recovery.newController, recovery.readyAt);
        if (readyAt == 0) revert DIDNoRecovery(identity);
        if (block.timestamp < readyAt) revert DIDRecoveryNotReady(identity, readyAt, block.timestamp);
        if (recovery.endKeys) _retireAllKeys(identity);
        (recovery.newController, recovery.readyAt, recovery.endKeys) = (address(0), 0, false);
        emit RecoveryFinished(newController, identity);
        _seat(identity, newController); // consumes the nonce: what the former controller signed is void
    }

    function _byRecoverer(address identity) private view returns (Recovery storage recovery) {
        // A relayer may be somebody's recoverer: signed operations must not use that power.
        if (_signedFor != 0) revert DIDRelayMisused();
        _alive(identity);
        recovery = _recoveries[identity];
        address recoverer = _recoverer(recovery);
        // If no recoverer is named, it is the zero address, which no caller has.
        if (msg.sender != recoverer) revert DIDNotRecoverer(identity, msg.sender, recoverer);
    }

    function _recoverer(Recovery storage recovery) private view returns (address) {
        bool due = recovery.nextFrom != 0 && recovery.nextFrom <= block.timestamp;
        return due ? recovery.next : recovery.recoverer;
    }
}
