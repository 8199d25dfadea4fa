// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Who may issue which type of credential, and who said so
/// @notice An accreditation binds an agency's DID to a type. It hangs on the type's authority (a *root* link, which names the authority's role and so
/// survives a hand-over), or on another agency that holds an accreditation with levels to give. It begins with the agency's application.
/// It is a series of epochs `[from, until)`, never rewritten but in two ways: a future `until` comes down to now, and the reason gets worse, also
/// after the epoch has ended. Reinstating opens a new epoch. So "was it good at T?" is answered from today's state.
///
/// An accreditation holds for a credential issued at T if each link up to the root has an epoch around T, none is now suspended, withdrawn or
/// annulled, none of the DIDs is deactivated, each link has more levels than the one below, and each names its parent's present generation.
/// A withdrawal ends a generation: whoever is accredited again begins anew, and revives nothing that it issued or accredited before.
///
/// Who may call: the agency (apply, cancel, resign), the accreditor above it, and the type's authority over everybody below.
/// Times are seconds since 1970.
interface IAccreditations {
    /// @notice Why an epoch ended; it only ever gets worse. ENDED harms nothing that was issued before. SUSPENDED_AFTER_END: it had ended or run
    /// out already when it was suspended, so that taking the suspension back does not let the agency go on.
    enum Reason {
        NONE,
        ENDED,
        SUSPENDED,
        SUSPENDED_AFTER_END,
        WITHDRAWN,
        ANNULLED
    }

    /// @notice What is known of a DID's accreditation for a type. One slot, from the lowest bit up:
    /// appliedTo 160 | applied 40 | appliedTerms 8 | exceptions 8 | epochs 16 | generationStart 16 | generation 8
    struct Accreditation {
        address appliedTo; // the accreditor applied to; 0: the type's authority, whoever that is
        uint40 applied; // when; 0: no application is open
        uint8 appliedTerms; // the rights asked for, as in an epoch's terms: levels 3 | 0 | mayIssue 1 | 0
        uint8 exceptions; // granted for the present generation; bit 0: its credentials are taken without a status
        uint16 epochs;
        uint16 generationStart; // epochs before this one belong to a generation that was withdrawn
        uint8 generation; // how many times it was withdrawn
    }

    /// @notice One epoch `[from, until)`. One slot, from the lowest bit up:
    /// accreditor 160 | from 40 | until 40 | parentGeneration 8 | terms 8 (levels 3 | root 1 | mayIssue 1 | reason 3)
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

    /// @notice What people are shown of an agency: its names in Korean and English, UTF-8, as its accreditor gave them.
    struct Names {
        bytes32 hash; // keccak256(abi.encode(ko, en)), so that one slot proves both; 0: it has none
        string ko;
        string en;
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
        uint8 exceptions,
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
    /// @notice The agency is called so from now on, in this generation of its accreditation.
    event AgencyNamed(address indexed issuer, bytes32 indexed typeId, uint8 generation, string ko, string en);
    /// @notice Credentials of the type under this certificate are the issuer's; nobody's (0): they are no one's any more.
    event AnchorAssigned(bytes32 indexed typeId, bytes32 indexed anchor, address indexed issuer);

    /// @dev `caller` acts neither for the accreditor nor for the type's authority (nor, where it would do, for the agency).
    error AccreditationForbidden(address issuer, bytes32 typeId, address caller);
    /// @dev No such type is registered.
    error AccreditationTypeUnknown(bytes32 typeId);
    /// @dev Since `retired` nobody is accredited for the type.
    error AccreditationTypeRetired(bytes32 typeId, uint40 retired);
    /// @dev The agency's DID is deactivated.
    error AccreditationHolderDeactivated(address issuer);
    /// @dev No application of the agency is open.
    error AccreditationNoApplication(address issuer, bytes32 typeId);
    /// @dev Something must be asked for: to issue, or levels (at most 7) to accredit below.
    error AccreditationNothingAsked(bool mayIssue, uint8 levels);
    /// @dev No more can be granted than was asked for.
    error AccreditationBeyondApplication(bool mayIssue, uint8 levels);
    /// @dev Nobody hands on what it does not hold: the accreditor's chain is not whole, or it has `levels` only.
    error AccreditationBeyondAccreditor(address accreditor, bytes32 typeId, uint8 levels);
    /// @dev The exceptions of a generation never change; and of their eight bits only the lowest has a meaning. `granted`: those of this generation.
    error AccreditationExceptions(address issuer, bytes32 typeId, uint8 exceptions, uint8 granted);
    /// @dev One epoch at a time: it runs, or is suspended.
    error AccreditationInForce(address issuer, bytes32 typeId, uint256 index);
    /// @dev The newest epoch has ended or run out.
    error AccreditationNotInForce(address issuer, bytes32 typeId);
    /// @dev Only what is suspended is reinstated.
    error AccreditationNotSuspended(address issuer, bytes32 typeId);
    /// @dev It had ended before it was suspended: the suspension is taken back with `until` 0, and the agency does not go on.
    error AccreditationEndedBefore(address issuer, bytes32 typeId);
    /// @dev The accreditor that the agency hangs on was withdrawn since: the epoch names its generation `parentGeneration`, the present one is
    /// `generation`. The agency does not go on. The authority takes the suspension back with `until` 0, or it is withdrawn; then it is accredited anew.
    error AccreditationParentWithdrawn(
        address issuer, bytes32 typeId, address accreditor, uint8 parentGeneration, uint8 generation
    );
    /// @dev There is no epoch with this number.
    error AccreditationUnknown(address issuer, bytes32 typeId, uint256 index);
    /// @dev A reason only gets worse.
    error AccreditationReasonSet(address issuer, bytes32 typeId, Reason reason);
    /// @dev An accreditation's end lies ahead.
    error AccreditationEndInPast(uint40 until, uint256 time);
    /// @dev Only what was begun while a thief acted for the type, from `since` up to `until`, can be annulled; `since` 0: none did in that term.
    error AccreditationNotAnnullable(address issuer, bytes32 typeId, uint40 from, uint40 since, uint40 until);
    /// @dev Three seats of the council froze the type until then.
    error AccreditationFrozen(bytes32 typeId, uint40 until);
    /// @dev Withdrawn 255 times, or 65,535 epochs: there is no other accreditation. The agency needs another DID.
    error AccreditationExhausted(address issuer, bytes32 typeId);
    /// @dev A text has at most `most` bytes; of two names one may be empty, not both (length 0).
    error AccreditationTextLength(uint256 length, uint256 most);
    /// @dev The certificate is assigned already; 0 is no certificate.
    error AnchorAssignedAlready(bytes32 typeId, bytes32 anchor, address issuer);
    /// @dev The certificate is assigned to nobody.
    error AnchorNotAssigned(bytes32 typeId, bytes32 anchor);
    /// @dev The DID holds no seat, or `caller` does not act for it.
    error FreezeNotSeat(address member, address caller);
    /// @dev This seat has called already, or another one that the same controller acts for.
    error FreezeSupportedAlready(bytes32 typeId, address member);
    /// @dev A type can be frozen again 14 days after a freeze ran out.
    error FreezeTooSoon(bytes32 typeId, uint40 notBefore);

    /// @notice The accreditation as stored.
    function accreditationOf(address issuer, bytes32 typeId) external view returns (Accreditation memory);

    /// @notice Those of many at once, all zero where there is none: of `issuers[i]` for `typeIds[i]`.
    function accreditationsOf(address[] calldata issuers, bytes32[] calldata typeIds)
        external
        view
        returns (Accreditation[] memory);

    /// @notice An epoch as stored, counted from 0.
    function epochOf(address issuer, bytes32 typeId, uint256 index) external view returns (Epoch memory);

    /// @notice The agency's names in the present generation of its accreditation, as they were given: bytes that should be UTF-8. Empty: none.
    function namesOf(address issuer, bytes32 typeId) external view returns (bytes memory ko, bytes memory en);

    /// @notice Whose the type's credentials under a certificate are: an issuer whose credentials name no DID; 0: nobody's.
    /// @param anchor SHA-256 of the certificate, a root or an exact one (DIDRegistry has it in the issuer's record).
    function issuerOfAnchor(bytes32 typeId, bytes32 anchor) external view returns (address issuer);

    /// @notice Until when accreditations and reinstatements of a type are frozen; in the past or 0: they are not.
    function frozenUntil(bytes32 typeId) external view returns (uint40);

    /// @notice Whether the DID's chain for the type is whole for something issued at `moment` (seconds, not in the future), as of now.
    function isAccredited(address issuer, bytes32 typeId, uint40 moment) external view returns (bool);

    /// @notice The chain at `moment`, from the DID to the root link or as far as there is one: each DID's last epoch begun by then, and its
    /// newest. The records that {isAccredited} judges, in the words that are stored: docs/storage.md.
    function chainWords(address issuer, bytes32 typeId, uint40 moment) external view returns (Link[] memory);

    /// @notice By the agency: asks an accreditor (0: the type's authority) for an accreditation. Asking again replaces the application.
    /// @param mayIssue Whether to issue the type.
    /// @param levels How many levels to accredit below: 0 to 7.
    /// @param note At most 256 bytes, for the event only, and public: for example where the application's papers are.
    function applyFor(address issuer, bytes32 typeId, address accreditor, bool mayIssue, uint8 levels, string calldata note)
        external;

    /// @notice By the agency: takes its application back.
    function cancelApplication(address issuer, bytes32 typeId) external;

    /// @notice By the accreditor applied to: declines.
    /// @param note At most 256 bytes, public.
    function decline(address issuer, bytes32 typeId, string calldata note) external;

    /// @notice By the accreditor applied to: accredits from now until `until` (`type(uint40).max`: no end), for no more than was asked.
    /// @param exceptions As in {Accreditation}; 0: none. They are those of the whole generation: accrediting again names the same.
    function accredit(
        address issuer,
        bytes32 typeId,
        bool mayIssue,
        uint8 levels,
        uint40 until,
        uint8 exceptions
    ) external;

    /// @notice By the accreditor or the authority: stops the agency for the time being, and all below it; also after its accreditation ended or
    /// ran out, so that resigning is no way out.
    function suspend(address issuer, bytes32 typeId) external;

    /// @notice By the accreditor or the authority: takes a suspension back, in a new epoch, unless the type is frozen.
    /// @param until The agency goes on, with the same rights, from now until then. 0, and nothing else, where it does not go on: because it had ended
    /// before it was suspended, or because the accreditor that it hangs on was withdrawn since: then only the authority takes it back. The new epoch
    /// is empty and ended, and what the agency issued before counts again, but for what hangs on the withdrawal.
    function reinstate(address issuer, bytes32 typeId, uint40 until) external;

    /// @notice By the accreditor or the authority: for good. What the agency issued or accredited under it no longer verifies.
    function withdraw(address issuer, bytes32 typeId) external;

    /// @notice By the accreditor, the authority or the agency itself: an orderly end now. What was issued before stands.
    function end(address issuer, bytes32 typeId) external;

    /// @notice By the authority, when a thief acted for the type in an earlier term: undoes an epoch begun meanwhile. It vouches for nothing any
    /// more; and while it is the newest, the agency counts as not accredited. Earlier epochs count again once the agency is accredited again; to
    /// cut off for good the agency and all that it accredited, {withdraw} first.
    /// @param term The thief's last term of office: ICredentialTypes.stolenSince says since when it acted.
    function annul(address issuer, bytes32 typeId, uint256 index, uint256 term) external;

    /// @notice By the accreditor or the authority: says what people are to be shown as the agency's name. It is for people, and decides nothing.
    /// A withdrawal ends it.
    /// @param ko In Korean; 0 to 96 bytes of UTF-8.
    /// @param en In English; 0 to 96 bytes of UTF-8. Not both are empty.
    function nameAgency(address issuer, bytes32 typeId, string calldata ko, string calldata en) external;

    /// @notice By the accreditor or the authority: the type's credentials under this certificate are the issuer's, which is accredited for it.
    /// @param anchor SHA-256 of the certificate. Not 0, and assigned to nobody.
    function assignAnchor(address issuer, bytes32 typeId, bytes32 anchor) external;

    /// @notice By the accreditor of whom it is assigned to, or the authority: they are nobody's any more.
    function releaseAnchor(bytes32 typeId, bytes32 anchor) external;

    /// @notice By a council seat's controller. When three seats with three controllers have called within a day, no one is accredited or reinstated
    /// for the type for 14 days.
    function freeze(address member, bytes32 typeId) external;
}
