// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Controlled} from "../did/Controlled.sol";
import {IAccreditations} from "./IAccreditations.sol";
import {ICredentialTypes} from "./ICredentialTypes.sol";
import {Rights} from "./Rights.sol";

/// @title The records of accreditations, the walk up to the authority, and who is above an agency
abstract contract ChainOfTrust is IAccreditations, Controlled {
    using Rights for uint8;

    ICredentialTypes public immutable TYPES;

    mapping(address issuer => mapping(bytes32 typeId => Accreditation)) internal _accreditations;
    mapping(address issuer => mapping(bytes32 typeId => mapping(uint256 index => Epoch))) internal _epochs;

    constructor(ICredentialTypes types) {
        TYPES = types;
    }

    /// @inheritdoc IAccreditations
    function accreditationOf(address issuer, bytes32 typeId) external view returns (Accreditation memory) {
        return _accreditations[issuer][typeId];
    }

    /// @inheritdoc IAccreditations
    function accreditationsOf(address[] calldata issuers, bytes32[] calldata typeIds)
        external
        view
        returns (Accreditation[] memory found)
    {
        found = new Accreditation[](issuers.length);
        for (uint256 i = 0; i < issuers.length; ++i) found[i] = _accreditations[issuers[i]][typeIds[i]];
    }

    /// @inheritdoc IAccreditations
    function epochOf(address issuer, bytes32 typeId, uint256 index) external view returns (Epoch memory) {
        return _epochs[issuer][typeId][index];
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

    /// @dev Whether every link from `holder` to the root holds for something issued at `moment`. The first link must
    /// allow issuing if `issuing`, and otherwise have more levels than `below`. Each further one must have more levels
    /// than the one under it, which also rules out a cycle.
    function _isWhole(address holder, bytes32 typeId, uint40 moment, bool issuing, uint8 below)
        internal
        view
        returns (bool whole)
    {
        Accreditation memory record = _accreditations[holder][typeId];
        while (record.epochs != 0 && DIDS.controllerOf(holder) != address(0)) {
            (bool held, Epoch memory epoch) = _held(holder, typeId, record, moment);
            if (!held || (issuing ? !epoch.rights.mayIssue() : epoch.rights.levels() <= below)) return false;
            if (epoch.rights.root()) return DIDS.controllerOf(TYPES.authorityOf(typeId)) != address(0);
            (issuing, below, holder) = (false, epoch.rights.levels(), epoch.accreditor);
            record = _accreditations[holder][typeId];
            if (record.generation != epoch.parentGeneration) return false;
        }
    }

    /// @dev One link by itself: an epoch of the current generation around `moment`; neither it nor the newest is bad.
    function _held(address holder, bytes32 typeId, Accreditation memory record, uint40 moment)
        private
        view
        returns (bool, Epoch memory epoch)
    {
        epoch = _epochs[holder][typeId][record.epochs - 1];
        if (epoch.rights.reason() >= Reason.SUSPENDED) return (false, epoch);
        if (moment < epoch.from) {
            (bool begun, uint256 index) = _find(_epochs[holder][typeId], record.epochs, moment);
            if (!begun || index < record.generationStart) return (false, epoch);
            epoch = _epochs[holder][typeId][index];
        }
        return (moment < epoch.until && epoch.rights.reason() != Reason.ANNULLED, epoch);
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

    /// @dev The links from the holder up, after `below` places for those under it. Levels grow on the way up, so a
    /// whole chain has at most one link for each level. A broken chain may be longer, so the walk is cut off.
    function _chain(address holder, bytes32 typeId, uint40 moment, uint256 below)
        private
        view
        returns (Link[] memory links)
    {
        Accreditation storage record = _accreditations[holder][typeId];
        uint256 count = record.epochs;
        if (count == 0 || below > Rights.MAX_LEVELS) return new Link[](below);
        mapping(uint256 => Epoch) storage epochs = _epochs[holder][typeId];
        Epoch storage newest = epochs[count - 1];
        (bool begun, uint256 index) = (true, count - 1);
        if (moment < newest.from) (begun, index) = _find(epochs, count, moment);
        Epoch storage epoch = epochs[index];
        bool last = !begun || epoch.rights.root();
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

    // --- who is above an agency ---

    /// @dev The type's authority is above everybody; an accreditor is above those it accredited, while its own chain
    /// holds.
    function _checkAbove(address issuer, bytes32 typeId, Epoch memory epoch) internal view {
        bool above = !epoch.rights.root() && _actsFor(epoch.accreditor)
            && _isWhole(epoch.accreditor, typeId, uint40(block.timestamp), false, epoch.rights.levels());
        if (!above && !_actsFor(TYPES.authorityOf(typeId))) revert AccreditationForbidden(issuer, typeId, msg.sender);
    }

    /// @dev The epoch that decides who is above the agency and what can be done with its accreditation. An annulled
    /// epoch decides nothing: it is the newest of the current generation that is not annulled. If there is none, it is
    /// the very newest. The walk down is as long as the series of annulled epochs on top.
    function _newest(address issuer, bytes32 typeId) internal view returns (uint256 index, Epoch memory epoch) {
        Accreditation storage record = _accreditations[issuer][typeId];
        uint256 epochs = record.epochs;
        if (epochs == 0) revert AccreditationUnknown(issuer, typeId, 0);
        index = epochs - 1;
        epoch = _epochs[issuer][typeId][index];
        if (!_isAnnulled(epoch)) return (index, epoch);
        (bool found, uint256 below, Epoch memory lower) = _below(issuer, typeId, index);
        if (found) return (below, lower);
    }

    /// @dev The newest epoch of the current generation that began before this one and is not annulled.
    function _below(address issuer, bytes32 typeId, uint256 index)
        internal
        view
        returns (bool found, uint256 below, Epoch memory lower)
    {
        uint256 start = _accreditations[issuer][typeId].generationStart;
        for (below = index; below > start;) {
            lower = _epochs[issuer][typeId][--below];
            if (!_isAnnulled(lower)) return (true, below, lower);
        }
    }

    /// @dev The epoch that decides, and the current generation. Reverts if the agency was not accredited since its last
    /// withdrawal: a former accreditor cannot decide what comes next.
    function _present(address issuer, bytes32 typeId) internal view returns (Epoch memory epoch, uint8 generation) {
        Accreditation storage record = _accreditations[issuer][typeId];
        if (record.epochs == record.generationStart) revert AccreditationUnknown(issuer, typeId, record.epochs);
        (, epoch) = _newest(issuer, typeId);
        generation = record.generation;
    }

    function _isAnnulled(Epoch memory epoch) internal pure returns (bool) {
        return epoch.rights.reason() == Reason.ANNULLED;
    }

    function _checkType(bytes32 typeId) internal view {
        ICredentialTypes.CredentialType memory kind = TYPES.typeOf(typeId);
        if (kind.registered == 0) revert AccreditationTypeUnknown(typeId);
        if (kind.retired != 0 && kind.retired <= block.timestamp) revert AccreditationTypeRetired(typeId, kind.retired);
    }
}
