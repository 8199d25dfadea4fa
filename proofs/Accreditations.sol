// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccreditations} from "../contracts/accreditation/IAccreditations.sol";
import {Terms} from "../contracts/accreditation/Terms.sol";
import {AccreditationScene} from "./AccreditationScene.sol";
import {vm} from "./Symbolic.sol";

/// @title What becomes of an accreditation
/// @dev One agency, one type and one epoch, any; what they are before and after any one call by anybody. Whether the chain above an accreditor holds may
/// be answered by yes or no (docs/proved.md): that decides only whether it may act, and nothing here depends on it.
contract AccreditationsProofs is AccreditationScene {
    /// @notice What an agency was allowed to do, and since when, is never rewritten: an epoch's end only comes down from the future to now, and its
    /// reason only gets worse. No epoch begins in the past.
    /// @custom:reaches Accreditations
    function check_epochs_are_never_rewritten(address caller, address issuer, bytes32 typeId, uint16 index, uint40 time)
        public
    {
        vm.assume(time != 0);
        vm.assume(_inOrder(issuer, typeId, index));
        IAccreditations.Epoch memory before = _accreditations.epochOf(issuer, typeId, index);
        _call(caller, time);
        assert(_inOrder(issuer, typeId, index));
        IAccreditations.Epoch memory later = _accreditations.epochOf(issuer, typeId, index);
        if (before.from == 0) {
            assert(_either(later.from == 0, later.from == time));
            return;
        }
        (uint8 was, uint8 present) = (before.terms >> 5, later.terms >> 5);
        assert(present >= was);
        if (later.until != before.until) assert(_all(before.until > time, later.until == time, present > was));
        (later.until, later.terms) = (before.until, later.terms & 31 | was << 5);
        assert(_differ(before, later) == 0);
    }

    /// @notice Nobody touches an agency's accreditation but the agency itself, whom it applied to, who accredited it, and the type's authority.
    function check_nobody_else__s_accreditation(
        address caller,
        address issuer,
        bytes32 typeId,
        uint16 index,
        uint40 time
    ) public {
        IAccreditations.Epoch memory before = _accreditations.epochOf(issuer, typeId, index);
        IAccreditations.Accreditation memory record = _accreditations.accreditationOf(issuer, typeId);
        vm.assume(!_acts(caller, issuer));
        vm.assume(!_acts(caller, _types.authorityOf(typeId)));
        vm.assume(!_acts(caller, record.appliedTo));
        vm.assume(!_acts(caller, _newest(issuer, typeId).accreditor));
        _call(caller, time);
        assert(_differ(before, _accreditations.epochOf(issuer, typeId, index)) == 0);
        assert(_differ(record, _accreditations.accreditationOf(issuer, typeId)) == 0);
    }

    /// @notice An agency that is suspended or withdrawn is out at once, with whatever it ever issued.
    function check_who_is_suspended_or_withdrawn_is_out(
        address caller,
        address issuer,
        bytes32 typeId,
        bool forGood,
        uint40 moment,
        uint40 time
    ) public {
        _at(time);
        vm.prank(caller);
        if (forGood) _accreditations.withdraw(issuer, typeId);
        else _accreditations.suspend(issuer, typeId);
        assert(!_accreditations.isAccredited(issuer, typeId, moment));
    }

    /// @dev An epoch is there if and only if its number is below the count; and nobody applies for more levels than there are.
    function _inOrder(address issuer, bytes32 typeId, uint16 index) private view returns (bool) {
        IAccreditations.Accreditation memory record = _accreditations.accreditationOf(issuer, typeId);
        bool there = _accreditations.epochOf(issuer, typeId, index).from != 0;
        return _all(there == (index < record.epochs), record.appliedLevels <= Terms.MAX_LEVELS, true);
    }
}
