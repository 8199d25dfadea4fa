// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ISeats} from "../governance/ISeats.sol";
import {ChainOfTrust} from "./ChainOfTrust.sol";
import {IAccreditations} from "./IAccreditations.sol";

/// @title Freezes: three seats of the council, with three controllers, stop the accreditations of one type for a while
abstract contract Freezes is ChainOfTrust {
    ISeats public immutable SEATS;

    /// @notice How long a freeze lasts, and how long after it the next may begin, in seconds.
    uint40 public constant FREEZE = 14 days;
    /// @notice The number of seconds within which three seats must agree.
    uint40 public constant FREEZE_WINDOW = 1 days;

    /// @dev Support for a freeze, by the two seats that called so far. Two slots.
    struct FreezeCall {
        address first;
        uint40 firstAt;
        uint40 until;
        address second;
        uint40 secondAt;
    }

    mapping(bytes32 typeId => FreezeCall) private _freezes;

    constructor(ISeats seats) {
        SEATS = seats;
    }

    /// @inheritdoc IAccreditations
    function frozenUntil(bytes32 typeId) external view returns (uint40) {
        return _freezes[typeId].until;
    }

    /// @inheritdoc IAccreditations
    function freeze(address member, bytes32 typeId) external {
        if (!_actsFor(member) || !SEATS.isSeat(member)) revert FreezeNotSeat(member, msg.sender);
        _checkType(typeId);
        FreezeCall memory call = _freezes[typeId];
        if (call.until != 0 && block.timestamp < call.until + FREEZE) {
            revert FreezeTooSoon(typeId, call.until + FREEZE);
        }
        address firstBy = _supporter(call.first, call.firstAt);
        address secondBy = _supporter(call.second, call.secondAt);
        // One controller counts once, as of now: it may have gained control of both seats only after they called.
        if (firstBy == secondBy) secondBy = address(0);
        if (firstBy == address(0)) {
            (call.first, call.firstAt) = secondBy == address(0) ? (address(0), uint40(0)) : (call.second, call.secondAt);
            (firstBy, secondBy) = (secondBy, address(0));
        }
        if (secondBy == address(0)) (call.second, call.secondAt) = (address(0), 0);
        if (msg.sender == firstBy || msg.sender == secondBy) revert FreezeSupportedAlready(typeId, member);
        emit FreezeSupported(typeId, member, call.first);
        if (firstBy == address(0)) {
            (call.first, call.firstAt) = (member, uint40(block.timestamp));
        } else if (secondBy == address(0)) {
            (call.second, call.secondAt) = (member, uint40(block.timestamp));
        } else {
            call = FreezeCall(address(0), 0, uint40(block.timestamp) + FREEZE, address(0), 0);
            emit Frozen(typeId, call.until);
        }
        _freezes[typeId] = call;
    }

    /// @dev The current controller of a seat that called at `moment`; 0 if its support does not count: it has expired,
    /// or the seat was removed or deactivated.
    function _supporter(address member, uint40 moment) private view returns (address) {
        bool stands = member != address(0) && moment + FREEZE_WINDOW >= block.timestamp && SEATS.isSeat(member);
        return stands ? DIDS.controllerOf(member) : address(0);
    }

    function _checkNotFrozen(bytes32 typeId) internal view {
        uint40 until = _freezes[typeId].until;
        if (until > block.timestamp) revert AccreditationFrozen(typeId, until);
    }
}
