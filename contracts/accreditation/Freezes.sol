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

    /// @dev Support for a freeze, by the two seats that called last, and the controllers that called for them. Four
    /// slots.
    struct FreezeCall {
        address first;
        uint40 firstAt;
        uint40 until;
        address second;
        uint40 secondAt;
        address firstBy;
        address secondBy;
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
        // A retired type can be frozen too: its suspended agencies could be reinstated.
        if (TYPES.typeOf(typeId).registered == 0) revert AccreditationTypeUnknown(typeId);
        FreezeCall memory call = _freezes[typeId];
        if (call.until != 0 && block.timestamp < call.until + FREEZE) {
            revert FreezeTooSoon(typeId, call.until + FREEZE);
        }
        bool first = _counts(call.first, call.firstBy, call.firstAt);
        bool second = _counts(call.second, call.secondBy, call.secondAt);
        if ((first && call.first == member) || (second && call.second == member)) {
            revert FreezeSupportedAlready(typeId, member);
        }
        // One controller counts once, by its latest call.
        first = first && call.firstBy != msg.sender;
        second = second && call.secondBy != msg.sender;
        if (!first && second) (call.first, call.firstBy, call.firstAt) = (call.second, call.secondBy, call.secondAt);
        bool others = first || second;
        emit FreezeSupported(typeId, member, msg.sender, others ? call.first : address(0));
        uint40 time = uint40(block.timestamp);
        if (first && second) {
            call = FreezeCall(address(0), 0, time + FREEZE, address(0), 0, address(0), address(0));
            emit Frozen(typeId, call.until);
        } else if (others) {
            (call.second, call.secondBy, call.secondAt) = (member, msg.sender, time);
        } else {
            call = FreezeCall(member, time, call.until, address(0), 0, msg.sender, address(0));
        }
        _freezes[typeId] = call;
    }

    /// @dev Whether a seat's call at `moment` still counts. The seat must still have the controller that called: a seat
    /// that passes to the controller of another must not make that one's call count less.
    function _counts(address member, address by, uint40 moment) private view returns (bool) {
        return member != address(0) && moment + FREEZE_WINDOW >= block.timestamp && SEATS.isSeat(member)
            && DIDS.controllerOf(member) == by;
    }

    function _checkNotFrozen(bytes32 typeId) internal view {
        uint40 until = _freezes[typeId].until;
        if (until > block.timestamp) revert AccreditationFrozen(typeId, until);
    }
}
