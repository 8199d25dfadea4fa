// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Governed} from "./Governed.sol";
import {IRelyingParties} from "./IRelyingParties.sol";

/// @title The supervising authorities, as epochs of appointment by the council
abstract contract Supervisors is IRelyingParties, Governed {
    mapping(address supervisor => Appointment[]) private _appointments;

    /// @inheritdoc IRelyingParties
    function isSupervisor(address did) public view returns (bool) {
        Appointment[] storage row = _appointments[did];
        return row.length != 0 && block.timestamp < row[row.length - 1].until && DIDS.controllerOf(did) != address(0);
    }

    /// @inheritdoc IRelyingParties
    function appointment(address supervisor, uint256 index) external view returns (Appointment memory found) {
        if (index < _appointments[supervisor].length) found = _appointments[supervisor][index];
    }

    /// @inheritdoc IRelyingParties
    function appointmentCount(address supervisor) external view returns (uint256) {
        return _appointments[supervisor].length;
    }

    /// @inheritdoc IRelyingParties
    function appoint(address supervisor, uint40 until) external onlyCouncil {
        _checkActive(supervisor);
        _checkEnd(until);
        Appointment[] storage row = _appointments[supervisor];
        uint256 index = row.length;
        if (isSupervisor(supervisor)) revert RelyingPartiesAlreadySupervisor(supervisor, row[index - 1].until);
        uint40 from = uint40(block.timestamp);
        row.push(Appointment(from, until, Reason.Ended));
        emit SupervisorAppointed(supervisor, index, from, until);
    }

    /// @inheritdoc IRelyingParties
    function dismiss(address supervisor) external onlyCouncil {
        Appointment[] storage row = _appointments[supervisor];
        // A deactivated supervisor can be dismissed too: deactivation is the DID's business, the appointment the council's.
        if (row.length == 0 || block.timestamp >= row[row.length - 1].until) {
            revert RelyingPartiesNotSupervisor(supervisor);
        }
        Appointment storage last = row[row.length - 1];
        (last.until, last.reason) = (uint40(block.timestamp), Reason.Withdrawn);
        emit SupervisorDismissed(supervisor, row.length - 1, last.until);
    }

    function _checkSupervises(address supervisor) internal view {
        address controller = DIDS.controllerOf(supervisor);
        if (msg.sender != controller) revert RelyingPartiesNotController(supervisor, msg.sender, controller);
        if (!isSupervisor(supervisor)) revert RelyingPartiesNotSupervisor(supervisor);
    }

    function _checkActive(address did) internal view {
        if (did == address(0) || DIDS.controllerOf(did) == address(0)) revert RelyingPartiesInactive(did);
    }

    function _checkEnd(uint40 until) internal view {
        if (until <= block.timestamp) revert RelyingPartiesPastEnd(until, block.timestamp);
    }
}
