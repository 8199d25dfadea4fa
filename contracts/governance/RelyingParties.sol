// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IControllers} from "../did/IControllers.sol";
import {Governed} from "./Governed.sol";
import {IRelyingParties} from "./IRelyingParties.sol";
import {Supervisors} from "./Supervisors.sol";

/// @title RelyingParties
/// @notice The model, the rules and who may call are in {IRelyingParties}; docs/registries/relying-parties.md has the storage layout.
contract RelyingParties is Supervisors {
    /// @notice The most claims of one registration.
    uint256 public constant MAX_CLAIMS = 32;
    /// @notice The longest purpose, in bytes.
    uint256 public constant MAX_PURPOSE = 280;
    /// @notice The longest name in one language, in bytes.
    uint256 public constant MAX_NAME = 96;
    /// @notice The longest contact, in bytes.
    uint256 public constant MAX_CONTACT = 256;

    mapping(address relyingParty => mapping(bytes32 typeId => Registration[])) private _registrations;

    constructor(IControllers controllers, address council, bytes32 salt) Governed(controllers, council, salt) {}

    // --- reads ---

    /// @inheritdoc IRelyingParties
    function mayAsk(address relyingParty, bytes32 typeId, bytes32[] calldata claims)
        external
        view
        returns (bool registered, uint40 until, uint256 overAsked)
    {
        uint256 asked = claims.length;
        if (asked > 256) revert RelyingPartiesTooManyAsked(asked);
        // Shifting a word by 256 gives 0: with no claims, no bit is set.
        if (!_inForce(relyingParty, typeId)) return (false, 0, type(uint256).max >> (256 - asked));
        Registration storage held = _last(relyingParty, typeId);
        bytes32[] memory covered = held.claims;
        for (uint256 i = 0; i < asked; ++i) {
            if (!_contains(covered, claims[i])) overAsked |= 1 << i;
        }
        return (true, held.until, overAsked);
    }

    /// @inheritdoc IRelyingParties
    function registrationOf(address relyingParty, bytes32 typeId) external view returns (Registration memory found) {
        if (_inForce(relyingParty, typeId)) found = _last(relyingParty, typeId);
    }

    /// @inheritdoc IRelyingParties
    function registration(address relyingParty, bytes32 typeId, uint256 index)
        external
        view
        returns (Registration memory found)
    {
        Registration[] storage row = _registrations[relyingParty][typeId];
        if (index < row.length) found = row[index];
    }

    /// @inheritdoc IRelyingParties
    function registrationCount(address relyingParty, bytes32 typeId) external view returns (uint256) {
        return _registrations[relyingParty][typeId].length;
    }

    // --- writes ---

    /// @inheritdoc IRelyingParties
    function register(address supervisor, address relyingParty, bytes32 typeId, Entry calldata entry) external {
        _checkSupervises(supervisor);
        _checkActive(relyingParty);
        if (_inForce(relyingParty, typeId)) {
            revert RelyingPartiesAlreadyRegistered(relyingParty, typeId, _last(relyingParty, typeId).until);
        }
        // What a thief registered is no longer in force, but its epoch may still be running: only one epoch may.
        uint256 epochs = _registrations[relyingParty][typeId].length;
        if (epochs != 0 && block.timestamp < _last(relyingParty, typeId).until) {
            _close(supervisor, relyingParty, typeId, Reason.STOLEN);
        }
        _begin(supervisor, relyingParty, typeId, entry);
    }

    /// @inheritdoc IRelyingParties
    function renew(address supervisor, address relyingParty, bytes32 typeId, Entry calldata entry) external {
        _end(supervisor, relyingParty, typeId, Reason.ENDED);
        _begin(supervisor, relyingParty, typeId, entry);
    }

    /// @inheritdoc IRelyingParties
    function withdraw(address supervisor, address relyingParty, bytes32 typeId) external {
        _end(supervisor, relyingParty, typeId, Reason.WITHDRAWN);
    }

    function _begin(address supervisor, address relyingParty, bytes32 typeId, Entry calldata entry) private {
        if (typeId == 0) revert RelyingPartiesNoType();
        _checkEnd(entry.until);
        _checkClaims(entry.claims);
        _checkTexts(entry);
        Registration[] storage row = _registrations[relyingParty][typeId];
        uint40 from = uint40(block.timestamp);
        Registration storage begun = row.push();
        (begun.supervisor, begun.from, begun.until) = (supervisor, from, entry.until);
        (begun.claims, begun.purpose) = (entry.claims, entry.purpose);
        (begun.nameKo, begun.nameEn, begun.contact) = (entry.nameKo, entry.nameEn, entry.contact);
        emit RelyingPartyRegistered(relyingParty, typeId, supervisor, row.length - 1, from, entry);
    }

    function _end(address supervisor, address relyingParty, bytes32 typeId, Reason reason) private {
        _checkSupervises(supervisor);
        if (!_inForce(relyingParty, typeId)) revert RelyingPartiesNotRegistered(relyingParty, typeId);
        address holder = _last(relyingParty, typeId).supervisor;
        if (holder != supervisor && isSupervisor(holder)) revert RelyingPartiesNotYours(supervisor, holder);
        _close(supervisor, relyingParty, typeId, reason);
    }

    function _close(address supervisor, address relyingParty, bytes32 typeId, Reason reason) private {
        Registration storage last = _last(relyingParty, typeId);
        (last.until, last.reason) = (uint40(block.timestamp), reason);
        uint256 index = _registrations[relyingParty][typeId].length - 1;
        emit RegistrationEnded(relyingParty, typeId, supervisor, index, last.until, reason);
    }

    /// @dev Ascending, so that there are no duplicates.
    function _checkClaims(bytes32[] calldata claims) private pure {
        if (claims.length == 0 || claims.length > MAX_CLAIMS) revert RelyingPartiesClaimCount(claims.length);
        bytes32 former = 0;
        for (uint256 i = 0; i < claims.length; ++i) {
            if (claims[i] <= former) revert RelyingPartiesClaimOrder(i);
            former = claims[i];
        }
    }

    function _checkTexts(Entry calldata entry) private pure {
        uint256 purpose = bytes(entry.purpose).length;
        if (purpose == 0 || purpose > MAX_PURPOSE) revert RelyingPartiesPurposeLength(purpose);
        uint256 contact = bytes(entry.contact).length;
        if (contact == 0 || contact > MAX_CONTACT) revert RelyingPartiesContactLength(contact);
        (uint256 korean, uint256 english) = (bytes(entry.nameKo).length, bytes(entry.nameEn).length);
        if (korean + english == 0 || korean > MAX_NAME || english > MAX_NAME) {
            revert RelyingPartiesNameLength(korean, english);
        }
    }

    /// @dev Whether the last epoch is running, written by its supervisor and no thief, and the relying party is not
    /// deactivated.
    function _inForce(address relyingParty, bytes32 typeId) private view returns (bool) {
        Registration[] storage row = _registrations[relyingParty][typeId];
        if (row.length == 0) return false;
        Registration storage last = row[row.length - 1];
        return block.timestamp < last.until && DIDS.controllerOf(relyingParty) != address(0)
            && !_wasStolen(last.supervisor, last.from);
    }

    function _last(address relyingParty, bytes32 typeId) private view returns (Registration storage) {
        Registration[] storage row = _registrations[relyingParty][typeId];
        return row[row.length - 1];
    }

    function _contains(bytes32[] memory covered, bytes32 claim) private pure returns (bool) {
        for (uint256 i = 0; i < covered.length; ++i) {
            if (covered[i] == claim) return true;
        }
        return false;
    }
}
