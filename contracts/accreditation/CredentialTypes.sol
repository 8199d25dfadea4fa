// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IControllers} from "../did/IControllers.sol";
import {Governed} from "../governance/Governed.sol";
import {ICredentialTypes} from "./ICredentialTypes.sol";

/// @title CredentialTypes
/// @notice The model, the rules and who may call are in {ICredentialTypes}; the storage layout is in docs/storage.md.
contract CredentialTypes is ICredentialTypes, Governed {
    /// @notice The longest vct, doctype or schema URI, in bytes.
    uint256 public constant MAX_TEXT = 256;
    /// @notice After this many terms of office only the council can begin another, so that no authority can use them up
    /// by handing the type back and forth.
    uint8 public constant MAX_HAND_OVERS = 200;
    uint8 private constant _ALL_FLAGS = 7;

    mapping(bytes32 typeId => CredentialType) private _types;
    mapping(bytes32 typeId => mapping(uint256 index => AuthorityEpoch)) private _authorities;
    /// @inheritdoc ICredentialTypes
    mapping(bytes32 typeId => bytes32) public schemaHashOf;
    /// @inheritdoc ICredentialTypes
    mapping(bytes32 doctypeId => bytes32 typeId) public typeOfDoctype;
    /// @inheritdoc ICredentialTypes
    mapping(bytes32 typeId => mapping(uint256 term => uint40)) public stolenSince;
    /// @inheritdoc ICredentialTypes
    mapping(bytes32 typeId => address) public successorOf;
    /// @inheritdoc ICredentialTypes
    mapping(bytes32 typeId => uint40) public retirementDecidedAt;

    constructor(IControllers dids, address council, bytes32 salt) Governed(dids, council, salt) {}

    modifier byAuthority(bytes32 typeId) {
        address authority = _known(typeId).authority;
        if (!_actsFor(authority)) revert TypeNotAuthority(typeId, msg.sender, authority);
        _;
    }

    /// @inheritdoc ICredentialTypes
    function typeOf(bytes32 typeId) external view returns (CredentialType memory) {
        return _types[typeId];
    }

    /// @inheritdoc ICredentialTypes
    function typeWord(bytes32 typeId) external view returns (uint256 word) {
        CredentialType storage kind = _types[typeId];
        assembly ("memory-safe") {
            word := sload(kind.slot)
        }
    }

    /// @inheritdoc ICredentialTypes
    function authorityOf(bytes32 typeId) external view returns (address) {
        return _types[typeId].authority;
    }

    /// @inheritdoc ICredentialTypes
    function authorityEpoch(bytes32 typeId, uint256 index) external view returns (AuthorityEpoch memory) {
        return _term(typeId, index);
    }

    /// @inheritdoc ICredentialTypes
    function register(
        string calldata vct,
        address authority,
        bytes32 schemaHash,
        string calldata schemaUri,
        string calldata doctype,
        uint8 flags
    ) external onlyCouncil returns (bytes32 typeId) {
        if (bytes(vct).length == 0) revert TypeTextLength(0, MAX_TEXT);
        _bound(vct);
        _bound(schemaUri);
        if (flags > _ALL_FLAGS) revert TypeFlagsUnknown(flags);
        typeId = keccak256(bytes(vct));
        if (_types[typeId].registered != 0) revert TypeKnown(typeId);
        _checkAuthority(typeId, authority);
        if (bytes(doctype).length != 0) _nameDoctype(typeId, doctype);
        _types[typeId] = CredentialType(authority, uint40(block.timestamp), 0, 1, flags);
        schemaHashOf[typeId] = schemaHash;
        emit TypeRegistered(typeId, authority, vct, doctype, schemaHash, schemaUri, flags);
    }

    /// @inheritdoc ICredentialTypes
    function replaceAuthority(bytes32 typeId, address successor, uint40 since) external onlyCouncil {
        CredentialType storage kind = _known(typeId);
        if (since != 0) _noteTheft(typeId, kind, kind.epochs - 1, since, uint40(block.timestamp));
        _succeed(typeId, kind, successor, since == 0 ? AuthorityReason.ENDED : AuthorityReason.STOLEN, since);
    }

    /// @inheritdoc ICredentialTypes
    function declareStolen(bytes32 typeId, uint256 term, uint40 since) external onlyCouncil {
        CredentialType storage kind = _known(typeId);
        if (term >= kind.epochs - 1) revert TypeTermNotEnded(typeId, term);
        AuthorityEpoch storage ended = _authorities[typeId][term];
        uint40 known = stolenSince[typeId][term];
        _noteTheft(typeId, kind, term, since, known == 0 ? ended.until : known - 1);
        ended.reason = AuthorityReason.STOLEN;
        emit TheftDeclared(typeId, term, since);
    }

    /// @inheritdoc ICredentialTypes
    function setSchema(bytes32 typeId, bytes32 schemaHash, string calldata schemaUri) external byAuthority(typeId) {
        _bound(schemaUri);
        schemaHashOf[typeId] = schemaHash;
        emit SchemaChanged(typeId, schemaHash, schemaUri);
    }

    /// @inheritdoc ICredentialTypes
    function retire(bytes32 typeId, uint40 retired) external byAuthority(typeId) {
        CredentialType storage kind = _types[typeId];
        if (retired < block.timestamp) revert TypeRetirementInPast(retired, block.timestamp);
        if (kind.retired != 0 && retired >= kind.retired) revert TypeRetiredAlready(typeId, kind.retired);
        kind.retired = retired;
        retirementDecidedAt[typeId] = uint40(block.timestamp);
        emit TypeRetired(typeId, retired);
    }

    /// @inheritdoc ICredentialTypes
    function reopen(bytes32 typeId, uint256 term, uint40 retired) external byAuthority(typeId) {
        CredentialType storage kind = _types[typeId];
        uint40 present = kind.retired;
        if (present == 0) revert TypeNotRetired(typeId);
        uint40 decided = retirementDecidedAt[typeId];
        uint40 since = stolenSince[typeId][term];
        uint40 until = _term(typeId, term).until;
        // In the very second of the change, either the thief or the successor may have decided it.
        if (since == 0 || decided < since || decided > until) revert TypeNotReopenable(typeId, decided, since, until);
        if (retired != 0 && retired < present) revert TypeRetirementEarlier(typeId, retired, present);
        kind.retired = retired;
        retirementDecidedAt[typeId] = retired == 0 ? 0 : uint40(block.timestamp);
        emit TypeReopened(typeId, term, retired);
    }

    /// @inheritdoc ICredentialTypes
    function offer(bytes32 typeId, address successor) external byAuthority(typeId) {
        address authority = _types[typeId].authority;
        if (successor != address(0)) _checkAuthority(typeId, successor);
        if (successorOf[typeId] == successor) return;
        successorOf[typeId] = successor;
        emit AuthorityOffered(typeId, authority, successor);
    }

    /// @inheritdoc ICredentialTypes
    function accept(bytes32 typeId) external {
        CredentialType storage kind = _known(typeId);
        address successor = successorOf[typeId];
        if (!_actsFor(successor)) revert TypeNotOfferedTo(typeId, msg.sender, successor);
        if (kind.epochs >= MAX_HAND_OVERS) revert TypeTooManyEpochs(typeId);
        _succeed(typeId, kind, successor, AuthorityReason.ENDED, 0);
    }

    /// @dev One term ends and the next begins in the same second; an open offer ends with the authority that made it.
    function _succeed(
        bytes32 typeId,
        CredentialType storage kind,
        address successor,
        AuthorityReason reason,
        uint40 since
    ) private {
        _checkAuthority(typeId, successor);
        uint8 next = kind.epochs;
        if (next == type(uint8).max) revert TypeTooManyEpochs(typeId);
        uint40 time = uint40(block.timestamp);
        address former = kind.authority;
        _authorities[typeId][next - 1] = AuthorityEpoch(former, _term(typeId, next - 1).from, time, reason);
        _authorities[typeId][next] = AuthorityEpoch(successor, time, type(uint40).max, AuthorityReason.NONE);
        (kind.authority, kind.epochs) = (successor, next + 1);
        delete successorOf[typeId];
        emit AuthorityChanged(typeId, former, successor, reason, since);
    }

    /// @dev The theft may cover earlier terms too: a thief can hand the type to itself.
    function _noteTheft(bytes32 typeId, CredentialType storage kind, uint256 term, uint40 since, uint40 latest) private {
        uint40 from = kind.registered;
        if (since < from || since > latest) revert TypeSinceOutOfRange(since, from, latest);
        stolenSince[typeId][term] = since;
    }

    /// @dev The first term is stored when it ends. Until then the type's record has all of it, which saves a slot at
    /// registration.
    function _term(bytes32 typeId, uint256 index) private view returns (AuthorityEpoch memory) {
        CredentialType storage kind = _types[typeId];
        if (index != 0 || kind.epochs != 1) return _authorities[typeId][index];
        return AuthorityEpoch(kind.authority, kind.registered, type(uint40).max, AuthorityReason.NONE);
    }

    function _known(bytes32 typeId) private view returns (CredentialType storage kind) {
        kind = _types[typeId];
        if (kind.registered == 0) revert TypeUnknown(typeId);
    }

    function _checkAuthority(bytes32 typeId, address authority) private view {
        bool present = authority == _types[typeId].authority;
        if (authority == address(0) || present || DIDS.controllerOf(authority) == address(0)) {
            revert TypeBadAuthority(typeId, authority);
        }
    }

    function _nameDoctype(bytes32 typeId, string calldata doctype) private {
        _bound(doctype);
        bytes32 doctypeId = keccak256(bytes(doctype));
        if (typeOfDoctype[doctypeId] != 0) revert TypeKnown(typeOfDoctype[doctypeId]);
        typeOfDoctype[doctypeId] = typeId;
    }

    function _bound(string calldata text) private pure {
        if (bytes(text).length > MAX_TEXT) revert TypeTextLength(bytes(text).length, MAX_TEXT);
    }
}
