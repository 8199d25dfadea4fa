// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccreditations} from "../contracts/accreditation/IAccreditations.sol";
import {AccreditationScene} from "./AccreditationScene.sol";
import {vm} from "./Symbolic.sol";

/// @title How an accreditation can change
/// @dev Compares an arbitrary agency, type and epoch before and after one call by any caller. Whether the chain above
/// an accreditor holds may be replaced by an arbitrary answer (docs/proved.md): it decides only whether the accreditor
/// may act, and no property here depends on that.
contract AccreditationsProofs is AccreditationScene {
    /// @notice The rights of an agency, and their beginning, are never rewritten: an epoch's end can only come down
    /// from the future to now, and its reason can only get worse. No epoch begins in the past.
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
        (uint8 was, uint8 present) = (before.rights >> 5, later.rights >> 5);
        assert(present >= was);
        if (later.until != before.until) assert(_all(before.until > time, later.until == time, present > was));
        (later.until, later.rights) = (before.until, later.rights & 31 | was << 5);
        assert(_differ(before, later) == 0);
    }

    /// @notice An issuer's exceptions hold for a whole generation of its accreditation: nobody changes them within one.
    function check_exceptions_last_a_generation(address caller, address issuer, bytes32 typeId, uint40 time) public {
        IAccreditations.Accreditation memory before = _accreditations.accreditationOf(issuer, typeId);
        vm.assume(before.epochs != before.generationStart);
        _call(caller, time);
        IAccreditations.Accreditation memory later = _accreditations.accreditationOf(issuer, typeId);
        assert(_either(later.generation != before.generation, later.exceptions == before.exceptions));
    }

    /// @notice While a type is frozen, there are no accreditations and no reinstatements for it.
    function check_nothing_is_granted_while_frozen(address caller, address issuer, bytes32 typeId, uint40 time) public {
        uint16 epochs = _accreditations.accreditationOf(issuer, typeId).epochs;
        vm.assume(_accreditations.frozenUntil(typeId) > time);
        _call(caller, time);
        assert(_accreditations.accreditationOf(issuer, typeId).epochs == epochs);
    }

    /// @notice A reinstated agency depends on the same accreditation as before, of the same generation: nobody comes
    /// back with an accreditor that was withdrawn meanwhile. An agency that had ended before its suspension, or depends
    /// on a withdrawn accreditation, does not continue.
    function check_no_reinstatement_under_a_withdrawn_parent(
        address caller,
        address issuer,
        bytes32 typeId,
        uint40 until,
        uint40 time
    ) public {
        IAccreditations.Epoch memory former = _newest(issuer, typeId);
        _at(time);
        vm.prank(caller);
        _accreditations.reinstate(issuer, typeId, until);
        IAccreditations.Epoch memory begun = _newest(issuer, typeId);
        assert(_all(begun.accreditor == former.accreditor, begun.from == time, begun.rights & 31 == former.rights & 31));
        uint8 parent = _accreditations.accreditationOf(begun.accreditor, typeId).generation;
        // The bit "root" in an epoch's rights.
        bool hangs = _either(begun.rights & 8 != 0, begun.parentGeneration == parent);
        bool ended = former.rights >> 5 == uint8(IAccreditations.Reason.SUSPENDED_AFTER_END);
        bool goesOn = _all(former.rights >> 5 == uint8(IAccreditations.Reason.SUSPENDED), hangs, true);
        bool isOver =
            _all(begun.until == time, begun.rights >> 5 == uint8(IAccreditations.Reason.ENDED), _either(ended, !hangs));
        bool lasts = _all(begun.until > time, begun.rights >> 5 == uint8(IAccreditations.Reason.NONE), goesOn);
        assert(_either(isOver, lasts));
    }

    /// @notice Only accreditations that began while a thief acted for the type, as the council declared, can be
    /// annulled, and only by the type's authority.
    function check_only_what_a_thief_began_is_annulled(
        address caller,
        address issuer,
        bytes32 typeId,
        uint16 index,
        uint8 term,
        uint40 time
    ) public {
        uint40 from = _accreditations.epochOf(issuer, typeId, index).from;
        uint40 since = _types.stolenSince(typeId, term);
        uint40 until = _types.authorityEpoch(typeId, term).until;
        bool isAuthority = _acts(caller, _types.authorityOf(typeId));
        _at(time);
        vm.prank(caller);
        _accreditations.annul(issuer, typeId, index, term);
        assert(_all(since != 0, from >= since, _all(from <= until, isAuthority, true)));
    }

    /// @notice Only an agency's accreditor and the type's authority set its name or take a certificate from it. A
    /// certificate never passes from one issuer to another in one step.
    function check_nobody_else__s_name_nor_certificate(
        address caller,
        address issuer,
        bytes32 typeId,
        bytes32 anchor,
        uint40 time
    ) public {
        bytes32 name = _name(issuer, typeId);
        address assigned = _accreditations.issuerOfAnchor(typeId, anchor);
        bool above = _either(_acts(caller, _types.authorityOf(typeId)), _acts(caller, _newest(issuer, typeId).accreditor));
        uint8 generation = _accreditations.accreditationOf(issuer, typeId).generation;
        _call(caller, time);
        bool sameGeneration = _accreditations.accreditationOf(issuer, typeId).generation == generation;
        assert(_either(above, _either(!sameGeneration, _name(issuer, typeId) == name)));
        address later = _accreditations.issuerOfAnchor(typeId, anchor);
        if (assigned == address(0)) return;
        assert(_either(later == assigned, later == address(0)));
        assert(_either(_either(assigned != issuer, above), later == assigned));
    }

    /// @dev The hash of the agency's names in its present generation; slots as in docs/storage.md.
    function _name(address issuer, bytes32 typeId) private view returns (bytes32) {
        uint256 generation = _accreditations.accreditationOf(issuer, typeId).generation;
        bytes32 names = keccak256(abi.encode(typeId, keccak256(abi.encode(issuer, 3))));
        return vm.load(address(_accreditations), keccak256(abi.encode(generation, names)));
    }

    /// @notice Only the agency itself, the accreditor that it applied to, its accreditor, and the type's authority can
    /// change its accreditation.
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

    /// @notice A suspended or withdrawn agency is no longer accredited, at once, for everything that it ever issued.
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

    /// @notice An annulment takes no suspension back: an agency that is suspended stays so, whatever a thief began
    /// after the suspension and whatever is annulled, until it is reinstated or withdrawn from above. Meanwhile it is
    /// not accredited. Only if all epochs of the generation are annulled, nothing is left that could count again.
    /// @dev Whose very newest epoch is suspended or annulled is not accredited: {ChainProofs}.
    function check_an_annulment_takes_no_suspension_back(address caller, address issuer, bytes32 typeId, uint40 time)
        public
    {
        IAccreditations.Accreditation memory record = _accreditations.accreditationOf(issuer, typeId);
        vm.assume(record.epochs > record.generationStart);
        IAccreditations.Epoch memory former = _newest(issuer, typeId);
        vm.assume(_isSuspended(former));
        bool above = _either(_acts(caller, _types.authorityOf(typeId)), _acts(caller, former.accreditor));
        _call(caller, time);
        IAccreditations.Accreditation memory later = _accreditations.accreditationOf(issuer, typeId);
        assert(later.epochs >= later.generationStart);
        // An accreditation closes the application, and a reinstatement leaves it open.
        bool reinstated = _all(later.epochs == uint256(record.epochs) + 1, later.applied == record.applied, above);
        bool withdrawn = _all(later.generation == uint256(record.generation) + 1, later.generationStart == later.epochs, above);
        if (_either(reinstated, withdrawn)) return;
        IAccreditations.Epoch memory newest = _newest(issuer, typeId);
        IAccreditations.Epoch memory last = _accreditations.epochOf(issuer, typeId, later.epochs - 1);
        assert(_either(_isSuspended(newest), _isAnnulled(newest)));
        assert(_either(_isSuspended(last), _isAnnulled(last)));
    }

    function _isSuspended(IAccreditations.Epoch memory epoch) private pure returns (bool) {
        uint8 reason = epoch.rights >> 5;
        bool afterEnd = reason == uint8(IAccreditations.Reason.SUSPENDED_AFTER_END);
        return _either(reason == uint8(IAccreditations.Reason.SUSPENDED), afterEnd);
    }

    /// @dev An epoch exists if and only if its number is below the count.
    function _inOrder(address issuer, bytes32 typeId, uint16 index) private view returns (bool) {
        IAccreditations.Accreditation memory record = _accreditations.accreditationOf(issuer, typeId);
        bool there = _accreditations.epochOf(issuer, typeId, index).from != 0;
        return there == (index < record.epochs);
    }
}
