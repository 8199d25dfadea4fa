// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {ICouncil} from "./ICouncil.sol";
import {ISeats} from "./ISeats.sol";

/// @title The seats of the council, as epochs
/// @dev Who may add and remove is decided by {Council}.
abstract contract Seats is ICouncil {
    using Checkpoints for Checkpoints.Trace208;

    /// @notice Limits the work of a count.
    uint256 public constant MAX_SEATS = 64;
    uint40 private constant _NO_END = type(uint40).max;

    mapping(uint256 number => Seat) private _seats;
    mapping(address member => uint256 number) private _latestOf;
    uint16[] private _present;
    uint16 private _lastNumber;
    Checkpoints.Trace208 private _totals;

    /// @inheritdoc ISeats
    function isSeat(address did) public view returns (bool) {
        // The latest seating of a DID without seats is number 0, whose epoch is empty.
        return _seats[_latestOf[did]].until == _NO_END;
    }

    /// @inheritdoc ICouncil
    function seatCount() public view returns (uint256) {
        return _present.length;
    }

    /// @inheritdoc ICouncil
    function seats() external view returns (address[] memory members) {
        members = new address[](_present.length);
        for (uint256 i = 0; i < members.length; ++i) members[i] = _seats[_present[i]].member;
    }

    /// @inheritdoc ICouncil
    function seat(uint256 number) external view returns (Seat memory) {
        return _seats[number];
    }

    /// @inheritdoc ICouncil
    function seatNumberAt(address member, uint256 timepoint) public view returns (uint256 number) {
        for (number = _latestOf[member]; number != 0; number = _seats[number].previous) {
            Seat storage held = _seats[number];
            if (held.from <= timepoint && timepoint < held.until) return number;
        }
    }

    /// @dev The number and beginning of the seat that a DID holds now.
    function _seatOf(address member) internal view returns (uint16 number, uint40 from) {
        number = uint16(_latestOf[member]);
        if (!isSeat(member)) revert CouncilNotSeated(member);
        return (number, _seats[number].from);
    }

    function _latestNumberOf(address member) internal view returns (uint256) {
        return _latestOf[member];
    }

    function _previous(uint256 number) internal view returns (uint256) {
        return _seats[number].previous;
    }

    /// @dev Whether a seat that had begun before still exists at a time.
    function _lastsBeyond(uint256 number, uint256 timepoint) internal view returns (bool) {
        return _seats[number].until > timepoint;
    }

    function _seatCountAt(uint256 timepoint) internal view returns (uint256) {
        return _totals.upperLookup(SafeCast.toUint48(timepoint));
    }

    function _addSeat(address member) internal {
        if (isSeat(member)) revert CouncilAlreadySeated(member, _latestOf[member]);
        if (_present.length == MAX_SEATS) revert CouncilFull(MAX_SEATS);
        uint16 number = ++_lastNumber;
        uint40 from = uint40(block.timestamp);
        _seats[number] = Seat(member, from, _NO_END, uint16(_latestOf[member]));
        _latestOf[member] = number;
        _present.push(number);
        _totals.push(from, uint208(_present.length));
        emit SeatAdded(member, number, from);
    }

    function _removeSeat(address member) internal {
        (uint16 number,) = _seatOf(member);
        if (_present.length == 1) revert CouncilLastSeat(member);
        uint40 until = uint40(block.timestamp);
        _seats[number].until = until;
        _dropFromPresent(number);
        _totals.push(until, uint208(_present.length));
        emit SeatRemoved(member, number, until);
    }

    function _dropFromPresent(uint16 number) private {
        uint256 last = _present.length - 1;
        for (uint256 i = 0; i < last; ++i) {
            if (_present[i] == number) _present[i] = _present[last];
        }
        _present.pop();
    }
}
