// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Who may issue which type of credential, and who accredited them
/// @notice An accreditation binds an agency's DID to a type. It is granted by the type's authority (a *root* link,
/// which names the authority's role and so survives a hand-over), or by another agency whose accreditation has levels
/// to give. It begins with the agency's application. It is a series of epochs `[from, until)` that change in two ways
/// only: a future `until` moves to now, and the reason gets worse, even after the epoch has ended. Reinstating opens a
/// new epoch. So today's state answers "was it good at T?".
///
/// An annulled epoch decides nothing. *The newest epoch*, on which functions act and which says who is above, is the
/// newest of the current generation that is not annulled; if there is none, the very newest. So an agency that was
/// suspended when a thief reinstated it is suspended again once the reinstatement is annulled.
///
/// An accreditation holds for a credential issued at T if each link up to the root has an epoch around T, none is now
/// suspended, withdrawn or annulled, none of the DIDs is deactivated, each link has more levels than the one below, and
/// each names its parent's current generation. A withdrawal ends a generation: an agency that is accredited again
/// starts anew, and nothing that it issued or accredited before becomes valid again.
///
/// Who may call: the agency (apply, cancel, resign), the accreditor above it, and the type's authority over everybody
/// below. Times are seconds since 1970.
interface IAccreditations {
    /// @notice Why an epoch ended; it only ever gets worse. ENDED does not affect what was issued before.
    /// SUSPENDED_AFTER_END: it had already ended or expired when it was suspended, so lifting the suspension does not
    /// let the agency continue.
    enum Reason {
        NONE,
        ENDED,
        SUSPENDED,
        SUSPENDED_AFTER_END,
        WITHDRAWN,
        ANNULLED
    }

    /// @notice A DID's accreditation for a type. One slot, from the lowest bit up:
    /// appliedTo 160 | applied 40 | appliedRights 8 | exceptions 8 | epochs 16 | generationStart 16 | generation 8
    struct Accreditation {
        address appliedTo; // the accreditor applied to; 0: the type's current authority
        uint40 applied; // when; 0: no application is open
        uint8 appliedRights; // the rights requested, as in an epoch's rights: levels 3 | 0 | mayIssue 1 | 0
        uint8 exceptions; // granted for the current generation; bit 0: its credentials need no status
        uint16 epochs;
        uint16 generationStart; // earlier epochs belong to a withdrawn generation
        uint8 generation; // how often it was withdrawn
    }

    /// @notice One epoch `[from, until)`. One slot, from the lowest bit up:
    /// accreditor 160 | from 40 | until 40 | parentGeneration 8 | rights 8 (levels 3 | root 1 | mayIssue 1 | reason 3)
    struct Epoch {
        address accreditor; // who accredited; on a root link, the authority at that time
        uint40 from;
        uint40 until;
        uint8 parentGeneration;
        uint8 rights;
    }

    /// @notice One link of a chain, as {chainWords} returns it: an {Accreditation} and two {Epoch}s, each as the stored
    /// word.
    struct Link {
        address holder;
        uint256 accreditation;
        uint256 index; // the index of the last epoch begun by the moment
        uint256 epoch; // that epoch, which may have ended by then; 0: none had begun
        uint256 newest; // what holds now
    }

    /// @notice An agency's names for display, in Korean and English, UTF-8, as its accreditor gave them.
    struct Names {
        bytes32 hash; // keccak256(abi.encode(ko, en)), so that one slot proves both; 0: no names
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
        uint8 rights,
        uint8 exceptions,
        bool reinstated
    );
    /// @notice An epoch ended at `until`, or its reason got worse. WITHDRAWN also ends the generation. An annulled
    /// epoch stays annulled: WITHDRAWN then ends the generation only.
    event AccreditationEnded(
        address indexed issuer, bytes32 indexed typeId, uint256 index, uint40 until, Reason reason
    );
    /// @dev `controller` called for `member`. `earlier`: the first of the other members whose support still counts, 0
    /// if none does. Other contracts decide whether it counts, so the event says it: the events alone determine all
    /// that is stored.
    event FreezeSupported(bytes32 indexed typeId, address indexed member, address controller, address earlier);
    event Frozen(bytes32 indexed typeId, uint40 until);
    /// @notice The agency has this name from now on, in this generation of its accreditation.
    event AgencyNamed(address indexed issuer, bytes32 indexed typeId, uint8 generation, string ko, string en);
    /// @notice Credentials of the type under this certificate are the issuer's. Issuer 0: they are nobody's any more.
    event AnchorAssigned(bytes32 indexed typeId, bytes32 indexed anchor, address indexed issuer);

    /// @dev `caller` acts neither for the accreditor nor for the type's authority (nor, where allowed, for the agency).
    error AccreditationForbidden(address issuer, bytes32 typeId, address caller);
    /// @dev No such type is registered.
    error AccreditationTypeUnknown(bytes32 typeId);
    /// @dev The type was retired at `retired`; nobody is accredited for it any more.
    error AccreditationTypeRetired(bytes32 typeId, uint40 retired);
    /// @dev The agency's DID is deactivated.
    error AccreditationHolderDeactivated(address issuer);
    /// @dev The agency has no open application.
    error AccreditationNoApplication(address issuer, bytes32 typeId);
    /// @dev An application must ask to issue, or for levels (at most 7) to accredit below.
    error AccreditationNothingAsked(bool mayIssue, uint8 levels);
    /// @dev No more can be granted than was requested.
    error AccreditationBeyondApplication(bool mayIssue, uint8 levels);
    /// @dev Nobody can grant what it does not have: the accreditor's chain does not hold, or it has `levels` only.
    error AccreditationBeyondAccreditor(address accreditor, bytes32 typeId, uint8 levels);
    /// @dev Exceptions never change within a generation, and only their lowest bit has a meaning. `granted`: those of
    /// this generation.
    error AccreditationExceptions(address issuer, bytes32 typeId, uint8 exceptions, uint8 granted);
    /// @dev One epoch at a time: the newest is running or suspended.
    error AccreditationInForce(address issuer, bytes32 typeId, uint256 index);
    /// @dev The newest epoch has ended or expired.
    error AccreditationNotInForce(address issuer, bytes32 typeId);
    /// @dev Only what is suspended can be reinstated.
    error AccreditationNotSuspended(address issuer, bytes32 typeId);
    /// @dev It had ended before it was suspended. Lift the suspension with `until` 0; the agency does not continue.
    error AccreditationEndedBefore(address issuer, bytes32 typeId);
    /// @dev The accreditor was withdrawn since: the epoch names its generation `parentGeneration`, the current one is
    /// `generation`. The agency does not continue. The authority lifts the suspension with `until` 0, or withdraws it;
    /// then the agency can be accredited again.
    error AccreditationParentWithdrawn(
        address issuer, bytes32 typeId, address accreditor, uint8 parentGeneration, uint8 generation
    );
    /// @dev There is no epoch with this index.
    error AccreditationUnknown(address issuer, bytes32 typeId, uint256 index);
    /// @dev A reason only gets worse.
    error AccreditationReasonSet(address issuer, bytes32 typeId, Reason reason);
    /// @dev An accreditation's end must be in the future.
    error AccreditationEndInPast(uint40 until, uint256 time);
    /// @dev Only what began while a thief acted for the type, from `since` to `until`, can be annulled. `since` 0: no
    /// thief acted in that term.
    error AccreditationNotAnnullable(address issuer, bytes32 typeId, uint40 from, uint40 since, uint40 until);
    /// @dev Three seats of the council have frozen the type until then.
    error AccreditationFrozen(bytes32 typeId, uint40 until);
    /// @dev After 255 withdrawals or 65,535 epochs no more can begin. The agency needs another DID.
    error AccreditationExhausted(address issuer, bytes32 typeId);
    /// @dev The agency has used its free epochs: the next can begin at `notBefore`, and each further one six hours
    /// later.
    error AccreditationTooSoon(address issuer, bytes32 typeId, uint40 notBefore);
    /// @dev A text has at most `most` bytes; of two names one may be empty, but not both (length 0).
    error AccreditationTextLength(uint256 length, uint256 most);
    /// @dev The certificate is already assigned; or it is 0, which is no certificate.
    error AnchorAssignedAlready(bytes32 typeId, bytes32 anchor, address issuer);
    /// @dev The certificate is assigned to nobody.
    error AnchorNotAssigned(bytes32 typeId, bytes32 anchor);
    /// @dev The DID holds no seat, or `caller` does not act for it.
    error FreezeNotSeat(address member, address caller);
    /// @dev This seat's earlier call still counts.
    error FreezeSupportedAlready(bytes32 typeId, address member);
    /// @dev A type can be frozen again only 14 days after its last freeze ended.
    error FreezeTooSoon(bytes32 typeId, uint40 notBefore);

    /// @notice The accreditation as stored.
    function accreditationOf(address issuer, bytes32 typeId) external view returns (Accreditation memory);

    /// @notice Many accreditations at once, all zero if there is none: of `issuers[i]` for `typeIds[i]`.
    function accreditationsOf(address[] calldata issuers, bytes32[] calldata typeIds)
        external
        view
        returns (Accreditation[] memory);

    /// @notice An epoch as stored; the index counts from 0.
    function epochOf(address issuer, bytes32 typeId, uint256 index) external view returns (Epoch memory);

    /// @notice The agency's names in the current generation of its accreditation, as given: bytes that should be UTF-8.
    /// Empty: none.
    function namesOf(address issuer, bytes32 typeId) external view returns (bytes memory ko, bytes memory en);

    /// @notice The issuer of the type's credentials under a certificate, if they name no DID; 0: nobody.
    /// @param anchor SHA-256 of the certificate, a root or an exact one (DIDRegistry has it in the issuer's record).
    function issuerOfAnchor(bytes32 typeId, bytes32 anchor) external view returns (address issuer);

    /// @notice Until when accreditations and reinstatements of a type are frozen. In the past or 0: they are not.
    function frozenUntil(bytes32 typeId) external view returns (uint40);

    /// @notice Whether the DID's chain for the type holds for something issued at `moment` (seconds, not in the
    /// future), as of now.
    function isAccredited(address issuer, bytes32 typeId, uint40 moment) external view returns (bool);

    /// @notice The chain at `moment`, from the DID to the root link, or as far as it goes: each DID's last epoch begun
    /// by then, and its newest. These are the records that {isAccredited} judges, in the stored words: docs/storage.md.
    function chainWords(address issuer, bytes32 typeId, uint40 moment) external view returns (Link[] memory);

    /// @notice By the agency: asks an accreditor (0: the type's authority) for an accreditation. Applying again
    /// replaces the application.
    /// @param mayIssue Whether to issue the type.
    /// @param levels How many levels to accredit below: 0 to 7.
    /// @param note At most 256 bytes, only for the event, and public: for example where the application's papers are.
    function applyFor(address issuer, bytes32 typeId, address accreditor, bool mayIssue, uint8 levels, string calldata note)
        external;

    /// @notice By the agency: withdraws its application.
    function cancelApplication(address issuer, bytes32 typeId) external;

    /// @notice By the accreditor applied to: declines the application.
    /// @param note At most 256 bytes, public.
    function decline(address issuer, bytes32 typeId, string calldata note) external;

    /// @notice By the accreditor applied to: accredits from now until `until` (`type(uint40).max`: no end), for at most
    /// what was requested. Not while the newest epoch runs or is suspended, even if an annulled one is on top of it.
    /// @param exceptions As in {Accreditation}; 0: none. They apply to the whole generation: a later accreditation in
    /// it must name the same.
    function accredit(
        address issuer,
        bytes32 typeId,
        bool mayIssue,
        uint8 levels,
        uint40 until,
        uint8 exceptions
    ) external;

    /// @notice By the accreditor or the authority: suspends the agency, and so everybody below it. Possible also after
    /// its accreditation has ended or expired, so that resigning does not avoid it; or if a later epoch was annulled.
    function suspend(address issuer, bytes32 typeId) external;

    /// @notice By the accreditor or the authority: lifts a suspension in a new epoch, unless the type is frozen.
    /// @param until The agency continues with the same rights from now until then. Must be 0 if it cannot continue:
    /// because it had ended before it was suspended, or because its accreditor was withdrawn since (then only the
    /// authority may lift it). The new epoch is then empty and ended, and what the agency issued before counts again,
    /// except under the withdrawn accreditation.
    function reinstate(address issuer, bytes32 typeId, uint40 until) external;

    /// @notice By the accreditor or the authority: withdraws for good. What the agency issued or accredited under it no
    /// longer verifies. If all epochs of the generation are annulled, they stay so, and only the generation ends: then
    /// nothing that the agency accredited in it holds when it is accredited anew.
    function withdraw(address issuer, bytes32 typeId) external;

    /// @notice By the accreditor, the authority or the agency itself: an orderly end now. What was issued before stays
    /// valid.
    function end(address issuer, bytes32 typeId) external;

    /// @notice By the authority, if a thief acted for the type in an earlier term: annuls an epoch begun meanwhile. It
    /// proves and decides nothing any more. While no later epoch has begun, the agency counts as not accredited;
    /// earlier epochs count again once the agency is accredited again. A suspension stays: if the epoch below is
    /// suspended, the agency is reinstated or withdrawn, not accredited, and an epoch that began after the annulled one
    /// is suspended now. If the annulled epoch itself is suspended, the suspension passes to the epoch below, where it
    /// has no effect while a later epoch lifts it. To cut off for good the agency and everybody it accredited,
    /// {withdraw}, before or afterwards.
    /// @param term The thief's last term of office: ICredentialTypes.stolenSince says since when it acted.
    function annul(address issuer, bytes32 typeId, uint256 index, uint256 term) external;

    /// @notice By the accreditor or the authority: sets the agency's name for display. No rule uses it. A withdrawal
    /// ends it.
    /// @param ko In Korean; 0 to 96 bytes of UTF-8.
    /// @param en In English; 0 to 96 bytes of UTF-8. Not both are empty.
    function nameAgency(address issuer, bytes32 typeId, string calldata ko, string calldata en) external;

    /// @notice By the accreditor or the authority: assigns the type's credentials under this certificate to an issuer
    /// that is accredited for it.
    /// @param anchor SHA-256 of the certificate. Not 0, and not assigned.
    function assignAnchor(address issuer, bytes32 typeId, bytes32 anchor) external;

    /// @notice By the accreditor of the issuer to whom it is assigned, or the authority: ends the assignment.
    function releaseAnchor(bytes32 typeId, bytes32 anchor) external;

    /// @notice By a council seat's controller. When three seats with three controllers have called within a day, nobody
    /// can be accredited or reinstated for the type, retired or not, for 14 days. A call counts for a day, while the
    /// seat exists and has the controller that called. One controller counts once, by its latest call.
    function freeze(address member, bytes32 typeId) external;
}
