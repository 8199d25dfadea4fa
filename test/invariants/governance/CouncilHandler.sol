// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Council} from "../../../contracts/governance/Council.sol";
import {ICouncil} from "../../../contracts/governance/ICouncil.sol";
import {DIDRegistry} from "../../../contracts/did/DIDRegistry.sol";
import {vm} from "../Vm.sol";

uint256 constant COUNCIL_ACTORS = 10;

function councilActor(uint256 seed) pure returns (address) {
    return address(uint160(0xa11ce000 + seed % COUNCIL_ACTORS));
}

/// @dev Ten agencies, each its own controller, of which two begin with a seat. It keeps its own records (who held which
/// seat when, who voted how) and notes in `wrong` the first thing that should have been impossible.
abstract contract CouncilHandler {
    struct Proposal {
        bytes call;
        uint256 id;
        uint256 made;
        bytes32 description;
        bool carriedAtDeadline;
        bool deadlineSeen;
    }

    struct Ballot {
        address member;
        uint256 number;
        uint8 support;
    }

    uint256 public constant ACTORS = COUNCIL_ACTORS;
    DIDRegistry public immutable DIDS;
    Council public immutable COUNCIL;

    string public wrong;
    bytes32 public seatsExpected;
    address public guardianExpected;
    Proposal[] private _proposals;
    mapping(uint256 proposal => Ballot[]) private _ballots;
    ICouncil.Seat[] private _seatings;

    constructor(DIDRegistry dids, Council council) {
        (DIDS, COUNCIL) = (dids, council);
        guardianExpected = council.guardian();
        _expectSeats();
        _watchSeatings();
    }

    function actor(uint256 seed) public pure returns (address) {
        return councilActor(seed);
    }

    // --- what actors do ---

    function propose(uint8 by, uint8 kind, uint8 about) public {
        bytes memory call = _call(kind, about);
        bytes memory text = abi.encodePacked("proposal ", _proposals.length);
        (address[] memory to, uint256[] memory values, bytes[] memory calls) = _one(call);
        address member = _mostlySeated(by);
        bool seated = COUNCIL.isSeat(member);
        vm.prank(member);
        try COUNCIL.propose(to, values, calls, string(text)) returns (uint256 id) {
            if (!seated) wrong = "a proposal without a seat";
            _proposals.push(Proposal(call, id, block.timestamp, keccak256(text), false, false));
        } catch {}
    }

    function vote(uint8 by, uint8 which, uint8 support) public {
        if (_proposals.length == 0) return;
        uint256 p = which % _proposals.length;
        address member = actor(by);
        uint256 number = COUNCIL.seatNumberAt(member, block.timestamp);
        vm.prank(member);
        try COUNCIL.castVote(_proposals[p].id, support % 3) {
            if (number == 0) wrong = "a vote without a seat";
            else if (COUNCIL.seat(number).from >= _proposals[p].made) wrong = "a vote by a seat younger than the proposal";
            _ballots[p].push(Ballot(member, number, support % 3));
        } catch {}
    }

    /// @dev Two proposals under vote at once, executed one after the other: the first may change which seats are
    /// counted for the second.
    function overlap(uint8 by, uint16 kinds, uint16 abouts, uint64 ballots) external {
        uint256 before = _proposals.length;
        propose(by, uint8(kinds), uint8(abouts));
        propose(by, uint8(kinds >> 8), uint8(abouts >> 8));
        if (_proposals.length != before + 2) return;
        pass(2);
        for (uint8 i = 0; i < ACTORS; ++i) {
            _ballot(i, before, uint8(ballots >> (2 * i)) & 3);
            _ballot(i, before + 1, uint8(ballots >> (32 + 2 * i)) & 3);
        }
        pass(11);
        queue(uint8(before));
        queue(uint8(before + 1));
        pass(6);
        execute(uint8(before));
        execute(uint8(before + 1));
    }

    /// @dev Half of the seats vote For, the others Against or not at all, so that majorities are narrow.
    function _ballot(uint8 by, uint256 which, uint8 kind) private {
        if (kind != 3) vote(by, uint8(which), kind == 0 ? 0 : 1);
    }

    function queue(uint8 which) public {
        if (_proposals.length == 0) return;
        Proposal storage p = _proposals[which % _proposals.length];
        (address[] memory to, uint256[] memory values, bytes[] memory calls) = _one(p.call);
        try COUNCIL.queue(to, values, calls, p.description) {
            if (!_carriesNow(which % _proposals.length)) wrong = "queued without a majority of the seats present";
        } catch {}
    }

    function execute(uint8 which) public {
        if (_proposals.length == 0) return;
        Proposal storage p = _proposals[which % _proposals.length];
        (address[] memory to, uint256[] memory values, bytes[] memory calls) = _one(p.call);
        bool carries = _carriesNow(which % _proposals.length);
        try COUNCIL.execute(to, values, calls, p.description) {
            if (!carries) wrong = "executed without a majority of the seats present";
            if (!p.carriedAtDeadline && p.deadlineSeen) wrong = "executed though lost at the end of the vote";
            _expectSeats();
            guardianExpected = COUNCIL.guardian();
        } catch {}
    }

    function finish(uint8 which) external {
        pass(11);
        queue(which);
        pass(6);
        execute(which);
    }

    function cancel(uint8 by, uint8 which) external {
        if (_proposals.length == 0) return;
        Proposal storage p = _proposals[which % _proposals.length];
        (address[] memory to, uint256[] memory values, bytes[] memory calls) = _one(p.call);
        vm.prank(actor(by));
        try COUNCIL.cancel(to, values, calls, p.description) {
            if (actor(by) != guardianExpected) wrong = "cancelled by another than the guardian";
            if (bytes4(p.call) == COUNCIL.setGuardian.selector) wrong = "the guardian cancelled its own replacement";
        } catch {}
    }

    function deactivate(uint8 by) external {
        // Rarely, or nobody would be left to act.
        if (by % 16 != 7) return;
        vm.prank(actor(by));
        try DIDS.deactivate(actor(by)) {} catch {}
    }

    function trespass(uint8 by, uint8 kind, uint8 about) external {
        bytes memory call = _call(kind, about);
        vm.prank(actor(by));
        (bool done,) = address(COUNCIL).call(call);
        if (done) wrong = "the council's own functions answered to somebody else";
        vm.prank(actor(by));
        (done,) = address(COUNCIL).call(
            abi.encodeCall(COUNCIL.castVoteFor, (actor(uint256(about) + by + 1), _proposals.length, 1, ""))
        );
        if (done) wrong = "a vote for a proposal that is not there";
    }

    function pass(uint8 time) public {
        vm.warp(block.timestamp + time % 12);
        _watchDeadlines();
    }

    // --- the books ---

    /// @dev Seatings are append-only: the only change is that an end moves from never to now.
    function watchSeatings() external {
        _watchSeatings();
    }

    function _watchSeatings() private {
        for (uint256 i = 0; i < _seatings.length; ++i) {
            ICouncil.Seat memory now_ = COUNCIL.seat(i + 1);
            ICouncil.Seat storage was = _seatings[i];
            if (now_.member != was.member || now_.from != was.from || now_.previous != was.previous) {
                wrong = "a seating was rewritten";
            }
            if (now_.until != was.until && was.until != type(uint40).max) wrong = "an ended seating changed";
            was.until = now_.until;
        }
        while (COUNCIL.seat(_seatings.length + 1).from != 0) _seatings.push(COUNCIL.seat(_seatings.length + 1));
    }

    function lastingSeatings() external view returns (uint256 lasting) {
        for (uint256 i = 1; COUNCIL.seat(i).from != 0; ++i) {
            if (COUNCIL.seat(i).until == type(uint40).max) ++lasting;
        }
    }

    /// @dev The result at a vote's end never changes afterwards.
    function _watchDeadlines() private {
        for (uint256 p = 0; p < _proposals.length; ++p) {
            uint256 deadline = COUNCIL.proposalDeadline(_proposals[p].id);
            if (block.timestamp <= deadline) continue;
            (uint256 against, uint256 inFavour, uint256 abstaining, uint256 present) =
                COUNCIL.tally(_proposals[p].id, deadline);
            bool carried = inFavour > against && 2 * (inFavour + abstaining) > present;
            if (_proposals[p].deadlineSeen && carried != _proposals[p].carriedAtDeadline) {
                wrong = "the vote at its end was rewritten";
            }
            (_proposals[p].deadlineSeen, _proposals[p].carriedAtDeadline) = (true, carried);
        }
    }

    /// @dev Counts again, only from this contract's own records and the list of seats.
    function _carriesNow(uint256 p) private view returns (bool) {
        uint256[3] memory counts;
        for (uint256 i = 0; i < _ballots[p].length; ++i) {
            Ballot storage ballot = _ballots[p][i];
            if (COUNCIL.seatNumberAt(ballot.member, block.timestamp) == ballot.number) ++counts[ballot.support];
        }
        return counts[1] > counts[0] && 2 * (counts[1] + counts[2]) > COUNCIL.seats().length;
    }

    function _expectSeats() private {
        seatsExpected = keccak256(abi.encode(COUNCIL.seats()));
    }

    function _mostlySeated(uint8 by) private view returns (address) {
        address[] memory seats = COUNCIL.seats();
        return by < 32 ? actor(by) : seats[by % seats.length];
    }

    /// @dev Adds a seat for anybody, or removes an existing one.
    function _call(uint8 kind, uint8 about) private view returns (bytes memory) {
        address[] memory seats = COUNCIL.seats();
        if (kind % 8 < 3) return abi.encodeCall(COUNCIL.addSeat, (actor(about)));
        if (kind % 8 < 7) return abi.encodeCall(COUNCIL.removeSeat, (seats[about % seats.length]));
        return abi.encodeCall(COUNCIL.setGuardian, (actor(about)));
    }

    function _one(bytes memory call) private view returns (address[] memory to, uint256[] memory values, bytes[] memory calls) {
        (to, values, calls) = (new address[](1), new uint256[](1), new bytes[](1));
        (to[0], calls[0]) = (address(COUNCIL), call);
    }
}
