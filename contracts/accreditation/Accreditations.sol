// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IControllers} from "../did/IControllers.sol";
import {ISeats} from "../governance/ISeats.sol";
import {IAccreditations} from "./IAccreditations.sol";
import {ICredentialTypes} from "./ICredentialTypes.sol";
import {Terms} from "./Terms.sol";

/// @title Accreditations
/// @notice The model, the rules and who may call are in {IAccreditations}; the storage layout is in docs/storage.md.
contract Accreditations is IAccreditations {
    using Terms for uint8;

    IControllers public immutable DIDS;
    ICredentialTypes public immutable TYPES;
    ISeats public immutable SEATS;
    bytes32 public immutable SALT;
    uint256 public immutable CHAIN_ID = block.chainid;

    uint256 public constant MAX_NOTE = 256;
    /// @notice How long a freeze lasts, and how long after it the next may begin, in seconds.
    uint40 public constant FREEZE = 14 days;
    /// @notice Within how many seconds three seats must agree.
    uint40 public constant FREEZE_WINDOW = 1 days;

    /// @dev Support for a freeze, by the two seats that called so far. Two slots.
    struct FreezeCall {
        address first;
        uint40 firstAt;
        uint40 until;
        address second;
        uint40 secondAt;
    }

    mapping(address issuer => mapping(bytes32 typeId => Accreditation)) private _accreditations;
    mapping(address issuer => mapping(bytes32 typeId => mapping(uint256 index => Epoch))) private _epochs;
    mapping(bytes32 typeId => FreezeCall) private _freezes;

    constructor(IControllers dids, ICredentialTypes types, ISeats seats, bytes32 salt) {
        (DIDS, TYPES, SEATS, SALT) = (dids, types, seats, salt);
    }

    // --- reads ---

    /// @inheritdoc IAccreditations
    function accreditationOf(address issuer, bytes32 typeId) external view returns (Accreditation memory) {
        return _accreditations[issuer][typeId];
    }

    /// @inheritdoc IAccreditations
    function epochOf(address issuer, bytes32 typeId, uint256 index) external view returns (Epoch memory) {
        return _epochs[issuer][typeId][index];
    }

    /// @inheritdoc IAccreditations
    function frozenUntil(bytes32 typeId) external view returns (uint40) {
        return _freezes[typeId].until;
    }

    /// @inheritdoc IAccreditations
    function isAccredited(address issuer, bytes32 typeId, uint40 moment) external view returns (bool) {
        uint40 retired = TYPES.typeOf(typeId).retired;
        if (moment > block.timestamp || (retired != 0 && moment >= retired)) return false;
        return _isWhole(issuer, typeId, moment, true, 0);
    }

    /// @inheritdoc IAccreditations
    function chainWords(address issuer, bytes32 typeId, uint40 moment) external view returns (Link[] memory links) {
        return _chain(issuer, typeId, moment, 0);
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
        if ((!mayIssue && levels == 0) || levels > Terms.MAX_LEVELS) {
            revert AccreditationNothingAsked(mayIssue, levels);
        }
        _checkNote(note);
        Accreditation storage record = _accreditations[issuer][typeId];
        (record.appliedTo, record.applied) = (accreditor, uint40(block.timestamp));
        (record.appliedMayIssue, record.appliedLevels) = (mayIssue, levels);
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
    function accredit(address issuer, bytes32 typeId, bool mayIssue, uint8 levels, uint40 until) external {
        Accreditation memory record = _accreditations[issuer][typeId];
        if (record.applied == 0) revert AccreditationNoApplication(issuer, typeId);
        // Here and not in {withdraw}: whatever has been accredited can be withdrawn.
        if (record.generation == type(uint8).max) revert AccreditationExhausted(issuer, typeId);
        if (!mayIssue && levels == 0) revert AccreditationNothingAsked(mayIssue, levels);
        if (levels > record.appliedLevels || (mayIssue && !record.appliedMayIssue)) {
            revert AccreditationBeyondApplication(mayIssue, levels);
        }
        if (until <= block.timestamp) revert AccreditationEndInPast(until, block.timestamp);
        if (DIDS.controllerOf(issuer) == address(0)) revert AccreditationHolderDeactivated(issuer);
        _checkType(typeId);
        uint40 frozen = _freezes[typeId].until;
        if (frozen > block.timestamp) revert AccreditationFrozen(typeId, frozen);
        _checkVacant(issuer, typeId, record);

        bool root = record.appliedTo == address(0);
        address accreditor = root ? TYPES.authorityOf(typeId) : record.appliedTo;
        if (!_actsFor(accreditor)) revert AccreditationForbidden(issuer, typeId, msg.sender);
        if (!root && !_isWhole(accreditor, typeId, uint40(block.timestamp), false, levels)) {
            revert AccreditationBeyondAccreditor(accreditor, typeId, levels);
        }
        uint8 parentGeneration = root ? 0 : _accreditations[accreditor][typeId].generation;
        Epoch memory epoch = Epoch(accreditor, 0, until, parentGeneration, Terms.pack(mayIssue, root, levels));
        _begin(issuer, typeId, record.epochs, epoch, false);
        _accreditations[issuer][typeId] =
            Accreditation(address(0), 0, false, 0, record.epochs + 1, record.generationStart, record.generation);
    }

    /// @inheritdoc IAccreditations
    function suspend(address issuer, bytes32 typeId) external {
        (uint256 index, Epoch memory epoch) = _newest(issuer, typeId);
        _checkAbove(issuer, typeId, epoch);
        if (epoch.until <= block.timestamp) revert AccreditationNotInForce(issuer, typeId);
        _worsen(issuer, typeId, index, epoch, Reason.SUSPENDED);
    }

    /// @inheritdoc IAccreditations
    function reinstate(address issuer, bytes32 typeId, uint40 until) external {
        (uint256 index, Epoch memory epoch) = _newest(issuer, typeId);
        if (epoch.terms.reason() != Reason.SUSPENDED) revert AccreditationNotSuspended(issuer, typeId);
        if (until <= block.timestamp) revert AccreditationEndInPast(until, block.timestamp);
        _checkAbove(issuer, typeId, epoch);
        // A deactivated agency is not looked for, unlike in {accredit}: its chain stays broken for good, whatever is written here.
        (epoch.until, epoch.terms) = (until, epoch.terms.withReason(Reason.NONE));
        _begin(issuer, typeId, index + 1, epoch, true);
        _accreditations[issuer][typeId].epochs = uint16(index + 2);
    }

    /// @inheritdoc IAccreditations
    function withdraw(address issuer, bytes32 typeId) external {
        (uint256 index, Epoch memory epoch) = _newest(issuer, typeId);
        _checkAbove(issuer, typeId, epoch);
        _worsen(issuer, typeId, index, epoch, Reason.WITHDRAWN);
        Accreditation storage record = _accreditations[issuer][typeId];
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
    function annul(address issuer, bytes32 typeId, uint256 index) external {
        Epoch memory epoch = _epochs[issuer][typeId][index];
        if (epoch.from == 0) revert AccreditationUnknown(issuer, typeId, index);
        if (!_actsFor(TYPES.authorityOf(typeId))) revert AccreditationForbidden(issuer, typeId, msg.sender);
        uint40 since = TYPES.stolenSince(typeId);
        ICredentialTypes.CredentialType memory kind = TYPES.typeOf(typeId);
        uint40 seated = TYPES.authorityEpoch(typeId, kind.epochs - 1).from;
        // What the successor itself began is not the thief's; in the very second of the change, either may have begun it.
        if (since == 0 || epoch.from < since || epoch.from > seated) {
            revert AccreditationNotAnnullable(issuer, typeId, epoch.from, since);
        }
        _worsen(issuer, typeId, index, epoch, Reason.ANNULLED);
    }

    // --- the council's seats ---

    /// @inheritdoc IAccreditations
    function freeze(address member, bytes32 typeId) external {
        if (!_actsFor(member) || !SEATS.isSeat(member)) revert FreezeNotSeat(member, msg.sender);
        _checkType(typeId);
        FreezeCall memory call = _freezes[typeId];
        if (call.until != 0 && block.timestamp < call.until + FREEZE) {
            revert FreezeTooSoon(typeId, call.until + FREEZE);
        }
        // Support counts while it is fresh, and while its seat is one.
        bool secondStands = _supports(call.second, call.secondAt);
        if (!_supports(call.first, call.firstAt)) {
            (call.first, call.firstAt) = secondStands ? (call.second, call.secondAt) : (address(0), uint40(0));
            secondStands = false;
        }
        if (!secondStands) (call.second, call.secondAt) = (address(0), 0);
        if (member == call.first || member == call.second) revert FreezeSupportedAlready(typeId, member);
        emit FreezeSupported(typeId, member, call.first);
        if (call.first == address(0)) {
            (call.first, call.firstAt) = (member, uint40(block.timestamp));
        } else if (call.second == address(0)) {
            (call.second, call.secondAt) = (member, uint40(block.timestamp));
        } else {
            call = FreezeCall(address(0), 0, uint40(block.timestamp) + FREEZE, address(0), 0);
            emit Frozen(typeId, call.until);
        }
        _freezes[typeId] = call;
    }

    function _supports(address member, uint40 moment) private view returns (bool) {
        return member != address(0) && moment + FREEZE_WINDOW >= block.timestamp && SEATS.isSeat(member)
            && DIDS.controllerOf(member) != address(0);
    }

    // --- the walk ---

    /// @dev Whether every link from `holder` to the root holds for something issued at `moment`. The first link must allow issuing, if asked,
    /// and have more levels than `below` if not; each further one more levels than the one under it, which also rules out a cycle.
    function _isWhole(address holder, bytes32 typeId, uint40 moment, bool issuing, uint8 below)
        private
        view
        returns (bool whole)
    {
        Accreditation memory record = _accreditations[holder][typeId];
        while (record.epochs != 0 && DIDS.controllerOf(holder) != address(0)) {
            (bool held, Epoch memory epoch) = _held(holder, typeId, record, moment);
            if (!held || (issuing ? !epoch.terms.mayIssue() : epoch.terms.levels() <= below)) return false;
            if (epoch.terms.root()) return DIDS.controllerOf(TYPES.authorityOf(typeId)) != address(0);
            (issuing, below, holder) = (false, epoch.terms.levels(), epoch.accreditor);
            record = _accreditations[holder][typeId];
            if (record.generation != epoch.parentGeneration) return false;
        }
    }

    /// @dev One link by itself: an epoch around `moment`, of the present generation, and nothing wrong with it or with the newest.
    function _held(address holder, bytes32 typeId, Accreditation memory record, uint40 moment)
        private
        view
        returns (bool, Epoch memory epoch)
    {
        epoch = _epochs[holder][typeId][record.epochs - 1];
        if (epoch.terms.reason() >= Reason.SUSPENDED) return (false, epoch);
        if (moment < epoch.from) {
            (bool begun, uint256 index) = _find(_epochs[holder][typeId], record.epochs, moment);
            if (!begun || index < record.generationStart) return (false, epoch);
            epoch = _epochs[holder][typeId][index];
        }
        return (moment < epoch.until && epoch.terms.reason() != Reason.ANNULLED, epoch);
    }

    /// @dev The last of the epochs that had begun by `moment`, of whatever generation.
    function _find(mapping(uint256 => Epoch) storage epochs, uint256 count, uint40 moment)
        private
        view
        returns (bool, uint256)
    {
        (uint256 low, uint256 high) = (0, count);
        while (low < high) {
            uint256 middle = (low + high) / 2;
            if (epochs[middle].from <= moment) low = middle + 1;
            else high = middle;
        }
        return low == 0 ? (false, 0) : (true, low - 1);
    }

    /// @dev The links from the holder up, behind `below` places for those under it. Levels grow on the way up, so that a whole chain has at most
    /// one link for each; a broken one may not end.
    function _chain(address holder, bytes32 typeId, uint40 moment, uint256 below)
        private
        view
        returns (Link[] memory links)
    {
        Accreditation storage record = _accreditations[holder][typeId];
        uint256 count = record.epochs;
        if (count == 0 || below > Terms.MAX_LEVELS) return new Link[](below);
        mapping(uint256 => Epoch) storage epochs = _epochs[holder][typeId];
        Epoch storage newest = epochs[count - 1];
        (bool begun, uint256 index) = (true, count - 1);
        if (moment < newest.from) (begun, index) = _find(epochs, count, moment);
        Epoch storage epoch = epochs[index];
        bool last = !begun || epoch.terms.root();
        links = last ? new Link[](below + 1) : _chain(epoch.accreditor, typeId, moment, below + 1);
        links[below] = Link(holder, _word(record), index, begun ? _word(epoch) : 0, _word(newest));
    }

    function _word(Accreditation storage record) private view returns (uint256 word) {
        assembly ("memory-safe") {
            word := sload(record.slot)
        }
    }

    function _word(Epoch storage epoch) private view returns (uint256 word) {
        assembly ("memory-safe") {
            word := sload(epoch.slot)
        }
    }

    // --- writing ---

    /// @dev Writes the next epoch; the record with its number is the caller's to store.
    function _begin(address issuer, bytes32 typeId, uint256 index, Epoch memory epoch, bool reinstated) private {
        if (index == type(uint16).max) revert AccreditationExhausted(issuer, typeId);
        Epoch storage stored = _epochs[issuer][typeId][index];
        // Fields at once, the compiler writes the slot once; from a struct in memory, once a field.
        (stored.accreditor, stored.from, stored.until, stored.parentGeneration, stored.terms) =
            (epoch.accreditor, uint40(block.timestamp), epoch.until, epoch.parentGeneration, epoch.terms);
        emit Accredited(
            issuer, typeId, epoch.accreditor, index, epoch.until, epoch.parentGeneration, epoch.terms, reinstated
        );
    }

    /// @dev The only change there is to an epoch: its reason gets worse, and an end in the future comes down to now.
    function _worsen(address issuer, bytes32 typeId, uint256 index, Epoch memory epoch, Reason reason) private {
        Reason present = epoch.terms.reason();
        if (present >= reason) revert AccreditationReasonSet(issuer, typeId, present);
        uint40 until = epoch.until > block.timestamp ? uint40(block.timestamp) : epoch.until;
        Epoch storage stored = _epochs[issuer][typeId][index];
        (stored.until, stored.terms) = (until, epoch.terms.withReason(reason));
        emit AccreditationEnded(issuer, typeId, index, until, reason);
    }

    function _closeApplication(address issuer, bytes32 typeId) private returns (address appliedTo) {
        Accreditation storage record = _accreditations[issuer][typeId];
        if (record.applied == 0) revert AccreditationNoApplication(issuer, typeId);
        appliedTo = record.appliedTo;
        (record.appliedTo, record.applied, record.appliedMayIssue, record.appliedLevels) = (address(0), 0, false, 0);
    }

    // --- who may, and what may be ---

    function _actsFor(address did) private view returns (bool) {
        // The controller of a deactivated DID, and the authority of a type that does not exist, is address 0: nobody.
        return msg.sender != address(0) && DIDS.controllerOf(did) == msg.sender;
    }

    /// @dev The type's authority over everybody; an accreditor over whom it accredited, while its own chain is whole.
    function _checkAbove(address issuer, bytes32 typeId, Epoch memory epoch) private view {
        bool above = !epoch.terms.root() && _actsFor(epoch.accreditor)
            && _isWhole(epoch.accreditor, typeId, uint40(block.timestamp), false, epoch.terms.levels());
        if (!above && !_actsFor(TYPES.authorityOf(typeId))) revert AccreditationForbidden(issuer, typeId, msg.sender);
    }

    function _newest(address issuer, bytes32 typeId) private view returns (uint256 index, Epoch memory epoch) {
        uint256 epochs = _accreditations[issuer][typeId].epochs;
        if (epochs == 0) revert AccreditationUnknown(issuer, typeId, 0);
        index = epochs - 1;
        epoch = _epochs[issuer][typeId][index];
    }

    /// @dev One epoch at a time; and one that is suspended is reinstated or withdrawn, not accredited over.
    function _checkVacant(address issuer, bytes32 typeId, Accreditation memory record) private view {
        if (record.epochs == 0) return;
        Epoch memory newest = _epochs[issuer][typeId][record.epochs - 1];
        if (newest.until > block.timestamp || newest.terms.reason() == Reason.SUSPENDED) {
            revert AccreditationInForce(issuer, typeId, record.epochs - 1);
        }
    }

    function _checkType(bytes32 typeId) private view {
        ICredentialTypes.CredentialType memory kind = TYPES.typeOf(typeId);
        if (kind.registered == 0) revert AccreditationTypeUnknown(typeId);
        if (kind.retired != 0 && kind.retired <= block.timestamp) revert AccreditationTypeRetired(typeId, kind.retired);
    }

    function _checkNote(string calldata note) private pure {
        if (bytes(note).length > MAX_NOTE) revert AccreditationTextLength(bytes(note).length, MAX_NOTE);
    }
}
