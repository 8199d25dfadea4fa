// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ISeats} from "../governance/ISeats.sol";

/// @title The council with answers that a test sets
contract SeatsDouble is ISeats {
    mapping(address did => bool) public isSeat;

    function seat(address did) external {
        isSeat[did] = true;
    }

    function unseat(address did) external {
        isSeat[did] = false;
    }
}
