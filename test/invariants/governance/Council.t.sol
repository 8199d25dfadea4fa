// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Council} from "../../../contracts/governance/Council.sol";
import {ICouncil} from "../../../contracts/governance/ICouncil.sol";
import {DIDRegistry} from "../../../contracts/did/DIDRegistry.sol";
import {councilActor, CouncilHandler} from "./CouncilHandler.sol";

/// @dev The runner only calls contracts of the test file itself.
contract CouncilActors is CouncilHandler {
    constructor(DIDRegistry dids, Council council) CouncilHandler(dids, council) {}
}

/// @dev Random sequences in which ten agencies propose, vote, queue, execute, cancel, are deactivated, and exceed their
/// powers.
contract CouncilInvariants {
    CouncilHandler private _handler;
    Council private _council;

    function setUp() public {
        address[] memory first = new address[](2);
        for (uint256 i = 0; i < 2; ++i) first[i] = councilActor(i);
        DIDRegistry dids = new DIDRegistry(0);
        _council = new Council(dids, first, councilActor(9), ICouncil.Periods(1, 10, 5), 0);
        _handler = new CouncilActors(dids, _council);
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    /// @dev Nobody exceeds their powers, and the seats present at the count carry each decision.
    function invariant_nothing_happened_that_should_not() public {
        _handler.watchSeatings();
        require(bytes(_handler.wrong()).length == 0, _handler.wrong());
    }

    function invariant_the_number_of_seats_is_the_seats_there_are() public view {
        uint256 counted;
        for (uint256 i = 0; i < _handler.ACTORS(); ++i) {
            if (_council.isSeat(_handler.actor(i))) ++counted;
        }
        require(_council.seatCount() == counted, "seatCount is not the number of DIDs with a seat");
        require(_council.seats().length == counted, "seats() is not the DIDs with a seat");
        require(_handler.lastingSeatings() == counted, "the epochs disagree with the seats");
        require(_council.quorum(block.timestamp) == counted / 2 + 1, "the quorum is not more than half");
    }

    function invariant_there_is_always_a_seat_and_never_more_than_64() public view {
        require(_council.seatCount() >= 1 && _council.seatCount() <= _council.MAX_SEATS(), "no seat, or too many");
    }

    function invariant_only_executed_decisions_change_seats_and_guardian() public view {
        require(keccak256(abi.encode(_council.seats())) == _handler.seatsExpected(), "seats changed otherwise");
        require(_council.guardian() == _handler.guardianExpected(), "the guardian changed otherwise");
    }

    function invariant_the_null_address_holds_nothing() public view {
        require(!_council.isSeat(address(0)) && _council.guardian() != address(0), "the null address has an office");
    }
}
