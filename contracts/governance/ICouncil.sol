// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ISeats} from "./ISeats.sol";

/// @title The council: one seat per member agency, one vote per seat
/// @notice A DID holds a seat; its current controller in DIDRegistry acts for it. Seats propose and vote, and after a
/// delay anybody may execute what was decided. `timelock()` executes it: **that address, not this one, is the `council`
/// that the other registries store.**
///
/// Membership is a series of epochs `[from, until)`. Each seating has a number of its own, and ballots are kept by that
/// number:
/// - a seat added after a proposal was made has no vote on it;
/// - a removed seat takes its ballot with it, and a member that is seated again gets neither the old ballot nor a new
///   one.
///
/// A proposal carries if, of the seats that exist at the count, more than half voted For or Abstain, and more voted For
/// than Against. A vote Against does not help to reach the quorum, so opponents lose nothing by voting. It is counted
/// twice: with the seats at the end of the vote, once and for all (a lost proposal stays lost, whoever is removed
/// later), and again with the current seats whenever it is queued or executed. What is not queued, or not executed,
/// within `LAPSE` seconds of when it could be, expires.
///
/// It deliberately has no delegation, no vote weights, no changing of ballots, no relaying of calls in its own name, no
/// way to change periods or timelock, and no cancelling by the proposer (who could cancel another's identical
/// proposal).
interface ICouncil is ISeats {
    /// @notice One seating of a member. One slot, from the lowest bit up: member 160 | from 40 | until 40 | previous 16
    /// @param member The DID that holds the seat.
    /// @param from Seconds; the first at which the seat existed.
    /// @param until Seconds; the first at which it no longer did. The largest uint40 while it lasts.
    /// @param previous The number of the same member's previous seating, or 0.
    struct Seat {
        address member;
        uint40 from;
        uint40 until;
        uint16 previous;
    }

    /// @notice All in seconds, all above zero: without a delay before execution, nobody could object in time.
    /// @param votingDelay From the proposal to the beginning of the vote.
    /// @param votingPeriod From the beginning of the vote to its end.
    /// @param timelockDelay From queueing to the earliest execution.
    struct Periods {
        uint48 votingDelay;
        uint32 votingPeriod;
        uint32 timelockDelay;
    }

    event SeatAdded(address indexed member, uint256 indexed number, uint40 from);
    event SeatRemoved(address indexed member, uint256 indexed number, uint40 until);
    event GuardianChanged(address indexed previous, address indexed guardian);

    /// @notice The caller is not the controller of the DID it acts for (controller 0: deactivated).
    error CouncilNotController(address did, address caller, address controller);
    /// @notice The zero address or a deactivated DID can hold no office.
    error CouncilInactive(address did);
    /// @notice The DID holds no seat.
    error CouncilNotSeated(address did);
    /// @notice The DID already holds the seat with this number.
    error CouncilAlreadySeated(address did, uint256 number);
    /// @notice The seat was added when the proposal was made, or later.
    error CouncilSeatedTooLate(address did, uint40 from, uint256 proposalMade);
    /// @notice There are as many seats as a count can process.
    error CouncilFull(uint256 seats);
    /// @notice Without its last seat the council could decide nothing any more.
    error CouncilLastSeat(address did);
    /// @notice The DID is the guardian already.
    error CouncilAlreadyGuardian(address did);
    /// @notice None of the periods may be 0.
    error CouncilZeroPeriod();
    /// @notice The guardian cannot cancel a proposal that only replaces the guardian.
    error CouncilGuardianCannotKeepOffice(uint256 proposalId);
    /// @notice An entry point of the stock Governor that the council does not offer.
    error CouncilClosed();

    /// @notice Proposes calls to be made by `timelock()`.
    /// Called by the controller of `member`, which must hold a seat. `propose` is the same for a seat that is its own controller.
    function proposeFor(
        address member,
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        string memory description
    ) external returns (uint256 proposalId);

    /// @notice Casts the vote of a seat: 0 Against, 1 For, 2 Abstain. It cannot be changed.
    /// Called by the controller of `member`. `castVote` and `castVoteWithReason` are the same for a seat that is its
    /// own controller; `castVoteBySig` takes the controller's signature (EIP-712 `Ballot`, where `voter` is the member
    /// and the nonce is the member's).
    function castVoteFor(address member, uint256 proposalId, uint8 support, string calldata reason) external returns (uint256);

    /// @notice Gives a DID a seat. Called by the council's own executed proposals only.
    function addSeat(address member) external;

    /// @notice Removes a DID's seat, unless it is the last one. Called by the council's own executed proposals only.
    function removeSeat(address member) external;

    /// @notice Replaces the DID that may cancel proposals. Called by the council's own executed proposals only.
    function setGuardian(address did) external;

    /// @notice The DID whose controller may cancel a proposal before it is executed, and nothing else.
    function guardian() external view returns (address);

    /// @notice How many seats there are now: 1 to `MAX_SEATS`.
    function seatCount() external view returns (uint256);

    /// @notice The DIDs that hold a seat now, in no particular order.
    function seats() external view returns (address[] memory);

    /// @notice The seating with this number, ended or not; numbers begin at 1. All zero if there is none.
    function seat(uint256 number) external view returns (Seat memory);

    /// @notice The number of the seat that a DID held at a time (seconds), or 0.
    function seatNumberAt(address member, uint256 timepoint) external view returns (uint256);

    /// @notice The ballots of the seats that exist at a time (seconds, not before the proposal), and the number of all
    /// seats at that time.
    function tally(uint256 proposalId, uint256 timepoint)
        external
        view
        returns (uint256 against, uint256 inFavour, uint256 abstaining, uint256 present);
}
