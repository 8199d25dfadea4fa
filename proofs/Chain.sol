// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccreditations} from "../contracts/accreditation/IAccreditations.sol";
import {Rights} from "../contracts/accreditation/Rights.sol";
import {AccreditationScene} from "./AccreditationScene.sol";
import {vm} from "./Symbolic.sol";

/// @title Which agency is accredited for which type
/// @dev Compares the contract's walk to the authority with a second, naive version of the rules. Chains have up to two
/// links below the authority; a longer chain repeats the same step. No newest epoch begins in the future, as
/// {AccreditationsProofs} proves.
contract ChainProofs is AccreditationScene {
    using Rights for uint8;

    uint8 private constant SUSPENDED = uint8(IAccreditations.Reason.SUSPENDED);

    struct Wanted {
        address issuer;
        bytes32 typeId;
        bool mayIssue;
        uint8 levels;
        uint40 until;
        uint8 exceptions;
    }

    /// @notice Every accreditation is made by the type's authority, or by an agency that has, at that moment and under
    /// a whole chain, more rights than it grants.
    function check_no_accreditation_without_a_whole_chain(address caller, Wanted calldata wanted, uint40 time) public {
        IAccreditations.Accreditation memory record = _accreditations.accreditationOf(wanted.issuer, wanted.typeId);
        bool root = record.appliedTo == address(0);
        (bool held, IAccreditations.Epoch memory own) = _link(record.appliedTo, wanted.typeId, time);
        bool whole = _all(held, own.rights.levels() > wanted.levels, _above(own, wanted.typeId, time, root));
        _at(time);
        vm.prank(caller);
        _accreditations.accredit(
            wanted.issuer, wanted.typeId, wanted.mayIssue, wanted.levels, wanted.until, wanted.exceptions
        );
        address who = root ? _types.authorityOf(wanted.typeId) : record.appliedTo;
        assert(_all(_either(root, whole), _acts(caller, who), true));
        IAccreditations.Epoch memory begun = _accreditations.epochOf(wanted.issuer, wanted.typeId, record.epochs);
        assert(_all(begun.accreditor == who, begun.from == time, begun.until == wanted.until));
        assert(begun.rights == Rights.pack(wanted.mayIssue, root, wanted.levels));
    }

    /// @notice An agency that counts as accredited now may issue, and every link above it holds: none has ended, or is
    /// suspended, withdrawn, annulled, of a withdrawn generation, or of a deactivated agency.
    function check_whoever_is_accredited_has_a_whole_chain(address issuer, bytes32 typeId, uint40 time) public {
        _at(time);
        (bool held, IAccreditations.Epoch memory own) = _link(issuer, typeId, time);
        bool whole = _all(held, own.rights.mayIssue(), _above(own, typeId, time, false));
        assert(_either(whole, !_accreditations.isAccredited(issuer, typeId, time)));
    }

    /// @dev The newest epoch, and whether it holds without regard to the chain above it.
    function _link(address holder, bytes32 typeId, uint40 time)
        private
        view
        returns (bool held, IAccreditations.Epoch memory epoch)
    {
        uint16 epochs = _accreditations.accreditationOf(holder, typeId).epochs;
        uint16 last;
        unchecked {
            last = epochs - 1;
        }
        epoch = _accreditations.epochOf(holder, typeId, last);
        vm.assume(epoch.from <= time);
        bool alive = _dids.controllerOf(holder) != address(0);
        held = _all(alive, epochs != 0, _all(epoch.rights >> 5 < SUSPENDED, epoch.until > time, true));
    }

    /// @dev Whether the chain above a link holds. Unless `any`, assumes at most one link between this one and the
    /// authority.
    function _above(IAccreditations.Epoch memory own, bytes32 typeId, uint40 time, bool any)
        private
        view
        returns (bool)
    {
        bool authority = _dids.controllerOf(_types.authorityOf(typeId)) != address(0);
        (bool held, IAccreditations.Epoch memory parent) = _link(own.accreditor, typeId, time);
        (bool first, bool second) = (own.rights.root(), parent.rights.root());
        vm.assume(_either(any, _either(first, second)));
        bool present = _accreditations.accreditationOf(own.accreditor, typeId).generation == own.parentGeneration;
        bool enough = parent.rights.levels() > own.rights.levels();
        return _all(authority, true, _either(first, _all(second, held, _all(present, enough, true))));
    }
}
