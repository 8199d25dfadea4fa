// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";

/// @title The council's timelock: the address that every registry stores as its `council`
/// @notice The Council creates it in its constructor, so that nobody else ever controls it. Only the Council schedules,
/// cancels and executes here, for ever. If anybody could execute, as is usual, the count at execution could be avoided.
/// If roles or the delay could change, one vote could give all power to one key, or remove the time to object.
contract CouncilTimelock is TimelockController {
    /// @notice The delay and the roles never change.
    error TimelockFixed();

    constructor(uint256 delay, address council)
        TimelockController(delay, _only(council), _only(council), address(0))
    {}

    function updateDelay(uint256) public pure override {
        revert TimelockFixed();
    }

    function grantRole(bytes32, address) public pure override(AccessControl) {
        revert TimelockFixed();
    }

    function revokeRole(bytes32, address) public pure override(AccessControl) {
        revert TimelockFixed();
    }

    function renounceRole(bytes32, address) public pure override(AccessControl) {
        revert TimelockFixed();
    }
}

function _only(address account) pure returns (address[] memory accounts) {
    accounts = new address[](1);
    accounts[0] = account;
}
