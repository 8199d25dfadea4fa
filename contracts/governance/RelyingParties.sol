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
        // Shifting a word by 256 gives 0: of no claims, none is over-asked.
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
    function register(
        address supervisor,
        address relyingParty,
        bytes32 typeId,
        bytes32[] calldata claims,
        string calldata purpose,
        uint40 until
    ) external {
        _checkSupervises(supervisor);
        _checkActive(relyingParty);
        if (_inForce(relyingParty, typeId)) {
            revert RelyingPartiesAlreadyRegistered(relyingParty, typeId, _last(relyingParty, typeId).until);
        }
        _begin(supervisor, relyingParty, typeId, claims, purpose, until);
    }

    /// @inheritdoc IRelyingParties
    function renew(
        address supervisor,
        address relyingParty,
        bytes32 typeId,
        bytes32[] calldata claims,
        string calldata purpose,
        uint40 until
    ) external {
        _end(supervisor, relyingParty, typeId, Reason.Ended);
        _begin(supervisor, relyingParty, typeId, claims, purpose, until);
    }

    /// @inheritdoc IRelyingParties
    function withdraw(address supervisor, address relyingParty, bytes32 typeId) external {
        _end(supervisor, relyingParty, typeId, Reason.Withdrawn);
    }

    function _begin(
        address supervisor,
        address relyingParty,
        bytes32 typeId,
        bytes32[] calldata claims,
        string calldata purpose,
        uint40 until
    ) private {
        if (typeId == 0) revert RelyingPartiesNoType();
        _checkEnd(until);
        _checkClaims(claims);
        uint256 length = bytes(purpose).length;
        if (length == 0 || length > MAX_PURPOSE) revert RelyingPartiesPurposeLength(length);
        Registration[] storage row = _registrations[relyingParty][typeId];
        uint40 from = uint40(block.timestamp);
        row.push(Registration(supervisor, from, until, Reason.Ended, claims, purpose));
        emit RelyingPartyRegistered(
            relyingParty, typeId, supervisor, row.length - 1, from, until, claims, purpose
        );
    }

    function _end(address supervisor, address relyingParty, bytes32 typeId, Reason reason) private {
        _checkSupervises(supervisor);
        if (!_inForce(relyingParty, typeId)) revert RelyingPartiesNotRegistered(relyingParty, typeId);
        Registration storage held = _last(relyingParty, typeId);
        address holder = held.supervisor;
        if (holder != supervisor && isSupervisor(holder)) revert RelyingPartiesNotYours(supervisor, holder);
        uint40 until = uint40(block.timestamp);
        (held.until, held.reason) = (until, reason);
        uint256 index = _registrations[relyingParty][typeId].length - 1;
        emit RegistrationEnded(relyingParty, typeId, supervisor, index, until, reason);
    }

    /// @dev Ascending, so that none is there twice.
    function _checkClaims(bytes32[] calldata claims) private pure {
        if (claims.length == 0 || claims.length > MAX_CLAIMS) revert RelyingPartiesClaimCount(claims.length);
        bytes32 former = 0;
        for (uint256 i = 0; i < claims.length; ++i) {
            if (claims[i] <= former) revert RelyingPartiesClaimOrder(i);
            former = claims[i];
        }
    }

    /// @dev Whether the last epoch lasts, and the relying party still exists.
    function _inForce(address relyingParty, bytes32 typeId) private view returns (bool) {
        Registration[] storage row = _registrations[relyingParty][typeId];
        return row.length != 0 && block.timestamp < row[row.length - 1].until
            && DIDS.controllerOf(relyingParty) != address(0);
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
