// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Who may ask for which claims
/// @notice A *supervising authority* is a DID that the council appoints. It registers, for a relying party (a DID) and
/// a credential type, the claims that the party may ask for, why, until when, its name and a contact, so that a wallet
/// can show who asks, and warn of excessive requests, before it discloses anything. Appointments and registrations are
/// append-only epochs `[from, until)`: an epoch begins now, and afterwards only its end may move to now, and its reason
/// get worse.
///
/// A registration belongs to its supervisor. Another supervisor may take it over (renew or withdraw it) only when the
/// first is no longer appointed, or its DID is deactivated. Registrations last to their own end, whatever becomes of
/// the supervisor. One exception: if the council declares that a thief acted as the supervisor since some moment, what
/// the supervisor registered from that moment to the end of its appointment is no longer in force. A relying party
/// whose DID is deactivated has no registration.
///
/// The registry deliberately stops nobody from asking, and does not say who sent a request: the request's signature
/// does. Claims are compared by id, exactly: a registered path includes neither its children nor its parents. Times are
/// seconds since 1970.
interface IRelyingParties {
    /// @notice Why an epoch is over (it is over when `until` has come); it only ever gets worse. ENDED: by its own end,
    /// or renewed. WITHDRAWN: by the supervisor; an appointment, by the council. STOLEN: a thief acted as the
    /// supervisor, since `stolenSince` as the council declared. On a registration that the thief made, the reason is
    /// stored when the next one begins; it is no longer in force from the declaration on.
    enum Reason {
        ENDED,
        WITHDRAWN,
        STOLEN
    }

    /// @notice One appointment of a supervisor. One slot:
    /// from 40 | until 40 | reason 8 | stolenSince 40
    struct Appointment {
        uint40 from;
        uint40 until;
        Reason reason;
        uint40 stolenSince; // with reason STOLEN
    }

    /// @notice A supervisor's description of a relying party for a type. Texts are UTF-8, for people.
    /// @param claims keccak256 of each claim's path, strictly ascending.
    /// @param nameKo The relying party's name in Korean; may be empty.
    /// @param nameEn The relying party's name in English; may be empty.
    /// @param contact A URI for contacting it: `https:`, `mailto:`, `tel:`.
    /// @param purpose What the claims are needed for.
    struct Entry {
        uint40 until;
        bytes32[] claims;
        string nameKo;
        string nameEn;
        string contact;
        string purpose;
    }

    /// @notice One registration. Six slots; the first one:
    /// supervisor 160 | from 40 | until 40 | reason 8
    /// @param supervisor The authority that wrote it.
    /// @param from The first second at which it held.
    /// @param until The first second at which it no longer does.
    struct Registration {
        address supervisor;
        uint40 from;
        uint40 until;
        Reason reason;
        bytes32[] claims;
        string nameKo;
        string nameEn;
        string contact;
        string purpose;
    }

    event SupervisorAppointed(address indexed supervisor, uint256 indexed index, uint40 from, uint40 until);
    /// @param until When the appointment ended: now, or earlier if it had ended before.
    /// @param reason WITHDRAWN, or STOLEN with the moment `stolenSince`.
    event SupervisorDismissed(
        address indexed supervisor, uint256 indexed index, uint40 until, Reason reason, uint40 stolenSince
    );
    event RelyingPartyRegistered(
        address indexed relyingParty,
        bytes32 indexed typeId,
        address indexed supervisor,
        uint256 index,
        uint40 from,
        Entry entry
    );
    /// @param supervisor Who ended it; not necessarily the one who registered.
    event RegistrationEnded(
        address indexed relyingParty,
        bytes32 indexed typeId,
        address indexed supervisor,
        uint256 index,
        uint40 until,
        Reason reason
    );

    /// @notice The caller is not the controller of the supervisor it acts for (controller 0: deactivated).
    error RelyingPartiesNotController(address supervisor, address caller, address controller);
    error RelyingPartiesNotSupervisor(address supervisor);
    /// @notice There is no appointment with this index.
    error RelyingPartiesNoAppointment(address supervisor, uint256 index);
    /// @notice The appointment is over since `until`: only a theft can still be declared for it.
    error RelyingPartiesAppointmentOver(address supervisor, uint256 index, uint40 until);
    /// @notice A supervisor can be appointed at most `MAX_APPOINTMENTS` times.
    error RelyingPartiesTooManyAppointments(address supervisor);
    /// @notice A theft must begin between the first appointment and the end of the one that it is declared for, and not
    /// after a theft already declared for that one.
    error RelyingPartiesSinceOutOfRange(uint40 since, uint40 from, uint256 to);
    error RelyingPartiesAlreadySupervisor(address supervisor, uint40 until);
    /// @notice The zero address or a deactivated DID can be neither supervisor nor relying party.
    error RelyingPartiesInactive(address did);
    /// @notice The registration in force belongs to another appointed supervisor.
    error RelyingPartiesNotYours(address supervisor, address holder);
    error RelyingPartiesAlreadyRegistered(address relyingParty, bytes32 typeId, uint40 until);
    error RelyingPartiesNotRegistered(address relyingParty, bytes32 typeId);
    error RelyingPartiesNoType();
    /// @notice An end must be in the future.
    error RelyingPartiesPastEnd(uint40 until, uint256 nowSeconds);
    /// @notice A registration has 1 to `MAX_CLAIMS` claims.
    error RelyingPartiesClaimCount(uint256 claims);
    /// @notice Claim ids must be strictly ascending, and not 0.
    error RelyingPartiesClaimOrder(uint256 position);
    /// @notice A purpose has 1 to `MAX_PURPOSE` bytes.
    error RelyingPartiesPurposeLength(uint256 length);
    /// @notice A name has at most `MAX_NAME` bytes, and one of the two has at least one.
    error RelyingPartiesNameLength(uint256 korean, uint256 english);
    /// @notice A contact has 1 to `MAX_CONTACT` bytes.
    error RelyingPartiesContactLength(uint256 length);
    /// @notice At most 256 claims can be checked at once.
    error RelyingPartiesTooManyAsked(uint256 asked);

    /// @notice Makes a DID a supervising authority, from now until `until` (seconds). Called by the council only.
    function appoint(address supervisor, uint40 until) external;

    /// @notice Ends an appointment now. Called by the council only.
    /// @param index Which appointment, counted from 0. One that is over can only be named with a theft.
    /// @param stolenSince If not 0: since when (seconds) a thief acted as the supervisor, from the first appointment to
    /// the end of this one. What it registered from then to that end is no longer in force. A declared theft can only
    /// be moved earlier.
    function dismiss(address supervisor, uint256 index, uint40 stolenSince) external;

    /// @notice Registers what a relying party may ask for, from now until `entry.until`, if nothing is in force.
    /// Called by the controller of `supervisor`, which must be appointed.
    function register(address supervisor, address relyingParty, bytes32 typeId, Entry calldata entry) external;

    /// @notice Ends the registration in force and begins another with `entry`.
    /// Called by the controller of `supervisor`, to whom the registration must belong.
    function renew(address supervisor, address relyingParty, bytes32 typeId, Entry calldata entry) external;

    /// @notice Ends the registration in force, as withdrawn. Called by the controller of `supervisor`, to whom it must
    /// belong.
    function withdraw(address supervisor, address relyingParty, bytes32 typeId) external;

    /// @notice What a wallet checks before it discloses anything.
    /// @param claims Ids of the requested claims, in any order; at most 256.
    /// @return registered Whether the relying party may ask for this type at all, now.
    /// @return until Seconds; the end of its registration, or 0.
    /// @return overAsked Bit i is set if `claims[i]` is not covered; all are set if it is not registered.
    function mayAsk(address relyingParty, bytes32 typeId, bytes32[] calldata claims)
        external
        view
        returns (bool registered, uint40 until, uint256 overAsked);

    /// @notice The registration in force; all zero if there is none.
    function registrationOf(address relyingParty, bytes32 typeId) external view returns (Registration memory);

    /// @notice A registration, in force or not; the index counts from 0. All zero if there is none.
    function registration(address relyingParty, bytes32 typeId, uint256 index) external view returns (Registration memory);

    function registrationCount(address relyingParty, bytes32 typeId) external view returns (uint256);

    /// @notice Whether a DID is a supervising authority now.
    function isSupervisor(address did) external view returns (bool);

    /// @notice An appointment, in force or not; the index counts from 0. All zero if there is none.
    function appointment(address supervisor, uint256 index) external view returns (Appointment memory);

    function appointmentCount(address supervisor) external view returns (uint256);
}
