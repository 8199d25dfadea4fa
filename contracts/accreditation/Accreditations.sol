// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Controlled} from "../did/Controlled.sol";
import {IControllers} from "../did/IControllers.sol";
import {ISeats} from "../governance/ISeats.sol";
import {AgencyNames} from "./AgencyNames.sol";
import {ChainOfTrust} from "./ChainOfTrust.sol";
import {Freezes} from "./Freezes.sol";
import {IAccreditations} from "./IAccreditations.sol";
import {ICredentialTypes} from "./ICredentialTypes.sol";
import {IssuersOfAnchors} from "./IssuersOfAnchors.sol";
import {Rights} from "./Rights.sol";

/// @title Accreditations
/// @notice The model, the rules and who may call are in {IAccreditations}; the storage layout is in docs/storage.md.
contract Accreditations is Freezes, AgencyNames, IssuersOfAnchors {
    using Rights for uint8;

    bytes32 public immutable SALT;
    uint256 public immutable CHAIN_ID = block.chainid;

    uint256 public constant MAX_NOTE = 256;
    /// @notice How many epochs of an agency for a type begin freely.
    uint256 public constant FREE_EPOCHS = 64;
    /// @notice After the free ones, one more may begin each time that so many seconds have passed since the beginning
    /// of the first. So nobody uses up the 65,535 epochs by suspending and reinstating within 44 years.
    uint40 public constant EPOCH_PACE = 6 hours;
    uint8 private constant _ALL_EXCEPTIONS = 1;

    constructor(IControllers dids, ICredentialTypes types, ISeats seats, bytes32 salt)
        Controlled(dids)
        ChainOfTrust(types)
        Freezes(seats)
    {
        SALT = salt;
    }

    // --- the agency ---

    /// @inheritdoc IAccreditations
    function applyFor(
        address issuer,
        bytes32 typeId,
        address accreditor,
        bool mayIssue,
        uint8 levels,
        string calldata note
    ) external {
        if (!_actsFor(issuer)) revert AccreditationForbidden(issuer, typeId, msg.sender);
        _checkType(typeId);
        if ((!mayIssue && levels == 0) || levels > Rights.MAX_LEVELS) {
            revert AccreditationNothingAsked(mayIssue, levels);
        }
        _checkNote(note);
        Accreditation storage record = _accreditations[issuer][typeId];
        (record.appliedTo, record.applied) = (accreditor, uint40(block.timestamp));
        record.appliedRights = Rights.pack(mayIssue, false, levels);
        emit Applied(issuer, typeId, accreditor, mayIssue, levels, note);
    }

    /// @inheritdoc IAccreditations
    function cancelApplication(address issuer, bytes32 typeId) external {
        if (!_actsFor(issuer)) revert AccreditationForbidden(issuer, typeId, msg.sender);
        _closeApplication(issuer, typeId);
        emit ApplicationClosed(issuer, typeId, false, "");
    }

    // --- the accreditor ---

    /// @inheritdoc IAccreditations
    function decline(address issuer, bytes32 typeId, string calldata note) external {
        _checkNote(note);
        address appliedTo = _closeApplication(issuer, typeId);
        address accreditor = appliedTo == address(0) ? TYPES.authorityOf(typeId) : appliedTo;
        if (!_actsFor(accreditor)) revert AccreditationForbidden(issuer, typeId, msg.sender);
        emit ApplicationClosed(issuer, typeId, true, note);
    }

    /// @inheritdoc IAccreditations
    function accredit(
        address issuer,
        bytes32 typeId,
        bool mayIssue,
        uint8 levels,
        uint40 until,
        uint8 exceptions
    ) external {
        Accreditation memory record = _accreditations[issuer][typeId];
        if (record.applied == 0) revert AccreditationNoApplication(issuer, typeId);
        // Checked here and not in {withdraw}, so that whatever has been accredited can be withdrawn.
        if (record.generation == type(uint8).max) revert AccreditationExhausted(issuer, typeId);
        if (!mayIssue && levels == 0) revert AccreditationNothingAsked(mayIssue, levels);
        if (levels > record.appliedRights.levels() || (mayIssue && !record.appliedRights.mayIssue())) {
            revert AccreditationBeyondApplication(mayIssue, levels);
        }
        if (until <= block.timestamp) revert AccreditationEndInPast(until, block.timestamp);
        if (DIDS.controllerOf(issuer) == address(0)) revert AccreditationHolderDeactivated(issuer);
        _checkType(typeId);
        _checkNotFrozen(typeId);
        _checkVacant(issuer, typeId, record);
        _checkExceptions(issuer, typeId, record, exceptions);

        bool root = record.appliedTo == address(0);
        address accreditor = root ? TYPES.authorityOf(typeId) : record.appliedTo;
        if (!_actsFor(accreditor)) revert AccreditationForbidden(issuer, typeId, msg.sender);
        if (!root && !_isWhole(accreditor, typeId, uint40(block.timestamp), false, levels)) {
            revert AccreditationBeyondAccreditor(accreditor, typeId, levels);
        }
        uint8 parentGeneration = root ? 0 : _accreditations[accreditor][typeId].generation;
        Epoch memory epoch = Epoch(accreditor, 0, until, parentGeneration, Rights.pack(mayIssue, root, levels));
        _begin(issuer, typeId, record.epochs, epoch, exceptions, false);
        _accreditations[issuer][typeId] =
            Accreditation(address(0), 0, 0, exceptions, record.epochs + 1, record.generationStart, record.generation);
    }

    /// @inheritdoc IAccreditations
    function suspend(address issuer, bytes32 typeId) external {
        (uint256 index, Epoch memory epoch) = _newest(issuer, typeId);
        _checkAbove(issuer, typeId, epoch);
        Reason present = epoch.rights.reason();
        // What is suspended cannot become "suspended after its end" by being suspended again.
        if (present == Reason.SUSPENDED) revert AccreditationReasonSet(issuer, typeId, present);
        _suspend(issuer, typeId, index, epoch);
    }

    /// @inheritdoc IAccreditations
    function reinstate(address issuer, bytes32 typeId, uint40 until) external {
        (, Epoch memory epoch) = _newest(issuer, typeId);
        Reason present = epoch.rights.reason();
        if (!_isSuspended(present)) revert AccreditationNotSuspended(issuer, typeId);
        uint8 generation = _parentGeneration(typeId, epoch);
        bool orphan = generation != epoch.parentGeneration;
        bool goesOn = present == Reason.SUSPENDED && (until != 0 || !orphan);
        if (goesOn && until <= block.timestamp) revert AccreditationEndInPast(until, block.timestamp);
        if (!goesOn && until != 0) revert AccreditationEndedBefore(issuer, typeId);
        _checkAbove(issuer, typeId, epoch);
        _checkNotFrozen(typeId);
        // A new epoch under a withdrawn generation would never hold, but look as if it did.
        if (goesOn && orphan) {
            revert AccreditationParentWithdrawn(issuer, typeId, epoch.accreditor, epoch.parentGeneration, generation);
        }
        // Its accreditor lost the power to decide whether what it issued under others counts, even if accredited again.
        if (orphan && !_actsFor(TYPES.authorityOf(typeId))) revert AccreditationForbidden(issuer, typeId, msg.sender);
        // A deactivated agency is not refused here, unlike in {accredit}: its chain stays broken, whatever is written.
        epoch.until = goesOn ? until : uint40(block.timestamp);
        epoch.rights = epoch.rights.withReason(goesOn ? Reason.NONE : Reason.ENDED);
        Accreditation storage record = _accreditations[issuer][typeId];
        uint16 epochs = record.epochs;
        _begin(issuer, typeId, epochs, epoch, record.exceptions, true);
        record.epochs = epochs + 1;
    }

    /// @inheritdoc IAccreditations
    function withdraw(address issuer, bytes32 typeId) external {
        (uint256 index, Epoch memory epoch) = _newest(issuer, typeId);
        _checkAbove(issuer, typeId, epoch);
        Accreditation storage record = _accreditations[issuer][typeId];
        // If all epochs of the generation are annulled, they stay so, and only the generation ends.
        if (_isAnnulled(epoch) && record.epochs > record.generationStart) {
            emit AccreditationEnded(issuer, typeId, index, epoch.until, Reason.WITHDRAWN);
        } else {
            _worsen(issuer, typeId, index, epoch, Reason.WITHDRAWN);
        }
        (record.generation, record.generationStart) = (record.generation + 1, record.epochs);
    }

    /// @inheritdoc IAccreditations
    function end(address issuer, bytes32 typeId) external {
        (uint256 index, Epoch memory epoch) = _newest(issuer, typeId);
        if (!_actsFor(issuer)) _checkAbove(issuer, typeId, epoch);
        if (epoch.until <= block.timestamp) revert AccreditationNotInForce(issuer, typeId);
        _worsen(issuer, typeId, index, epoch, Reason.ENDED);
    }

    /// @inheritdoc IAccreditations
    function annul(address issuer, bytes32 typeId, uint256 index, uint256 term) external {
        Epoch memory epoch = _epochs[issuer][typeId][index];
        if (epoch.from == 0) revert AccreditationUnknown(issuer, typeId, index);
        if (!_actsFor(TYPES.authorityOf(typeId))) revert AccreditationForbidden(issuer, typeId, msg.sender);
        uint40 since = TYPES.stolenSince(typeId, term);
        uint40 until = TYPES.authorityEpoch(typeId, term).until;
        // What a successor began is not the thief's. In the very second of the change, either may have begun it.
        if (since == 0 || epoch.from < since || epoch.from > until) {
            revert AccreditationNotAnnullable(issuer, typeId, epoch.from, since, until);
        }
        _worsen(issuer, typeId, index, epoch, Reason.ANNULLED);
        (bool found, uint256 below, Epoch memory lower) = _below(issuer, typeId, index);
        if (!found) return;
        bool wasSuspended = _isSuspended(epoch.rights.reason());
        bool isSuspended = _isSuspended(lower.rights.reason());
        // It was the agency that was suspended. So the suspension passes to the epoch below, even if a later epoch
        // lifted it: that one may be annulled next.
        if (wasSuspended && !isSuspended) _suspend(issuer, typeId, below, lower);
        // The annulled epoch had lifted the suspension below. So what began after it is suspended, too.
        if (!wasSuspended && isSuspended) _suspendAfter(issuer, typeId, index);
    }

    // --- writing ---

    /// @dev Writes the next epoch; the caller stores the record with its number.
    function _begin(
        address issuer,
        bytes32 typeId,
        uint256 index,
        Epoch memory epoch,
        uint8 exceptions,
        bool reinstated
    ) private {
        if (index == type(uint16).max) revert AccreditationExhausted(issuer, typeId);
        if (index >= FREE_EPOCHS) _checkPace(issuer, typeId, index);
        Epoch storage stored = _epochs[issuer][typeId][index];
        // Assigning the fields together, the compiler writes the slot once; from a struct in memory, once per field.
        (stored.accreditor, stored.from, stored.until, stored.parentGeneration, stored.rights) =
            (epoch.accreditor, uint40(block.timestamp), epoch.until, epoch.parentGeneration, epoch.rights);
        emit Accredited(
            issuer,
            typeId,
            epoch.accreditor,
            index,
            epoch.until,
            epoch.parentGeneration,
            epoch.rights,
            exceptions,
            reinstated
        );
    }

    /// @dev What had ended or expired before does not go on when the suspension is lifted.
    function _suspend(address issuer, bytes32 typeId, uint256 index, Epoch memory epoch) private {
        bool runs = epoch.until > block.timestamp;
        _worsen(issuer, typeId, index, epoch, runs ? Reason.SUSPENDED : Reason.SUSPENDED_AFTER_END);
    }

    /// @dev Suspends the epoch that decides, if it began after this one.
    function _suspendAfter(address issuer, bytes32 typeId, uint256 index) private {
        (uint256 newest, Epoch memory epoch) = _newest(issuer, typeId);
        if (newest > index && !_isSuspended(epoch.rights.reason())) _suspend(issuer, typeId, newest, epoch);
    }

    /// @dev The only change of an epoch: its reason gets worse, and a future end moves to now.
    function _worsen(address issuer, bytes32 typeId, uint256 index, Epoch memory epoch, Reason reason) private {
        Reason present = epoch.rights.reason();
        if (present >= reason) revert AccreditationReasonSet(issuer, typeId, present);
        uint40 until = epoch.until > block.timestamp ? uint40(block.timestamp) : epoch.until;
        Epoch storage stored = _epochs[issuer][typeId][index];
        (stored.until, stored.rights) = (until, epoch.rights.withReason(reason));
        emit AccreditationEnded(issuer, typeId, index, until, reason);
    }

    function _closeApplication(address issuer, bytes32 typeId) private returns (address appliedTo) {
        Accreditation storage record = _accreditations[issuer][typeId];
        if (record.applied == 0) revert AccreditationNoApplication(issuer, typeId);
        appliedTo = record.appliedTo;
        (record.appliedTo, record.applied, record.appliedRights) = (address(0), 0, 0);
    }

    // --- conditions ---

    /// @dev One epoch at a time. A suspended one is reinstated or withdrawn, not accredited over.
    function _checkVacant(address issuer, bytes32 typeId, Accreditation memory record) private view {
        if (record.epochs == 0) return;
        (uint256 index, Epoch memory newest) = _newest(issuer, typeId);
        if (newest.until > block.timestamp || _isSuspended(newest.rights.reason())) {
            revert AccreditationInForce(issuer, typeId, index);
        }
    }

    /// @dev The number of free epochs, and one more for each period since the first one began.
    function _checkPace(address issuer, bytes32 typeId, uint256 index) private view {
        uint40 notBefore = _epochs[issuer][typeId][0].from + uint40(index - FREE_EPOCHS + 1) * EPOCH_PACE;
        if (block.timestamp < notBefore) revert AccreditationTooSoon(issuer, typeId, notBefore);
    }

    /// @dev Exceptions apply to everything issued in a generation, so they must not change within one.
    function _checkExceptions(
        address issuer,
        bytes32 typeId,
        Accreditation memory record,
        uint8 exceptions
    ) private pure {
        bool changed = record.epochs != record.generationStart && exceptions != record.exceptions;
        if (changed || exceptions > _ALL_EXCEPTIONS) {
            revert AccreditationExceptions(issuer, typeId, exceptions, record.exceptions);
        }
    }

    /// @dev The current generation of the accreditor's own accreditation. A root link depends on the authority's role,
    /// which has none.
    function _parentGeneration(bytes32 typeId, Epoch memory epoch) private view returns (uint8) {
        return epoch.rights.root() ? epoch.parentGeneration : _accreditations[epoch.accreditor][typeId].generation;
    }

    function _isSuspended(Reason reason) private pure returns (bool) {
        return reason == Reason.SUSPENDED || reason == Reason.SUSPENDED_AFTER_END;
    }

    function _checkNote(string calldata note) private pure {
        if (bytes(note).length > MAX_NOTE) revert AccreditationTextLength(bytes(note).length, MAX_NOTE);
    }
}
