// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Governed} from "./Governed.sol";
import {IRelyingParties} from "./IRelyingParties.sol";

/// @title The supervising authorities, as epochs of appointment by the council
abstract contract Supervisors is IRelyingParties, Governed {
    /// @notice How many times one DID can be appointed. Each read of a registration goes through the appointments.
    uint256 public constant MAX_APPOINTMENTS = 64;

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
        if (index == MAX_APPOINTMENTS) revert RelyingPartiesTooManyAppointments(supervisor);
        uint40 from = uint40(block.timestamp);
        row.push(Appointment(from, until, Reason.ENDED, 0));
        emit SupervisorAppointed(supervisor, index, from, until);
    }

    /// @inheritdoc IRelyingParties
    function dismiss(address supervisor, uint256 index, uint40 stolenSince) external onlyCouncil {
        Appointment[] storage row = _appointments[supervisor];
        if (index >= row.length) revert RelyingPartiesNoAppointment(supervisor, index);
        Appointment memory named = row[index];
        // A deactivated supervisor can be dismissed too: the DID decides about deactivation, the council about the
        // appointment.
        bool over = named.until <= block.timestamp;
        if (over && stolenSince == 0) revert RelyingPartiesAppointmentOver(supervisor, index, named.until);
        if (!over) named.until = uint40(block.timestamp);
        if (stolenSince == 0) {
            named.reason = Reason.WITHDRAWN;
        } else {
            _checkSince(stolenSince, row[0].from, named);
            (named.reason, named.stolenSince) = (Reason.STOLEN, stolenSince);
        }
        row[index] = named;
        emit SupervisorDismissed(supervisor, index, named.until, named.reason, stolenSince);
    }

    function _checkSince(uint40 since, uint40 from, Appointment memory named) private pure {
        // A declared theft can only be moved earlier, so that no registration comes into force again.
        uint256 to = named.reason == Reason.STOLEN ? named.stolenSince : named.until;
        if (since < from || since > to) revert RelyingPartiesSinceOutOfRange(since, from, to);
    }

    /// @dev Whether a thief acted as the supervisor at `moment`; what was registered then is no longer in force.
    function _wasStolen(address supervisor, uint40 moment) internal view returns (bool) {
        Appointment[] storage row = _appointments[supervisor];
        for (uint256 i = row.length; i > 0; --i) {
            Appointment memory each = row[i - 1];
            if (each.reason == Reason.STOLEN && moment >= each.stolenSince && moment <= each.until) return true;
        }
        return false;
    }

    function _checkSupervises(address supervisor) internal view {
        address controller = DIDS.controllerOf(supervisor);
        if (msg.sender != controller) revert RelyingPartiesNotController(supervisor, msg.sender, controller);
        if (!isSupervisor(supervisor)) revert RelyingPartiesNotSupervisor(supervisor);
    }

    function _checkActive(address did) internal view {
        if (DIDS.controllerOf(did) == address(0)) revert RelyingPartiesInactive(did);
    }

    function _checkEnd(uint40 until) internal view {
        if (until <= block.timestamp) revert RelyingPartiesPastEnd(until, block.timestamp);
    }
}
