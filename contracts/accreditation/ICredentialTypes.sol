// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The kinds of credential, and who is the authority over each
/// @notice A type's id is keccak256 of its `vct` (SD-JWT VC §3.2.2.1), the name that credentials bear; so nobody can take another's id. Who the
/// authority is, the council decides; the rest the authority maintains. Its terms of office are epochs `[from, until)` that are never rewritten.
/// Times are seconds since 1970.
interface ICredentialTypes {
    /// @notice What is known of a type. One slot, from the lowest bit up:
    /// authority 160 | registered 40 | retired 40 | epochs 8 | flags 8
    struct CredentialType {
        address authority; // the present one: a DID's identity
        uint40 registered; // 0: there is no such type
        uint40 retired; // nothing issued from this second on is of this type; 0: not retired
        uint8 epochs; // how many terms of office there have been
        // Fixed at registration. Bit 0: status 3 counts as valid. Bit 1: its credentials need no status. Bit 2: they need no holder binding.
        uint8 flags;
    }

    /// @notice One term of office `[from, until)`. One slot, from the lowest bit up: authority 160 | from 40 | until 40 | reason 8
    struct AuthorityEpoch {
        address authority;
        uint40 from;
        uint40 until;
        AuthorityReason reason;
    }

    /// @notice Why a term of office ended; it only ever gets worse. STOLEN: a thief acted for the type from a moment named by the council up
    /// to the end of this term; whoever is the authority now may annul what was begun in between.
    enum AuthorityReason {
        NONE,
        ENDED,
        STOLEN
    }

    /// @notice A type was registered. `schemaUri` is where the schema with hash `schemaHash` (SHA-256) is to be had.
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
    /// @notice From `retired` on nothing of this type is issued any more.
    event TypeRetired(bytes32 indexed typeId, uint40 retired);
    event AuthorityOffered(bytes32 indexed typeId, address indexed authority, address indexed successor);
    /// @notice `successor` is the authority from this second on. `stolenSince`: with reason STOLEN, since when the former acted under a thief.
    event AuthorityChanged(
        bytes32 indexed typeId,
        address indexed authority,
        address indexed successor,
        AuthorityReason reason,
        uint40 stolenSince
    );
    /// @notice The term of office numbered `term` ended some time ago; now it is known that a thief acted for the type from `since` up to its end.
    event TheftDeclared(bytes32 indexed typeId, uint256 term, uint40 since);

    /// @dev `caller` does not act for the DID `authority`.
    error TypeNotAuthority(bytes32 typeId, address caller, address authority);
    /// @dev `caller` does not act for the DID `successor`, to which the type is offered (0: to nobody).
    error TypeNotOfferedTo(bytes32 typeId, address caller, address successor);
    /// @dev The vct is registered already, or its doctype is another type's.
    error TypeKnown(bytes32 typeId);
    /// @dev No such type is registered.
    error TypeUnknown(bytes32 typeId);
    /// @dev A retirement may be brought forward, not put off.
    error TypeRetiredAlready(bytes32 typeId, uint40 retired);
    /// @dev A retirement is announced for now or later.
    error TypeRetirementInPast(uint40 retired, uint256 time);
    /// @dev Nobody can be no authority, nor a DID that is deactivated, nor the present authority again.
    error TypeBadAuthority(bytes32 typeId, address authority);
    /// @dev 1 to `most` bytes.
    error TypeTextLength(uint256 length, uint256 most);
    /// @dev Only the lowest three bits have a meaning.
    error TypeFlagsUnknown(uint8 flags);
    /// @dev `since` must lie between the type's registration and the end of the stolen term; and a theft that is known already only gets earlier.
    error TypeSinceOutOfRange(uint40 since, uint40 from, uint256 to);
    /// @dev A type has had as many authorities as its record can count (255), or as can hand over (200).
    error TypeTooManyEpochs(bytes32 typeId);
    /// @dev Only of a term that has ended can it be said afterwards that it was stolen: the present authority is replaced.
    error TypeTermNotEnded(bytes32 typeId, uint256 term);

    /// @notice The type as stored; all zero if there is none.
    function typeOf(bytes32 typeId) external view returns (CredentialType memory);

    /// @notice The same in the one word that is stored: docs/storage.md.
    function typeWord(bytes32 typeId) external view returns (uint256);

    /// @notice The present authority's DID; 0 if there is no such type.
    function authorityOf(bytes32 typeId) external view returns (address);

    /// @notice A term of office, counted from 0.
    function authorityEpoch(bytes32 typeId, uint256 index) external view returns (AuthorityEpoch memory);

    /// @notice SHA-256 of the type's JSON schema.
    function schemaHashOf(bytes32 typeId) external view returns (bytes32);

    /// @notice Which type an ISO/IEC 18013-5 doctype belongs to; 0: none.
    /// @param doctypeId keccak256 of the doctype.
    function typeOfDoctype(bytes32 doctypeId) external view returns (bytes32 typeId);

    /// @notice Since when a thief acted for the type, up to the end of the term of office numbered `term`; 0: the term has not the reason STOLEN.
    function stolenSince(bytes32 typeId, uint256 term) external view returns (uint40);

    /// @notice Whom the authority has offered the type to; 0: nobody.
    function successorOf(bytes32 typeId) external view returns (address);

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

    /// @notice By the council: seats another authority at once.
    /// @param since If not 0: since when (seconds) a thief acted for the type, in the former's term or earlier ones; whoever is the authority from
    /// now on may annul what was begun since then, up to now.
    function replaceAuthority(bytes32 typeId, address successor, uint40 since) external;

    /// @notice By the council: a thief acted for the type before the present authority was seated, and the hand-over was orderly all the same, as
    /// when the thief offered the type to the successor that was announced. Or it acted for longer than was known.
    /// @param term The last term of office of the thief, counted from 0. It has ended.
    /// @param since Since when (seconds) the thief acted, in this term or earlier ones; the present authority may annul what was begun since
    /// then, up to the end of that term.
    function declareStolen(bytes32 typeId, uint256 term, uint40 since) external;

    /// @notice By the authority: publishes another schema. (Verification reads no schema.)
    function setSchema(bytes32 typeId, bytes32 schemaHash, string calldata schemaUri) external;

    /// @notice By the authority: from `retired` on nothing more is issued of this type. What was issued before stands.
    function retire(bytes32 typeId, uint40 retired) external;

    /// @notice By the authority: offers the type to another DID (0 takes the offer back), which has to {accept} it.
    function offer(bytes32 typeId, address successor) external;

    /// @notice By the DID it was offered to.
    function accept(bytes32 typeId) external;
}
