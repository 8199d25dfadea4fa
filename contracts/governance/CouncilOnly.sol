// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title A registry with functions for the council only
/// @notice All are immutables, so that a pinned code hash names one deployment on one chain.
abstract contract CouncilOnly {
    /// @notice The address from which the council acts: its timelock.
    address public immutable COUNCIL;
    bytes32 public immutable SALT;
    uint256 public immutable CHAIN_ID;

    /// @dev The caller is not the council. At deployment: `council` is the zero address.
    error GovernedNotCouncil(address caller, address council);

    constructor(address council, bytes32 salt) {
        if (council == address(0)) revert GovernedNotCouncil(msg.sender, council);
        (COUNCIL, SALT, CHAIN_ID) = (council, salt, block.chainid);
    }

    modifier onlyCouncil() {
        if (msg.sender != COUNCIL) revert GovernedNotCouncil(msg.sender, COUNCIL);
        _;
    }
}
