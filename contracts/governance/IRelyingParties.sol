// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Who may ask for what
/// @notice A *supervising authority* is a DID that the council appoints. It registers, for a relying party (a DID) and a credential
/// type, the claims which that party may ask for, why, and until when, so that a wallet can warn of over-asking before
/// anything is disclosed. Both are rows of append-only epochs `[from, until)`: an epoch begins now, and afterwards only its end may come down to now.
///
/// A registration is its supervisor's: another one may take it over (renew or withdraw it) only when that supervisor is
/// no longer appointed, or its DID deactivated. Until then registrations stand, whatever becomes of the supervisor, to their own end.
/// A relying party whose DID is deactivated has none.
///
/// It deliberately stops nobody from asking, and says nothing of whom a request comes from: the request's signature does. Claims are compared
/// by id, exactly: a registered path includes neither its children nor its parents.
interface IRelyingParties {
    /// @notice Why an epoch is over; it is over when `until` has come.
    /// @dev Ended: by its own end, or renewed; Withdrawn: by the supervisor (an appointment: by the council).
    enum Reason {
        Ended,
        Withdrawn
    }

    /// @notice One slot: | reason 8 | until 40 | from 40 |.
    struct Appointment {
        uint40 from;
        uint40 until;
        Reason reason;
    }

    /// @notice Slot 0: | reason 8 | until 40 | from 40 | supervisor 160 |; slot 1: claims; slot 2: purpose.
    /// @param supervisor The authority that wrote it.
    /// @param from Seconds; the first at which it held.
    /// @param until Seconds; the first at which it no longer does.
    /// @param claims keccak256 of each claim's path, strictly ascending.
    /// @param purpose For people: what the claims are asked for. UTF-8.
    struct Registration {
        address supervisor;
        uint40 from;
        uint40 until;
        Reason reason;
        bytes32[] claims;
        string purpose;
    }

    event SupervisorAppointed(address indexed supervisor, uint256 indexed index, uint40 from, uint40 until);
    event SupervisorDismissed(address indexed supervisor, uint256 indexed index, uint40 until);
    event RelyingPartyRegistered(
        address indexed relyingParty,
        bytes32 indexed typeId,
        address indexed supervisor,
        uint256 index,
        uint40 from,
        uint40 until,
        bytes32[] claims,
        string purpose
    );
    /// @param supervisor Who ended it, which may be another than the one who registered.
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
    error RelyingPartiesAlreadySupervisor(address supervisor, uint40 until);
    /// @notice A DID that is 0 or deactivated can be neither supervisor nor relying party.
    error RelyingPartiesInactive(address did);
    /// @notice The registration in force is another appointed supervisor's.
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
    /// @notice At most 256 claims are answered at once.
    error RelyingPartiesTooManyAsked(uint256 asked);

    /// @notice Makes a DID a supervising authority, from now until `until` (seconds). Called by the council only.
    function appoint(address supervisor, uint40 until) external;

    /// @notice Ends an appointment now. Called by the council only.
    function dismiss(address supervisor) external;

    /// @notice Registers what a relying party may ask for, from now until `until` (seconds), when nothing is in force.
    /// Called by the controller of `supervisor`, which must be appointed.
    function register(
        address supervisor,
        address relyingParty,
        bytes32 typeId,
        bytes32[] calldata claims,
        string calldata purpose,
        uint40 until
    ) external;

    /// @notice Ends the registration in force and begins another, with claims, purpose and end as given.
    /// Called by the controller of `supervisor`, whose registration it must be.
    function renew(
        address supervisor,
        address relyingParty,
        bytes32 typeId,
        bytes32[] calldata claims,
        string calldata purpose,
        uint40 until
    ) external;

    /// @notice Ends the registration in force, as withdrawn. Called by the controller of `supervisor`, whose registration it must be.
    function withdraw(address supervisor, address relyingParty, bytes32 typeId) external;

    /// @notice What a wallet asks before it discloses anything.
    /// @param claims Ids of the claims asked for, in any order; at most 256.
    /// @return registered Whether the relying party may ask for this type at all, now.
    /// @return until Seconds; the end of its registration, or 0.
    /// @return overAsked Bit i is set if `claims[i]` is not covered; all are, if it is not registered.
    function mayAsk(address relyingParty, bytes32 typeId, bytes32[] calldata claims)
        external
        view
        returns (bool registered, uint40 until, uint256 overAsked);

    /// @notice The registration in force; all zero if there is none.
    function registrationOf(address relyingParty, bytes32 typeId) external view returns (Registration memory);

    /// @notice A registration, in force or not, the first being 0; all zero if there is none.
    function registration(address relyingParty, bytes32 typeId, uint256 index) external view returns (Registration memory);

    function registrationCount(address relyingParty, bytes32 typeId) external view returns (uint256);

    /// @notice Whether a DID is a supervising authority now.
    function isSupervisor(address did) external view returns (bool);

    /// @notice An appointment, in force or not, the first being 0; all zero if there is none.
    function appointment(address supervisor, uint256 index) external view returns (Appointment memory);

    function appointmentCount(address supervisor) external view returns (uint256);
}
