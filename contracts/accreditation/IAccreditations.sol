// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Who may issue which type of credential, and who said so
/// @notice An accreditation binds an agency's DID to a type. It hangs on the type's authority (a *root* link, which names the authority's role and so
/// survives a hand-over), or on another agency that holds an accreditation with levels to give. It begins with the agency's application.
/// It is a series of epochs `[from, until)`, never rewritten but in two ways: a future `until` comes down to now, and the reason gets worse.
/// Reinstating opens a new epoch. So "was it good at T?" is answered from today's state.
///
/// An accreditation holds for a credential issued at T if each link up to the root has an epoch around T, none is now suspended, withdrawn or
/// annulled, none of the DIDs is deactivated, each link has more levels than the one below, and each names its parent's present generation.
/// A withdrawal ends a generation: whoever is accredited again begins anew, and revives nothing that it issued or accredited before.
///
/// Who may call: the agency (apply, cancel, resign), the accreditor above it, and the type's authority over everybody below.
/// Times are seconds since 1970.
interface IAccreditations {
    /// @notice Why an epoch ended; it only ever gets worse. ENDED harms nothing that was issued before.
    enum Reason {
        NONE,
        ENDED,
        SUSPENDED,
        WITHDRAWN,
        ANNULLED
    }

    /// @notice What is known of a DID's accreditation for a type. One slot:
    /// appliedTo 160 | applied 40 | appliedMayIssue 8 | appliedLevels 8 | epochs 16 | generationStart 16 | generation 8
    struct Accreditation {
        address appliedTo; // the accreditor applied to; 0: the type's authority, whoever that is
        uint40 applied; // when; 0: no application is open
        bool appliedMayIssue;
        uint8 appliedLevels;
        uint16 epochs;
        uint16 generationStart; // epochs before this one belong to a generation that was withdrawn
        uint8 generation; // how many times it was withdrawn
    }

    /// @notice One epoch `[from, until)`. One slot:
    /// accreditor 160 | from 40 | until 40 | parentGeneration 8 | terms 8 (reason 3 bits | mayIssue 1 | root 1 | levels 3)
    struct Epoch {
        address accreditor; // who accredited; on a root link, the authority of that day
        uint40 from;
        uint40 until;
        uint8 parentGeneration;
        uint8 terms;
    }

    /// @notice One link of a chain, as {chainWords} shows it: an {Accreditation} and two {Epoch}s, each as the one word that is stored.
    struct Link {
        address holder;
        uint256 accreditation;
        uint256 index; // the last epoch begun by the moment asked about
        uint256 epoch; // that epoch, which may have ended by then; 0: none had begun
        uint256 newest; // what holds now
    }

    event Applied(
        address indexed issuer,
        bytes32 indexed typeId,
        address indexed accreditor,
        bool mayIssue,
        uint8 levels,
        string note
    );
    event ApplicationClosed(address indexed issuer, bytes32 indexed typeId, bool declined, string note);
    /// @notice An epoch began: by an accreditation (`reinstated` false) or a reinstatement.
    event Accredited(
        address indexed issuer,
        bytes32 indexed typeId,
        address indexed accreditor,
        uint256 index,
        uint40 until,
        uint8 parentGeneration,
        uint8 terms,
        bool reinstated
    );
    /// @notice An epoch ended at `until`, or its reason got worse. WITHDRAWN also ends the generation.
    event AccreditationEnded(
        address indexed issuer, bytes32 indexed typeId, uint256 index, uint40 until, Reason reason
    );
    /// @dev `earlier`: the first of the others whose support still stands, 0 if none does. Whether it does is not for this contract to say
    /// alone, so the event says it: who hears the events knows all that is stored.
    event FreezeSupported(bytes32 indexed typeId, address indexed member, address earlier);
    event Frozen(bytes32 indexed typeId, uint40 until);

    /// @dev `caller` acts neither for the accreditor nor for the type's authority (nor, where it would do, for the agency).
    error AccreditationForbidden(address issuer, bytes32 typeId, address caller);
    error AccreditationTypeUnknown(bytes32 typeId);
    error AccreditationTypeRetired(bytes32 typeId, uint40 retired);
    /// @dev The agency's DID is deactivated.
    error AccreditationHolderDeactivated(address issuer);
    error AccreditationNoApplication(address issuer, bytes32 typeId);
    /// @dev Something must be asked for: to issue, or levels (at most 7) to accredit below.
    error AccreditationNothingAsked(bool mayIssue, uint8 levels);
    /// @dev No more can be granted than was asked for.
    error AccreditationBeyondApplication(bool mayIssue, uint8 levels);
    /// @dev Nobody hands on what it does not hold: the accreditor's chain is not whole, or it has `levels` only.
    error AccreditationBeyondAccreditor(address accreditor, bytes32 typeId, uint8 levels);
    error AccreditationInForce(address issuer, bytes32 typeId, uint256 index);
    error AccreditationNotInForce(address issuer, bytes32 typeId);
    error AccreditationNotSuspended(address issuer, bytes32 typeId);
    error AccreditationUnknown(address issuer, bytes32 typeId, uint256 index);
    /// @dev A reason only gets worse.
    error AccreditationReasonSet(address issuer, bytes32 typeId, Reason reason);
    error AccreditationEndInPast(uint40 until, uint256 time);
    /// @dev Only what was begun since `since`, under a stolen authority, can be annulled; 0: the authority was not stolen.
    error AccreditationNotAnnullable(address issuer, bytes32 typeId, uint40 from, uint40 since);
    error AccreditationFrozen(bytes32 typeId, uint40 until);
    /// @dev Withdrawn 255 times, or 65,535 epochs: there is no other accreditation. The agency needs another DID.
    error AccreditationExhausted(address issuer, bytes32 typeId);
    error AccreditationTextLength(uint256 length, uint256 most);
    error FreezeNotSeat(address member, address caller);
    error FreezeSupportedAlready(bytes32 typeId, address member);
    /// @dev A type can be frozen again 14 days after a freeze ran out.
    error FreezeTooSoon(bytes32 typeId, uint40 notBefore);

    /// @notice The accreditation as stored.
    function accreditationOf(address issuer, bytes32 typeId) external view returns (Accreditation memory);

    /// @notice An epoch as stored, counted from 0.
    function epochOf(address issuer, bytes32 typeId, uint256 index) external view returns (Epoch memory);

    /// @notice Until when new accreditations of a type are frozen; in the past or 0: they are not.
    function frozenUntil(bytes32 typeId) external view returns (uint40);

    /// @notice Whether the DID's chain for the type is whole for something issued at `moment` (seconds, not in the future), as of now.
    function isAccredited(address issuer, bytes32 typeId, uint40 moment) external view returns (bool);

    /// @notice The chain at `moment`, from the DID to the root link or as far as there is one: each DID's last epoch begun by then, and its
    /// newest. The records that {isAccredited} judges, in the words that are stored: docs/storage.md.
    function chainWords(address issuer, bytes32 typeId, uint40 moment) external view returns (Link[] memory);

    /// @notice By the agency: asks an accreditor (0: the type's authority) for an accreditation. Asking again replaces the application.
    /// @param mayIssue Whether to issue the type. @param levels How many levels to accredit below: 0 to 7.
    /// @param note At most 256 bytes, for the event only, and public: for example where the application's papers are.
    function applyFor(address issuer, bytes32 typeId, address accreditor, bool mayIssue, uint8 levels, string calldata note)
        external;

    /// @notice By the agency: takes its application back.
    function cancelApplication(address issuer, bytes32 typeId) external;

    /// @notice By the accreditor applied to: declines. @param note At most 256 bytes, public.
    function decline(address issuer, bytes32 typeId, string calldata note) external;

    /// @notice By the accreditor applied to: accredits from now until `until` (`type(uint40).max`: no end), for no more than was asked.
    function accredit(address issuer, bytes32 typeId, bool mayIssue, uint8 levels, uint40 until) external;

    /// @notice By the accreditor or the authority: stops the agency for the time being, and all below it.
    function suspend(address issuer, bytes32 typeId) external;

    /// @notice By the accreditor or the authority: lets a suspended agency go on, with the same rights, in a new epoch from now until `until`.
    function reinstate(address issuer, bytes32 typeId, uint40 until) external;

    /// @notice By the accreditor or the authority: for good. What the agency issued or accredited under it no longer verifies.
    function withdraw(address issuer, bytes32 typeId) external;

    /// @notice By the accreditor, the authority or the agency itself: an orderly end now. What was issued before stands.
    function end(address issuer, bytes32 typeId) external;

    /// @notice By the authority that succeeded a stolen one: undoes an epoch begun since the theft. It vouches for nothing any more; and while it
    /// is the newest, the agency counts as not accredited. Earlier epochs count again once the agency is accredited again; to cut off for good
    /// the agency and all that it accredited, {withdraw} first.
    function annul(address issuer, bytes32 typeId, uint256 index) external;

    /// @notice By a council seat's controller. When three seats have called within a day, no one is accredited for the type for 14 days.
    function freeze(address member, bytes32 typeId) external;
}
