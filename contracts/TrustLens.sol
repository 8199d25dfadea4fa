// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccreditations} from "./accreditation/IAccreditations.sol";
import {ICredentialTypes} from "./accreditation/ICredentialTypes.sol";
import {IDIDRegistry} from "./did/IDIDRegistry.sol";
import {IStatusLists} from "./status/IStatusLists.sol";

/// @title Everything the chain knows about a credential, in one call
/// @notice Read only. It judges nothing: it returns the records as stored, all as of one block, and the verifier's own
/// rules judge them, the same for every source of facts. For one credential or a batch. Anyone may call. Times are
/// seconds since 1970.
contract TrustLens {
    /// @notice The parts of a credential that identify its records.
    struct Query {
        address issuer; // the identity in its issuer's DID; ignored if there is an anchor
        bytes32 anchor; // SHA-256 of the certificate that it relies on, if it names no DID; else 0
        bytes32 thumbprint; // RFC 7638, of the key that it names; or the SHA-256 of a certificate
        bytes32 typeId; // keccak256 of its vct; ignored if there is a doctype
        bytes32 doctypeId; // keccak256 of its ISO/IEC 18013-5 doctype, if it names no vct; else 0
        uint40 issuedAt;
        bool hasStatus;
        uint32 list;
        uint64 index;
        bool withTerm; // whether to return who was the type's authority at `issuedAt`: for a question about the past
    }

    /// @notice The records, in the stored words: docs/storage.md describes them. 0: there is none.
    struct Records {
        address issuer; // its issuer: as in the query, or the one to whom the type's anchor is assigned
        bytes32 typeId; // its type: as in the query, or that of its doctype
        bool issuerDeactivated;
        uint256 key; // IDIDRegistry.Key: the epoch,
        bytes32 xOrHash; // and the key, or the hash of what the credential carries
        uint256 kind; // ICredentialTypes.CredentialType
        bool authorityDeactivated;
        IAccreditations.Link[] chain;
        bool[] deactivated; // for the DID of each holder in the chain
        Name[] names; // of each holder
        uint256 list; // IStatusLists.StatusList
        uint256 statuses; // the word with the status; it counts only under an open list with room for the index
        uint256 term; // ICredentialTypes.AuthorityEpoch: the last begun by `issuedAt`; 0 if not requested
        bool termDeactivated; // the DID of that term's authority
    }

    /// @notice An agency's name for display, as its accreditor gave it: bytes that should be UTF-8. Empty: it has none.
    struct Name {
        bytes ko;
        bytes en;
    }

    /// @notice The block that the records are as of.
    struct AsOf {
        uint256 chainId;
        uint256 number;
        uint256 time;
    }

    IDIDRegistry public immutable DIDS;
    ICredentialTypes public immutable TYPES;
    IAccreditations public immutable ACCREDITATIONS;
    IStatusLists public immutable STATUSES;
    bytes32 public immutable SALT;

    constructor(
        IDIDRegistry dids,
        ICredentialTypes types,
        IAccreditations accreditations,
        IStatusLists statuses,
        bytes32 salt
    ) {
        (DIDS, TYPES, ACCREDITATIONS, STATUSES, SALT) = (dids, types, accreditations, statuses, salt);
    }

    /// @notice The records of each credential, in the order of the queries.
    function look(Query[] calldata queries) external view returns (AsOf memory asOf, Records[] memory records) {
        asOf = AsOf(block.chainid, block.number, block.timestamp);
        records = new Records[](queries.length);
        for (uint256 i = 0; i < queries.length; ++i) {
            records[i] = _records(queries[i]);
        }
    }

    function _records(Query calldata query) private view returns (Records memory found) {
        bytes32 typeId = query.doctypeId == 0 ? query.typeId : TYPES.typeOfDoctype(query.doctypeId);
        address issuer = query.anchor == 0 ? query.issuer : ACCREDITATIONS.issuerOfAnchor(typeId, query.anchor);
        (found.issuer, found.typeId) = (issuer, typeId);
        found.issuerDeactivated = _deactivated(issuer);
        (found.key, found.xOrHash) = DIDS.keyWords(issuer, query.thumbprint);
        found.kind = TYPES.typeWord(typeId);
        found.authorityDeactivated = _deactivated(address(uint160(found.kind)));
        found.chain = ACCREDITATIONS.chainWords(issuer, typeId, query.issuedAt);
        (found.deactivated, found.names) = _holders(found, typeId);
        if (query.hasStatus) {
            (found.list, found.statuses) = STATUSES.statusWords(issuer, query.list, query.index);
        }
        if (query.withTerm) {
            found.term = _term(typeId, query.issuedAt);
            found.termDeactivated = _deactivated(address(uint160(found.term)));
        }
    }

    /// @dev The other records of each holder in the chain. The first link is the issuer's own.
    function _holders(Records memory found, bytes32 typeId)
        private
        view
        returns (bool[] memory deactivated, Name[] memory names)
    {
        (deactivated, names) = (new bool[](found.chain.length), new Name[](found.chain.length));
        for (uint256 i = 0; i < found.chain.length; ++i) {
            address holder = found.chain[i].holder;
            deactivated[i] = i == 0 ? found.issuerDeactivated : _deactivated(holder);
            (names[i].ko, names[i].en) = ACCREDITATIONS.namesOf(holder, typeId);
        }
    }

    /// @dev The last of the type's terms of office that had begun by `moment`, in one word; 0 if none had.
    function _term(bytes32 typeId, uint40 moment) private view returns (uint256) {
        ICredentialTypes.AuthorityEpoch memory term;
        (uint256 low, uint256 high) = (0, TYPES.typeOf(typeId).epochs);
        while (low < high) {
            uint256 middle = (low + high) / 2;
            ICredentialTypes.AuthorityEpoch memory one = TYPES.authorityEpoch(typeId, middle);
            if (one.from <= moment) (term, low) = (one, middle + 1);
            else high = middle;
        }
        uint256 ends = uint256(term.from) << 160 | uint256(term.until) << 200 | uint256(term.reason) << 240;
        return uint160(term.authority) | ends;
    }

    function _deactivated(address identity) private view returns (bool) {
        return DIDS.controllerOf(identity) == address(0);
    }
}
