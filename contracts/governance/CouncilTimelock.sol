// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";

/// @title The hand of the council: the address that every registry holds as its `council`
/// @notice Made by the Council in its constructor, so that there is no moment and no key in between. The Council alone schedules, cancels
/// and executes here, for ever: were execution open to all, as is usual, the count at execution could be walked around;
/// were roles or the delay changeable, one vote could hand the whole power to one key, or take the time to object away.
contract CouncilTimelock is TimelockController {
    /// @notice The delay and the roles are what they were made with.
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
