// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The types of credential, and the authority over each
/// @notice A type's id is keccak256 of its `vct` (SD-JWT VC §3.2.2.1), the name in credentials, so nobody can take
/// another's id. The council appoints the authority; the authority maintains the rest. Its terms of office are epochs
/// `[from, until)` that are never rewritten. Times are seconds since 1970.
interface ICredentialTypes {
    /// @notice A type's record. One slot, from the lowest bit up:
    /// authority 160 | registered 40 | retired 40 | epochs 8 | flags 8
    struct CredentialType {
        address authority; // the current one: a DID's identity
        uint40 registered; // 0: there is no such type
        uint40 retired; // nothing issued at this second or later is of this type; 0: not retired, or reopened
        uint8 epochs; // the number of terms of office
        // Fixed at registration. Bit 0: status 3 counts as valid. Bit 1: credentials need no status. Bit 2: nor holder
        // binding.
        uint8 flags;
    }

    /// @notice One term of office `[from, until)`. One slot, from the lowest bit up: authority 160 | from 40 | until 40 | reason 8
    struct AuthorityEpoch {
        address authority;
        uint40 from;
        uint40 until;
        AuthorityReason reason;
    }

    /// @notice Why a term of office ended; it only ever gets worse. STOLEN: a thief acted for the type, from a moment
    /// named by the council to the end of this term. The current authority may annul what began in between, and take
    /// back a retirement that was decided in between.
    enum AuthorityReason {
        NONE,
        ENDED,
        STOLEN
    }

    /// @notice A type was registered. `schemaUri` is where to get the schema with hash `schemaHash` (SHA-256).
    event TypeRegistered(
        bytes32 indexed typeId,
        address indexed authority,
        string vct,
        string doctype,
        bytes32 schemaHash,
        string schemaUri,
        uint8 flags
    );
    event SchemaChanged(bytes32 indexed typeId, bytes32 schemaHash, string schemaUri);
    /// @notice From `retired` on nothing of this type can be issued.
    event TypeRetired(bytes32 indexed typeId, uint40 retired);
    /// @notice The retirement is taken back: the type counts as retired from `retired` on, or as never retired (0). It
    /// was decided while a thief acted for the type, in the theft declared for the term of office with index `term`.
    event TypeReopened(bytes32 indexed typeId, uint256 term, uint40 retired);
    event AuthorityOffered(bytes32 indexed typeId, address indexed authority, address indexed successor);
    /// @notice `successor` is the authority from this second on. `stolenSince`: with reason STOLEN, since when a thief
    /// acted for the former.
    event AuthorityChanged(
        bytes32 indexed typeId,
        address indexed authority,
        address indexed successor,
        AuthorityReason reason,
        uint40 stolenSince
    );
    /// @notice The term of office with index `term` had ended; now the council has declared that a thief acted for the
    /// type from `since` to its end.
    event TheftDeclared(bytes32 indexed typeId, uint256 term, uint40 since);

    /// @dev `caller` does not act for the DID `authority`.
    error TypeNotAuthority(bytes32 typeId, address caller, address authority);
    /// @dev `caller` does not act for the DID `successor`, to which the type is offered (0: it is not offered).
    error TypeNotOfferedTo(bytes32 typeId, address caller, address successor);
    /// @dev The vct is registered already, or its doctype is another type's.
    error TypeKnown(bytes32 typeId);
    /// @dev No such type is registered.
    error TypeUnknown(bytes32 typeId);
    /// @dev A retirement may be moved earlier, not later.
    error TypeRetiredAlready(bytes32 typeId, uint40 retired);
    /// @dev A retirement must be now or in the future.
    error TypeRetirementInPast(uint40 retired, uint256 time);
    /// @dev There is no retirement to take back.
    error TypeNotRetired(bytes32 typeId);
    /// @dev The retirement was decided at `decided`, and not while a thief acted for the type, from `since` to `until`
    /// (`since` 0: no theft is declared for that term).
    error TypeNotReopenable(bytes32 typeId, uint40 decided, uint40 since, uint40 until);
    /// @dev A thief's retirement can be replaced by a later one, or by the same. To retire the type earlier, call {retire}.
    error TypeRetirementEarlier(bytes32 typeId, uint40 retired, uint40 present);
    /// @dev The zero address, a deactivated DID or the current authority cannot become the authority.
    error TypeBadAuthority(bytes32 typeId, address authority);
    /// @dev A text has 1 to `most` bytes.
    error TypeTextLength(uint256 length, uint256 most);
    /// @dev Only the lowest three bits have a meaning.
    error TypeFlagsUnknown(uint8 flags);
    /// @dev `since` must lie between the type's registration and the end of the stolen term; a theft already declared
    /// can only be moved earlier.
    error TypeSinceOutOfRange(uint40 since, uint40 from, uint256 to);
    /// @dev A type can have at most 255 authorities, and at most 200 by hand-over.
    error TypeTooManyEpochs(bytes32 typeId);
    /// @dev Only a term that has ended can be declared stolen afterwards; to end the current one, the council replaces
    /// the authority.
    error TypeTermNotEnded(bytes32 typeId, uint256 term);

    /// @notice The type as stored; all zero if there is none.
    function typeOf(bytes32 typeId) external view returns (CredentialType memory);

    /// @notice The type in the one stored word: docs/storage.md.
    function typeWord(bytes32 typeId) external view returns (uint256);

    /// @notice The current authority's DID; 0 if there is no such type.
    function authorityOf(bytes32 typeId) external view returns (address);

    /// @notice A term of office; the index counts from 0.
    function authorityEpoch(bytes32 typeId, uint256 index) external view returns (AuthorityEpoch memory);

    /// @notice SHA-256 of the type's JSON schema.
    function schemaHashOf(bytes32 typeId) external view returns (bytes32);

    /// @notice The type of an ISO/IEC 18013-5 doctype; 0: none.
    /// @param doctypeId keccak256 of the doctype.
    function typeOfDoctype(bytes32 doctypeId) external view returns (bytes32 typeId);

    /// @notice Since when a thief acted for the type, to the end of the term of office with index `term`; 0: the term's
    /// reason is not STOLEN.
    function stolenSince(bytes32 typeId, uint256 term) external view returns (uint40);

    /// @notice The DID to which the authority has offered the type; 0: none.
    function successorOf(bytes32 typeId) external view returns (address);

    /// @notice When the type's retirement was decided: the second of the last {retire}; 0: it is not retired.
    function retirementDecidedAt(bytes32 typeId) external view returns (uint40);

    /// @notice By the council: registers a type under the given authority, from now on.
    /// @param vct 1 to 256 bytes.
    /// @param schemaHash SHA-256.
    /// @param schemaUri At most 256 bytes.
    /// @param doctype For mdoc; may be empty; at most 256 bytes.
    /// @param flags As in {CredentialType}; 0: a status and holder binding are required, and status 3 is not valid.
    function register(
        string calldata vct,
        address authority,
        bytes32 schemaHash,
        string calldata schemaUri,
        string calldata doctype,
        uint8 flags
    ) external returns (bytes32 typeId);

    /// @notice By the council: appoints another authority at once.
    /// @param since If not 0: since when (seconds) a thief acted for the type, in the former authority's term or
    /// earlier ones. The authority from now on may annul what began between then and now.
    function replaceAuthority(bytes32 typeId, address successor, uint40 since) external;

    /// @notice By the council: declares that a thief acted for the type before the current authority took over,
    /// although the hand-over was orderly, for example because the thief offered the type to the announced successor.
    /// Or that the thief acted for longer than known.
    /// @param term The thief's last term of office, counted from 0. It has ended.
    /// @param since Since when (seconds) the thief acted, in this term or earlier ones. The current authority may annul
    /// what began between then and the end of that term.
    function declareStolen(bytes32 typeId, uint256 term, uint40 since) external;

    /// @notice By the authority: publishes another schema. (Verification reads no schema.)
    function setSchema(bytes32 typeId, bytes32 schemaHash, string calldata schemaUri) external;

    /// @notice By the authority: from `retired` on nothing more can be issued of this type. What was issued before
    /// stays valid. Final, unless a thief decided it: see {reopen}.
    function retire(bytes32 typeId, uint40 retired) external;

    /// @notice By the authority: takes back a retirement that was decided while a thief acted for the type, and decides
    /// itself. The type then counts as never retired, or as retired from another time on.
    /// @param term The stolen term of office, counted from 0: the last {retire} was in a second from
    /// `stolenSince(typeId, term)` to the end of that term, both included.
    /// @param retired 0: not retired. Otherwise the thief's time or a later one, also in the past: for example that of an
    /// honest retirement that the thief moved earlier, or the thief's own, which then is the authority's decision and
    /// final.
    function reopen(bytes32 typeId, uint256 term, uint40 retired) external;

    /// @notice By the authority: offers the type to another DID, which must {accept} it. 0 withdraws the offer.
    function offer(bytes32 typeId, address successor) external;

    /// @notice By the DID to which it was offered.
    function accept(bytes32 typeId) external;
}
