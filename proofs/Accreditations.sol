// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccreditations} from "../contracts/accreditation/IAccreditations.sol";
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
        (uint8 was, uint8 present) = (before.rights >> 5, later.rights >> 5);
        assert(present >= was);
        if (later.until != before.until) assert(_all(before.until > time, later.until == time, present > was));
        (later.until, later.rights) = (before.until, later.rights & 31 | was << 5);
        assert(_differ(before, later) == 0);
    }

    /// @notice What an issuer is excepted from holds for a whole generation of its accreditation: nobody changes it within one.
    function check_exceptions_last_a_generation(address caller, address issuer, bytes32 typeId, uint40 time) public {
        IAccreditations.Accreditation memory before = _accreditations.accreditationOf(issuer, typeId);
        vm.assume(before.epochs != before.generationStart);
        _call(caller, time);
        IAccreditations.Accreditation memory later = _accreditations.accreditationOf(issuer, typeId);
        assert(_either(later.generation != before.generation, later.exceptions == before.exceptions));
    }

    /// @notice While a type is frozen, nobody is accredited for it, and nobody reinstated.
    function check_nothing_is_granted_while_frozen(address caller, address issuer, bytes32 typeId, uint40 time) public {
        uint16 epochs = _accreditations.accreditationOf(issuer, typeId).epochs;
        vm.assume(_accreditations.frozenUntil(typeId) > time);
        _call(caller, time);
        assert(_accreditations.accreditationOf(issuer, typeId).epochs == epochs);
    }

    /// @notice Who goes on by a reinstatement hangs on the accreditation that it hung on before, of the same generation: nobody comes back with an
    /// accreditor that was withdrawn meanwhile. Who had ended before it was suspended, or hangs on what was withdrawn, does not go on.
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
        // The bit of its rights that says "root".
        bool hangs = _either(begun.rights & 8 != 0, begun.parentGeneration == parent);
        bool ended = former.rights >> 5 == uint8(IAccreditations.Reason.SUSPENDED_AFTER_END);
        bool goesOn = _all(former.rights >> 5 == uint8(IAccreditations.Reason.SUSPENDED), hangs, true);
        bool isOver =
            _all(begun.until == time, begun.rights >> 5 == uint8(IAccreditations.Reason.ENDED), _either(ended, !hangs));
        bool lasts = _all(begun.until > time, begun.rights >> 5 == uint8(IAccreditations.Reason.NONE), goesOn);
        assert(_either(isOver, lasts));
    }

    /// @notice Only what was begun while a thief acted for the type, as the council says, is annulled; and only by the type's authority.
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

    /// @notice Nobody says what an agency is called, nor takes a certificate from it, but who accredited it and the type's authority; and a certificate is never
    /// passed from one issuer to another at a stroke.
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

    /// @dev The hash of the names in the agency's present generation: docs/storage.md.
    function _name(address issuer, bytes32 typeId) private view returns (bytes32) {
        uint256 generation = _accreditations.accreditationOf(issuer, typeId).generation;
        bytes32 names = keccak256(abi.encode(typeId, keccak256(abi.encode(issuer, 3))));
        return vm.load(address(_accreditations), keccak256(abi.encode(generation, names)));
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

    /// @dev An epoch is there if and only if its number is below the count.
    function _inOrder(address issuer, bytes32 typeId, uint16 index) private view returns (bool) {
        IAccreditations.Accreditation memory record = _accreditations.accreditationOf(issuer, typeId);
        bool there = _accreditations.epochOf(issuer, typeId, index).from != 0;
        return there == (index < record.epochs);
    }
}
